"""JSON Schemas of the metadata language, one file a kind of document."""

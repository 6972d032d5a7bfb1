"""Pages on which an annex becomes forms."""

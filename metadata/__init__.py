"""What a report regime *is*: documents, formulas, cell kinds, checks, packages.

Nothing here knows the web, a database or the clock. Modules, in reading order:

``errors``      the catalogue of coded messages and the one exception
``values``      the states of a cell: number, text, blank, "-", X, invalid draft
``canonical``   canonical JSON and its SHA-256
``documents``   typed counterparts of the JSON documents
``grid``        geometry derived from a form: leaves, header rows, body rows
``template``    all documents of one regime together
``formula``     the formula language
``celltypes``   one file a kind of cell
``checks``      checks over a whole template
``package``     a template as one file
"""

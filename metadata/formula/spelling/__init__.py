"""How values, blanks and functions are written in each target.

The modules here know nothing of the catalogue: the declarations in ``functions`` name what they need from here, and the
printers in ``targets`` bring both together.
"""

"""The form's own workbook: taken away to be filled, and brought back.

``found``     what was found in a workbook that came back: the types between reading and judging
``judging``   what bringing it back would change, cell by cell, and what is refused
"""

"""Copies of a table of a form: one for each member of a code list.

``naming``   what ids, codes and texts of the table are called in a copy
``tables``   the operations that put the copies in
``api``      asked over the wire
"""

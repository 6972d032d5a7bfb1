"""Reading workbooks, Word tables and pasted blocks that came from outside: in a child process, within bounds.

``model``  what is read
"""

from runtime.workbooks.model import Area, Book, Cell, Choice, Sheet, Unread, area_place, column_letters, place

__all__ = ["Area", "Book", "Cell", "Choice", "Sheet", "Unread", "area_place", "column_letters", "place"]

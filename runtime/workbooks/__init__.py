"""Reading workbooks, Word tables and pasted blocks that came from outside: in a child process, within bounds.

``model``      what is read
``reading``    files, in a process of its own
``excel``, ``word``  what the process reads, with all looks; ``contents`` without them, faster
``pasted``     blocks from the clipboard
``container``  the archive, looked into before anything parses it
``letters``    fonts used before Unicode
``names``      names of cells, rows and columns
``wire``       a book as JSON
"""

from runtime.workbooks.model import Area, Book, Cell, Choice, Name, Sheet, Unread, area_place, column_letters, place
from runtime.workbooks.reading import read_book, read_filled, read_paste

__all__ = [
    "Area",
    "Book",
    "Cell",
    "Choice",
    "Name",
    "Sheet",
    "Unread",
    "area_place",
    "column_letters",
    "place",
    "read_book",
    "read_filled",
    "read_paste",
]

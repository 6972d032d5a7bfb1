"""What a file is that is no workbook or document, in words: told to whoever brought it, so that it is saved anew as what is wanted."""

from __future__ import annotations

from typing import Final

from metadata.errors import KhuonError, fail

_OLE: Final = b"\xd0\xcf\x11\xe0"
#: Streams of an archive of old, by the name that it is listed under.
_STREAMS: Final = (
    ("EncryptedPackage", ("tệp có mật khẩu", "a file with a password")),
    ("Workbook", ("tệp Excel đời cũ (.xls)", "an old Excel file (.xls)")),
    ("WordDocument", ("tệp Word đời cũ (.doc)", "an old Word file (.doc)")),
)
_BEGINNINGS: Final = (
    (b"%PDF", ("tệp PDF", "a PDF file")),
    (b"{\\rtf", ("tệp RTF", "an RTF file")),
    (b"\x89PNG", ("tệp ảnh", "a picture")),
    (b"\xff\xd8\xff", ("tệp ảnh", "a picture")),
    (b"<", ("trang web hoặc tệp XML", "a web page or an XML file")),
)
_OPEN: Final = (
    (b"opendocument.spreadsheet", ("tệp OpenDocument (.ods)", "an OpenDocument file (.ods)")),
    (b"opendocument.text", ("tệp OpenDocument (.odt)", "an OpenDocument file (.odt)")),
)
LOCKED: Final = ("tệp có mật khẩu", "a file with a password")
DOCUMENT: Final = ("tệp Word (.docx)", "a Word file (.docx)")
_ARCHIVE: Final = ("tệp nén, không phải của Excel hay Word", "an archive that is not of Excel or Word")
_BINARY: Final = ("tệp Excel nhị phân (.xlsb)", "a binary Excel file (.xlsb)")
_TEXT: Final = ("tệp chữ (.csv, .txt)", "a text file (.csv, .txt)")
_OTHER: Final = ("tệp của chương trình khác", "a file of another program")
#: Bytes of the beginning that are looked at.
_HEAD: Final = 4_096


def of_another_kind(data: bytes, kind: tuple[str, str] | None = None) -> KhuonError:
    """The refusal ``file.type``, which says what the file is."""
    what, english = kind or kind_of(data)
    return fail("file.type", what=what, what_en=english)


def kind_of(data: bytes) -> tuple[str, str]:
    """What a file is, in Vietnamese and in English."""
    head = data[:_HEAD]
    if head.startswith(_OLE):
        known = (words for name, words in _STREAMS if name.encode("utf-16-le") in data)
        return next(known, ("tệp Office đời cũ hoặc có mật khẩu", "an old Office file or one with a password"))
    if head.startswith(b"PK"):
        known = (words for mark, words in _OPEN if mark in head[:200])
        return next(known, _BINARY if b"xl/workbook.bin" in data else _ARCHIVE)
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    known = (words for mark, words in _BEGINNINGS if bare.startswith(mark))
    return next(known, _TEXT if _is_text(head) else _OTHER)


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return bool(head) and not any(byte < 9 or 13 < byte < 32 for byte in head)

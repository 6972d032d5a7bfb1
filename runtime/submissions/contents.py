"""What a file is by its first bytes, against what its name says it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE: Final = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
_JPEG: Final = (b"\xff\xd8\xff",)
_TIFF: Final = (b"II*\x00", b"MM\x00*")
#: How files begin, by the suffix of their names; of a suffix that is not listed nothing is known.
BEGINNINGS: Final[Mapping[str, tuple[bytes, ...]]] = {
    "docx": _ZIP, "xlsx": _ZIP, "pptx": _ZIP, "odt": _ZIP, "ods": _ZIP, "zip": _ZIP,
    "doc": (*_OLE, b"{\\rtf"), "xls": _OLE, "ppt": _OLE, "rtf": (b"{\\rtf",),
    "jpg": _JPEG, "jpeg": _JPEG, "png": (b"\x89PNG\r\n\x1a\n",), "gif": (b"GIF87a", b"GIF89a"), "tif": _TIFF, "tiff": _TIFF,
    "rar": (b"Rar!\x1a\x07",), "7z": (b"7z\xbc\xaf\x27\x1c",),
}  # fmt: skip
#: Programs, whatever they are called.
_PROGRAMS: Final = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"#!")
#: A PDF may have something in front of its first line.
_PDF_WITHIN: Final = 1024
_TEXTS: Final = frozenset({"txt", "csv"})


def is_what_it_says(name: str, body: bytes) -> bool:
    """Whether a file begins as files of its suffix do; a program is never taken."""
    if body.startswith(_PROGRAMS):
        return False
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if suffix == "pdf":
        return b"%PDF-" in body[:_PDF_WITHIN]
    if suffix in _TEXTS:
        return b"\x00" not in body[:_PDF_WITHIN] or body.startswith((b"\xff\xfe", b"\xfe\xff"))
    known = BEGINNINGS.get(suffix)
    return known is None or body.startswith(known)

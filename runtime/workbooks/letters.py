"""Text of the fonts used before Unicode (TCVN3, VNI) and decomposed text, made NFC; what could not be read is said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from metadata.legacy import TCVN3
from metadata.text import composed

_TCVN3_READ: Final = str.maketrans(TCVN3)

# A letter of a VNI font is one byte, or a letter and a byte for its marks.
_VNI_MARKS: Final = {
    "a": "ù:á ø:à û:ả õ:ã ï:ạ â:â á:ấ à:ầ å:ẩ ã:ẫ ä:ậ ê:ă é:ắ è:ằ ú:ẳ ü:ẵ ë:ặ",
    "e": "ù:é ø:è û:ẻ õ:ẽ ï:ẹ â:ê á:ế à:ề å:ể ã:ễ ä:ệ",
    "o": "ù:ó ø:ò û:ỏ õ:õ ï:ọ â:ô á:ố à:ồ å:ổ ã:ỗ ä:ộ",
    "ô": "ù:ớ ø:ờ û:ở õ:ỡ ï:ợ",
    "u": "ù:ú ø:ù û:ủ õ:ũ ï:ụ",
    "ö": "ù:ứ ø:ừ û:ử õ:ữ ï:ự",
    "y": "ù:ý ø:ỳ û:ỷ õ:ỹ",
}
_VNI_ALONE: Final = {"æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "ñ": "đ", "î": "ỵ", "í": "í", "ì": "ì"}
#: One or two letters of a VNI font → the Unicode letter that they draw.
VNI: Final[dict[str, str]] = {}
for _base, _pairs in _VNI_MARKS.items():
    for _pair in _pairs.split():
        _mark, _, _letter = _pair.partition(":")
        VNI[_base + _mark] = _letter
        VNI[_base.upper() + _mark.upper()] = _letter.upper()
        VNI[_base.upper() + _mark] = _letter.upper()
for _one, _letter in _VNI_ALONE.items():
    VNI[_one] = _letter
    VNI[_one.upper()] = _letter.upper()


def encoding_of(font: str) -> str:
    """``tcvn3``, ``vni`` or empty, by the name of a font."""
    name = font.strip().lower()
    return "tcvn3" if name.startswith(".vn") else "vni" if name.startswith(("vni-", "vni ")) else ""


def from_tcvn3(text: str, font: str = "") -> str:
    """Text of a TCVN3 font; those whose name ends in H draw every letter as a capital."""
    read = composed(text).translate(_TCVN3_READ)
    return read.upper() if font.strip().lower().startswith(".vn") and font.strip().endswith("H") else read


def from_vni(text: str) -> str:
    """Text of a VNI font."""
    text = composed(text)
    read, at = [], 0
    while at < len(text):
        pair = text[at : at + 2]
        step = 2 if len(pair) == 2 and pair in VNI else 1
        read.append(VNI.get(text[at : at + step], text[at : at + step]))
        at += step
    return "".join(read)


def read_runs(runs: Iterable[tuple[str, str]]) -> tuple[str, str, str, str]:
    """Text, encoding, original and letters that have no reading, of runs of (text, font name)."""
    texts, found, originals, lost = [], set(), [], set()
    for text, font in runs:
        code = encoding_of(font)
        read = from_tcvn3(text, font) if code == "tcvn3" else from_vni(text) if code == "vni" else text
        normal = composed(read)
        if code and normal != text:
            found.add(code)
            lost |= {letter for letter in normal if "\u0080" <= letter < "\u00c0" and letter not in "°±²³«»·\u00a0"}
        elif normal != text:
            found.add("nfd")
        texts.append(normal)
        originals.append(text)
    encoding = next((code for code in ("tcvn3", "vni", "nfd") if code in found), "")
    return "".join(texts), encoding, "".join(originals) if encoding else "", "".join(sorted(lost))

"""Text of the fonts used before Unicode (TCVN3, VNI) and decomposed text, made NFC; what could not be read is said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from metadata import legacy
from metadata.text import composed

_TCVN3_READ: Final = str.maketrans(legacy.TCVN3)


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
    return legacy.from_vni(composed(text))


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

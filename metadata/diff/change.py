"""What a comparison of two templates yields: changes with a sentence, a layer and a class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

MEANING: Final = "meaning"
STRUCTURE: Final = "structure"
LOOK: Final = "look"
LAYERS: Final = (MEANING, STRUCTURE, LOOK)

#: Classes of change by their effect on stored data.
LABEL_ONLY: Final = 0
ADDITIVE: Final = 1
REDEFINED: Final = 2
DESTRUCTIVE: Final = 3


class Words(NamedTuple):
    """The same thing said in both languages."""

    vi: str
    en: str

    def of(self, lang: str) -> str:
        """The words in ``vi`` or ``en``."""
        return self.en if lang == "en" else self.vi


def plain(text: str) -> Words:
    """Words that read the same in both languages."""
    return Words(text, text)


class Sides(NamedTuple):
    """What was and what is, to be read beside each other: the thing, its old and its new value in words."""

    what: Words
    old: Words
    new: Words

    def as_json(self, lang: str) -> dict[str, str]:
        """Shape on the wire."""
        return {"what": self.what.of(lang), "old": self.old.of(lang), "new": self.new.of(lang)}


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    ``kind`` is a stable name such as ``column.added``; ``place`` the path of ids; ``form`` the form
    it belongs to or None; ``subject`` what it is about ("Biểu 01/XLD") and ``words`` what became of
    it; ``marks`` says which rows, columns, cells to mark and how (added, removed, changed, moved);
    ``sides`` the old and the new in words, where a change has both.
    """

    kind: str
    layer: str
    level: int
    place: str
    form: str | None
    subject: Words
    words: Words
    marks: Mapping[str, str] = field(default_factory=dict)
    sides: Sides | None = None

    def sentence(self, lang: str = "vi") -> str:
        """The whole sentence, subject included."""
        return f"{self.subject.of(lang)}: {self.words.of(lang)}"

    def as_json(self, lang: str = "vi") -> dict[str, Any]:
        """Shape on the wire."""
        return {
            "text": self.sentence(lang),
            "words": self.words.of(lang),
            "subject": self.subject.of(lang),
            "kind": self.kind,
            "layer": self.layer,
            "class": self.level,
            "place": self.place,
            "form": self.form,
        }


@dataclass(frozen=True, slots=True)
class Diff:
    """All changes between two templates, in the order of the new one."""

    changes: tuple[Change, ...]

    @property
    def level(self) -> int:
        """Class of the whole: that of its heaviest change; 0 when nothing changed."""
        return max((change.level for change in self.changes), default=LABEL_ONLY)

    def marks(self, lang: str = "vi") -> dict[str, dict[str, dict[str, str]]]:
        """Marks for the tables: form id → row, column or cell id → kind and text."""
        found: dict[str, dict[str, dict[str, str]]] = {}
        for change in self.changes:
            for key, kind in change.marks.items():
                marks = found.setdefault(change.form or "", {})
                known = marks.get(key)
                text = change.words.of(lang)
                marks[key] = {"kind": kind, "text": text} if known is None else _joined(known, kind, text)
        return found

    def as_json(self, lang: str = "vi") -> dict[str, Any]:
        """Shape on the wire."""
        return {
            "class": self.level,
            "sentences": [change.as_json(lang) for change in self.changes],
            "marks": self.marks(lang),
        }


_WEIGHT: Final = ("moved", "changed", "added", "removed")


def _joined(known: Mapping[str, str], kind: str, text: str) -> dict[str, str]:
    kind = max(known["kind"], kind, key=_WEIGHT.index)
    return {"kind": kind, "text": f"{known['text']}; {text}"}

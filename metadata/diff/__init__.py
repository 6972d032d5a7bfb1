"""What changed between two templates: sentences by layer and class, worked out by ids.

``compare(old, new)`` takes the documents of two templates and gives a :class:`Diff`. Nothing is
passed over: what this code does not know gives a sentence with the path.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from metadata.canonical import canonical
from metadata.diff.change import (
    ADDITIVE,
    DESTRUCTIVE,
    LABEL_ONLY,
    LAYERS,
    LOOK,
    MEANING,
    REDEFINED,
    STRUCTURE,
    Change,
    Diff,
    Sides,
    Words,
)
from metadata.diff.forms import compare_form, describe_form
from metadata.diff.mappings import compare_mapping
from metadata.diff.others import compare_consolidation, compare_dimension, compare_indicator, compare_layout
from metadata.diff.properties import Spot, differing, text, unknown
from metadata.diff.reading import Reader, UnitNames
from metadata.diff.regimes import compare_regime
from metadata.diff.rules import compare_rules
from metadata.diff.samples import compare_example
from metadata.diff.subject import Subject

Documents = Mapping[str, Mapping[str, Any]]

# Order in which a reader wants them: the regime, then form by form, then the shared lists.
_ORDER: Final = ("regime", "form", "rules", "example", "consolidation", "layout", "indicator", "dimension", "mapping")
_NAMES: Final[Mapping[str, Words]] = {
    "rules": Words("các kiểm tra", "the checks"),
    "example": Words("ví dụ kiểm thử", "the filled example"),
    "consolidation": Words("cách tổng hợp", "the consolidation"),
    "layout": Words("trang in", "the printed page"),
    "indicator": Words("chỉ tiêu", "the indicator"),
    "dimension": Words("danh mục", "the list"),
    "regime": Words("chế độ báo cáo", "the regime"),
}


def compare(old: Documents, new: Documents, units: UnitNames | None = None) -> Diff:
    """Every change from ``old`` to ``new``; ``old`` is empty before the first release.

    ``units`` names the reporting units in the sentences; without it they are said by their ids.
    """
    changes: list[Change] = []
    readers = Reader(old, units), Reader(new, units)
    for doc in _ordered(old, new):
        before, after = old.get(doc), new.get(doc)
        if before is not None and after is not None and canonical(before) == canonical(after):
            continue
        found = list(_document(doc, before, after, old, new, readers))
        if not found and not _told_by_form(before, after, old, new):
            found = [_unexplained(doc, before, after, old, new)]
        changes.extend(found)
    return Diff(tuple(changes))


def _kind(document: Mapping[str, Any] | None) -> str:
    return str((document or {}).get("spec", "")).partition("/")[0]


def _ordered(old: Documents, new: Documents) -> list[str]:
    forms = {form: place for side in (old, new) for place, form in enumerate(_forms(side))}

    def key(doc: str) -> tuple[int, int, int, str]:
        document = new.get(doc) or old.get(doc)
        kind, form = _kind(document), doc if _kind(document) == "form" else (document or {}).get("form")
        rank = _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
        # Rules, consolidation and layout stand with the form they speak of.
        group = 0 if kind == "regime" else 1 if form else 2
        return group, forms.get(str(form), len(forms)), rank, doc

    return sorted({*old, *new}, key=key)


def _forms(documents: Documents) -> list[str]:
    return next((list(doc.get("forms", [])) for doc in documents.values() if _kind(doc) == "regime"), [])


def _subject(doc: str, document: Mapping[str, Any], old: Documents, new: Documents) -> Subject:
    kind = _kind(document)
    form = doc if kind == "form" else document.get("form")
    if form:
        code = (new.get(form) or old.get(form) or {}).get("code", form)
        return Subject(Words(f"Biểu {code}", f"Form {code}"), str(form), str(form))
    match kind:
        case "regime":
            return Subject(Words("Chế độ báo cáo", "Regime"), doc)
        case "indicator":
            return Subject(Words(f"Chỉ tiêu {document.get('code', '')}", f"Indicator {document.get('code', '')}"), doc)
        case "dimension":
            name = text(document.get("name", "")).vi
            return Subject(Words(f"Danh mục {name}", f"List {name}"), doc)
    return Subject(Words(f"Tài liệu {doc}", f"Document {doc}"), doc)


def _document(
    doc: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    old: Documents,
    new: Documents,
    readers: tuple[Reader, Reader],
) -> Iterator[Change]:
    subject = replace(_subject(doc, after or before or {}, old, new), old=readers[0], new=readers[1])
    kind = _kind(after or before)
    if before is not None and after is not None and _kind(before) != kind:
        yield _unexplained(doc, before, after, old, new)
        return
    if kind == "form":
        yield from _form(subject, before, after)
    elif kind != "regime" and _told_by_form(before, after, old, new):
        return
    elif kind == "rules":
        yield from compare_rules(subject, before, after)
    elif kind == "example":
        yield from compare_example(subject, before, after)
    elif kind == "mapping":
        yield from compare_mapping(subject, before, after)
    elif kind == "consolidation":
        yield from compare_consolidation(subject, before, after)
    elif before is None or after is None:
        yield _came_or_went(subject, kind, before is None)
    elif kind in _PAIRS:
        yield from _PAIRS[kind](subject, before, after)


_PAIRS: Final = {
    "regime": compare_regime,
    "layout": compare_layout,
    "indicator": compare_indicator,
    "dimension": compare_dimension,
}


def _form(subject: Subject, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Iterator[Change]:
    if before is not None and after is not None:
        yield from compare_form(subject, before, after)
    elif after is not None:
        name = describe_form(after)
        words = Words(f"thêm {name.vi}", f"{name.en} added")
        yield subject.change("form.added", ADDITIVE, words, layer=STRUCTURE, marks={str(after.get("id", "")): "added"})
    elif before is not None:
        name = describe_form(before)
        words = Words(f"bỏ {name.vi}", f"{name.en} removed")
        yield subject.change("form.removed", DESTRUCTIVE, words, layer=STRUCTURE, marks={str(before.get("id", "")): "removed"})


def _told_by_form(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, old: Documents, new: Documents
) -> bool:
    """What came or went together with a form is told by the form: its documents, its line in the regime."""
    if _kind(before) == _kind(after) == "regime":
        return _only_forms_came_or_went(before or {}, after or {}, old, new)
    form = (after or before or {}).get("form")
    if form is None or (before is not None and after is not None):
        return False
    return (form not in old and before is None) or (form not in new and after is None)


def _only_forms_came_or_went(
    before: Mapping[str, Any], after: Mapping[str, Any], old: Documents, new: Documents
) -> bool:
    listed, now = set(before.get("forms", [])), set(after.get("forms", []))
    changed = listed ^ now
    return set(differing(before, after)) == {"forms"} and bool(changed) and all((key in old) != (key in new) for key in changed)


def _came_or_went(subject: Subject, kind: str, came: bool) -> Change:
    name = _NAMES.get(kind, Words("tài liệu", "the document"))
    words = Words(f"thêm {name.vi}", f"{name.en} added") if came else Words(f"bỏ {name.vi}", f"{name.en} removed")
    light = kind == "layout"
    level = LABEL_ONLY if light else ADDITIVE if came else DESTRUCTIVE if kind in ("dimension", "regime") else REDEFINED
    return subject.change(f"{kind}.{'added' if came else 'removed'}", level, words, layer=LOOK if light else MEANING)


def _unexplained(
    doc: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, old: Documents, new: Documents
) -> Change:
    subject = _subject(doc, after or before or {}, old, new)
    if before is None or after is None:
        return _came_or_went(subject, _kind(after or before), before is None)
    spot = Spot(subject, _NAMES.get(_kind(after), Words("tài liệu", "the document")), (doc,) if subject.place != doc else ())
    key = next(iter(differing(before, after)), "")
    return unknown(spot, key, before.get(key), after.get(key))


__all__ = [
    "ADDITIVE",
    "DESTRUCTIVE",
    "LABEL_ONLY",
    "LAYERS",
    "LOOK",
    "MEANING",
    "REDEFINED",
    "STRUCTURE",
    "Change",
    "Diff",
    "Sides",
    "Subject",
    "UnitNames",
    "Words",
    "compare",
]

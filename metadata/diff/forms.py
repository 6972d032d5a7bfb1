"""Changes of forms: sections, tables, questions, files, footnotes, signers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from metadata.diff.cells import compare_cells
from metadata.diff.change import (
    ADDITIVE,
    DESTRUCTIVE,
    LABEL_ONLY,
    LOOK,
    STRUCTURE,
    Change,
    Sides,
    Words,
)
from metadata.diff.nodes import COLUMNS, HEADINGS, ROWS, compare_axis, named
from metadata.diff.orders import moved, nodes_of
from metadata.diff.properties import (
    NOTHING,
    Property,
    Show,
    Spot,
    bare,
    ceiling,
    compare,
    listed,
    look,
    meaning,
    members,
    pinned,
    stricter_when_true,
    text,
    yes_no,
)
from metadata.diff.reading import DOCUMENT, PLACES
from metadata.diff.subject import Subject

Doc = Mapping[str, Any]
BASE: Final[Doc] = {"kind": "number", "decimals": 0}

_FORM: Final[Mapping[str, Property]] = {
    "code": look("ký hiệu biểu", "form number"),
    "title": look("tên biểu", "title"),
    "basis": look("căn cứ", "legal basis"),
    "guidance": look("hướng dẫn ghi", "guidance"),
}
_SECTION: Final[Mapping[str, Property]] = {
    "title": look("tên phần", "section title"),
    "parts": look("phần thư viện đã ghim", "pinned library parts", pinned),
    # Nothing acts on it (decision 0028), so a change of it changes nothing that is filled.
    "sheets": look("trang theo danh mục (không còn dùng)", "sheets by list (no longer used)", show=bare, reads=DOCUMENT),
}
_SECTION_KINDS: Final[Mapping[str, Words]] = {
    "grid": Words("bảng", "table"),
    "list": Words("bảng mở dòng", "list"),
    "outline": Words("đề cương", "outline"),
    "fields": Words("câu hỏi", "questions"),
    "files": Words("tệp đính kèm", "files"),
}


@dataclass(frozen=True, slots=True)
class Items:
    """An ordered map: its word, the key of its caption, its properties and what adding or removing weighs."""

    kind: str
    word: Words
    caption: str
    table: Mapping[str, Property]
    added: int
    removed: int
    layer: str = STRUCTURE
    show: Show = text


FIELDS: Final = Items(
    "field",
    Words("câu hỏi", "question"),
    "label",
    {"label": look("câu hỏi", "question"), "code": meaning("mã", "code", show=bare), "rich": look("đoạn viết có định dạng", "formatted text", yes_no)},
    ADDITIVE,
    DESTRUCTIVE,
)
FILES: Final = Items(
    "file",
    Words("tệp đính kèm", "file"),
    "label",
    {
        "label": look("tên", "caption"),
        "required": meaning("bắt buộc", "required", stricter_when_true, yes_no),
        "accept": meaning("loại tệp nhận", "file types", members, listed),
        "max_mb": meaning("dung lượng tối đa (MB)", "maximum size (MB)", ceiling, bare),
    },
    ADDITIVE,
    DESTRUCTIVE,
)
FOOTNOTES: Final = Items(
    "footnote",
    Words("ghi chú", "footnote"),
    "text",
    {"mark": look("dấu", "mark"), "text": look("nội dung", "text"), "at": look("chỗ đặt dấu", "places", listed, PLACES)},
    LABEL_ONLY,
    LABEL_ONLY,
    LOOK,
)
SIGNERS: Final = Items(
    "signer",
    Words("chỗ ký", "signer"),
    "title",
    {"title": look("chức danh", "title"), "note": look("chú thích", "note"), "role": meaning("vai trò ký", "signing role", show=bare)},
    LABEL_ONLY,
    LABEL_ONLY,
    LOOK,
)


def compare_form(subject: Subject, old: Doc, new: Doc) -> Iterator[Change]:
    """All changes between two revisions of a form."""
    spot = Spot(subject, Words("biểu", "form"), ())
    yield from compare(spot, "form", _FORM, old, new, frozenset({"spec", "id", "cell", "sections", "footnotes", "signers"}))
    every = Spot(subject, Words("mọi ô của biểu", "all cells of the form"), ("cell",))
    yield from compare_cells(every, old.get("cell", {}), new.get("cell", {}), BASE, BASE)
    yield from _sections(subject, old, new)
    yield from compare_items(subject, ("footnotes",), FOOTNOTES, old.get("footnotes"), new.get("footnotes"))
    yield from compare_items(subject, ("signers",), SIGNERS, old.get("signers"), new.get("signers"))


def _sections(subject: Subject, old: Doc, new: Doc) -> Iterator[Change]:
    before, after = (side.get("sections", {"order": [], "items": {}}) for side in (old, new))
    several = len(after["order"]) > 1
    for key in (key for key in before["order"] if key not in after["items"]):
        name = section_name(before, key)
        words = Words(f"bỏ {name.vi}", f"{name.en} removed")
        yield subject.change("section.removed", DESTRUCTIVE, words, layer=STRUCTURE, place=(key,), marks={key: "removed"})
    for key in after["order"]:
        name = section_name(after, key)
        if key not in before["items"]:
            words = Words(f"thêm {name.vi}", f"{name.en} added")
            yield subject.change("section.added", ADDITIVE, words, layer=STRUCTURE, place=(key,), marks={key: "added"})
            continue
        weaker = tuple({**BASE, **side.get("cell", {})} for side in (old, new))
        inside = subject
        if several:
            inside = replace(subject, words=Words(f"{subject.words.vi}, {name.vi}", f"{subject.words.en}, {name.en}"))
        yield from _section(inside, key, before["items"][key], after["items"][key], (weaker[0], weaker[1]))
    for key in moved(before["order"], after["order"]):
        name = section_name(after, key)
        words = Words(f"chuyển chỗ {name.vi}", f"{name.en} moved")
        yield subject.change("section.order", LABEL_ONLY, words, layer=STRUCTURE, place=(key,), marks={key: "moved"})


def section_name(sections: Doc, key: str) -> Words:
    """``bảng "Đơn thư"``, or its place in the form when it has no title."""
    section = sections["items"].get(key, {})
    kind = _SECTION_KINDS.get(str(section.get("kind")), Words("phần", "section"))
    number = sections["order"].index(key) + 1 if key in sections["order"] else 0
    title = f' {text(section["title"]).vi}' if section.get("title") else f" {number}" if number else ""
    return Words(f"{kind.vi}{title}", f"{kind.en}{title}")


def _section(subject: Subject, key: str, old: Doc, new: Doc, weaker: tuple[Doc, Doc]) -> Iterator[Change]:
    if old.get("kind") != new.get("kind"):
        names = [_SECTION_KINDS.get(str(side.get("kind")), Words("phần", "section")) for side in (old, new)]
        words = Words(f"chuyển từ {names[0].vi} sang {names[1].vi}", f"turned from {names[0].en} to {names[1].en}")
        same_shape = {old.get("kind"), new.get("kind")} == {"grid", "list"}
        level = ADDITIVE if same_shape else DESTRUCTIVE
        yield subject.change("section.kind", level, words, layer=STRUCTURE, place=(key, "kind"), marks={key: "changed"})
    parts = frozenset({"kind", "cell", "columns", "rows", "headings", "cells", "fields", "files"})
    yield from compare(Spot(subject, Words("phần này", "this section"), (key,), key), "section", _SECTION, old, new, parts)
    every = Spot(subject, Words("mọi ô của bảng", "all cells of the table"), (key, "cell"), key)
    yield from compare_cells(every, old.get("cell", {}), new.get("cell", {}), *weaker)
    layers = ({**weaker[0], **old.get("cell", {})}, {**weaker[1], **new.get("cell", {})})
    for axis in (COLUMNS, ROWS, HEADINGS):
        if axis.key in old or axis.key in new:
            yield from compare_axis(subject, key, axis, old.get(axis.key) or {}, new.get(axis.key) or {}, layers)
    yield from _cells(subject, key, old, new, layers)
    for part, items in (("fields", FIELDS), ("files", FILES)):
        yield from compare_items(subject, (key, part), items, old.get(part), new.get(part), layers)


def _cells(subject: Subject, section: str, old: Doc, new: Doc, layers: tuple[Doc, Doc]) -> Iterator[Change]:
    before, after = old.get("cells", {}), new.get("cells", {})
    for key in [*after, *(key for key in before if key not in after)]:
        row, _, column = key.partition(":")
        # Entries that went with their row or column are told by the removal.
        if any(part not in nodes_of(new.get(axis)) for part, axis in ((row, "rows"), (column, "columns"))):
            continue
        spot = Spot(subject, _cell_name(new, row, column), (section, key), key)
        weaker = [
            {**layer, **_own(side, "rows", row), **_own(side, "columns", column)}
            for layer, side in zip(layers, (old, new), strict=True)
        ]
        yield from compare_cells(spot, before.get(key, {}), after.get(key, {}), weaker[0], weaker[1])


def _own(section: Doc, axis: str, key: str) -> Doc:
    found: Doc = nodes_of(section.get(axis)).get(key, {}).get("cell", {})
    return found


def _cell_name(section: Doc, row: str, column: str) -> Words:
    names = [
        named(axis, nodes_of(section.get(axis.key)).get(key, {}), caption=short)
        for axis, key, short in ((ROWS, row, True), (COLUMNS, column, False))
    ]
    return Words(f"ô {names[0].vi} × {names[1].vi}", f"cell {names[0].en} × {names[1].en}")


def compare_items(
    subject: Subject,
    path: tuple[str, ...],
    items: Items,
    old: Doc | None,
    new: Doc | None,
    layers: tuple[Doc, Doc] | None = None,
) -> Iterator[Change]:
    """Changes of an ordered map; ``layers`` when its items are answers with cell properties."""
    before, after = (side or {"order": [], "items": {}} for side in (old, new))
    name: Callable[[Doc], Words] = lambda item: item_name(items, item)  # noqa: E731
    for key in (key for key in before["order"] if key not in after["items"]):
        words = Words(f"bỏ {name(before['items'][key]).vi}", f"{name(before['items'][key]).en} removed")
        sides = Sides(items.word, _caption(items, before["items"][key]), NOTHING)
        yield subject.change(f"{items.kind}.removed", items.removed, words, layer=items.layer, place=(*path, key), marks={key: "removed"}, sides=sides)
    for key in after["order"]:
        item = after["items"][key]
        if key not in before["items"]:
            words = Words(f"thêm {name(item).vi}", f"{name(item).en} added")
            sides = Sides(items.word, NOTHING, _caption(items, item))
            yield subject.change(f"{items.kind}.added", items.added, words, layer=items.layer, place=(*path, key), marks={key: "added"}, sides=sides)
            continue
        spot = Spot(subject, name(before["items"][key]), (*path, key), key)
        yield from compare(spot, items.kind, items.table, before["items"][key], item, frozenset({"cell"}))
        yield from compare_cells(spot, before["items"][key].get("cell", {}), item.get("cell", {}), *(layers or (BASE, BASE)))
    for key in moved(before["order"], after["order"]):
        words = Words(f"chuyển chỗ {name(after['items'][key]).vi}", f"{name(after['items'][key]).en} moved")
        yield subject.change(f"{items.kind}.order", LABEL_ONLY, words, layer=items.layer, place=(*path, key), marks={key: "moved"})


def _caption(items: Items, item: Doc) -> Words:
    return items.show(item[items.caption]) if item.get(items.caption) else items.word


def item_name(items: Items, item: Doc) -> Words:
    """``câu hỏi "…"``."""
    if not item.get(items.caption):
        return items.word
    caption = items.show(item[items.caption])
    return Words(f"{items.word.vi} {caption.vi}", f"{items.word.en} {caption.en}")


def describe_form(form: Doc) -> Words:
    """``biểu 02/XLD "Tên biểu"``."""
    title = f' {text(form["title"]).vi}' if form.get("title") else ""
    return Words(f"biểu {form.get('code', '')}{title}", f"form {form.get('code', '')}{title}")

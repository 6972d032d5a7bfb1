"""Changes of filled examples: they test a template and touch no stored data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from metadata.diff.change import LABEL_ONLY, LOOK, MEANING, Change, Words
from metadata.diff.properties import Property, Spot, always, bare, compare, look, text
from metadata.diff.rules import rule_name
from metadata.diff.subject import Subject
from metadata.errors import KhuonError
from metadata.numbers import format_vi
from metadata.values import State, decode

Doc = Mapping[str, Any]
_HEAD: Final = frozenset({"spec", "id", "form", "cells", "outside", "expect"})
_BLANK: Final = Words("trống", "blank")
_PROPERTIES: Final[Mapping[str, Property]] = {
    "title": look("tên", "title"),
    "note": look("ghi chú", "note"),
    "audience": Property(Words("vai điền", "kind of unit"), MEANING, always(LABEL_ONLY), bare),
}


def compare_example(subject: Subject, old: Doc | None, new: Doc | None) -> Iterator[Change]:
    """Changes of one filled example; a missing side is one that came or went."""
    document = new or old or {}
    doc, name = str(document.get("id", "")), _name(document)
    if old is None or new is None:
        words = Words(f"thêm {name.vi}", f"{name.en} added") if old is None else Words(f"bỏ {name.vi}", f"{name.en} removed")
        yield subject.change(f"example.{'added' if old is None else 'removed'}", LABEL_ONLY, words, layer=MEANING, place=(doc,))
        return
    spot = Spot(subject, _name(old), (doc,))
    yield from compare(spot, "example", _PROPERTIES, old, new, _HEAD)
    for part in ("cells", "outside"):
        yield from _values(subject, doc, name, part, (old.get(part, {}), new.get(part, {})))
    before, after = old.get("expect", {}), new.get("expect", {})
    yield from _values(subject, doc, name, "expect", (before.get("cells", {}), after.get("cells", {})))
    yield from _fails(subject, doc, name, before.get("fails", []), after.get("fails", []))


def _name(document: Doc) -> Words:
    title = text(document.get("title", ""))
    return Words(f"ví dụ kiểm thử {title.vi}", f"filled example {title.en}")


_SAID: Final = {"cells": Words("số nhập", "entered"), "outside": Words("số của kỳ hoặc biểu khác", "figure from elsewhere"), "expect": Words("số mong đợi", "expected")}


def _values(subject: Subject, doc: str, name: Words, part: str, sides: tuple[Doc, Doc]) -> Iterator[Change]:
    old, new = sides
    for key in [*new, *(key for key in old if key not in new)]:
        if key in old and key in new and old[key] == new[key]:
            continue
        where = (subject.new if key in new else subject.old).place(subject.form, key) if "|" not in key else Words(key, key)
        said, words = _SAID[part], _moved(old, new, key)
        line = Words(f"{name.vi}, {said.vi} ở {where.vi}: {words.vi}", f"{name.en}, {said.en} at {where.en}: {words.en}")
        yield subject.change("example.value", LABEL_ONLY, line, layer=MEANING, place=(doc, part, key))


def _moved(old: Doc, new: Doc, key: str) -> Words:
    after = _shown(new.get(key))
    if key not in old:
        return Words(f"thêm {after.vi}", f"{after.en} added")
    before = _shown(old[key])
    if key not in new:
        return Words(f"bỏ {before.vi}", f"{before.en} removed")
    return Words(f"từ {before.vi} thành {after.vi}", f"from {before.en} to {after.en}")


def _shown(wire: Any) -> Words:
    try:
        value = decode(wire)
    except KhuonError:
        return Words(str(wire), str(wire))
    if value is None:
        return _BLANK
    shown = format_vi(value) if isinstance(value, Decimal) else value.value if isinstance(value, State) else str(value)
    return Words(shown, shown)


def _fails(subject: Subject, doc: str, name: Words, old: list[str], new: list[str]) -> Iterator[Change]:
    for key in [*(key for key in new if key not in old), *(key for key in old if key not in new)]:
        came = key in new
        rule = _rule(subject, key)
        words = (
            Words(f"{name.vi}: {rule.vi} phải báo", f"{name.en}: {rule.en} must find a fault")
            if came
            else Words(f"{name.vi}: {rule.vi} không phải báo nữa", f"{name.en}: {rule.en} need no longer find a fault")
        )
        yield subject.change("example.fails", LABEL_ONLY, words, layer=MEANING, place=(doc, "fails", key))
    if new != old and set(new) == set(old):
        words = Words(f"{name.vi}: xếp lại các kiểm tra phải báo", f"{name.en}: checks that must find a fault reordered")
        yield subject.change("example.order", LABEL_ONLY, words, layer=LOOK, place=(doc, "fails"))


def _rule(subject: Subject, key: str) -> Words:
    for reader in (subject.new, subject.old):
        rule = reader.rule(key)
        if rule:
            return rule_name(subject, reader, rule)
    return Words(f"kiểm tra {key}", f"check {key}")

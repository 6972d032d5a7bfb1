"""Changes of checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from metadata.diff.change import ADDITIVE, LABEL_ONLY, LOOK, MEANING, REDEFINED, Change, Sides, Words, plain
from metadata.diff.orders import moved
from metadata.diff.properties import (
    NOTHING,
    Property,
    Spot,
    always,
    bare,
    choice_of,
    compact,
    compare,
    listed,
    look,
    meaning,
    text,
)
from metadata.diff.reading import CHECK, PLACES, Reader
from metadata.diff.subject import Subject

Doc = Mapping[str, Any]

_SEVERITY: Final = {"error": Words("lỗi (chặn gửi)", "error"), "warning": Words("cảnh báo", "warning")}
_BLANKS: Final = {"nothing": Words("coi như không có", "count as nothing"), "skip": Words("bỏ qua kiểm tra", "skip")}


def _severity(_old: Any, new: Any) -> int:
    return REDEFINED if new == "error" else ADDITIVE


def _tolerance(old: Any, new: Any) -> int:
    before, after = (Decimal(0) if side in (None, "auto") else Decimal(side) for side in (old, new))
    return ADDITIVE if after > before else REDEFINED


RULE: Final[Mapping[str, Property]] = {
    "expr": meaning("điều kiện", "condition", show=bare, reads=CHECK),
    "severity": meaning("mức", "severity", _severity, choice_of(_SEVERITY)),
    "tolerance": meaning("sai số cho phép", "tolerance", _tolerance, bare),
    "blanks": meaning("cách tính ô trống", "blanks", show=choice_of(_BLANKS)),
    "rows": meaning("các dòng áp dụng", "rows", show=listed, reads=PLACES),
    "columns": meaning("các cột áp dụng", "columns", show=listed, reads=PLACES),
    "section": meaning("bảng áp dụng", "table", show=bare),
    "message": look("lời nhắc", "message"),
    "printed": look("dòng in trên biểu", "printed line"),
    "origin": Property(Words("nguồn gốc", "origin"), LOOK, always(LABEL_ONLY), compact),
    "examples": Property(Words("ví dụ thử", "examples"), MEANING, always(LABEL_ONLY), compact),
}
_CHECK: Final = Words("kiểm tra", "check")
_HEAD: Final = frozenset({"spec", "id", "form", "order", "items"})


def rule_name(subject: Subject, reader: Reader, rule: Doc) -> Words:
    """``kiểm tra "9=11+12+13"``: by its printed line, else by its condition in words."""
    said = None if rule.get("printed") else reader.check(subject.form, rule.get("expr"))
    line = said or plain(str(rule.get("printed") or rule.get("expr", "")))
    return Words(f"kiểm tra {text(line.vi).vi}", f"check {text(line.en).en}")


def compare_rules(subject: Subject, old: Doc | None, new: Doc | None) -> Iterator[Change]:
    """Changes between two revisions of the checks of a form; a missing side has none."""
    before, after = (side or {"order": [], "items": {}} for side in (old, new))
    doc = str((new or old or {}).get("id", ""))
    for key in (key for key in before["order"] if key not in after["items"]):
        name = rule_name(subject, subject.old, before["items"][key])
        words = Words(f"bỏ {name.vi}", f"{name.en} removed")
        sides = Sides(_CHECK, _whole(subject, subject.old, before["items"][key]), NOTHING)
        yield subject.change("rule.removed", ADDITIVE, words, layer=MEANING, place=(doc, key), sides=sides)
    for key in after["order"]:
        rule = after["items"][key]
        if key not in before["items"]:
            yield _added(subject, doc, key, rule)
            continue
        spot = Spot(subject, rule_name(subject, subject.old, before["items"][key]), (doc, key))
        yield from compare(spot, "rule", RULE, before["items"][key], rule, frozenset())
    for key in moved(before["order"], after["order"]):
        name = rule_name(subject, subject.new, after["items"][key])
        words = Words(f"chuyển chỗ {name.vi}", f"{name.en} moved")
        yield subject.change("rule.order", LABEL_ONLY, words, layer=LOOK, place=(doc, key))
    if old is not None and new is not None:
        spot = Spot(subject, Words("các kiểm tra", "the checks"), (doc,))
        yield from compare(spot, "rules", {}, old, new, _HEAD)


def _added(subject: Subject, doc: str, key: str, rule: Doc) -> Change:
    name = rule_name(subject, subject.new, rule)
    severity = _SEVERITY.get(str(rule.get("severity")), plain(str(rule.get("severity"))))
    words = Words(f"thêm {name.vi}, mức {severity.vi}", f"{name.en} added, {severity.en}")
    # A new error refuses reports that were right before; a warning only asks.
    level = REDEFINED if rule.get("severity") == "error" else ADDITIVE
    sides = Sides(_CHECK, NOTHING, _whole(subject, subject.new, rule))
    return subject.change("rule.added", level, words, layer=MEANING, place=(doc, key), sides=sides)


def _whole(subject: Subject, reader: Reader, rule: Doc) -> Words:
    """A check as a reader wants it whole: its condition, severity and message."""
    said = reader.check(subject.form, rule.get("expr")) or plain(str(rule.get("expr", "")))
    severity = _SEVERITY.get(str(rule.get("severity")), plain(str(rule.get("severity"))))
    tail = f" “{rule['message']}”" if rule.get("message") else ""
    return Words(f"{said.vi}, mức {severity.vi}{tail}", f"{said.en}, {severity.en}{tail}")

"""Changes of the regime: who reports, when, by which law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from metadata.diff.change import ADDITIVE, LABEL_ONLY, MEANING, REDEFINED, Change, Words, plain
from metadata.diff.forms import Items, compare_items
from metadata.diff.properties import (
    Property,
    Spot,
    always,
    bare,
    choice_of,
    compact,
    compare,
    day,
    days,
    listed,
    look,
    meaning,
    text,
    tier,
    unit_kinds,
    yes_no,
)
from metadata.diff.reading import UNITS
from metadata.diff.subject import Subject

Doc = Mapping[str, Any]

_FREQUENCIES: Final[Mapping[str, Words]] = {
    "month": Words("tháng", "month"),
    "quarter": Words("quý", "quarter"),
    "half": Words("6 tháng", "half-year"),
    "nine_months": Words("9 tháng", "nine months"),
    "year": Words("năm", "year"),
    "once": Words("một lần", "once"),
}
_SIGNING: Final[Mapping[str, Words]] = {
    "none": Words("không ký, người nhập gửi được", "not signed, the clerk may send"),
    "head": Words("thủ trưởng ký và gửi", "the head signs and sends"),
}
_CHECKING: Final[Mapping[str, Words]] = {
    "self": Words("người nhập tự soát", "whoever entered checks"),
    "other": Words("người khác kiểm tra", "somebody else checks"),
    "apart": Words("ba người: nhập, kiểm tra, ký", "three people: enter, check, sign"),
}
_KINDS: Final[Mapping[str, Words]] = {
    "periodic": Words("định kỳ", "periodic"),
    "thematic": Words("chuyên đề", "thematic"),
    "adhoc": Words("đột xuất", "ad hoc"),
}


# A cut-off counts from the first month of the period at its beginning and from the last one at its end.
_FIRST_MONTHS: Final = {
    -1: Words("tháng trước kỳ báo cáo", "the month before the period"),
    0: Words("tháng đầu kỳ", "the first month"),
    1: Words("tháng thứ hai của kỳ", "the second month"),
}
_LAST_MONTHS: Final = {
    -1: Words("tháng trước tháng cuối kỳ", "the month before the last"),
    0: Words("tháng cuối kỳ", "the last month"),
    1: Words("tháng sau kỳ báo cáo", "the month after the period"),
}


def _cutoff(value: Any) -> Words:
    """``ngày 15 của tháng trước kỳ báo cáo đến ngày 14 của tháng cuối kỳ``."""
    first, last = value["from"], value["to"]
    ends = [
        (first["day"], _FIRST_MONTHS.get(first["month"]) or _month(first["month"])),
        (last["day"], _LAST_MONTHS.get(last["month"]) or _month(last["month"])),
    ]
    return Words(
        " đến ".join(f"ngày {day} của {month.vi}" for day, month in ends),
        " to ".join(f"day {day} of {month.en}" for day, month in ends),
    )


def _last_day(value: Any) -> Words:
    """``ngày 30 của tháng cuối kỳ``: the cut-off of a round."""
    month = _LAST_MONTHS.get(value["month"]) or _month(value["month"])
    return Words(f"ngày {value['day']} của {month.vi}", f"day {value['day']} of {month.en}")


def _month(steps: int) -> Words:
    return Words(f"tháng thứ {steps:+d}", f"month {steps:+d}")


def _laws(value: Any) -> Words:
    said = ((str(item.get("number") or ""), str(item.get("issuer") or ""), day(item.get("date") or "").vi, str(item.get("title") or "")) for item in value)
    return plain("; ".join(" ".join(parts).strip() for parts in said))


def _days(old: Any, new: Any) -> int:
    return ADDITIVE if int(new) > int(old) else REDEFINED


REGIME: Final[Mapping[str, Property]] = {
    "code": meaning("mã chế độ", "code", show=bare),
    "name": look("tên chế độ", "name"),
    "kind": meaning("loại chế độ", "kind", show=choice_of(_KINDS)),
    "basis": look("căn cứ pháp lý", "legal basis", _laws),
    "purpose": look("mục đích", "purpose"),
    "content": look("nội dung", "content"),
    "frequency": meaning("kỳ báo cáo", "frequency", show=choice_of(_FREQUENCIES)),
    "cutoff": meaning("thời gian chốt số liệu", "cut-off", show=_cutoff),
    "overrides": meaning("ngày riêng của từng kỳ", "dates of single periods", show=compact),
    "receiver": meaning("nơi nhận báo cáo", "receiver", show=bare, reads=UNITS),
    "method": look("cách thức gửi", "method"),
    "route": meaning("đường duyệt", "approval route", show=listed),
    "signing": meaning("ký ở đơn vị", "signing", always(ADDITIVE), choice_of(_SIGNING)),
    "checking": meaning("kiểm tra ở đơn vị", "checking", always(ADDITIVE), choice_of(_CHECKING)),
    "statistical": meaning("chế độ thống kê", "statistical", show=yes_no),
    "holidays": meaning("ngày nghỉ", "holidays", show=days),
}
DEADLINES: Final = Items(
    "deadline",
    Words("hạn gửi của", "deadline of"),
    "tier",
    {
        "tier": meaning("cấp", "tier", show=tier),
        "days": meaning("số ngày", "days", _days, bare),
        "working": meaning("tính ngày làm việc", "working days", lambda _old, new: ADDITIVE if new else REDEFINED, yes_no),
        "round": meaning("lần báo cáo", "round"),
    },
    REDEFINED,
    ADDITIVE,
    MEANING,
    show=tier,
)
ROUNDS: Final = Items(
    "round",
    Words("lần báo cáo", "round"),
    "name",
    {
        "name": look("tên", "name"),
        "stage": meaning("giai đoạn", "stage", show=bare),
        "to": meaning("thời gian chốt số liệu", "cut-off", show=_last_day),
    },
    ADDITIVE,
    REDEFINED,
    MEANING,
)
_REPORTERS: Final[Mapping[str, Property]] = {
    "kinds": meaning("loại đơn vị báo cáo", "kinds of reporting units", show=unit_kinds),
    "exclude": meaning("đơn vị không phải báo cáo", "units excluded", show=listed, reads=UNITS),
    "only": meaning("chỉ các đơn vị báo cáo", "only these units", show=listed, reads=UNITS),
}
_SPECIAL: Final = frozenset({"spec", "id", "deadlines", "rounds", "reporters", "forms"})


def _deadlines(old: Doc, new: Doc) -> Items:
    """Deadlines, whose rounds are told by name."""
    names = {key: item["name"] for side in (old, new) for key, item in (side.get("rounds") or {}).get("items", {}).items()}
    turn = meaning("lần báo cáo", "round", show=lambda key: text(names.get(key, key)))
    return replace(DEADLINES, table={**DEADLINES.table, "round": turn})


def compare_regime(subject: Subject, old: Doc, new: Doc) -> Iterator[Change]:
    """Changes of the regime document; forms that come or go are told by themselves."""
    spot = Spot(subject, Words("chế độ", "the regime"), ())
    yield from compare(spot, "regime", REGIME, old, new, _SPECIAL)
    yield from compare_items(subject, ("deadlines",), _deadlines(old, new), old.get("deadlines"), new.get("deadlines"))
    yield from compare_items(subject, ("rounds",), ROUNDS, old.get("rounds"), new.get("rounds"))
    reporters = Spot(subject, Words("chế độ", "the regime"), ("reporters",))
    yield from compare(reporters, "reporters", _REPORTERS, old.get("reporters", {}), new.get("reporters", {}), frozenset())
    before = [key for key in old.get("forms", []) if key in new.get("forms", [])]
    after = [key for key in new.get("forms", []) if key in old.get("forms", [])]
    if before != after:
        words = Words("đổi thứ tự các biểu", "forms reordered")
        yield subject.change("regime.forms_order", LABEL_ONLY, words, layer="look", place=("forms",))

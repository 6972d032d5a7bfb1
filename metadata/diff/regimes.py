"""Changes of the regime: who reports, when, by which law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from metadata.diff.change import ADDITIVE, LABEL_ONLY, MEANING, REDEFINED, Change, Subject, Words
from metadata.diff.forms import Items, compare_items
from metadata.diff.properties import (
    Property,
    Spot,
    bare,
    choice_of,
    compact,
    compare,
    listed,
    look,
    meaning,
    yes_no,
)

Doc = Mapping[str, Any]

_FREQUENCIES: Final[Mapping[str, Words]] = {
    "month": Words("tháng", "month"),
    "quarter": Words("quý", "quarter"),
    "half": Words("6 tháng", "half-year"),
    "nine_months": Words("9 tháng", "nine months"),
    "year": Words("năm", "year"),
    "once": Words("một lần", "once"),
}
_KINDS: Final[Mapping[str, Words]] = {
    "periodic": Words("định kỳ", "periodic"),
    "thematic": Words("chuyên đề", "thematic"),
    "adhoc": Words("đột xuất", "ad hoc"),
}


_TIERS: Final[Mapping[str, Words]] = {
    "province": Words("cấp tỉnh", "province level"),
    "department": Words("sở, ban, ngành", "departments"),
    "commune": Words("cấp xã", "communes"),
    "division": Words("phòng chuyên môn", "divisions"),
}


def _tiers(value: Any) -> Words:
    """Tiers or kinds of units by their names."""
    named = [_TIERS.get(str(item), Words(str(item), str(item))) for item in ([value] if isinstance(value, str) else value)]
    return Words(", ".join(item.vi for item in named), ", ".join(item.en for item in named))


def _cutoff(value: Any) -> Words:
    """``ngày 15 tháng trước – ngày 14 tháng cuối kỳ``."""
    sides = [value["from"], value["to"]]
    vi = [f"ngày {side['day']} (tháng {side['month']:+d})" for side in sides]
    en = [f"day {side['day']} (month {side['month']:+d})" for side in sides]
    return Words(" đến ".join(vi), " to ".join(en))


def _laws(value: Any) -> Words:
    joined = "; ".join(" ".join(str(item.get(key) or "") for key in ("number", "issuer", "date", "title")).strip() for item in value)
    return Words(joined, joined)


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
    "receiver": meaning("nơi nhận báo cáo", "receiver", show=bare),
    "method": look("cách thức gửi", "method"),
    "route": meaning("đường duyệt", "approval route", show=listed),
    "signing": meaning("ký báo cáo", "signing", show=bare),
    "statistical": meaning("chế độ thống kê", "statistical", show=yes_no),
    "holidays": meaning("ngày nghỉ", "holidays", show=listed),
}
DEADLINES: Final = Items(
    "deadline",
    Words("hạn gửi của", "deadline of"),
    "tier",
    {
        "tier": meaning("cấp", "tier", show=_tiers),
        "days": meaning("số ngày", "days", _days, bare),
        "working": meaning("tính ngày làm việc", "working days", lambda _old, new: ADDITIVE if new else REDEFINED, yes_no),
    },
    REDEFINED,
    ADDITIVE,
    MEANING,
    show=_tiers,
)
ROUNDS: Final = Items(
    "round",
    Words("lần báo cáo", "round"),
    "name",
    {"name": look("tên", "name"), "stage": meaning("giai đoạn", "stage", show=bare)},
    ADDITIVE,
    REDEFINED,
    MEANING,
)
_REPORTERS: Final[Mapping[str, Property]] = {
    "kinds": meaning("loại đơn vị báo cáo", "kinds of reporting units", show=_tiers),
    "exclude": meaning("đơn vị không phải báo cáo", "units excluded", show=listed),
    "only": meaning("chỉ các đơn vị báo cáo", "only these units", show=listed),
}
_SPECIAL: Final = frozenset({"spec", "id", "deadlines", "rounds", "reporters", "forms"})


def compare_regime(subject: Subject, old: Doc, new: Doc) -> Iterator[Change]:
    """Changes of the regime document; forms that come or go are told by themselves."""
    spot = Spot(subject, Words("chế độ", "the regime"), ())
    yield from compare(spot, "regime", REGIME, old, new, _SPECIAL)
    yield from compare_items(subject, ("deadlines",), DEADLINES, old.get("deadlines"), new.get("deadlines"))
    yield from compare_items(subject, ("rounds",), ROUNDS, old.get("rounds"), new.get("rounds"))
    reporters = Spot(subject, Words("chế độ", "the regime"), ("reporters",))
    yield from compare(reporters, "reporters", _REPORTERS, old.get("reporters", {}), new.get("reporters", {}), frozenset())
    before = [key for key in old.get("forms", []) if key in new.get("forms", [])]
    after = [key for key in new.get("forms", []) if key in old.get("forms", [])]
    if before != after:
        words = Words("đổi thứ tự các biểu", "forms reordered")
        yield subject.change("regime.forms_order", LABEL_ONLY, words, layer="look", place=("forms",))

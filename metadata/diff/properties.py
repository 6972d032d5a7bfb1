"""Properties that change one by one: what they are called, how their values read, how much they weigh."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from metadata.canonical import canonical
from metadata.diff.change import ADDITIVE, LABEL_ONLY, LOOK, MEANING, REDEFINED, Change, Sides, Words, plain
from metadata.diff.reading import Reader
from metadata.diff.subject import Subject
from metadata.measures import measures

Weigh = Callable[[Any, Any], int]
Show = Callable[[Any], Words]

NOTHING: Final = Words("(không có)", "(none)")


@dataclass(frozen=True, slots=True)
class Property:
    """One property of an object: its name for people, layer, and the class of a change of it.

    ``reads`` names what the values are when they are codes that only the documents explain (see ``Reader.read``).
    """

    name: Words
    layer: str
    weigh: Weigh
    show: Show
    reads: str = ""


def always(level: int) -> Weigh:
    """Every change weighs the same."""
    return lambda _old, _new: level


def stricter_when_true(_old: Any, new: Any) -> int:
    """Switching on forbids what was allowed."""
    return REDEFINED if new else ADDITIVE


def stricter_when_false(_old: Any, new: Any) -> int:
    """Switching off forbids what was allowed."""
    return ADDITIVE if new in (True, None) else REDEFINED


def granted(old: Any, new: Any) -> int:
    """What holds only when it is said: taking it back forbids what was allowed."""
    return REDEFINED if old and not new else ADDITIVE


def floor(old: Any, new: Any) -> int:
    """A lower bound: raising it refuses stored values."""
    return ADDITIVE if new is None or (old is not None and Decimal(str(new)) < Decimal(str(old))) else REDEFINED


def ceiling(old: Any, new: Any) -> int:
    """An upper bound: lowering it refuses stored values."""
    return ADDITIVE if new is None or (old is not None and Decimal(str(new)) > Decimal(str(old))) else REDEFINED


def members(old: Any, new: Any) -> int:
    """A list of what is allowed: taking something out refuses stored values; no list allows all."""
    if new is None:
        return ADDITIVE
    return ADDITIVE if old is not None and set(map(_key, old)) <= set(map(_key, new)) else REDEFINED


def _key(value: Any) -> bytes:
    return canonical(value)


def text(value: Any) -> Words:
    """A text in quotation marks, shortened."""
    line = " ".join(str(value).split())
    return plain(f'"{line if len(line) <= 200 else line[:199] + "…"}"')


def bare(value: Any) -> Words:
    """A number or formula as it stands."""
    return plain(str(value))


def day(value: Any) -> Words:
    """A day as people write it; what is no day stays as it stands."""
    return plain(_as_day(str(value)))


def days(value: Any) -> Words:
    """A list of days."""
    return plain(", ".join(_as_day(str(item)) for item in value)) if isinstance(value, list) and value else listed(value)


def _as_day(text: str) -> str:
    try:
        return date.fromisoformat(text).strftime("%d/%m/%Y")
    except ValueError:
        return text


def given(old: Any, new: Any) -> int:
    """Rows that a form gives: more of them add; one that is taken out, or stands for something else, moves what was stated there."""
    before, after = ((side or {}).get("items", {}) for side in (old, new))
    return ADDITIVE if all(_key(row) == _key(after.get(key)) for key, row in before.items()) else REDEFINED


def given_words(value: Any) -> Words:
    """Rows that a form gives, by their captions."""
    named = [value["items"][key] for key in value["order"]]
    return plain(", ".join(str(row.get("label") or row.get("item") or "…") for row in named)) if named else NOTHING


def yes_no(value: Any) -> Words:
    """A truth value."""
    return Words("có", "yes") if value else Words("không", "no")


def listed(value: Any) -> Words:
    """A list, by commas."""
    if not isinstance(value, list):
        return compact(value)
    return plain(", ".join(str(item) for item in value)) if value else NOTHING


def compact(value: Any) -> Words:
    """Anything else as short JSON."""
    line = canonical(value).decode()
    return plain(line if len(line) <= 160 else line[:159] + "…")


def pinned(value: Any) -> Words:
    """Pins of library parts: which part, at which revision."""
    pins = [value] if "part" in value and not isinstance(value["part"], Mapping) else list(value.values())
    return Words("; ".join(f"{pin['part']} bản {pin['rev']}" for pin in pins), "; ".join(f"{pin['part']} revision {pin['rev']}" for pin in pins))


def measure(value: Any) -> Words:
    """A unit of measure as it prints."""
    known = measures().get(str(value))
    return plain(known.symbol if known else str(value))


_TIERS: Final[Mapping[str, Words]] = {
    "province": Words("cấp tỉnh", "province level"),
    "department": Words("sở, ban, ngành", "departments"),
    "commune": Words("cấp xã", "communes"),
    "division": Words("phòng, ban trực thuộc", "divisions"),
}
_KINDS_OF_UNIT: Final[Mapping[str, Words]] = {
    "province": Words("tỉnh", "province"),
    "department": Words("sở, ban, ngành", "departments"),
    "commune": Words("xã, phường", "communes"),
    "division": Words("phòng, ban trực thuộc", "divisions"),
}


def tier(value: Any) -> Words:
    """A tier that has a deadline, by its name."""
    return _TIERS.get(str(value), plain(str(value)))


def unit_kinds(value: Any) -> Words:
    """Kinds of units by their names; the names hold commas themselves."""
    named = [_KINDS_OF_UNIT.get(str(item), plain(str(item))) for item in value]
    return Words("; ".join(item.vi for item in named), "; ".join(item.en for item in named))


def choice_of(names: Mapping[str, Words]) -> Show:
    """Values that have names of their own."""
    return lambda value: names.get(str(value), plain(str(value)))


def shown(prop: Property, value: Any) -> Words:
    """A value as it reads; "(none)" when there is none."""
    if value is None or value in ("", []):
        return NOTHING
    # A foreign shape must never stop the comparison.
    try:
        return prop.show(value)
    except (ValueError, TypeError, ArithmeticError, LookupError, AttributeError):
        return compact(value)


def read(spot: Spot, reader: Reader, prop: Property, value: Any) -> Words:
    """A value as it reads where it stands; as it is written when its codes cannot be read."""
    said = None
    if prop.reads and value not in (None, "", []):
        said = reader.read(prop.reads, spot.subject.form, spot.path[0] if spot.path else None, value)
    return said or shown(prop, value)


def both(spot: Spot, prop: Property, old: Any, new: Any) -> tuple[Words, Words]:
    """The old and the new value as they read."""
    before, after = read(spot, spot.subject.old, prop, old), read(spot, spot.subject.new, prop, new)
    # Written otherwise with the same meaning: what differs is the writing.
    return (before, after) if before != after else (shown(prop, old), shown(prop, new))


def sides_of(spot: Spot, prop: Property, old: Any, new: Any) -> Sides:
    """The old and the new value beside each other, with what they are values of."""
    what = Words(f"{spot.where.vi}: {prop.name.vi}", f"{spot.where.en}: {prop.name.en}")
    return Sides(what, *both(spot, prop, old, new))


def turned(spot: Spot, prop: Property, old: Any, new: Any) -> Words:
    """The sentence of a change of a property: from … to …, set to …, or dropped."""
    where = spot.where
    before, after = both(spot, prop, old, new)
    if new is None:
        return Words(f"{where.vi} bỏ {prop.name.vi} ({before.vi})", f"{where.en}: {prop.name.en} dropped ({before.en})")
    if old is None:
        return Words(f"{where.vi} đặt {prop.name.vi} là {after.vi}", f"{where.en}: {prop.name.en} set to {after.en}")
    return Words(
        f"{where.vi} đổi {prop.name.vi} từ {before.vi} sang {after.vi}",
        f"{where.en}: {prop.name.en} changed from {before.en} to {after.en}",
    )


def weighed(prop: Property, old: Any, new: Any) -> int:
    """Class of the change; a value of a foreign shape counts as a change of meaning."""
    try:
        return prop.weigh(old, new)
    except (ValueError, TypeError, ArithmeticError):
        return REDEFINED


def differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """Keys whose values differ, in a stable order."""
    for key in sorted({*old, *new}):
        if key not in old or key not in new or canonical(old[key]) != canonical(new[key]):
            yield key


@dataclass(frozen=True, slots=True)
class Spot:
    """Where properties are compared: subject, words for the thing, path below the subject, mark."""

    subject: Subject
    where: Words
    path: tuple[str, ...]
    mark: str | None = None

    def changed(
        self, kind: str, level: int, words: Words, layer: str, key: str = "", sides: Sides | None = None
    ) -> Change:
        """A change at this spot, marked as changed."""
        marks = {self.mark: "changed"} if self.mark else {}
        place = (*self.path, key) if key else self.path
        return self.subject.change(kind, level, words, layer=layer, place=place, marks=marks, sides=sides)


def compare(
    spot: Spot, kind: str, table: Mapping[str, Property], old: Mapping[str, Any], new: Mapping[str, Any], skip: frozenset[str]
) -> Iterator[Change]:
    """Changes of plain properties. Keys without an entry in the table still give a sentence with their path."""
    for key in differing(old, new):
        if key in skip:
            continue
        before, after = old.get(key), new.get(key)
        prop = table.get(key)
        if prop is None:
            yield unknown(spot, key, before, after)
        else:
            words = turned(spot, prop, before, after)
            level, sides = weighed(prop, before, after), sides_of(spot, prop, before, after)
            yield spot.changed(f"{kind}.{key}", level, words, prop.layer, key, sides)


def unknown(spot: Spot, key: str, old: Any, new: Any) -> Change:
    """The sentence for what this code does not know: never "no change"."""
    path = "/".join((spot.subject.place, *spot.path, key))
    before, after = (NOTHING if side is None else compact(side) for side in (old, new))
    words = Words(
        f"{spot.where.vi} đổi nội dung ở {path}: từ {before.vi} sang {after.vi}",
        f"{spot.where.en}: content changed at {path}: from {before.en} to {after.en}",
    )
    return spot.changed("other", REDEFINED, words, MEANING, key, Sides(plain(path), before, after))


def look(vi: str, en: str, show: Show = text, reads: str = "") -> Property:
    """A property of looks only."""
    return Property(Words(vi, en), LOOK, always(LABEL_ONLY), show, reads)


def meaning(vi: str, en: str, weigh: Weigh | None = None, show: Show = text, reads: str = "") -> Property:
    """A property of meaning; every change redefines unless said otherwise."""
    return Property(Words(vi, en), MEANING, weigh or always(REDEFINED), show, reads)

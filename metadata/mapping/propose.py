"""A mapping proposed: by id, by caption and number, by indicator, and by structure. A person accepts or corrects it.

Structure speaks where captions do not: a column of the new form that has the caption of a *group* of the old one takes the sum of the
group (several into one loses no figure); a new group with the caption of an old column leaves its parts blank, because a whole cannot be
divided into parts afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from metadata.mapping.places import Place, Places
from metadata.text import fold

#: A proposal is worth showing from here on.
WORTH: Final = 0.55
#: Captions less like than this are told apart by a person.
LIKE: Final = 0.7
#: From here on one click takes them all.
SURE: Final = 0.8
_DENIALS: Final = frozenset({"khong", "chua"})
_TOTALS: Final = ("tong so", "tong cong", "tong")


@dataclass(frozen=True)
class Proposal:
    """``key`` of the new form takes ``places`` of the old one by ``how``; ``why`` names what speaks for it (a word of the page).

    A proposal to drop has ``how`` ``dropped`` and the old place as its ``key``.
    """

    key: str
    how: str
    places: tuple[str, ...]
    confidence: float
    why: str


def propose(old: Places, new: Places) -> list[Proposal]:
    """Proposals for every column, row and answer of the new form, then for old places that nothing takes."""
    found: list[Proposal] = []
    for axis in ("column", "row", "answer"):
        found.extend(_Axis(old, new, axis).proposals())
    return found


class _Axis:
    def __init__(self, old: Places, new: Places, axis: str) -> None:
        self.sides = old, new
        self.old, self.new = ({k: p for k, p in side.by_key.items() if p.axis == axis and k in _spoken(side)} for side in (old, new))
        self.axis = axis
        self.captions = {id(side): {key: _caption(place.path) for key, place in side.items()} for side in (self.old, self.new)}
        self.used: set[str] = set()
        self.found: dict[str, Proposal] = {}

    def proposals(self) -> Iterator[Proposal]:
        if self.axis == "row" and len(self.old) == len(self.new) == 1:
            (before,), (after,) = self.old, self.new
            yield Proposal(after, "same", (before,), 1.0, "only")
            return
        self._one_to_one(0.93)
        self._groups()
        self._one_to_one(LIKE)
        self._rest()
        for key in self.new:
            yield self.found.get(key) or Proposal(key, "new", (), 0.6, "nothing_like")
        for key in self.old:
            if key not in self.used:
                yield Proposal(key, "dropped", (), 0.5, "nothing_like")

    # -- one to one

    def _one_to_one(self, least: float) -> None:
        pairs = [
            (score, -abs(at_new - at_old), after, before, why)
            for at_new, after in enumerate(self.new)
            if after not in self.found
            for at_old, before in enumerate(self.old)
            if before not in self.used
            for score, why in (self._likeness(self.old[before], self.new[after]),)
            if score >= least
        ]
        # The surest first; among equals the pair that stands at the same place of its table.
        for score, _, after, before, why in sorted(pairs, reverse=True):
            if after not in self.found and before not in self.used:
                self._take(Proposal(after, "same", (before,), round(min(score, 1.0), 2), why))

    def _take(self, proposal: Proposal) -> None:
        self.found[proposal.key] = proposal
        self.used.update(proposal.places)

    def _likeness(self, before: Place, after: Place) -> tuple[float, str]:
        if before.indicator and before.indicator == after.indicator and before.members == after.members:
            return 1.0, "indicator"
        left, right = self.captions[id(self.old)][before.key], self.captions[id(self.new)][after.key]
        if left == right and left:
            return (1.0, "same") if before.key == after.key else (0.97, "caption")
        own = fuzz.ratio(_last(before.path), _last(after.path)) / 100
        above = fuzz.token_set_ratio(left, right) / 100
        depth = fuzz.ratio(left, right) / 100
        score = 0.5 * own + 0.3 * above + 0.2 * depth
        if _denials(left) != _denials(right):
            # "Thuộc thẩm quyền" and "không thuộc thẩm quyền" are like in letters only.
            score *= 0.6
        if before.key == after.key and before.number == after.number:
            score += 0.02
        return score, "caption"

    # -- structure

    def _groups(self) -> None:
        old, new = _groups(self.old), _groups(self.new)
        # Where a column stands in its table, from 0 to 1: a form grows and shrinks, its order stays.
        before, after = ({key: at / len(side) for at, key in enumerate(side)} for side in (self.old, self.new))
        pairs = [
            (score, -abs(before[old[group][0]] - after[whole]), group, whole)
            for group in old
            for whole in self.new
            if (score := self._group_is(group, whole)) >= 0.8
        ]
        for score, _, group, whole in sorted(pairs, reverse=True):
            added = tuple(key for key in old[group] if key not in self.used)
            if whole in self.found or len(added) < 2 or len(added) != len(old[group]) or _has_total(self.old, added):
                continue
            # Several into one: no figure is lost.
            self._take(Proposal(whole, "sum", added, round(min(score, 0.9), 2), "group"))
        for split in list(self.old):
            for group, parts in new.items():
                like = fuzz.ratio(self.captions[id(self.old)][split], _caption(group)) / 100
                if split in self.used or like < 0.9 or len(parts) < 2 or any(part in self.found for part in parts):
                    continue
                total = next((part for part in parts if _is_total(self.new[part])), None)
                if total is not None:
                    self._take(Proposal(total, "same", (split,), 0.85, "split_total"))
                for part in parts:
                    if part != total:
                        self.found[part] = Proposal(part, "new", (), 0.8, "split")

    def _group_is(self, group: tuple[str, ...], whole: str) -> float:
        """How much a column of the new form is what a group of the old one was."""
        if whole in self.found:
            return 0.0
        return fuzz.ratio(_last(group), _last(self.new[whole].path)) / 100

    def _rest(self) -> None:
        """What is left over below like headings: the one new place takes the sum of the old ones beside it."""
        old, new = _groups(self.old), _groups(self.new)
        for group, inside in new.items():
            open_new = [key for key in inside if key not in self.found]
            match = max(old, key=lambda other: fuzz.ratio(_caption(other), _caption(group)), default=None)
            if match is None or not group or fuzz.ratio(_caption(match), _caption(group)) < 70:
                continue
            open_old = [key for key in old[match] if key not in self.used]
            near = [p for p in (self.found.get(key) for key in inside) if p is not None and p.how == "same" and p.confidence < 0.97]
            if len(open_new) == 1 and len(open_old) == 1:
                self._take(Proposal(open_new[0], "same", (open_old[0],), WORTH, "left_over"))
            elif not open_new and len(open_old) == 1 and len(near) == 1:
                # The one that changed its caption may now hold what two places held before.
                places = sorted((*near[0].places, open_old[0]), key=list(self.old).index)
                self._take(Proposal(near[0].key, "sum", tuple(places), 0.6, "left_over"))


def _spoken(side: Places) -> frozenset[str]:
    """Places with cells that people state, or that hold a figure of their own: the ones worth a line."""
    return side.holding


def _last(path: Iterable[str]) -> str:
    parts = [part for part in path if part]
    return " ".join(fold(parts[-1]).split()) if parts else ""


def _caption(path: Iterable[str]) -> str:
    return " / ".join(" ".join(fold(part).split()) for part in path if part)


def _groups(side: Mapping[str, Place]) -> dict[tuple[str, ...], list[str]]:
    """Leaves below each heading: captions from the top → keys, also over several levels."""
    found: dict[tuple[str, ...], list[str]] = {}
    for key, place in side.items():
        for depth in range(1, len(place.path)):
            found.setdefault(place.path[:depth], []).append(key)
    return found


def _is_total(place: Place) -> bool:
    return any(_last(place.path).startswith(word) for word in _TOTALS)


def _has_total(side: Mapping[str, Place], parts: Iterable[str]) -> bool:
    return any(_is_total(side[part]) for part in parts)


def _denials(caption: str) -> int:
    return sum(1 for word in caption.replace("/", " ").split() if word in _DENIALS)

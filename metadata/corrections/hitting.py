"""Sets of a given size that meet every one of some sets: which cells could explain all errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence


def hitting_sets(cores: Sequence[frozenset[str]], size: int, order: Callable[[str], object], tick: Callable[[], None]) -> Iterator[frozenset[str]]:
    """Every set of at most ``size`` members that meets all ``cores`` and has no member without use, each once.

    ``cores`` may grow while the sets are taken; members of a core are tried by ``order``. ``tick`` is called at every step and may raise.
    """
    seen: set[frozenset[str]] = set()
    waiting: list[frozenset[str]] = [frozenset()]
    while waiting:
        tick()
        chosen = waiting.pop()
        left = [core for core in cores if chosen.isdisjoint(core)]
        if not left:
            yield chosen
            continue
        if len(chosen) + _apart(left) > size:
            continue
        for key in sorted(min(left, key=len), key=order, reverse=True):  # type: ignore[arg-type]
            wider = chosen | {key}
            if wider not in seen:
                seen.add(wider)
                waiting.append(wider)


def fewest(cores: Sequence[frozenset[str]]) -> int:
    """A number of members that no hitting set can do without."""
    return _apart(cores)


def _apart(cores: Sequence[frozenset[str]]) -> int:
    """How many of the cores share no member with each other, taken greedily from the smallest: each needs a member of its own."""
    count, used = 0, set[str]()
    for core in sorted(cores, key=len):
        if used.isdisjoint(core):
            used |= core
            count += 1
    return count

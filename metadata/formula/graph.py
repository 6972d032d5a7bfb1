"""Dependencies between computed cells: the order to compute in, and circles named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from metadata.errors import fail


def order(reads: Mapping[str, Iterable[str]]) -> list[str]:
    """The keys of ``reads`` (computed cell → cells that it reads) so that each comes after what it reads.

    Cells that nobody computes are left out; ties keep the given order. Works without recursion, so that a chain of any
    length is fine. Raises ``formula.cycle`` listing the cells of one circle in order, the first one repeated at the end.
    """
    placed: dict[str, int] = {}  # 1 = being looked at, 2 = done
    result: list[str] = []
    for start in reads:
        if start in placed:
            continue
        path: list[tuple[str, Iterator[str]]] = [(start, _computed(reads, start))]
        placed[start] = 1
        while path:
            key, waiting = path[-1]
            following = next(waiting, None)
            if following is None:
                placed[key] = 2
                result.append(key)
                path.pop()
                continue
            state = placed.get(following)
            if state == 1:
                raise _circle([k for k, _ in path], following)
            if state is None:
                placed[following] = 1
                path.append((following, _computed(reads, following)))
    return result


def _computed(reads: Mapping[str, Iterable[str]], key: str) -> Iterator[str]:
    return (k for k in dict.fromkeys(reads[key]) if k in reads)


def _circle(path: list[str], closing: str) -> Exception:
    circle = [*path[path.index(closing) :], closing]
    return fail("formula.cycle", closing, path=" → ".join(circle), cells=circle)


def dependents(reads: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """For every cell, the computed cells that read it directly."""
    found: dict[str, list[str]] = {}
    for key, sources in reads.items():
        for source in dict.fromkeys(sources):
            found.setdefault(source, []).append(key)
    return found

"""Made-up figures that pass the printed checks: small, plausible, from a seeded generator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

Figures = dict[int, int]


def split(rng: Random, total: int, parts: int) -> list[int]:
    """A whole number as a sum of ``parts`` whole numbers."""
    cuts = sorted(rng.randint(0, total) for _ in range(parts - 1))
    return [high - low for low, high in zip([0, *cuts], [*cuts, total], strict=True)]


def _put(figures: Figures, columns: Sequence[int], values: Sequence[int]) -> None:
    figures.update(zip(columns, values, strict=True))


def _share(rng: Random, whole: int, low: float = 0.7) -> int:
    return round(whole * rng.uniform(low, 1))


def _received(rng: Random, f: Figures, before: int | None, old: Sequence[int], new: Sequence[int], handled: tuple[int, int, int]) -> None:
    """Letters carried over (what the period before left in hand, where that is known), received, and handled: all, of the old, of the new."""
    if before is not None:
        _put(f, old, split(rng, before, len(old)))
    both, of_old, of_new = handled
    f[1] = sum(f[n] for n in (*old, *new))
    f[of_old], f[of_new] = (_share(rng, sum(f[n] for n in columns)) for columns in (old, new))
    f[both] = f[of_old] + f[of_new]


def _complaints(rng: Random, size: int, before: int | None) -> Figures:
    """02/XLD."""
    f: Figures = {n: rng.randint(0, size) for n in (2, 3, 4, 5)}
    _received(rng, f, before, (2, 3), (4, 5), (6, 7, 8))
    f[9] = _share(rng, f[6])
    f[10] = _share(rng, f[9])
    _put(f, (11, 15, 16, 17), split(rng, f[10], 4))
    _put(f, (12, 13, 14), split(rng, f[11], 3))
    _put(f, (18, 19, 20, 21, 22), split(rng, f[10], 5))
    _put(f, (23, 26), split(rng, f[10], 2))
    _put(f, (24, 25), split(rng, f[23], 2))
    _put(f, (27, 28, 29), split(rng, f[26], 3))
    f[30] = rng.randint(0, f[28])
    return f


def _denunciations(rng: Random, size: int, before: int | None) -> Figures:
    """03/XLD."""
    f: Figures = {n: rng.randint(0, max(1, size // 2)) for n in range(2, 8)}
    _received(rng, f, before, (2, 3, 4), (5, 6, 7), (8, 9, 10))
    f[11] = _share(rng, f[8])
    f[12] = _share(rng, f[11])
    _put(f, (13, 18, 19, 20, 21), split(rng, f[12], 5))
    _put(f, (14, 15, 16, 17), split(rng, f[13], 4))
    _put(f, (22, 23, 24, 25), split(rng, f[12], 4))
    _put(f, (26, 29), split(rng, f[12], 2))
    _put(f, (27, 28), split(rng, f[26], 2))
    _put(f, (30, 31, 32), split(rng, f[29], 3))
    f[33] = rng.randint(0, f[31])
    return f


def _petitions(rng: Random, size: int, before: int | None) -> Figures:
    """04/XLD."""
    f: Figures = {n: rng.randint(0, size) for n in range(2, 8)}
    _received(rng, f, before, (2, 3, 4), (5, 6, 7), (8, 9, 10))
    f[11] = _share(rng, f[8])
    f[12] = _share(rng, f[11])
    _put(f, (13, 14, 15, 16), split(rng, f[12], 4))
    _put(f, (17, 18, 19), split(rng, f[12], 3))
    _put(f, (20, 21), split(rng, f[12], 2))
    _put(f, (22, 23), split(rng, f[21], 2))
    f[24] = rng.randint(0, f[22])
    return f


def _summary(rng: Random, c: Figures, d: Figures, p: Figures) -> Figures:
    """01/XLD from the three forms it is put together from."""
    f: Figures = {
        1: c[1] + d[1] + p[1],
        2: c[2] + d[2] + p[2],
        3: c[3] + d[3] + p[3],
        4: d[4] + p[4],
        5: c[4] + d[5] + p[5],
        6: c[5] + d[6] + p[6],
        7: d[7] + p[7],
        8: c[6] + d[8] + p[8],
        10: c[10] + d[12] + p[12],
        11: c[9],
        12: d[11],
        13: p[11],
        26: c[30] + d[33] + p[24],
    }
    f[9] = f[11] + f[12] + f[13]
    _put(f, (14, 15, 16, 17), split(rng, f[9], 4))
    _put(f, (18, 22), split(rng, f[9], 2))
    _put(f, (19, 20, 21), split(rng, f[18], 3))
    _put(f, (23, 24, 25), split(rng, f[22], 3))
    return f


def _receptions(rng: Random, size: int) -> Figures:
    """01/TCD."""
    f: Figures = {}
    for first in (4, 13, 22):
        f[first] = rng.randint(1, size * 3)
        f[first + 1] = f[first] + rng.randint(0, size)
        _put(f, (first + 2, first + 3), split(rng, f[first], 2))
        groups = rng.randint(0, 2)
        f[first + 4], f[first + 5] = groups, min(f[first + 1], groups * 5)
        _put(f, (first + 6, first + 7), split(rng, groups, 2))
    f[12], f[21] = rng.randint(1, 6), rng.randint(0, 4)
    f[1] = f[4] + f[13] + f[22]
    f[2] = f[5] + f[14] + f[23]
    f[3] = f[6] + f[7] + f[15] + f[16] + f[24] + f[25]
    return f


def complaint_report(seed: str, size: int, before: Mapping[str, int]) -> tuple[dict[str, dict[str, str]], dict[str, int]]:
    """Cells of the five forms of 2021 for one unit (form id → cell key → number text), and the letters that each form leaves in hand.

    ``before`` is what the period before left, by form; a form that it does not name begins with any figure.
    """
    rng = Random(seed)  # noqa: S311 - made-up figures, no secret
    c, d, p = (make(rng, size, before.get(form)) for form, make in (("f_02xld", _complaints), ("f_03xld", _denunciations), ("f_04xld", _petitions)))
    forms: Mapping[str, Figures] = {
        "f_01tcd": _receptions(rng, size),
        "f_01xld": _summary(rng, c, d, p),
        "f_02xld": c,
        "f_03xld": d,
        "f_04xld": p,
    }
    cells = {form: {f"r1:c{column}": str(figure) for column, figure in sorted(figures.items())} for form, figures in forms.items()}
    return cells, {"f_02xld": c[1] - c[6], "f_03xld": d[1] - d[8], "f_04xld": p[1] - p[8]}


def procedure_rows(seed: str, row: str, fields: Sequence[str], before: Mapping[str, int]) -> tuple[dict[str, str], dict[str, int]]:
    """Cells of the open rows of form II.06a, and what each field leaves to the next period.

    ``fields`` are catalogue items, which are also the row instances; ``before`` is what the period
    before left in hand, written only where there was none to carry over.
    """
    rng = Random(seed)  # noqa: S311 - made-up figures, no secret
    cells: dict[str, str] = {}
    left: dict[str, int] = {}
    for item in fields:
        online, direct = rng.randint(10, 300), rng.randint(5, 120)
        carried = before.get(item)
        start = rng.randint(0, 40) if carried is None else carried
        received = online + direct + start
        done = _share(rng, received, 0.8)
        early, on_time, late = split(rng, done, 3)
        open_, overdue = split(rng, received - done, 2)
        figures = {4: online, 5: direct, 8: early, 9: on_time, 10: late, 12: max(open_, overdue), 13: min(open_, overdue)}
        if carried is None:
            figures[6] = start
        cells.update({f"{row}#{item}:c{column}": str(figure) for column, figure in figures.items()})
        left[item] = received - done
    return cells, left

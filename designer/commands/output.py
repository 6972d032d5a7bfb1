"""How commands speak: problems as sentences, facts as small tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from metadata.errors import Problem
from renderers.monospace import pad, printable, width

SIGNS = {"error": "✗", "warning": "!", "info": "·"}


def print_problems(problems: Iterable[Problem], lang: str) -> None:
    """One problem a paragraph on stderr: sign, place, sentence, code; below it the hint."""
    for problem in problems:
        place = f"{printable(problem.place)}: " if problem.place else ""
        sentence = printable(problem.sentence(lang))
        click.echo(f"{SIGNS.get(problem.severity, '·')} {place}{sentence} [{problem.code}]", err=True)
        if hint := problem.hint(lang):
            click.echo(f"  {printable(hint)}", err=True)


def print_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table on stdout, columns as wide as their longest cell (in terminal cells, not letters)."""
    lines = [head, *rows]
    widths = [max(width(line[index]) for line in lines) for index in range(len(head))]
    for number, line in enumerate(lines):
        click.echo("  ".join(pad(printable(text), room) for text, room in zip(line, widths, strict=True)).rstrip())
        if number == 0:
            click.echo("  ".join("─" * room for room in widths))

"""The formulas and checks of a template, as an official, a program or an analyst reads them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import click

from designer.commands.packages import FILE, read_template
from designer.commands.showing import chosen
from metadata.documents import Form
from metadata.formula.program import Program, build, decimals_of, scope_of
from metadata.formula.resolve import parse, parse_checks
from metadata.formula.scope import Scope
from metadata.formula.tree import Cell
from metadata.formula.words import check_in_words, formula_in_words
from metadata.template import Template
from renderers.monospace import printable

_SEVERITIES = {"error": {"vi": "lỗi", "en": "error"}, "warning": {"vi": "cảnh báo", "en": "warning"}}


@click.command()
@click.argument("path", type=FILE)
@click.option("--form", help="Chỉ một biểu: mã in trên biểu hoặc định danh.")
@click.option("--as", "target", type=click.Choice(["words", "json", "sql"]), default="words", show_default=True, help="Bằng lời, cây cú pháp JSON, hay câu lệnh SQL (DuckDB).")
@click.pass_obj
def formulas(lang: str, path: Path, form: str | None, target: str) -> None:
    """In ô tính và kiểm tra của các biểu: bằng lời, JSON hoặc SQL."""
    template = Template(read_template(path))
    programs = [(one, build(template, one.id)) for one in chosen(template.forms, form)]
    for line in _lines(template, programs, lang, target):
        click.echo(line)


def _lines(template: Template, programs: Sequence[tuple[Form, Program]], lang: str, target: str) -> Iterator[str]:
    if target == "json":
        yield json.dumps({form.id: program.as_json() for form, program in programs}, ensure_ascii=False, indent=1)
        return
    for form, program in programs:
        yield from words_of(template, form, lang) if target == "words" else sql_of(template, form, program)


def words_of(template: Template, form: Form, lang: str) -> Iterator[str]:
    """One sentence per computed column or cell, then one per check."""
    yield printable(f"{form.code} {form.title}")
    scope = scope_of(template, form.id)
    for cell, text in _computed(scope):
        here = scope.at(cell.section or None)
        yield f"  {printable(formula_in_words(cell, parse(text, here), here, lang))}"
    for rule in template.rules(form.id).values():
        here = scope.at(rule.section)
        said = check_in_words(parse_checks(rule.expr, here), here, lang)
        yield f"  [{_SEVERITIES.get(rule.severity, {}).get(lang, rule.severity)}] {printable(said)}"


def _computed(scope: Scope) -> Iterator[tuple[Cell, str]]:
    """Computed and carried cells with their formulas; a column once (row None) where all its rows have the same one."""
    floor = scope.names.floor
    for section, grid in floor.grids.items():
        rows = [row.id for row in floor.data_rows(section)]
        for leaf in grid.data_leaves:
            specs = [grid.spec(row, leaf.id) for row in rows]
            texts = [spec.formula or "" if spec.kind in {"computed", "carried"} else "" for spec in specs]
            said = [(None, texts[0])] if len(set(texts)) == 1 else list(zip(rows, texts, strict=True))
            yield from ((Cell(scope.form_id, section, row, leaf.id), text) for row, text in said if text)
    for single in scope.names.all_singles:
        if single.spec.kind in {"computed", "carried"} and single.spec.formula:
            yield Cell(scope.form_id, "", None, None, single=single.id), single.spec.formula


def sql_of(template: Template, form: Form, program: Program) -> Iterator[str]:
    """A view over a wide table of the form's id; nothing for a form that computes and checks nothing."""
    from metadata.formula.targets.sql_statement import view

    if program.formulas or program.checks:
        yield f"-- {' '.join(printable(form.code).split())}"  # a comment ends where its line ends
        yield view(program, partial(decimals_of, scope_of(template, form.id)), form.id, f"{form.id}_computed")

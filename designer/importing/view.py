"""A source as the page shows it: the sheets as they stand, the forms as they would be, and what was found where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from designer.importing.proposal import Finding, Left, Proposal
from designer.importing.said import Place, Said, inside
from designer.importing.sources import book_of, proposal_of, said_of
from designer.regimes.service import NewRegime, blank_regime
from designer.tables import table_of
from metadata import measures
from metadata.documents import Form, GridSection
from metadata.documents.form import FieldsSection, FilesSection, OutlineSection
from metadata.errors import KhuonError, Problem, catalogue
from metadata.template import Template
from runtime.store.models import ImportSource
from runtime.words import known, t
from runtime.workbooks import Book, Cell, Sheet, area_place, place

#: From here on a finding is sure, or worth a look; below it is a guess.
SURE: Final = 85
LOOK: Final = 60
#: Converted texts that are sent; their number is told in full.
SHOWN_TEXTS: Final = 300
#: Reason of what is left because the person said so: that is passing over too.
IGNORED: Final = "ignored"
_PREVIEW: Final = "g_xem"
_STYLE: Final = ("bold", "italic", "fill", "align", "indent", "border", "wrap", "encoding")


def level(confidence: int) -> str:
    """``sure``, ``look`` or ``guess``."""
    return "sure" if confidence >= SURE else "look" if confidence >= LOOK else "guess"


def sheet_view(sheet: Sheet) -> dict[str, Any]:
    """One sheet as it stands. ``cells`` are ``[row, column, text, style, formula]``; ``styles`` what cells look like."""
    styles: dict[tuple[Any, ...], int] = {}
    cells = []
    for (row, column), cell in sheet.cells.items():
        look = tuple(getattr(cell, name) for name in _STYLE)
        line: list[Any] = [row, column, cell.text, styles.setdefault(look, len(styles))]
        cells.append([*line, cell.formula] if cell.formula else line)
    return {
        "name": sheet.name,
        "rows": sheet.rows,
        "columns": sheet.columns,
        "cells": cells,
        "styles": [dict(zip(_STYLE, look, strict=True)) for look in styles],
        "merges": [list(area) for area in sheet.merges],
        "widths": [[key, value] for key, value in sheet.widths.items()],
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "before": list(sheet.before),
        "after": list(sheet.after),
    }


def state_view(source: ImportSource, lang: str) -> dict[str, Any]:
    """Everything that changes with a correction: findings, what is left, the forms, what was said."""
    book, proposal, said = book_of(source), proposal_of(source), said_of(source)
    forms, problems = _forms(proposal, lang)
    return {
        "findings": [_finding(book, finding, said, lang) for finding in proposal.findings],
        "left": left_view(book, proposal, said, lang),
        "blocks": [
            {"sheet": block.sheet, "area": list(block.area), "form": block.form, "section": block.section}
            for block in proposal.blocks
        ],
        "forms": forms,
        "problems": [problem.as_dict(lang) for problem in problems],
        "said": [[{**s.as_json(), "place": _at(book, s.place)} for s in gesture] for gesture in said.done],
        "redo": len(said.undone),
    }


def book_view(book: Book, lang: str) -> dict[str, Any]:
    """What never changes of a source: its sheets by name, texts that were converted, what is not in the sheets."""
    converted = list(_converted(book))
    return {
        "kind": book.kind,
        "sheets": [{"name": s.name, "rows": s.rows, "columns": s.columns, "hidden": s.hidden} for s in book.sheets],
        "converted": converted[:SHOWN_TEXTS],
        "converted_count": len(converted),
        "unread": [
            {"code": item.code, "place": item.place, "text": sentence("unread", item.code, item.args, lang)}
            for item in book.unread
        ],
    }


def _converted(book: Book) -> Iterator[dict[str, Any]]:
    for index, sheet in enumerate(book.sheets):
        for (row, column), cell in sheet.cells.items():
            if cell.encoding:
                yield {**_texts(cell), "sheet": index, "area": [row, column, row, column], "place": place(sheet.name, row, column)}


def _texts(cell: Cell) -> dict[str, str]:
    return {"text": cell.text, "original": cell.original, "encoding": cell.encoding, "font": cell.font}


def _finding(book: Book, finding: Finding, said: Said, lang: str) -> dict[str, Any]:
    where = (finding.sheet, finding.area)
    confirmed = (where, finding.role) in said.confirmed()
    return {
        "role": finding.role,
        "sheet": finding.sheet,
        "area": list(finding.area),
        "place": _at(book, where),
        "confidence": finding.confidence,
        "level": "sure" if confirmed else level(finding.confidence),
        "confirmed": confirmed,
        "form": finding.form,
        "path": list(finding.path),
        "detail": detail_of(finding, lang),
        "reasons": [sentence("reason", reason, {}, lang) for reason in finding.reasons],
        "joined": finding.what in ("rows_run_on", "columns_go_on"),
    }


def detail_of(finding: Finding, lang: str) -> str:
    """What was understood, in words: the text of the source and what it is."""
    if not finding.what:
        return finding.detail
    args = {"text": finding.detail, **finding.args}
    if finding.what == "cells":
        args = {"parts": ", ".join(_parts(finding.args, lang))}
    return t(f"importing.what.{finding.what}", lang, **args).strip()


def _parts(spec: Mapping[str, Any], lang: str) -> Iterator[str]:
    yield t(f"importing.kind.{spec.get('kind', 'number')}", lang)
    if spec.get("choices"):
        yield " / ".join(option["label"] for option in spec["choices"][:6])
    if spec.get("unit"):
        measure = measures.find(spec["unit"])
        yield t("importing.what.unit_part", lang, unit=measure.label if measure else spec["unit"])
    if spec.get("decimals") is not None:
        yield t("importing.what.decimals_part", lang, count=spec["decimals"])


def left_view(book: Book, proposal: Proposal, said: Said, lang: str) -> list[dict[str, Any]]:
    """What was not understood, each with its place, text, reason, and whether it was knowingly passed over."""
    passed = sorted(said.passed())
    return [
        _left(book, item, item.reason == IGNORED or inside((item.sheet, item.area), passed), lang) for item in proposal.left
    ]


def _left(book: Book, item: Left, passed: bool, lang: str) -> dict[str, Any]:
    return {
        "sheet": item.sheet,
        "area": list(item.area),
        "place": _at(book, (item.sheet, item.area)),
        "text": item.text,
        "reason": sentence("left", item.reason, item.args, lang),
        "code": item.reason,
        "passed": passed,
    }


def _at(book: Book, where: Place) -> str:
    sheet, area = where
    return area_place(book.sheets[sheet].name, area) if 0 <= sheet < len(book.sheets) else ""


def sentence(family: str, code: str, args: Mapping[str, Any], lang: str) -> str:
    """The sentence of a code: from the words of the pages, from the catalogue of errors, or a plain one with the code."""
    for key in (f"importing.{family}.{code}", code):
        if known(key):
            return t(key, lang, **args)
    if code in catalogue():
        return Problem(code, "", args).sentence(lang)
    return f"{t(f'importing.{family}.other', lang)} [{code}]"


def _forms(proposal: Proposal, lang: str) -> tuple[list[dict[str, Any]], list[Problem]]:
    """The forms as they would be drawn; what stands in the way of drawing them."""
    regime = blank_regime(_PREVIEW, NewRegime("XEM", "Xem trước"), "u_xem")
    documents = {**proposal.documents, _PREVIEW: {**regime, "forms": list(proposal.forms)}}
    try:
        template = Template(documents)
        return [_form(template, template.form(form), lang) for form in proposal.forms], []
    except KhuonError as error:
        return [], list(error.problems)


def _form(template: Template, form: Form, lang: str) -> dict[str, Any]:
    sections: list[dict[str, Any]] = []
    for section in form.sections.values():
        if isinstance(section, GridSection):
            sections.append(table_of(template, form, section.id, lang=lang))
        else:
            sections.append({"section": section.id, "kind": section.kind, "title": section.title, "lines": _lines(section)})
    layout = template.layout(form.id)
    return {
        "id": form.id,
        "code": form.code,
        "title": form.title,
        "layout": {name: list(getattr(layout, name)) for name in ("left", "right", "heading", "sub")},
        "unit_line": layout.unit_line,
        "footnotes": [f"{note.mark or ''} {note.text}".strip() for note in form.footnotes.values()],
        "signers": [signer.title for signer in form.signers.values()],
        "rules": [rule.printed or rule.expr for rule in template.rules(form.id).values()],
        "sections": sections,
    }


def _lines(section: OutlineSection | FieldsSection | FilesSection) -> list[str]:
    """Headings, questions or files of a section that is no table, in order."""
    if isinstance(section, OutlineSection):
        return [heading.label for heading in section.headings.nodes.values()]
    items = section.fields if isinstance(section, FieldsSection) else section.files
    return [item.label for item in items.values()]

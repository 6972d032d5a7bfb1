"""Understanding a book: tables first, then what stands around them, then documents, then formulas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from designer.importing.proposal import Block, Correction, Proposal
from designer.importing.understanding import compose, vocabulary
from designer.importing.understanding.blocks import Table, tables_of
from designer.importing.understanding.cells import CellReader
from designer.importing.understanding.continuing import goes_on, joined
from designer.importing.understanding.findings import report
from designer.importing.understanding.foot import FootReader
from designer.importing.understanding.forming import Form, go_on, merged, name_table
from designer.importing.understanding.header import header_of, second_number_row
from designer.importing.understanding.ledger import Ledger
from designer.importing.understanding.narrative import Narrative, is_heading, parted
from designer.importing.understanding.narrative import read as read_narrative
from designer.importing.understanding.outline import outline
from designer.importing.understanding.plan import Plan
from designer.importing.understanding.plane import Plane, around, key_of
from designer.importing.understanding.rows import BodyRow, RowReader, is_unit_table
from designer.importing.understanding.settling import settled
from designer.importing.understanding.sheet_formulas import translate_all
from designer.importing.understanding.stubs import stub_roles
from designer.importing.understanding.surroundings import Line, TitleReader, lines_between, paragraphs
from runtime.workbooks import Book

#: Rows of a sheet over which a signature may stand below a table.
_BEHIND: Final = 1_000_000


def understand(book: Book, corrections: Sequence[Correction] = ()) -> Proposal:
    """What the sheets of a book seem to mean. The same book with the same corrections gives the same proposal.

    A correction wins over the guess. Every filled cell is in a finding or in ``left``.
    """
    planes = [Plane(sheet, index, corrections) for index, sheet in enumerate(book.sheets)]
    ledger = Ledger(planes)
    forms = merged(_forms(planes, book, ledger))
    taken: set[str] = set()
    for form in forms:
        _read_form(form, ledger, taken)
    plans = [plan for form in forms for plan in form.plans]
    for form in forms:
        for plan in form.plans:
            CellReader(plan, form.title.units, ledger, form.title.things).read()
    translate_all(plans, ledger)
    documents = _documents(forms, ledger)
    for plan in plans:
        report(plan, ledger)
    ledger.finish()
    documents = settled(documents, tuple(form.id for form in forms), plans, ledger)
    blocks = tuple(_block(plan, compose.parts_of(plan, plans)) for plan in plans if plan.before is None)
    findings = tuple(sorted(ledger.findings, key=lambda f: (f.sheet, f.area, f.role, f.path)))
    left = tuple(sorted(ledger.left, key=lambda item: (item.sheet, item.area, item.reason)))
    return Proposal(documents, tuple(form.id for form in forms), blocks, findings, left)


def _block(plan: Plan, parts: Sequence[Plan]) -> Block:
    table = plan.table
    area = around([table.area, *(part.table.area for part in parts)])
    return Block(plan.plane.index, area, table.header, plan.form, plan.section, table.confidence)


# ---------------------------------------------------------------- tables


def _plan(table: Table) -> Plan | None:
    """One table with its header, stubs and rows; None when there is nothing to fill."""
    second_number_row(table.plane, table)
    headings = header_of(table)
    leaves = [leaf for heading in headings for leaf in heading.leaves()]
    if sum(bool(leaf.label) for leaf in leaves) < 2:
        return None
    roles, doubts = stub_roles(table, leaves)
    reader = RowReader(table, leaves, roles)
    rows = reader.read() if any(roles) else []
    caption = reader.caption
    shape = "grid"
    if caption is None and not any(role == "code" for role in roles):
        shape, rows = "list", []
    elif not any(c.role == "row" for c in table.plane.corrections) and is_unit_table(caption, rows):
        shape, rows = "unit", []
    plan = Plan(table, headings, roles, rows, shape, doubts)
    return _with_rows(plan, caption.label if caption else "")


def _with_rows(plan: Plan, caption: str) -> Plan:
    """A table without rows of its own gets the one that stands for all: open, or one per unit."""
    table = plan.table
    if plan.rows:
        outline(plan.rows)
        _unitless(plan.rows)
        _formulaless(plan)
        return plan
    first = min(table.body_top, table.bottom)
    row = BodyRow(first, max(table.bottom, first), label=caption, kind="unit" if plan.shape == "unit" else "open", numbering="continue")
    row.doubt(90 if plan.shape == "unit" else 80, "unit_rows" if plan.shape == "unit" else "no_rows")
    plan.rows = [row]
    return plan


def _unitless(rows: list[BodyRow]) -> None:
    """A row without a unit of measure over rows that have one only captions them, where every other row prints its unit."""
    united = {at for at, row in enumerate(rows) if row.unit}
    parents = {row.parent for at, row in enumerate(rows) if at in united}
    if len(united) < 2 or any(not row.unit and at not in parents and row.kind == "data" for at, row in enumerate(rows)):
        return
    for at, row in enumerate(rows):
        if at not in united and at in parents and row.kind == "data" and row.confidence == 100:
            row.kind = "heading"
            row.doubt(80, "heading_without_unit")


def _formulaless(plan: Plan) -> None:
    """A row over rows without a formula only captions them, where each of those has one and no other row over rows has."""
    plane = plan.plane
    said = {row.row for row in plan.rows if any(c.area[0] <= row.row <= c.area[2] for c in plane.said("row"))}
    formulas = {at for at, row in enumerate(plan.rows) for leaf in plan.data if plane.cell(row.row, leaf.columns[0]).formula}
    parents = {row.parent for row in plan.rows if row.parent is not None}
    below = {at for at, row in enumerate(plan.rows) if at not in parents and row.kind != "heading"}
    if len(below) < 3 or not below <= formulas or parents & formulas:
        return
    for at in parents:
        row = plan.rows[at]
        empty = not any(plane.is_filled(row.row, leaf.columns[0]) for leaf in plan.data)
        if row.kind == "data" and empty and not row.code and row.row not in said:
            row.kind = "heading"
            row.doubt(78, "heading_without_formula")


def _forms(planes: Sequence[Plane], book: Book, ledger: Ledger) -> list[Form]:
    """Forms over all sheets: one a sheet, more where another title block stands between tables."""
    forms: list[Form] = []
    waiting: list[Line] = []
    for plane in planes:
        plans = joined(plane, tables_of(plane), _plan)
        before = paragraphs(plane, plane.sheet.before, -1)
        after = paragraphs(plane, plane.sheet.after, _BEHIND)
        if not plans:
            lines = [*before, *lines_between(plane, 0, plane.rows - 1, 0, plane.columns - 1), *after]
            _without_table(lines, book, forms, waiting, ledger)
            continue
        own = _of_sheet(plane, plans, len(forms))
        own[0].above = [*waiting, *before, *own[0].above]
        own[-1].below += after
        waiting = []
        if book.kind == "docx" and forms and len(own) == 1 and not any(map(_names_a_form, own[0].above)):
            go_on(forms[-1], own[0])
        else:
            forms += own
    if waiting:
        if forms:
            forms[-1].below += waiting
        else:
            _leave(waiting, "no_table", ledger)
    return forms


def _names_a_form(line: Line) -> bool:
    """Whether a paragraph opens another form of a document: its code, the name of the state, a title in capitals."""
    if vocabulary.form_code(line.text) or vocabulary.is_motto(line.text):
        return True
    return line.is_upper and not is_heading(line) and not vocabulary.is_signer(line.text)


def _without_table(lines: list[Line], book: Book, forms: list[Form], waiting: list[Line], ledger: Ledger) -> None:
    """A sheet of text: in Word a title block or signatures drawn as a table; in a workbook nothing to make a form of."""
    if book.kind == "xlsx":
        _leave(lines, "no_table", ledger)
    elif forms and any(vocabulary.is_signer(line.text) or vocabulary.is_sign_note(line.text) for line in lines):
        forms[-1].below += lines
    else:
        waiting += lines


def _leave(lines: Sequence[Line], reason: str, ledger: Ledger) -> None:
    for line in lines:
        ledger.leave(line.plane, line.area, line.text, reason)


def _of_sheet(plane: Plane, plans: list[Plan], count: int) -> list[Form]:
    forms: list[Form] = []
    left, right = min(p.table.left for p in plans), max(p.table.right for p in plans)
    bottom = -1
    areas = [plan.table.area for plan in plans]
    for plan in plans:
        top = plan.table.area[0]
        between = lines_between(plane, bottom + 1, top - 1, left, right, areas)
        if forms and plan.before is not None:
            forms[-1].repeated += between
        elif not forms or any(_opens(line) for line in between):
            _open_form(forms, between, f"form{count + len(forms)}")
        else:
            name_table(forms[-1], plan, between)
        forms[-1].plans.append(plan)
        forms[-1].names = ((plane.sheet.name.strip() or "Bieu")[:200], plane.sheet.name.strip()[:200])
        bottom = max(bottom, plan.table.bottom, *(p.table.bottom for p in plans if p.table.area[0] <= plan.table.area[0]))
    forms[-1].below += lines_between(plane, bottom + 1, plane.rows - 1, left, right, areas)
    # What stands left or right of a table, in its rows.
    known = {line.area for form in forms for line in (*form.above, *form.below)}
    known |= {area for plan in plans for area in plan.titles}
    beside = lines_between(plane, min(area[0] for area in areas), bottom, left, right, areas)
    forms[-1].below += [line for line in beside if line.area not in known]
    return forms


def _opens(line: Line) -> bool:
    """Whether a title block begins here: a form's number, unless it says that the form goes on, or the motto."""
    return bool(vocabulary.form_code(line.text) and not goes_on(line.text)) or vocabulary.is_motto(line.text)


def _open_form(forms: list[Form], lines: list[Line], key: str) -> None:
    """A new form; what stands before its title block is still the foot of the one before."""
    if forms:
        start = next(i for i, line in enumerate(lines) if _opens(line))
        row = lines[start].row
        first = next(i for i, line in enumerate(lines) if line.row >= row)
        forms[-1].below += lines[:first]
        lines = lines[first:]
    forms.append(Form(key, above=lines))


# ---------------------------------------------------------------- forms


def _read_form(form: Form, ledger: Ledger, taken: set[str]) -> None:
    form.above, text = parted(form.above)
    if text:
        form.narratives.insert(0, Narrative(0, text))
    several = len(form.plans) > 1
    title_line = form.above[-1] if several and form.above else None
    if title_line is not None and re.match(r"^(?:\d+|[IVX]+|[A-ZĐ]|Bảng|Phần|Mục)\b\s*[.:)\d]", title_line.text) and title_line.side != "right":
        form.above = form.above[:-1]
        name_table(form, form.plans[0], [title_line])
    heading = TitleReader(ledger, "")
    before = len(ledger.findings)
    form.title = heading.read(form.above)
    form.id = _free_id(form.title.code or form.names[0], taken)
    ledger.rename(before, form.id)
    below, own = parted(form.below, behind=True, begun=bool(form.narratives))
    if own:
        form.narratives.append(Narrative(len(form.plans), own, last=True))
    form.foot = FootReader(ledger, form.id).read(below)
    for line in form.repeated:
        ledger.found("title", line.plane, line.area, 92, line.text, form=form.id, what="repeated")
    _name(form)


def _name(form: Form) -> None:
    """Sections of a form and the ids in them; parts of one table share a section."""
    heads = [plan for plan in form.plans if plan.before is None]
    for index, head in enumerate(heads):
        parts = [head, *compose.parts_of(head, form.plans)]
        for at, plan in enumerate(parts):
            plan.form, plan.section = form.id, f"s{index + 1}"
            plan.name(index, parts[:at])


def _free_id(code: str, taken: set[str]) -> str:
    stem = "f_" + (re.sub(r"[^a-z0-9]+", "", re.sub(r"^(?:bieu|mau)\s*(?:so)?", "", key_of(code)))[:40] or "bieu")
    found, number = stem, 2
    while found in taken:
        found, number = f"{stem}_{number}", number + 1
    taken.add(found)
    return found


def _documents(forms: Sequence[Form], ledger: Ledger) -> dict[str, dict[str, Any]]:
    documents: dict[str, dict[str, Any]] = {}
    for form in forms:
        tail = form.id[2:]
        document = compose.form_document(form.id, form.title, form.plans, form.foot, form.names)
        rules = compose.rules_document(f"k_{tail}", form.id, form.plans, document, ledger)
        for plan in form.plans:  # printed formulas have become cells of columns
            if plan.before is None:
                document["sections"]["items"][plan.section] = compose.section(plan, compose.parts_of(plan, form.plans))
        _outlines(form, document, ledger)
        documents[form.id] = document
        if rules["order"]:
            documents[rules["id"]] = rules
        layout = compose.layout_document(f"l_{tail}", form.id, form.title, form.plans)
        documents[layout["id"]] = layout
    return documents


def _outlines(form: Form, document: dict[str, Any], ledger: Ledger) -> None:
    """Text to write as sections in its places between the tables."""
    order: list[str] = []
    items = document["sections"]["items"]
    for at in range(len(form.plans) + 1):
        for narrative in (each for each in form.narratives if each.at == at):
            narrative.section = f"o{sum(name.startswith('o') for name in order) + 1}"
            items[narrative.section] = read_narrative(narrative, form.id, ledger)
            order.append(narrative.section)
        order += [plan.section for plan in form.plans[at : at + 1] if plan.before is None]
    document["sections"]["order"] = order

"""A whole template as plain text, for review by eye: its regime, its forms as they print, cells, checks, consolidation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from metadata.celltypes import cell_type
from metadata.documents import CellSpec, Consolidation, Form, Rule
from metadata.grid import Grid, grids_of
from metadata.template import Template
from renderers.build import build
from renderers.display import unit_label
from renderers.monospace import LINE_WIDTH, printable, width, wrap
from renderers.text import lines_of

_SEVERITIES = {"error": "LỖI", "warning": "CẢNH BÁO"}


def template_lines(
    template: Template, forms: Iterable[Form] | None = None, line_width: int = LINE_WIDTH
) -> Iterator[str]:
    """Lines of the template: its regime, then each of `forms`, all of them when none are named."""
    wanted = template.forms if forms is None else list(forms)
    yield from (line.rstrip() for line in _regime(template, wanted, line_width))
    for form in wanted:
        yield from (line.rstrip() for line in _form(template, form, line_width))


def _title(text: str, rule: str) -> Iterator[str]:
    shown = printable(text)
    yield shown
    yield rule * width(shown)


def _regime(template: Template, forms: list[Form], line_width: int) -> Iterator[str]:
    regime = template.regime
    yield from _title(f"CHẾ ĐỘ BÁO CÁO {regime.code}: {regime.name}", "=")
    yield from wrap("Biểu: " + ", ".join(form.code for form in forms), line_width)


def _form(template: Template, form: Form, line_width: int) -> Iterator[str]:
    yield ""
    yield from _title(f"BIỂU {form.code}: {form.title}", "-")
    yield from lines_of(build(form, template.layout(form.id)), line_width)
    cells = [line for grid in grids_of(form) for line in _cells(grid)]
    yield from _list("Ô:", cells, line_width)
    yield from _list("Kiểm tra:", [_rule(rule) for rule in template.rules(form.id).values()], line_width)
    consolidation = template.consolidations.get(form.id)
    if consolidation:
        yield from _list("Tổng hợp:", list(_consolidation(consolidation)), line_width)


def _list(heading: str, items: list[str], line_width: int) -> Iterator[str]:
    if not items:
        return
    yield ""
    yield heading
    for item in items:
        first, *rest = wrap(item, line_width - 4)
        yield f"  - {first}"
        for line in rest:
            yield f"    {line}"


def _cells(grid: Grid) -> Iterator[str]:
    """What the cells of a column are; a cell that differs from its column is named by itself."""
    rows = [row for row in grid.rows if row.has_cells]
    for leaf in grid.data_leaves:
        kinds: dict[str, list[str]] = {}
        for row in rows:
            kinds.setdefault(_spec(grid.spec(row.id, leaf.id)), []).append(row.node.code or row.id)
        usual = max(kinds, key=lambda text: len(kinds[text]), default="")
        name = leaf.node.code or leaf.id
        yield f"{name} ({' / '.join(leaf.path)}): {usual}"
        for text, places in kinds.items():
            if text != usual:
                yield f"{name}, dòng {', '.join(places)}: {text}"


def _spec(spec: CellSpec) -> str:
    words = [cell_type(spec).label_vi.lower()]
    if spec.formula:
        words.append(f"= {spec.formula}")
    if spec.unit:
        words.append(f"đơn vị {unit_label(spec.unit)}")
    if spec.decimals:
        words.append(f"{spec.decimals} chữ số thập phân")
    if spec.required:
        words.append("bắt buộc")
    if spec.choices:
        words.append("chọn: " + " | ".join(option.label for option in spec.choices))
    return ", ".join(words)


def _rule(rule: Rule) -> str:
    shown = f"[{_SEVERITIES.get(rule.severity, rule.severity)}] {rule.expr}"
    if rule.printed:
        shown += f"   (in trên biểu: {rule.printed})"
    return f"{shown} — {rule.message}" if rule.message else shown


def _consolidation(consolidation: Consolidation) -> Iterator[str]:
    yield f"các ô khác: {consolidation.default}"
    for key, how in consolidation.cells.items():
        yield f"{key}: {how.how}" + (f" = {how.expr}" if how.expr else "")

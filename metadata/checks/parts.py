"""*Chia theo* adds up to its whole, *trong đó* does not: the words of captions beside the rules and formulas.

Proposals: ``proposal_rule`` is a check to add, ``proposal_expr`` the condition of the check ``proposal_of``, ``proposal_caption``
the caption of the item at ``place``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from metadata.checks.outline import Outline, head_role, is_rest, named, outlines, said, short, tail_role
from metadata.checks.registry import check
from metadata.checks.sisters import omissions, tables_of
from metadata.documents import Form
from metadata.errors import Problem
from metadata.formula.equations import Equation, equations_of
from metadata.formula.relation_rules import on
from metadata.template import Template


@check
def parts_and_wholes(template: Template) -> Iterator[Problem]:
    """Partitions have an equation, parts have none, nothing counts a part beside its whole, and like groups of columns are treated alike."""
    equations = {form.id: [one.natural() for one in equations_of(template, form.id)] for form in template.forms}
    tables = tables_of(template, equations)
    for form in template.forms:
        missing = omissions(form, tables)
        yield from (one.problem() for one in missing)
        yield from _of_form(form, equations[form.id], {group for one in missing for group in one.groups})


def _of_form(form: Form, equations: Sequence[Equation], omitted: set[str]) -> Iterator[Problem]:
    for outline in outlines(form):
        mine = list(on(equations, outline.axis, outline.section))
        for item in outline.walk():
            if item.id in omitted:
                continue  # told with its chain, after the forms beside it
            family = _family(outline, item.id)
            if family is None:
                continue
            if family.role == "partition":
                yield from _partition(family, mine)
            else:
                yield from _part(family, mine)


@dataclass(frozen=True)
class _Family:
    """A group whose words say what it is: the items that are meant, and the whole they belong to."""

    outline: Outline
    group: str
    role: str
    whole: str
    tops: tuple[str, ...]
    parts: tuple[str, ...]

    @property
    def inside(self) -> frozenset[str]:
        """Everything with figures that the words speak of."""
        return frozenset().union(*(self.outline.members(top) for top in self.tops)) - {self.whole}

    @property
    def has_rest(self) -> bool:
        """Whether something among the parts is what remains."""
        return any(is_rest(self.outline.items[one].label) for top in self.tops for one in (top, *self.outline.members(top)))

    def touched(self, terms: frozenset[str]) -> bool:
        """Whether a sum takes something of every part."""
        return all(terms & self.outline.members(top) for top in self.tops)

    def place(self, item: str) -> str:
        return f"{self.outline.form}/{self.outline.section}/{item}"

    def words(self) -> dict[str, str]:
        """What a sentence calls the group and the whole."""
        group, group_en = named(self.outline, self.group)
        if self.group == self.whole:
            label = short(self.outline.items[self.group].label)
            group, group_en = f"nhóm “{label}”", f"group “{label}”"
        whole, whole_en = named(self.outline, self.whole) if self.whole else ("", "")
        return {"group": group, "group_en": group_en, "whole": whole, "whole_en": whole_en}

    def expr(self, operator: str) -> str:
        """``c1 == c2 + c3`` over codes; empty when one has none."""
        codes = [self.outline.items[one].code for one in (self.whole, *self.parts)]
        return f"{codes[0]} {operator} {' + '.join(codes[1:])}" if all(codes) else ""

    def said(self, operator: str) -> str:
        return said(self.outline, self.whole, operator, list(self.parts))


def _family(outline: Outline, item_id: str) -> _Family | None:
    item = outline.items[item_id]
    head, tail = head_role(item.label), tail_role(item.label) if item.own and item.children else ""
    if tail:
        tops = tuple(child for child in item.children if head_role(outline.items[child].label) != "part")
        whole, role = item_id, tail
    elif head == "partition" and not item.own:
        tops, whole, role = item.children, outline.whole_of(item_id), head
    elif head == "part":
        tops = (item_id,) if item.own else item.children
        whole, role = outline.whole_of(item_id), head
    else:
        return None
    tops = tuple(top for top in tops if outline.members(top))
    parts = tuple(one for top in tops for one in outline.top(top))
    return _Family(outline, item_id, role, whole, tops, parts) if parts else None


# ---------------------------------------------------------------- partitions


def _partition(family: _Family, equations: list[Equation]) -> Iterator[Problem]:
    equal = [one for one in equations if one.operator == "="]
    lefts = {one.left for one in equal if one.ids & family.inside} - family.inside
    if any(family.touched(_together(equal, left)) for left in lefts):
        return
    at_most = next((one for one in equations if one.operator == "≥" and one.left not in family.inside and family.touched(one.ids)), None)
    at_most = at_most or next((one for one in equations if one.operator == "≤" and one.left in family.parts and len(family.parts) == 1), None)
    whole = family.whole or (at_most.left if at_most else "")
    family = _Family(family.outline, family.group, family.role, whole, family.tops, family.parts)
    expr = family.expr("==") if whole else ""
    if not expr or len(family.parts) < 2 or family.outline.strands(family.group) or not _same_unit(family):
        return
    args: dict[str, Any] = {**family.words(), "proposal": family.said("=")}
    if at_most and at_most.left == whole:
        change = {"rule": at_most.source, "proposal_expr": expr, "proposal_of": at_most.source}
        yield Problem("template.partition_at_most", family.place(family.group), {**args, **change}, "warning")
    else:
        yield Problem("template.partition_unchecked", family.place(family.group), {**args, "proposal_rule": _rule(expr)}, "warning")


def _together(equations: Iterable[Equation], left: str) -> frozenset[str]:
    return frozenset().union(*(one.ids for one in equations if one.left == left))


def _same_unit(family: _Family) -> bool:
    units = {family.outline.items[one].unit for one in (family.whole, *family.parts)} - {None}
    return len(units) <= 1


def _rule(expr: str) -> dict[str, Any]:
    return {"expr": expr, "severity": "warning", "tolerance": "0", "blanks": "nothing", "origin": {"kind": "structure"}}


# ---------------------------------------------------------------- parts


def _part(family: _Family, equations: list[Equation]) -> Iterator[Problem]:
    if not family.whole:
        return
    for equation in equations:
        inside = equation.ids & family.inside
        if equation.operator != "=" or not inside or not equation.whole:
            continue
        if equation.left == family.whole:
            yield from _of_the_whole(family, equation, inside)
        elif family.whole in equation.ids and equation.left not in family.inside and _same_sign(equation, {family.whole, *inside}):
            yield _added(family, equation, inside)


def _of_the_whole(family: _Family, equation: Equation, inside: frozenset[str]) -> Iterator[Problem]:
    """The whole as a sum that takes its *trong đó*: right only where something stands for what remains."""
    outline = family.outline
    if family.has_rest or any(is_rest(outline.items[one].label) for one in equation.ids if one in outline.items):
        return
    if inside != equation.ids:
        yield _added(family, equation, inside)
        return
    if not family.touched(equation.ids):
        return
    args: dict[str, Any] = {**family.words(), "rule": equation.source, "relation": family.said("="), "proposal": family.said("≥")}
    expr = family.expr(">=")
    if equation.source and expr:
        change = {"proposal_expr": expr, "proposal_of": equation.source}
        yield Problem("template.part_equal", family.place(family.whole), {**args, **change}, "warning")
    elif not equation.source:
        caption = {} if outline.items[family.group].own else {"proposal_caption": "Chia ra"}
        yield Problem("template.part_computed", family.place(family.group), {**args, **caption}, "warning")


def _same_sign(equation: Equation, ids: set[str]) -> bool:
    return len({times > 0 for times, name in equation.terms if name in ids}) == 1


def _added(family: _Family, equation: Equation, inside: frozenset[str]) -> Problem:
    """A sum that counts a *trong đó* beside what it is a part of."""
    outline = family.outline
    kept = [(times, name) for times, name in equation.terms if name not in inside]
    codes = [outline.items[name].code if name in outline.items else "" for _, name in kept]
    left = outline.items[equation.left].code if equation.left in outline.items else ""
    vi, en = zip(*(named(outline, one) for one in family.parts if one in inside), strict=True) if set(family.parts) & inside else (("",), ("",))
    of = {"whole": named(outline, equation.left)[0], "whole_en": named(outline, equation.left)[1]}
    args: dict[str, Any] = {**family.words(), **of, "part": ", ".join(vi), "part_en": ", ".join(en), "rule": equation.source}
    args["proposal"] = said(outline, equation.left, "=", [name for _, name in kept])
    if kept and left and all(codes) and all(times == 1 for times, _ in kept):
        total = " + ".join(codes)
        args |= {"proposal_expr": f"{left} == {total}", "proposal_of": equation.source} if equation.source else {"proposal_expr": total}
    return Problem("template.part_added", family.place(equation.left), args, "warning")

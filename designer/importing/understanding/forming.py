"""A form in the making: its tables over one sheet or several, and the lines around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from designer.importing.understanding import vocabulary
from designer.importing.understanding.foot import Foot
from designer.importing.understanding.narrative import Narrative, parted
from designer.importing.understanding.plan import Plan
from designer.importing.understanding.plane import key_of, one_line
from designer.importing.understanding.surroundings import Line, Title


@dataclass
class Form:
    """Tables with the lines above and below them; ``repeated`` are title lines that stand again on a further sheet."""

    id: str
    plans: list[Plan] = field(default_factory=list)
    above: list[Line] = field(default_factory=list)
    below: list[Line] = field(default_factory=list)
    repeated: list[Line] = field(default_factory=list)
    narratives: list[Narrative] = field(default_factory=list)
    title: Title = field(default_factory=Title)
    foot: Foot = field(default_factory=Foot)
    names: tuple[str, str] = ("", "")

    @property
    def printed_code(self) -> str:
        """The code that the lines above print."""
        parts = (one_line(part) for line in self.above for part in re.split(r"[\r\n]+", line.raw or line.text))
        return next((found[0] for part in parts if (found := vocabulary.form_code(part))), "")


def merged(forms: Sequence[Form]) -> list[Form]:
    """Forms of which one goes on over several sheets under the same code, with other tables, made one."""
    found: list[Form] = []
    for form in forms:
        before = found[-1] if found else None
        code = form.printed_code
        if before is not None and code and code == before.printed_code and not _alike(before, form):
            _take_in(before, form)
        else:
            found.append(form)
    return found


def _alike(one: Form, other: Form) -> bool:
    """Whether two forms have a table in common: the same form for another period, no part of it."""
    heads = [[leaf.label for leaf in plan.leaves] for plan in one.plans]
    return any([leaf.label for leaf in plan.leaves] in heads for plan in other.plans)


def _take_in(form: Form, other: Form) -> None:
    above, below = {line.text for line in form.above}, {line.text for line in form.below}
    form.repeated += [line for line in other.above if line.text in above]
    form.repeated += [line for line in other.below if line.text in below]
    name_table(form, other.plans[0], [line for line in other.above if line.text not in above])
    form.narratives += [Narrative(each.at + len(form.plans), each.lines, each.last) for each in other.narratives]
    form.below += [line for line in other.below if line.text not in below]
    form.plans += other.plans


def go_on(form: Form, other: Form) -> None:
    """A further table of a document without a title block of its own belongs to the form before it."""
    name_table(form, other.plans[0], other.above)
    form.narratives += [Narrative(each.at + len(form.plans), each.lines, each.last) for each in other.narratives]
    form.below += other.below
    form.plans += other.plans


def name_table(form: Form, plan: Plan, lines: list[Line]) -> None:
    """Lines between two tables of one form: text to write, else the name of the table below; notes belong to the form."""
    lines, own = parted(lines, begun=bool(form.narratives))
    if own:
        form.narratives.append(Narrative(len(form.plans), own))
    for line in lines:
        if vocabulary.unit_line(line.text) is not None and not vocabulary.is_footnote(line.text):
            form.above.append(line)
        elif (vocabulary.is_footnote(line.text) and not re.match(r"^\d", line.text) and "ghi chu" not in key_of(line.text)[:7]) or line.plane.role_at(line.area[0], line.area[1]) is not None or vocabulary.is_signer(line.text) or vocabulary.is_sign_note(line.text):
            form.below.append(line)
        else:
            plan.title = f"{plan.title} {line.text}".strip()
            plan.titles.append(line.area)

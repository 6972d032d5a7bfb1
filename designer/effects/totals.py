"""The consolidated report of a period, made twice from the same reports: by the release in force and by the draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from metadata.errors import KhuonError
from metadata.template import Template
from runtime.consolidation.engines import engine
from runtime.consolidation.plan import Plan, plan_of
from runtime.consolidation.report import Added, Source, add_up, compute
from runtime.submissions.externals import of_units, resolve
from runtime.submissions.filled import Filled
from runtime.vectors import pack


@dataclass(frozen=True)
class Member:
    """One accepted report: its unit and its forms."""

    unit_id: str
    name: str
    forms: Mapping[str, Filled]


class Consolidating:
    """The plans of a template, made once. Forms whose plan cannot be made are left out."""

    def __init__(self, template: Template, on: str) -> None:
        self.plans: dict[str, Plan] = {}
        for form in template.forms:
            try:
                plan = plan_of(template, form.id, on)
                _ = plan.program
            except KhuonError:
                continue
            self.plans[form.id] = plan

    def reports(self, members: Sequence[Member]) -> dict[str, Filled]:
        """The report of every form over these members.

        What is read of other periods is blank on both sides that are compared, so nothing moves because of it.
        """
        added: dict[str, Added] = {}
        for form_id, plan in self.plans.items():
            sources = [
                Source(one.unit_id, one.name, "", pack(plan.slots, filled.values), filled.dump())
                for one in members
                for filled in (one.forms.get(form_id, Filled()),)
            ]
            added[form_id] = add_up(plan, sources, engine())
        now = {form_id: item.filled for form_id, item in added.items()}
        for _ in range(len(self.plans) + 1):
            before = {form_id: item.values for form_id, item in now.items()}
            for form_id, plan in self.plans.items():
                externals = resolve(plan.program.externals, _fetch(now, members))
                now[form_id] = compute(plan, added[form_id], externals).filled
            if all(now[form_id].values == values for form_id, values in before.items()):
                break
        return now


def has_validity(template: Template) -> bool:
    """Whether any row is there for a time only, so that a report's day matters."""
    return any(
        "valid" in node
        for form in template.forms
        for section in template.documents[form.id]["sections"]["items"].values()
        for node in section.get("rows", {}).get("nodes", {}).values()
    )


def _fetch(now: Mapping[str, Filled], members: Sequence[Member]) -> Callable[[str, str], Filled | None]:
    def fetch(period: str, form: str) -> Filled | None:
        if period == "same":
            return now.get(form)
        if period == "below":
            return of_units({one.unit_id: one.forms.get(form, Filled()) for one in members})
        return Filled()

    return fetch

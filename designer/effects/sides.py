"""One stored report on its own release and under a draft: brought over, computed and checked by the code that does it for real."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from metadata.errors import KhuonError
from metadata.formula.program import Failure, Program, build
from metadata.mapping import Conversion, base_of, mappings_of
from metadata.template import Template
from metadata.values import CellValue
from runtime.store.models import Submission
from runtime.submissions.conversion import along, way_of
from runtime.submissions.filled import Filled
from runtime.submissions.neighbours import NOTHING
from runtime.submissions.opened import Opened

T = TypeVar("T")
Lost = Mapping[tuple[str, str], CellValue]


@dataclass(frozen=True)
class Looked:
    """One report: forms as the release in force has them and as the draft has them.

    ``lost`` are stated values without a place by (old form, key), ``unasked`` by (new form, key) those that the draft does not ask of
    this unit. ``failing`` and ``passing`` are (form, rule) with a failure to show; what failed and is no check any more is ``unchecked``.
    """

    before: Mapping[str, Filled]
    after: Mapping[str, Filled]
    lost: Lost
    unasked: Lost
    failing: tuple[tuple[str, Failure], ...]
    passing: tuple[tuple[str, Failure], ...]
    unchecked: tuple[tuple[str, Failure], ...]
    unfit: Mapping[str, int]


class Sides:
    """The release in force and the draft, compiled once for many reports."""

    def __init__(self, db: Session, old: Template, new: Template, release_hash: str) -> None:
        self.db, self.old, self.new, self.base = db, old, new, release_hash
        #: Codes of forms of the draft whose formulas or checks cannot be read; they are left out and named.
        self.unreadable: list[str] = []
        self._made: dict[Hashable, Any] = {}

    @cached_property
    def conversions(self) -> dict[str, Conversion]:
        """A conversion for every form of the draft."""
        mappings = mappings_of(self.new, self.base, base_of(self.old.documents))
        return {form.id: Conversion(self.old, self.new, form.id, mappings.get(form.id)) for form in self.new.forms}

    @cached_property
    def changed(self) -> tuple[str, ...]:
        """Forms of the draft whose values, formulas or checks may come out otherwise: themselves changed, or reading one that is."""
        shared = ("dimension", "indicator")
        if _of_kinds(self.old, shared) != _of_kinds(self.new, shared):
            return tuple(form.id for form in self.new.forms)
        touched = {form.id for form in self.new.forms if _own(self.new, form.id) != _own(self.old, form.id)}
        while True:
            more = {form.id for form in self.new.forms if form.id not in touched and self._reads(form.id) & touched}
            if not more:
                return tuple(form.id for form in self.new.forms if form.id in touched)
            touched |= more

    @cached_property
    def recast(self) -> frozenset[str]:
        """Changed forms with a cell that may take other values than the place its figures come from; the rest fit as they did."""
        return frozenset(form for form in self.changed if self._is_recast(self.conversions[form]))

    def _is_recast(self, conversion: Conversion) -> bool:
        if conversion.old is None or _of_kinds(self.old, ("dimension",)) != _of_kinds(self.new, ("dimension",)):
            return True
        for key, spec in conversion.new.cells.items():
            if key not in conversion.new.stated:
                continue
            cells = conversion.route(key).cells
            before = conversion.old.cells.get(cells[0]) if len(cells) == 1 else None
            if spec != before and (before is not None or spec.required or len(cells) > 1):
                return True
        return False

    @cached_property
    def gone(self) -> frozenset[str]:
        """Forms of the release in force that no form of the draft follows."""
        return frozenset(form.id for form in self.old.forms) - {one.source_id for one in self.conversions.values()}

    def _reads(self, form_id: str) -> set[str]:
        return {external.form for external in self.program(form_id, None, None).externals}

    def program(self, form_id: str, audience: str | None, on: str | None) -> Program:
        """The draft's program of a form; what cannot be read is left out and named in :attr:`unreadable`."""

        def make() -> Program:
            made = build(self.new, form_id, audience, on, lenient=True)
            if any(problem.severity == "error" for problem in made.problems):
                self.unreadable.append(self.new.form(form_id).code)
            return made

        return self.once(("program", form_id, audience, on), make)

    def once(self, key: Hashable, make: Any) -> Any:
        """What was made under this key before, else ``make()``."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def base_forms(self, stored: Opened) -> dict[str, Filled]:
        """A report's forms as the release in force has them."""
        submission = stored.submission
        if submission.release_hash == self.base:
            return {form.id: stored.filled(form.id) for form in stored.forms}
        own = {row.form_id for row in submission.forms}
        found: dict[str, Filled] = {}
        for form in self.old.forms:
            way = way_of(self.db, submission.release_hash, self.base, form.id)
            source = way[0].source_id if way else form.id
            found[form.id] = along(way, stored.filled(source)) if source in own else Filled()
        return found

    def look(self, submission: Submission) -> Looked:
        """One report, with what it takes from other periods and units. Raises nothing that a sound draft does not."""
        stored = Opened(self.db, submission)
        before = self.base_forms(stored)
        draft = UnderDraft(self.db, submission, sides=self)
        lost, unasked = self._bring(before, draft)
        old_results = self._judged_as_stored(stored)
        results = draft.settle([form for form in self.changed if form in {known.id for known in draft.forms}])
        failing, passing, unchecked = [], [], []
        for form_id in results:
            then, now = old_results.get(self.conversions[form_id].source_id, []), results[form_id].failures
            rules = set(self.new.rules(form_id))
            failing += [(form_id, one) for one in _more(now, then)]
            less = _more(then, now)
            passing += [(form_id, one) for one in less if one.rule in rules]
            unchecked += [(form_id, one) for one in less if one.rule not in rules]
        unfit = self._unfit(stored, draft, results)
        after = {form.id: draft.filled(form.id) for form in draft.forms}
        return Looked(before, after, lost, unasked, tuple(failing), tuple(passing), tuple(unchecked), unfit)

    def _bring(self, before: Mapping[str, Filled], draft: UnderDraft) -> tuple[Lost, Lost]:
        lost: dict[tuple[str, str], CellValue] = {}
        unasked: dict[tuple[str, str], CellValue] = {}
        for form in draft.forms:
            conversion = self.conversions[form.id]
            source = before.get(conversion.source_id, Filled())
            if form.id not in self.changed:
                draft.hold(form.id, source)
                continue
            found = conversion.convert(source.values, source.instance_ids())
            lost.update({(conversion.source_id, key): value for key, value in found.lost.items()})
            instances = {found.rows[row]: items for row, items in source.instances.items() if row in found.rows}
            overrides = {key: reason for key, reason in source.overrides.items() if key in found.values}
            cells = draft.cells(form.id)
            values = {}
            for key, value in found.values.items():
                spec = cells.spec(key)
                if spec is not None and spec.kind != "blocked":
                    values[key] = value
                elif value is not None and spec is None and conversion.new.cells.get(_plain(key)) is not None:
                    unasked[form.id, key] = value
            draft.hold(form.id, Filled(values, instances, overrides))
        for form_id in self.gone:
            lost.update({(form_id, key): value for key, value in before.get(form_id, Filled()).values.items() if value is not None})
        return lost, unasked

    def _judged_as_stored(self, opened: Opened) -> dict[str, list[Failure]]:
        """Failures of the forms as they are, by the programs of the report's own release."""
        found: dict[str, list[Failure]] = {}
        listed = {form.id for form in opened.forms}
        for form_id in {self.conversions[form].source_id for form in self.changed}:
            if form_id in listed:
                found[form_id] = opened.run(form_id, opened.filled(form_id)).failures
        return found

    def _unfit(self, opened: Opened, draft: UnderDraft, results: Mapping[str, Any]) -> Mapping[str, int]:
        """Values that do not fit the cells of the draft and fitted their own, and cells newly asked for that are empty.

        ``form/code of the problem`` → how many.
        """
        listed = {form.id for form in opened.forms}
        found: Counter[str] = Counter()
        for form_id in self.recast & results.keys():
            source = self.conversions[form_id].source_id
            then = Counter(p.code for p in opened.cells(source).problems(opened.filled(source))) if source in listed else Counter[str]()
            now = Counter(p.code for p in draft.cells(form_id).problems(draft.filled(form_id)))
            for code, count in (now - then).items():
                found[f"{form_id}/{code}"] += count
        return dict(found)


@dataclass
class UnderDraft(Opened):
    """A stored report opened under the draft; nothing of it is ever written."""

    sides: Sides = field(kw_only=True)

    @cached_property
    def template(self) -> Template:
        """The draft."""
        return self.sides.new

    def program(self, form_id: str) -> Program:
        """The draft's program of a form for this unit on this day."""
        self.form(form_id)
        return self.sides.program(form_id, self.audience, self.on)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made of the draft under this key before, else ``make()``: what the report's own release gives is another thing."""
        made: T = self.sides.once(key, make)
        return made

    def _stated(self, period: str, form_id: str) -> Filled | None:
        conversion = self.sides.conversions.get(form_id)
        if conversion is None:
            return None
        way = way_of(self.db, self.submission.release_hash, self.sides.base, conversion.source_id)
        stated = super()._stated(period, way[0].source_id if way else conversion.source_id)
        return stated if stated is None or stated is NOTHING else along((*way, conversion), stated)


def _own(template: Template, form_id: str) -> list[tuple[str, Mapping[str, Any]]]:
    return [
        (key, data)
        for key, data in sorted(template.documents.items())
        if data["id"] == form_id or (data.get("form") == form_id and str(data["spec"]) in ("rules/1", "mapping/1"))
    ]


def _of_kinds(template: Template, kinds: tuple[str, ...]) -> dict[str, Mapping[str, Any]]:
    return {key: data for key, data in template.documents.items() if str(data["spec"]).partition("/")[0] in kinds}


def _more(these: list[Failure], than: list[Failure]) -> list[Failure]:
    """One failure of each rule that fails at more places than in the other list, told by place where places are the same."""
    places = {one.id for one in than}
    counts = Counter(one.rule for one in these) - Counter(one.rule for one in than)
    return [
        next((one for one in these if one.rule == rule and one.id not in places), next(one for one in these if one.rule == rule))
        for rule in counts
    ]


def _plain(key: str) -> str:
    row, colon, column = key.partition(":")
    return f"{row.partition('#')[0]}{colon}{column}"


def readable(template_documents: Mapping[str, Mapping[str, Any]]) -> Template | KhuonError:
    """The template of a draft, or why it cannot be read."""
    try:
        template = Template(template_documents)
        _ = template.forms, template.regime
    except KhuonError as error:
        return error
    return template

"""A submission opened for work: its template, the geometry of its forms, its values, and computing them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, TypeVar

from sqlalchemy.orm import Session

from metadata.documents import Form
from metadata.errors import fail
from metadata.formula.program import External, Program, Result
from metadata.formula.tree import Kind
from metadata.periods import Period
from metadata.template import Template
from metadata.values import CellValue
from runtime.releases import kept, program_of, template_of
from runtime.store.models import Submission, SubmissionForm
from runtime.submissions.cells import FormCells
from runtime.submissions.externals import resolve, same_rows
from runtime.submissions.filled import Filled, kept_filled
from runtime.submissions.given import apart, gives, with_given
from runtime.submissions.neighbours import NOTHING, added, stated_below, stated_form
from runtime.vectors import pack

T = TypeVar("T")
#: Kinds of cells that the program fills.
PROGRAMMED: Final = frozenset({"computed", "carried"})
#: What is entered where nothing can be carried over, by the kind of the formula; numbers else.
ENTRY_KINDS: Final = {Kind.TEXT: "text", Kind.DATE: "date"}
#: States in which the lead agency's cells are not yet asked for.
UNITS_OWN: Final = frozenset({"assigned", "filling", "checked", "returned", "recalled", "sent"})


@dataclass
class Opened:
    """A submission and everything that is needed to read, compute and check it."""

    db: Session
    submission: Submission
    #: Whether a form goes by other values than those that are stored, or that these give when computed.
    held: bool = False
    #: By form what was read of the figures of earlier periods (:func:`runtime.submissions.magnitude.history`): who asks again gets the same.
    histories: dict[str, Any] = field(default_factory=dict)
    _filled: dict[str, Filled] = field(default_factory=dict)
    _settled: set[str] = field(default_factory=set)
    _elsewhere: dict[tuple[str, str], Filled | None] = field(default_factory=dict)

    @cached_property
    def template(self) -> Template:
        """The template of the submission's release."""
        return template_of(self.db, self.submission.release_hash)

    @cached_property
    def period(self) -> Period:
        """The period reported on."""
        return Period.parse(self.submission.period)

    @property
    def audience(self) -> str:
        """The kind of unit that fills."""
        return self.submission.unit.kind

    @property
    def parties(self) -> tuple[str, ...]:
        """Whose cells are asked for now: the unit's, and the lead agency's from the receipt of the report on."""
        return ("unit",) if self.submission.state in UNITS_OWN else ("unit", "lead")

    @cached_property
    def on(self) -> str:
        """The ISO day at which rows with validity are read."""
        return self.period.last_day.isoformat()

    @property
    def forms(self) -> list[Form]:
        """The forms to fill, in the regime's order."""
        listed = set(self.template.regime.forms)
        return [form for form in self.template.forms if form.id in listed]

    def form(self, form_id: str) -> Form:
        """One form. Raises ``submission.unknown_form``."""
        for form in self.forms:
            if form.id == form_id:
                return form
        raise fail("submission.unknown_form", form=form_id[:80])

    def cells(self, form_id: str) -> FormCells:
        """The cells of a form for this unit on this day; carried ones without a report to carry from are for entry."""
        form, entry = self.form(form_id), self.for_entry(form_id)
        return self.once(("cells", form_id, self.audience, self.on, entry), lambda: FormCells(self.template, form, self.audience, self.on, entry))

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made of the template under this key before, else ``make()``."""
        return kept((self.submission.release_hash, key), make)

    def for_entry(self, form_id: str) -> frozenset[tuple[str, str]]:
        """Carried cells that repeat reports of which there are none: (template key, the kind to enter)."""
        carried = self._carried(form_id)
        return frozenset((key, kind) for key, kind, sources in carried if all(self._nothing(*source) for source in sources))

    def _carried(self, form_id: str) -> tuple[tuple[str, str, frozenset[tuple[str, str]]], ...]:
        """Carried cells: template key, the kind to enter, (period, form) of what they repeat."""

        def read() -> tuple[tuple[str, str, frozenset[tuple[str, str]]], ...]:
            found = []
            for formula in self.program(form_id).formulas:
                outside = (leaf.key.split("|", 2) for leaf in formula.reads if "|" in leaf.key)
                sources = frozenset((period, form) for period, form, _ in outside)
                if formula.kind == "carried" and sources:
                    found.append((formula.key, ENTRY_KINDS.get(formula.node.kind, "number"), sources))
            return tuple(found)

        return self.once(("carried", form_id, self.audience, self.on), read)

    def _nothing(self, period: str, form_id: str) -> bool:
        form = None if period == "same" else self.fetch(period, form_id)
        return period != "same" and (form is None or form is NOTHING)

    def program(self, form_id: str) -> Program:
        """The program of a form for this unit on this day."""
        self.form(form_id)
        return program_of(self.db, self.submission.release_hash, form_id, self.audience, self.on)

    def version(self, form_id: str) -> int:
        """The version of the stored form, 0 before anything was stored. Reading only: nothing is made."""
        return next((row.version for row in self.submission.forms if row.form_id == form_id), 0)

    def row(self, form_id: str) -> SubmissionForm:
        """The stored form; a new empty one the first time, so inside a transaction only."""
        self.form(form_id)
        found = next((row for row in self.submission.forms if row.form_id == form_id), None)
        if found is None:
            found = SubmissionForm(
                submission_id=self.submission.id,
                form_id=form_id,
                collection_id=self.submission.collection_id,
                version=0,
                document=self._beginning(form_id).dump(),
                vector=b"",
                states=b"",
            )
            self.submission.forms.append(found)
        return found

    def filled(self, form_id: str) -> Filled:
        """What stands in a form, as stored; before anything was, what it begins with."""
        if form_id not in self._filled:
            stored = self.stored(form_id)
            self._filled[form_id] = with_given(self.cells(form_id), stored) if self._gives(form_id) else stored
        return self._filled[form_id]

    def stored(self, form_id: str) -> Filled:
        """The form as the store has it, of the same text the same object; before anything was stored, what it begins with."""
        found = next((row for row in self.submission.forms if row.form_id == form_id), None)
        return kept_filled(found.document) if found is not None else self._beginning(form_id)

    def _gives(self, form_id: str) -> bool:
        form = next((form for form in self.forms if form.id == form_id), None)
        return form is not None and self.once(("gives", form_id), lambda: gives(form))

    def _beginning(self, form_id: str) -> Filled:
        """A form that nobody has filled: the open rows that the form keeps stand there as stated last period, without figures."""
        wanted = [row for row, rules in self.cells(form_id).open_rows.items() if rules.kept]
        before = self.fetch("prev", form_id) if wanted else None
        listed = {row: before.instances[row] for row in wanted if row in before.instances} if before is not None else {}
        return apart(self.cells(form_id), Filled(instances=listed), {}) if listed else Filled()

    def hold(self, form_id: str, filled: Filled) -> None:
        """Use these values from now on; nothing is stored."""
        self.held = True
        self._filled[form_id] = filled

    def as_stored(self) -> None:
        """Go by what is stored: values given or computed are forgotten."""
        self.held = False
        self._filled.clear()
        self._settled.clear()

    def externals(self, form_id: str, filled: Filled | None = None) -> dict[str, CellValue]:
        """Values that the form's program takes from other forms and periods, for the form as stored or as given.

        Added rows of another period go by what they stand for, as ids of rows are made anew each time.
        """
        rows = (filled or self.filled(form_id)).instances

        def names(external: External, other: Filled) -> dict[str, str]:
            owner = self.cells(form_id).owners.get(external.cell.partition("#")[0], "")
            if external.form != form_id or external.period == "same":
                return {}
            return same_rows(other.instances.get(owner, ()), rows.get(owner, ()))

        return resolve(self.program(form_id).externals, self.fetch, names)

    def fetch(self, period: str, form_id: str) -> Filled | None:
        """The same unit's form in this or another period; see :data:`runtime.submissions.externals.Fetch`."""
        if period == "same":
            return self.filled(form_id) if any(form.id == form_id for form in self.forms) else None
        if (period, form_id) not in self._elsewhere:
            self._elsewhere[period, form_id] = self._stated(period, form_id)
        return self._elsewhere[period, form_id]

    def _stated(self, period: str, form_id: str) -> Filled | None:
        match period:
            case "prev":
                return stated_form(self.db, self.submission, self.period.previous(), form_id)
            case "prev_year":
                return stated_form(self.db, self.submission, self.period.year_before(), form_id)
            case "ytd":
                earlier = self.period.of_year()[:-1]
                forms = [stated_form(self.db, self.submission, period, form_id) for period in earlier]
                if None in forms:
                    return None
                stated = [form for form in forms if form is not None and form is not NOTHING]
                return added(stated) or NOTHING
            case "below":
                return stated_below(self.db, self.submission, self.period, form_id)
        return None

    def entered(self, form_id: str, filled: Filled) -> dict[str, CellValue]:
        """Values that people stated: without what the program gives; an overridden cell is a statement."""
        cells = self.cells(form_id)
        found: dict[str, CellValue] = {}
        for key, value in filled.values.items():
            spec = cells.spec(key)
            if spec is None or (spec.kind in PROGRAMMED and key not in filled.overrides):
                continue
            found[key] = value
        return found

    def run(self, form_id: str, filled: Filled) -> Result:
        """Compute and check a form."""
        return self._run(form_id, filled, self.entered(form_id, filled))

    def _run(self, form_id: str, filled: Filled, entered: dict[str, CellValue]) -> Result:
        return self.program(form_id).run(entered, filled.instance_ids(), self.externals(form_id, filled))

    def computed(self, form_id: str, filled: Filled) -> tuple[Filled, Result]:
        """The form with its computed cells brought up to date, and what the program found."""
        entered = self.entered(form_id, filled)
        result = self._run(form_id, filled, entered)
        values = dict(entered)
        values.update({key: value for key, value in result.values.items() if key not in filled.overrides})
        kept_values = {key: value for key, value in values.items() if value is not None}
        return replace(filled, values=kept_values), result

    def settle(self, changed: Iterable[str]) -> dict[str, Result]:
        """Compute these forms, then every form that computes from one that changed by it; nothing is stored.

        Returns what the program found in each form that was computed.
        """
        waiting = list(dict.fromkeys(changed))
        results: dict[str, Result] = {}
        # Checks that name each other's forms are no cycle of values; the bound stops one all the same.
        for _ in range(len(self.forms) ** 2 + len(waiting)):
            if not waiting:
                break
            form_id = waiting.pop(0)
            before = self.filled(form_id)
            after, results[form_id] = self.computed(form_id, before)
            self.hold(form_id, after)
            if form_id in self._settled and after.values == before.values:
                continue
            self._settled.add(form_id)
            waiting += [other for other in self.readers_of(form_id) if other not in waiting]
        return results

    def reads_others(self, form_id: str) -> bool:
        """Whether the form's formulas or checks read another form of the same period."""
        return any(one.form != form_id and one.period == "same" for one in self.program(form_id).externals)

    def readers_of(self, form_id: str) -> list[str]:
        """Other forms whose formulas or checks read this form in the same period."""
        return [
            form.id
            for form in self.forms
            if form.id != form_id
            and any(e.form == form_id and e.period == "same" for e in self.program(form.id).externals)
        ]

    def store(self, form_id: str, filled: Filled) -> SubmissionForm:
        """Write a form: document and vector. The version is the caller's to move."""
        row = self.row(form_id)
        row.document = filled.dump()
        vector = pack(self.cells(form_id).slots, filled.values)
        row.vector, row.states = vector.numbers, vector.states
        self.hold(form_id, filled)
        return row

    def content_hash(self) -> str:
        """SHA-256 over the documents of all forms, in the order of form ids."""
        documents: Mapping[str, str] = {form.id: self.row(form.id).document for form in self.forms}
        sha = hashlib.sha256()
        for form_id in sorted(documents):
            sha.update(f"{form_id}\n{documents[form_id]}\n".encode())
        return sha.hexdigest()

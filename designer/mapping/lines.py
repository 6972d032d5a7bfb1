"""The mapping of one form as lines: every new place with its source, every old place that nothing takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from sqlalchemy.orm import Session

from designer.drafts.mapping import brought_mappings
from designer.drafts.service import documents_of
from designer.releases import newest
from designer.tables import table_of
from metadata.documents import Form, FormMapping, GridSection
from metadata.errors import KhuonError, Problem, fail
from metadata.mapping import Conversion, Places, Proposal, base_of, findings_of, propose, whole
from metadata.template import Template
from runtime.releases import template_of
from runtime.store.models import Draft, Release

#: What is written as the reason of a place that is proposed to be dropped; the person may say it better.
NO_LIKE: Final = {"vi": "Biểu mới không còn chỗ này.", "en": "The new form has no such place."}
#: Lines of cells that are answered at most.
MOST: Final = 2_000


@dataclass(frozen=True)
class Side:
    """The draft beside the release in force. ``new`` is the draft's template."""

    former: Release
    old: Template
    new: Template
    documents: Mapping[str, Mapping[str, Any]]

    @cached_property
    def base(self) -> str:
        """The name of the release in force, as a mapping from it says it."""
        return base_of(self.old.documents)

    @cached_property
    def names(self) -> tuple[str, str]:
        """Names that a mapping from the release in force may carry."""
        return self.base, self.former.hash

    @cached_property
    def mappings(self) -> dict[str, FormMapping]:
        """By form, the mappings that the draft brings, whatever release they name."""
        found = (self.new.document(doc) for doc in brought_mappings(self.documents, self.old.documents))
        return {doc.form: doc for doc in found if isinstance(doc, FormMapping)}

    def mapping_id(self, form: str) -> str:
        """Id under which a mapping of the form stands or would stand."""
        known = [doc for doc, body in self.documents.items() if body.get("spec") == "mapping/1" and body.get("form") == form]
        made = f"m_{form.removeprefix('f_')}"[:60]
        number, free = 2, made
        while not known and free in self.documents:
            free, number = f"{made}_{number}", number + 1
        return known[0] if known else free

    def follows(self, form: str) -> bool:
        """Whether the form has a forerunner in the release in force."""
        mapping = self.mappings.get(form)
        return (mapping.source if mapping is not None else form) in {one.id for one in self.old.forms}


def side_of(db: Session, draft: Draft) -> Side | None:
    """The two releases of a mapping; None before the first release. Raises what keeps the draft from being read."""
    former = newest(db, draft.regime_id)
    if former is None:
        return None
    documents = documents_of(draft)
    return Side(former, template_of(db, former.hash), Template(documents), documents)


def overview(side: Side, lang: str) -> list[dict[str, Any]]:
    """Every form of the draft and every old one that is gone: what is open in it."""
    found = []
    for form in side.new.forms:
        one = FormLines(side, form, lang) if side.follows(form.id) else None
        found.append(
            {
                "id": form.id, "code": form.code, "title": form.title, "state": one.state if one else "new",
                "written": form.id in side.mappings, "left": one.left if one else {"old": 0, "new": 0}, "mapping_id": side.mapping_id(form.id),
            }
        )  # fmt: skip
    taken = {mapping.source for mapping in side.mappings.values()} | {form.id for form in side.new.forms}
    for form in side.old.forms:
        if form.id not in taken:
            count = len(Places(form).stated)
            found.append({"id": form.id, "code": form.code, "title": form.title, "state": "gone", "written": False, "left": {"old": count, "new": 0}, "mapping_id": ""})
    return found


class FormLines:
    """The mapping of one form of the draft. Raises ``submission.unknown_form`` through :func:`form_lines`."""

    def __init__(self, side: Side, form: Form, lang: str) -> None:
        self.side, self.form, self.lang = side, form, lang
        self.mapping = side.mappings.get(form.id)
        self.conversion = Conversion(side.old, side.new, form.id, self.mapping)
        routes, old = self.conversion.routes, self.conversion.old
        if routes is None or old is None:
            raise fail("submission.unknown_form", form=form.id[:80])
        self.routes, self.old, self.new = routes, old, self.conversion.new

    @property
    def state(self) -> str:
        """``same``: the form did not change; ``kept``: every place keeps its id; ``changed``: something is to be said."""
        if self.side.old.documents.get(self.old.form.id) == self.side.documents.get(self.form.id):
            return "same"
        return "changed" if self.mapping is not None or self.routes.homeless else "kept"

    @cached_property
    def unsaid(self) -> frozenset[str]:
        """Stated cells of the new form of which nothing is said; nothing is asked where no old figure is lost and no mapping begun."""
        if self.mapping is None and not self.routes.homeless:
            return frozenset()
        return frozenset(key for key, route in self.routes.by_cell.items() if route.how == "unsaid" and key in self.new.stated)

    @property
    def left(self) -> dict[str, int]:
        """Old and new cells of which nothing is said yet."""
        return {"old": len(self.routes.homeless), "new": len(self.unsaid)}

    @cached_property
    def proposals(self) -> dict[tuple[str, str], Proposal]:
        """By side (``new``, ``old``) and place."""
        return {("old" if one.how == "dropped" else "new", one.key): one for one in propose(self.old, self.new)}

    @cached_property
    def problems(self) -> dict[str, list[Problem]]:
        """Findings by place."""
        found: dict[str, list[Problem]] = {}
        for problem in findings_of(self.side.old, self.side.new, self.form.id, self.mapping):
            if problem.code not in ("mapping.unsaid", "mapping.homeless"):
                found.setdefault(problem.place.partition("/")[2], []).append(problem)
        return found

    # -- lines

    def targets(self) -> Iterator[dict[str, Any]]:
        """New places in print order, then single cells that the mapping names."""
        entries = self.mapping.entries if self.mapping is not None else {}
        rows = [key for key, place in self.new.by_key.items() if place.axis == "row"]
        for key, place in self.new.by_key.items():
            if key not in entries and (key not in self.new.holding or (place.axis == "row" and len(rows) == 1)):
                continue
            yield self._target(key, place.axis)
        for key in entries:
            if key not in self.new.by_key:
                yield self._target(key, "cell")

    def _target(self, key: str, axis: str) -> dict[str, Any]:
        said = self.mapping.entries.get(key) if self.mapping is not None else None
        kept = key in self.old.by_key and self.old.by_key[key].axis == axis
        how = said.how if said is not None else "same" if kept else "unsaid"
        places = said.places if said is not None else (key,) if kept else ()
        own = {cell for cell in self.unsaid if key in (cell, *cell.split(":"))}
        proposal = self.proposals.get(("new", key))
        differs = proposal is not None and (proposal.how, proposal.places) != (how, places)
        return {
            "key": key, "axis": axis, "words": self.new.words(key, self.lang), "how": how, "from": [self._old(place) for place in places],
            "expr": said.expr if said is not None else "", "said": said is not None, "open": len(own) if how == "unsaid" else 0,
            "proposal": self._proposal(proposal) if differs and proposal is not None else None,
            "problems": [self._problem(one) for one in self.problems.get(key, ())],
        }  # fmt: skip

    def sources(self) -> Iterator[dict[str, Any]]:
        """Old places that nothing takes: declared dropped, or open."""
        dropped = self.mapping.dropped if self.mapping is not None else {}
        for key, reason in dropped.items():
            yield self._source(key, reason, 0)
        homeless = frozenset(self.routes.homeless)
        for key in whole(homeless, self.old, lambda cells: cells & self.old.stated <= homeless):
            yield self._source(key, "", sum(1 for cell in homeless if key in (cell, *cell.split(":"))))

    def _source(self, key: str, reason: str, count: int) -> dict[str, Any]:
        return {
            "key": key, "words": self.old.words(key, self.lang), "how": "unsaid" if count else "dropped", "reason": reason, "open": count,
            "proposal": {"how": "dropped", "reason": NO_LIKE[self.lang]} if ("old", key) in self.proposals else None,
            "problems": [self._problem(one) for one in self.problems.get(key, ())] if not count else [],
        }  # fmt: skip

    def _old(self, key: str) -> dict[str, str]:
        known = self.old.by_key.get(key)
        words = self.old.words(key, self.lang)
        return {"key": key, "words": words, "short": known.short(self.lang) if known is not None else words}

    def _proposal(self, proposal: Proposal) -> dict[str, Any]:
        return {
            "how": proposal.how, "from": [self._old(place) for place in proposal.places], "confidence": round(proposal.confidence, 2), "why": proposal.why,
        }  # fmt: skip

    def _problem(self, problem: Problem) -> dict[str, str]:
        return {"message": problem.sentence(self.lang), "hint": problem.hint(self.lang), "severity": problem.severity}

    # -- what to point at

    def places(self) -> list[dict[str, str]]:
        """Old places to choose from, with the code that formulas know them by."""
        codes = {leaf.id: leaf.node.code for grid in self.old.grids.values() for leaf in grid.data_leaves}
        codes |= {row.id: row.node.code for grid in self.old.grids.values() for row in grid.rows}
        fields = (getattr(section, "fields", {}) for section in self.old.form.sections.values())
        codes |= {key: field.code for items in fields for key, field in items.items()}
        return [{**self._old(key), "axis": place.axis, "code": codes.get(key) or ""} for key, place in self.old.by_key.items()]

    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """Grids of both sides as table models, in order."""
        return {
            name: [table_of(template, form, key, lang=self.lang) for key, section in form.sections.items() if isinstance(section, GridSection)]
            for name, template, form in (("old", self.side.old, self.old.form), ("new", self.side.new, self.form))
        }

    def as_json(self) -> dict[str, Any]:
        """Everything that the page shows of the form."""
        mapping = self.mapping
        return {
            "id": self.form.id,
            "source": self.old.form.id,
            "source_code": self.old.form.code,
            "mapping": mapping.id if mapping is not None else None,
            "mapping_id": self.side.mapping_id(self.form.id),
            "base": self.side.base,
            "base_fits": mapping is None or mapping.base in self.side.names,
            "state": self.state,
            "left": self.left,
            "targets": list(self.targets())[:MOST],
            "sources": list(self.sources())[:MOST],
            "places": self.places(),
            "tables": self.tables(),
        }


def form_lines(side: Side, form_id: str, lang: str) -> FormLines:
    """The mapping of one form. Raises ``submission.unknown_form`` for one that the draft does not have or that follows none."""
    form = next((form for form in side.new.forms if form.id == form_id), None)
    if form is None or not side.follows(form_id):
        raise fail("submission.unknown_form", form=form_id[:80])
    return FormLines(side, form, lang)


def unreadable(error: KhuonError, lang: str) -> dict[str, Any]:
    """The answer for a draft that cannot be read: why, in words."""
    return {"problem": error.problems[0].sentence(lang)}

"""A template: all documents of one regime, as they are drawn, approved and filled together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from metadata.canonical import digest
from metadata.documents import (
    Consolidation,
    Dimension,
    Document,
    FilledExample,
    Form,
    Indicator,
    Layout,
    Regime,
    Rule,
    Rules,
    kind_of,
    load,
)
from metadata.errors import KhuonError, Problem, fail


class Template:
    """The documents of one regime with typed access.

    ``documents`` maps document id to its JSON. Raises KhuonError with every finding when one of them
    is structurally wrong, or when there is not exactly one regime.
    """

    def __init__(self, documents: Mapping[str, Mapping[str, Any]]) -> None:
        self.documents: dict[str, Mapping[str, Any]] = dict(documents)
        self._typed: dict[str, Document] = {}
        problems: list[Problem] = []
        for doc_id, data in self.documents.items():
            try:
                self._typed[doc_id] = load(data)
                if data["id"] != doc_id:
                    problems.append(Problem("template.reference", doc_id, {"id": doc_id, "target": data["id"]}))
            except KhuonError as error:
                problems.extend(error.problems)
        if problems:
            raise KhuonError(*problems)

    @classmethod
    def of(cls, documents: Iterable[Mapping[str, Any]]) -> Template:
        """Template from a plain list of documents."""
        return cls({str(data.get("id")): data for data in documents})

    def _all(self, kind: type) -> list[Any]:
        return [self._typed[doc_id] for doc_id in sorted(self._typed) if isinstance(self._typed[doc_id], kind)]

    @cached_property
    def regime(self) -> Regime:
        """The one regime. Raises ``template.no_regime`` or ``template.many_regimes``."""
        found: list[Regime] = self._all(Regime)
        if not found:
            raise fail("template.no_regime")
        if len(found) > 1:
            raise fail("template.many_regimes", ids=", ".join(regime.id for regime in found))
        return found[0]

    @cached_property
    def forms(self) -> list[Form]:
        """Forms in the regime's order; forms that the regime does not list come last."""
        by_id: dict[str, Form] = {form.id: form for form in self._all(Form)}
        listed = [by_id[form_id] for form_id in self.regime.forms if form_id in by_id]
        return listed + [form for form_id, form in by_id.items() if form_id not in self.regime.forms]

    def form(self, form_id: str) -> Form:
        """One form. Raises ``template.reference`` when there is none of that id."""
        found = self._typed.get(form_id)
        if not isinstance(found, Form):
            raise fail("template.reference", form_id, id=self.regime.id, target=form_id)
        return found

    def rules_documents(self, form_id: str) -> list[Rules]:
        """The rules documents of a form."""
        return [rules for rules in self._all(Rules) if rules.form == form_id]

    def rules(self, form_id: str) -> dict[str, Rule]:
        """Checks of a form by qualified id ``document/rule``, in order."""
        return {f"{doc.id}/{rule.id}": rule for doc in self.rules_documents(form_id) for rule in doc.rules.values()}

    def examples(self, form_id: str) -> list[FilledExample]:
        """Filled examples of a form, by title."""
        return sorted((one for one in self._all(FilledExample) if one.form == form_id), key=lambda one: (one.title, one.id))

    def layout(self, form_id: str) -> Layout:
        """The layout of a form; a plain one when none was drawn."""
        for layout in self._all(Layout):
            if layout.form == form_id:
                found: Layout = layout
                return found
        form = self.form(form_id)
        return Layout(id=f"l_{form_id}", form=form_id, right=(f"Biểu số: {form.code}",), heading=(form.title,))

    @cached_property
    def consolidations(self) -> dict[str, Consolidation]:
        """Consolidation documents by the form they make."""
        return {doc.form: doc for doc in self._all(Consolidation)}

    @cached_property
    def dimensions(self) -> dict[str, Dimension]:
        """Dimensions by id."""
        return {doc.id: doc for doc in self._all(Dimension)}

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Indicators by id."""
        return {doc.id: doc for doc in self._all(Indicator)}

    def document(self, doc_id: str) -> Document:
        """Typed document by id. Raises ``template.reference``."""
        if doc_id not in self._typed:
            raise fail("template.reference", doc_id, id="", target=doc_id)
        return self._typed[doc_id]

    def hashes(self) -> dict[str, str]:
        """Content hash of every document."""
        return {doc_id: digest(data) for doc_id, data in sorted(self.documents.items())}

    @cached_property
    def content_hash(self) -> str:
        """One hash over all documents: what an approver was shown."""
        return digest(self.hashes())

    def kinds(self) -> dict[str, str]:
        """Kind of every document by id."""
        return {doc_id: kind_of(data) for doc_id, data in self.documents.items()}

"""What a document says by codes and ids, read as people know it: formulas in words, columns by their printed numbers.

Both sides of a comparison have a reader of their own: a formula means what it meant where it stood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, Final

from metadata.diff.change import Words, plain
from metadata.documents import Form, load
from metadata.errors import KhuonError
from metadata.formula.resolve import parse_checks, parse_value
from metadata.formula.scope import FormNames, Scope
from metadata.formula.words import check_in_words, in_words

Documents = Mapping[str, Mapping[str, Any]]
#: Names of units by their ids, as far as somebody knows them; the documents hold the ids alone.
UnitNames = Callable[[Iterable[str]], Mapping[str, str]]

FORMULA: Final = "formula"
CHECK: Final = "check"
PLACES: Final = "places"
DOCUMENT: Final = "document"
UNITS: Final = "units"


class Reader:
    """Reads the codes of one side. What cannot be read (a formula that does not parse, an id that is gone) gives None."""

    def __init__(self, documents: Documents, units: UnitNames | None = None) -> None:
        self._documents = documents
        self._units = units
        self._scopes: dict[tuple[str, str | None], Scope | None] = {}

    def read(self, kind: str, form: str | None, section: str | None, value: Any) -> Words | None:
        """A value of a property whose values are formulas, conditions, rows and columns, other documents, or units."""
        if kind == DOCUMENT:
            return self._document(value)
        if kind == UNITS:
            return self._named_units(value)
        if form is None:
            return None
        if kind == PLACES:
            return self._places(form, value)
        said = self._said(kind, form, section, value)
        # A condition is a sentence of its own inside the sentence.
        return Words(f'"{said.vi}"', f'"{said.en}"') if said and kind == CHECK else said

    def check(self, form: str | None, expression: Any) -> Words | None:
        """A condition in words, with a capital; None when it does not parse."""
        return None if form is None else self._said(CHECK, form, None, expression)

    def place(self, form: str | None, key: str) -> Words:
        """A column, row or cell of the form by number or caption; the id itself when it stands nowhere."""
        said = [self._node(form, part) for part in key.split(":")]
        return Words(" × ".join(item.vi for item in said), " × ".join(item.en for item in said))

    def rule(self, name: str) -> Mapping[str, Any] | None:
        """The check ``document/check`` as it stands; None when it is gone."""
        document, _, key = name.partition("/")
        found: Mapping[str, Any] | None = self._documents.get(document, {}).get("items", {}).get(key)
        return found

    # -- inside

    def _places(self, form: str, value: Any) -> Words | None:
        if not isinstance(value, list):
            return None
        said = [self.place(form, str(item)) for item in value]
        return Words(", ".join(item.vi for item in said), ", ".join(item.en for item in said))

    def _said(self, kind: str, form: str, section: str | None, value: Any) -> Words | None:
        scope = self._scope(form, section)
        if scope is None or not isinstance(value, str):
            return None
        try:
            if kind == CHECK:
                nodes = parse_checks(value, scope)
                return Words(check_in_words(nodes, scope, "vi"), check_in_words(nodes, scope, "en"))
            node = parse_value(value, scope)
            return Words(in_words(node, scope, "vi"), in_words(node, scope, "en"))
        except KhuonError:
            return None

    def _scope(self, form: str, section: str | None) -> Scope | None:
        key = (form, section)
        if key not in self._scopes:
            found = self._forms.get(form)
            self._scopes[key] = Scope(FormNames(found), section, self._forms) if found else None
        return self._scopes[key]

    @cached_property
    def _forms(self) -> dict[str, Form]:
        """Forms that are whole; a draft may hold others, and they must not stop the comparison."""
        found: dict[str, Form] = {}
        for key, document in self._documents.items():
            if not str(document.get("spec", "")).startswith("form/"):
                continue
            try:
                form = load(document)
            except KhuonError:
                continue
            if isinstance(form, Form):
                found[key] = form
        return found

    def _node(self, form: str | None, key: str) -> Words:
        sections = self._documents.get(form or "", {}).get("sections", {}).get("items", {})
        for section in sections.values():
            for axis, vi, en in (("columns", "cột", "column"), ("rows", "dòng", "row")):
                node = (section.get(axis) or {}).get("nodes", {}).get(key)
                if node is not None:
                    mark = node.get("number") or node.get("marker") or f"“{node.get('label') or key}”"
                    return Words(f"{vi} {mark}", f"{en} {mark}")
        return plain(key)

    def _document(self, value: Any) -> Words | None:
        """Documents by their names, members of a list (``list/member``) by both; an id that leads nowhere stands as it is."""
        if not isinstance(value, list):
            name = self._name(str(value))
            return plain(f"“{name}”") if name else None
        return plain(", ".join(f"“{name}”" if (name := self._name(str(item))) else str(item) for item in value)) if value else None

    def _named_units(self, value: Any) -> Words | None:
        """Units by their names, which may hold commas; a unit that nobody knows stands by its id."""
        ids = value if isinstance(value, list) else [value]
        if self._units is None or not all(isinstance(each, str) for each in ids):
            return None
        names = self._units(ids)
        return plain("; ".join(names.get(each) or each for each in ids))

    def _name(self, key: str) -> str:
        document, _, member = key.partition("/")
        found = self._documents.get(document) or {}
        name = str(found.get("name") or "")
        if not member or not name:
            return name
        said = (found.get("members", {}).get("items", {}).get(member) or {}).get("name", member)
        return f"{name}: {said}"


NOBODY: Final = Reader({})

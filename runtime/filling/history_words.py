"""The history of a report as people read it: cells by their captions, figures as they are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from metadata.celltypes import show
from metadata.errors import KhuonError
from metadata.values import decode
from runtime.store.models import Unit
from runtime.submissions.opened import Opened
from runtime.words import t


@dataclass(frozen=True)
class Said:
    """Lines of the history page: moves of the report and changes of its cells."""

    events: list[dict[str, Any]]
    changes: list[dict[str, Any]]


def said_history(
    opened: Opened, changes: Sequence[dict[str, Any]], events: Sequence[dict[str, Any]], lang: str
) -> Said:
    """Stored history with ``form_code`` and ``cell`` in words; values before and after as shown in the table."""
    told = _Teller(opened, lang)
    return Said(
        [{**event, "reasons": [told.reason(reason) for reason in event["reasons"]]} for event in events],
        [
            {
                **change,
                "by": told.person(change["by"], change.get("behalf")),
                "form_code": told.code(change["form"]),
                "cell": told.cell(change["form"], change["key"]),
                "before": told.value(change["form"], change["key"], change["before"]),
                "after": told.value(change["form"], change["key"], change["after"]),
            }
            for change in changes
        ],
    )


class _Teller:
    def __init__(self, opened: Opened, lang: str) -> None:
        self.opened = opened
        self.lang = lang
        self.codes = {form.id: form.code for form in opened.forms}

    def person(self, name: str, upper: str | None) -> str:
        """Who changed a cell; with the upper unit when it was done on behalf."""
        unit = self.opened.db.get(Unit, upper) if upper else None
        return f"{name} ({t('behalf.for', unit=unit.name)})" if unit is not None else name

    def code(self, form_id: str) -> str:
        return self.codes.get(form_id, form_id)

    def cell(self, form_id: str, key: str) -> str:
        """A form that the release in force no longer has leaves the key as it was stored."""
        if form_id not in self.codes:
            return key
        base, reason, _ = key.partition("!reason")
        name = self.opened.cells(form_id).name(base, self.opened.filled(form_id), self.lang)
        return t("history.reason_of", cell=name) if reason else name

    def value(self, form_id: str, key: str, value: Any) -> str:
        if value is None:
            # Not a stroke: a dash is a value of its own.
            return t("history.blank", self.lang)
        if isinstance(value, list):
            return ", ".join(str(item.get("label") or item.get("item") or item.get("id")) for item in value)
        if "!reason" in key:
            return str(value)
        spec = self.opened.cells(form_id).spec(key) if form_id in self.codes else None
        try:
            decoded = decode(value)
        except KhuonError:
            return str(value)
        return show(decoded, spec) if spec is not None else str(decoded)

    def reason(self, reason: dict[str, Any]) -> dict[str, Any]:
        if reason.get("about") or not reason.get("form") or not reason.get("cell"):
            return reason
        return {**reason, "cell": f"{self.code(reason['form'])} · {self.cell(reason['form'], reason['cell'])}"}

"""The main navigation: entries that the parts of the application add, shown to whom their action is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for

from runtime.actor import current_actor
from runtime.permissions import may
from runtime.words import t

_EXTENSION = "khuon.nav"


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry: key of its words, endpoint, action. ``hint`` is the key of a sentence for the start page."""

    words: str
    endpoint: str
    action: str
    hint: str = ""
    order: int = 50

    @property
    def part(self) -> str:
        """Blueprint that the entry leads to."""
        return self.endpoint.rpartition(".")[0]


def add(app: Flask, *items: NavItem) -> None:
    """Add entries to an application's navigation."""
    app.extensions.setdefault(_EXTENSION, []).extend(items)


def entries() -> list[dict[str, Any]]:
    """Entries that are open to the person of this request: ``{label, hint, href, action, current}``."""
    actor = current_actor()
    items: list[NavItem] = sorted(current_app.extensions.get(_EXTENSION, []), key=lambda i: i.order)
    return [
        {
            "label": t(item.words),
            "hint": t(item.hint) if item.hint else "",
            "href": url_for(item.endpoint),
            "action": item.action,
            "current": request.blueprint is not None and request.blueprint == item.part,
        }
        for item in items
        if item.endpoint in current_app.view_functions and may(actor, item.action)
    ]

"""Reading lists from addresses: page, page size, sort key and filters, all from closed sets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from metadata.errors import fail
from metadata.text import clean, fold
from runtime.actor import Actor
from runtime.permissions import note_object, visible
from runtime.store.models import Base

PAGE_SIZE = 50
MAX_PAGE_SIZE = 200
MAX_PAGE = 100_000
MAX_SEARCH = 200
_ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list. ``number`` starts at 1."""

    items: list[Any]
    number: int
    size: int
    total: int
    sort: str

    @property
    def pages(self) -> int:
        """How many pages there are, at least 1."""
        return max(1, -(-self.total // self.size))


def _whole(name: str, default: int, most: int, code: str) -> int:
    raw = request.args.get(name)
    if raw is None or raw == "":
        return default
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 9 and 1 <= int(raw) <= most):
        raise fail(code, name, limit=most)
    return int(raw)


def page_of(db: Session, query: Select[Any], sorts: Mapping[str, Any], default: str) -> Page:
    """The page that the running request asks for (``page``, ``page_size``, ``sort``; ``-key`` turns the order).

    ``sorts`` maps a key to a column. Raises ``query.sort``, ``query.page_size``, ``query.page``.
    """
    size = _whole("page_size", PAGE_SIZE, MAX_PAGE_SIZE, "query.page_size")
    number = _whole("page", 1, MAX_PAGE, "query.page")
    sort = request.args.get("sort") or default
    if sort.removeprefix("-") not in sorts:
        raise fail("query.sort", "sort", value=sort[:60], allowed=", ".join(sorts))
    column = sorts[sort.removeprefix("-")]
    ordered = query.order_by(column.desc() if sort.startswith("-") else column.asc())
    total = db.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    items = list(db.scalars(ordered.limit(size).offset((number - 1) * size)).unique())
    return Page(items, number, size, total, sort)


def choice(name: str, allowed: tuple[str, ...]) -> str | None:
    """A filter with a closed set of values; None when absent. Raises ``query.filter``."""
    raw = request.args.get(name)
    if raw is None or raw == "":
        return None
    if raw not in allowed:
        raise fail("query.filter", name, name=name)
    return raw


def object_filter(db: Session, actor: Actor, name: str, model: type[Base]) -> str | None:
    """A filter that names an object: its id, or None when absent.

    An object that the actor may not know of, and ``*`` for all of them, is ``not_found``; what cannot be an id is
    ``query.filter``.
    """
    raw = request.args.get(name)
    if raw is None or raw == "":
        return None
    if raw != "*" and not _ID.fullmatch(raw):
        raise fail("query.filter", name, name=name)
    note_object(model, raw)
    key = model.__mapper__.primary_key[0]
    if raw == "*" or db.scalar(select(key).where(key == raw, visible(actor, model))) is None:
        raise fail("not_found")
    return raw


def ids(name: str, most: int = 200) -> list[str]:
    """A comma-separated list of ids. Raises ``query.filter``."""
    raw = [part for part in request.args.get(name, "").split(",") if part]
    if len(raw) > most or any(not _ID.fullmatch(part) for part in raw):
        raise fail("query.filter", name, name=name)
    return raw


def words(name: str = "q") -> str:
    """The folded search words of the request, empty when absent. Raises ``text.control_character``."""
    raw = request.args.get(name, "")[:MAX_SEARCH]
    return fold(clean(" ".join(raw.split()), name))


def like(text: str) -> str:
    r"""A LIKE pattern that finds ``text`` as letters anywhere; use with ``escape="\\"``."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"

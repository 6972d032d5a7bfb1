"""The store: tables, sessions, migrations. ``session()`` reads, ``transaction()`` writes."""

from __future__ import annotations

from runtime.store.engine import Store, current, session, transaction

__all__ = ["Store", "current", "session", "transaction"]

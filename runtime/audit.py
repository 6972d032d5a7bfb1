"""The audit record: every act and every refused act, append-only, each line chained to the one before.

A line's hash is the SHA-256 of its canonical fields and the hash of the line before, so that a changed or removed
line shows in :func:`verify`. A trigger in the store refuses UPDATE and DELETE.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from flask import g, has_request_context, request
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from runtime import clock
from runtime.actor import Actor, current_actor
from runtime.store.models import Audit, Base

#: Hash before the first line.
GENESIS = "0" * 64
#: PostgreSQL: one appender at a time. The number is arbitrary but fixed.
_CHAIN_LOCK = 7_205_921
_MAX_FACTS = 4_000
_BATCH = 1_000


def _fields(line: Audit) -> bytes:
    data = {
        "seq": line.seq,
        "at": line.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "user": line.user_id,
        "name": line.user_name,
        "role": line.role,
        "unit": line.unit_id,
        "action": line.action,
        "kind": line.object_kind,
        "object": line.object_id,
        "outcome": line.outcome,
        "code": line.code,
        "facts": line.facts,
        "instance": line.instance,
        "address": line.address,
        "previous": line.previous,
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _digest(line: Audit) -> str:
    return hashlib.sha256(_fields(line)).hexdigest()


def _object(obj: Base | tuple[str, str] | None) -> tuple[str, str]:
    if obj is None:
        return "", ""
    if isinstance(obj, tuple):
        return obj
    return obj.__tablename__, "/".join(str(part) for part in obj.__mapper__.primary_key_from_instance(obj))


def _facts(facts: Mapping[str, Any]) -> str:
    kept = json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str)
    if len(kept) > _MAX_FACTS:
        kept = json.dumps({"sha256": hashlib.sha256(kept.encode()).hexdigest(), "length": len(kept)})
    # A lone surrogate would be accepted here and refused by the store.
    return kept.encode("utf-8", "replace").decode()


def record(
    db: Session,
    action: str,
    obj: Base | tuple[str, str] | None = None,
    *,
    actor: Actor | None = None,
    outcome: str = "done",
    code: str = "",
    facts: Mapping[str, Any] | None = None,
) -> Audit:
    """Append one line inside the running transaction: it stays or goes with the act."""
    actor = actor or current_actor()
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHAIN_LOCK})
    last = db.execute(select(Audit.seq, Audit.hash).order_by(Audit.seq.desc()).limit(1)).first()
    kind, identity = _object(obj)
    line = Audit(
        seq=(last.seq if last else 0) + 1,
        at=clock.now(),
        user_id=actor.user_id,
        user_name=actor.name,
        role=actor.role or "",
        unit_id=actor.unit_id,
        action=action[:60],
        object_kind=kind[:40],
        object_id=identity[:200].encode("utf-8", "replace").decode(),
        outcome=outcome,
        code=code,
        facts=_facts(facts or {}),
        instance=g.get("instance", "") if has_request_context() else "",
        address=(request.remote_addr or "")[:64] if has_request_context() else "",
        previous=last.hash if last else GENESIS,
    )
    line.hash = _digest(line)
    db.add(line)
    db.flush()
    if has_request_context():
        g.audited = True
    return line


def verify(db: Session) -> int | None:
    """Read the whole chain; the ``seq`` of the first line that does not fit, or None when all is well."""
    previous, last = GENESIS, 0
    while lines := db.scalars(select(Audit).where(Audit.seq > last).order_by(Audit.seq).limit(_BATCH)).all():
        for line in lines:
            if line.seq != last + 1 or line.previous != previous or _digest(line) != line.hash:
                return line.seq
            previous, last = line.hash, line.seq
    return None

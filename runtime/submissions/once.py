"""Acts that take effect once however often they are sent: the answer is kept under the request's own key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import g, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from metadata.errors import fail
from runtime import clock
from runtime.actor import Actor
from runtime.store.models import Idempotency

HEADER: Final = "Idempotency-Key"
MOST: Final = 100


def key_of_request() -> str:
    """The request's key. Raises ``idempotency.required`` when it is missing or cannot be one."""
    key = request.headers.get(HEADER, "")
    if not (8 <= len(key) <= MOST and key.isascii() and key.isprintable()):
        raise fail("idempotency.required")
    return key


def once(db: Session, actor: Actor, key: str, body: Any, act: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
    """The answer that was given to this key, or that of ``act``, which is then kept.

    Call it inside the transaction and after the object's row was locked. A key that was used for something else,
    also for the same act on another object, raises ``idempotency.expired``: a captured request does nothing.
    """
    route = f"{request.method} {request.path}"[:300]
    sha = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    known = db.scalars(
        select(Idempotency).where(Idempotency.key == key, Idempotency.user_id == actor.user_id)
    ).first()
    if known is not None:
        if known.route != route or known.request_hash != sha:
            raise fail("idempotency.expired")
        # The act stands in the audit record once, like its effect.
        g.audited = True
        answer: Mapping[str, Any] = json.loads(known.response)
        return answer
    made = dict(act())
    db.add(
        Idempotency(
            key=key,
            user_id=actor.user_id,
            route=route,
            request_hash=sha,
            status=200,
            response=json.dumps(made, ensure_ascii=False),
            at=clock.now(),
        )
    )
    return made

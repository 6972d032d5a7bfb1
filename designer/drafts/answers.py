"""What the draft API says after a change, and how a request is named so that one sent twice is done once."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from flask import jsonify
from sqlalchemy.orm.exc import ObjectDeletedError

from designer.drafts import service
from metadata.errors import Problem
from runtime.actor import current_actor
from runtime.store.models import Draft
from runtime.words import language


def found(problems: list[Problem] | tuple[Problem, ...]) -> list[dict[str, Any]]:
    """Problems in the words of the reader."""
    return [problem.as_dict(language()) for problem in problems]


def answer(draft: Draft, outcome: service.Outcome) -> Any:
    """The answer to a change: new entries, those in between, and findings where they are quick to have."""
    me = current_actor().user_id
    for entry in (*outcome.entries, *outcome.since):
        entry["mine"] = entry.pop("by_id") == me
    told: dict[str, Any] = {
        "rev": outcome.rev,
        "entries": outcome.entries,
        "since": outcome.since,
        "hash": outcome.hash,
        "state": outcome.state,
    }
    # Dropped the moment after: the change was taken, and stands in what was dropped.
    with suppress(ObjectDeletedError):
        # Findings of the whole template; in a very large one they come by themselves only when a line could not be read.
        if service.is_quick(draft) or outcome.problems:
            known = service.findings(draft)
            places = {(problem.code, problem.place) for problem in known}
            extra = [problem for problem in outcome.problems if (problem.code, problem.place) not in places]
            told["problems"] = found([*extra, *known])
    return jsonify(told)


def client_of(body: dict[str, Any]) -> str | None:
    """A name for the request that a repeat carries too: given, or the gesture that all its operations belong to."""
    if "client" in body:
        return f"{current_actor().user_id}:{body['client']}"[:56]
    groups = {str(operation.get("group", "")) for operation in body.get("operations", ())}
    group = groups.pop() if len(groups) == 1 else ""
    return f"{current_actor().user_id}:{group}" if 0 < len(group) <= 40 else None

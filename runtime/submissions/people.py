"""Who has a part in a report, as its pages say it: the steps inside the unit, what a person may do next, who acts on behalf."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy.orm import Session

from metadata.errors import KhuonError
from runtime import clock, signing
from runtime.actor import Actor
from runtime.guards import GUARDS
from runtime.lives import edge_for, events
from runtime.permissions import allowed
from runtime.store.models import Collection, Submission
from runtime.submissions.behalf import mark_of
from runtime.words import t

ACTS: Final = ("hand", "check", "uncheck", "back", "send", "recall", "receive", "return", "accept", "exclude", "reopen")
#: Roles that fill a report: of the unit, or of the upper unit on behalf.
FILLING: Final = ("clerk", "head", "receiver")
#: Guards that are about the person and not about the moment: what they refuse is not offered.
_PERSONAL: Final = ("checker", "sender", "sender_role", "another_checks", "accepter")


def refusal(db: Session, actor: Actor, submission: Submission, event: str) -> KhuonError | None:
    """Why this person may not cause an event that the role allows."""
    edge = edge_for(Submission, event, submission.state)
    for name in (guard for guard in (edge.guards if edge else ()) if guard in _PERSONAL):
        try:
            GUARDS[name](db, actor, submission, {})
        except KhuonError as refused:
            return refused
    return None


def may_do(db: Session, actor: Actor, submission: Submission) -> list[str]:
    """Events that this person may cause now, those that another has to cause left out.

    Handing over is offered to one who may not check what is filled, until it has been handed over; giving back to
    everybody but the person who passed it on.
    """
    possible = [event for event in events(actor, submission) if event in ACTS]
    found = [event for event in possible if refusal(db, actor, submission, event) is None]
    handed, passed = signing.handed(db, submission), signing.passed_on(db, submission)
    needless = {"hand"} if "check" in found or handed is not None else set()
    if passed is None or passed.user_id == actor.user_id:
        needless.add("back")
    return [event for event in found if event not in needless]


def people_json(db: Session, actor: Actor, submission: Submission, lang: str) -> dict[str, Any]:
    """What the regime asks for, who has done it, whom it waits for, and the mark of an upper unit with what may be done about it."""
    regime, mark, back = signing.inside(db, submission), mark_of(db, submission), signing.given_back(db, submission)
    waits = next((why for act in ("check", "accept") if allowed(actor, f"submission.{act}", submission) and (why := refusal(db, actor, submission, act))), None)
    said = (None if waits is None else _waiting(db, submission, waits, lang), _opening(db, actor, submission, lang))
    return {
        "checking": regime.checking,
        "signing": regime.signing,
        "own": actor.unit_id == submission.unit_id,
        "steps": steps_json(db, submission),
        "waits": " ".join(filter(None, said)) or None,
        "given_back": None if back is None else {"by": back[0].name, "at": back[0].at.isoformat(), "text": back[1]},
        "behalf": None if mark is None else mark.as_json(),
        "may_end": mark is not None and mark.open and allowed(actor, "submission.unbehalf", submission),
        "may_object": mark is not None and allowed(actor, "submission.object", submission),
    }


def _waiting(db: Session, submission: Submission, refused: KhuonError, lang: str) -> str:
    """Why this person may not go on, and what to do; once it was handed over, whom it waits for."""
    first = refused.problems[0]
    if first.code != "signing.other_checks":
        return f"{first.sentence(lang)} {first.hint(lang)}"
    others = signing.others_to_check(db, submission)
    if not others:
        return f"{first.sentence(lang)} {t('signing.nobody_else', lang)}"
    if signing.handed(db, submission) is not None:
        return t("signing.waits_for", lang, names=", ".join(others))
    return f"{first.sentence(lang)} {first.hint(lang)}"


def _opening(db: Session, actor: Actor, submission: Submission, lang: str) -> str | None:
    """From when the report may be passed on, said before everything is entered and not at the last step only."""
    opens = db.get_one(Collection, submission.collection_id).opens
    if opens <= clock.today() or not {"check", "send"} & set(events(actor, submission)):
        return None
    return t("signing.opens", lang, date=f"{opens:%d/%m/%Y}")


def steps_json(db: Session, submission: Submission) -> list[dict[str, str]]:
    """Who entered last, handed over, checked, and sent the report as it stands, in this order."""
    steps = {
        "entered": signing.entered(db, submission),
        "handed": signing.handed(db, submission),
        "checked": signing.checked(db, submission),
        "sent": signing.sent(db, submission),
    }
    found = []
    for name, step in steps.items():
        if step is not None:
            unit = step.unit if step.unit_id != submission.unit_id else ""
            found.append({"step": name, "by": step.name, "unit": unit, "at": step.at.isoformat()})
    return found

"""Properties of the draft service over the store: random work, undone to the start; two desks at once."""

from __future__ import annotations

import random
import threading
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designer.drafts import service
from metadata.canonical import canonical
from metadata.errors import KhuonError
from runtime.store import session, transaction
from runtime.store.models import Draft, DraftOperation
from tests.designer.conftest import acting, make_draft
from tests.designer.operations.random_operations import random_operation
from tests.designer.samples import template
from tests.people import Person, code_of


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_random_work_undone_to_the_start_is_byte_equal_and_redone_gives_the_same_hash(app: Flask, seed: int) -> None:
    source = random.Random(seed)
    documents = template()
    regime = f"g_{seed}"
    documents[regime] = {**documents.pop("g_thu"), "id": regime}
    draft_id = make_draft(app, documents)
    start = canonical(documents).decode()
    with app.app_context():
        actor = acting("designer")
        done = 0
        for _ in range(12):
            try:
                with transaction() as db:
                    draft = db.get_one(Draft, draft_id)
                    operation = random_operation(service.documents_of(draft), source)
                    done += len(service.apply(db, actor, draft, draft.version, [operation]).entries)
            except KhuonError:
                continue
        end = session().get_one(Draft, draft_id).content_hash
        for _ in range(done):
            with transaction() as db:
                service.undo(db, actor, db.get_one(Draft, draft_id))
        assert session().get_one(Draft, draft_id).body == start
        for _ in range(done):
            with transaction() as db:
                service.redo(db, actor, db.get_one(Draft, draft_id))
        draft = session().get_one(Draft, draft_id)
        assert draft.content_hash == end
        assert draft.version == 3 * done
        assert session().query(DraftOperation).filter_by(draft_id=draft_id).count() == 3 * done


def test_approve_against_return_at_once_one_wins(app: Flask) -> None:
    draft_id = make_draft(app)
    people = {login: Person(app, login) for login in ("designer", "leader", "approver", "approver2")}

    def act(who: str, what: str, **body: Any) -> Any:
        return people[who].api("POST", f"/api/drafts/{draft_id}/{what}", body)

    act("designer", "submit")
    with app.app_context():
        shown = session().get_one(Draft, draft_id).content_hash
    act("leader", "forward", shown=shown)
    answers: list[Any] = []
    barrier = threading.Barrier(2)

    def run(who: str, what: str, **body: Any) -> None:
        people[who].token()
        barrier.wait()
        answers.append(act(who, what, **body))

    threads = [
        threading.Thread(target=run, args=("approver", "approve"), kwargs={"shown": shown, "valid_from": "2026-Q4"}),
        threading.Thread(target=run, args=("approver2", "return"), kwargs={"note": "Sửa lại"}),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [200, 409]
    assert {code_of(answer) for answer in answers if answer.status_code == 409} == {"workflow.transition"}
    with app.app_context():
        assert session().get_one(Draft, draft_id).state in {"published", "returned"}

"""Two people in one draft, from stale revisions: everything applies or clashes by name, and all browsers end up equal."""

from __future__ import annotations

import random
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designer.drafts import history, log, service
from designer.drafts.reverting import go_back, revert_change
from designer.operations import Change, apply_changes
from metadata.canonical import canonical
from metadata.errors import KhuonError
from runtime.store import session, transaction
from runtime.store.models import Draft
from tests.designer.conftest import acting, make_draft
from tests.designer.operations.random_operations import random_operation
from tests.designer.samples import C, template

#: What the server may say to work from a stale revision; anything else would lose something in silence.
NAMED = {
    "draft.conflict", "draft.no_place", "draft.id_taken", "draft.id_reused", "draft.cycle", "draft.later_work", "draft.already_reverted",
    "draft.nothing_to_undo", "draft.nothing_to_redo", "draft.operation_shape",
}  # fmt: skip
#: Random work also makes shapes that nobody may make, alone or together; they are refused by the schema.
SHAPE = ("template.", "form.", "field.", "formula.", "cell.", "code.")


class Browser:
    """What one person's page knows: documents at a revision, moved on by the entries that the server sends."""

    def __init__(self, login: str, draft: Draft) -> None:
        self.actor = acting(login, "designer")
        self.documents = service.documents_of(draft)
        self.rev = draft.version

    def take(self, entries: list[dict[str, Any]], rev: int) -> None:
        """Entries in their order, as the page applies them."""
        for entry in entries:
            if entry["seq"] > self.rev:
                self.documents = apply_changes(self.documents, [Change.from_json(each) for each in entry["changes"]])
        self.rev = max(self.rev, rev)


def documents_for(seed: int) -> dict[str, Any]:
    documents = template()
    regime = f"g_{seed}"
    documents[regime] = {**documents.pop("g_thu"), "id": regime}
    return documents


def act(browser: Browser, draft_id: str, source: random.Random) -> str:
    """One random gesture from what this page knows; the code of the refusal, or nothing."""
    what = source.choice(["edit"] * 6 + ["undo", "redo", "revert", "back"])
    try:
        with transaction() as db:
            draft = db.get_one(Draft, draft_id)
            if what == "edit":
                operations = [random_operation(browser.documents, source)]
                outcome = service.apply(db, browser.actor, draft, browser.rev, operations)
            elif what == "revert" and draft.version:
                seq = source.randint(1, draft.version)
                outcome = revert_change(db, browser.actor, draft, (seq, seq), browser.rev)
            elif what == "back":
                outcome = go_back(db, browser.actor, draft, source.randint(0, draft.version), "", browser.rev)
            else:
                turn = service.redo if what == "redo" else service.undo
                outcome = turn(db, browser.actor, draft, browser.rev)
            browser.take([*outcome.since, *outcome.entries], outcome.rev)
    except KhuonError as error:
        return error.code
    return ""


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_any_interleaving_applies_or_clashes_by_name_and_both_pages_end_equal(app: Flask, seed: int) -> None:
    source = random.Random(seed)
    draft_id = make_draft(app, documents_for(seed))
    with app.app_context():
        draft = session().get_one(Draft, draft_id)
        start = canonical(service.documents_of(draft))
        one, two = Browser("designer", draft), Browser("designer2", draft)
        for _ in range(16):
            code = act(source.choice([one, two]), draft_id, source)
            assert not code or code in NAMED or code.startswith(SHAPE), code
        db = session()
        draft = db.get_one(Draft, draft_id)
        for browser in (one, two):
            browser.take(log.entries_since(db, draft, browser.rev), draft.version)
            assert canonical(browser.documents).decode() == draft.body
        # The log alone leads back to every earlier state, down to the first byte.
        assert canonical(history.documents_at(db, draft, 0)) == start


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_work_with_reverts_and_returns_undone_is_byte_equal_and_redone_has_the_same_hash(app: Flask, seed: int) -> None:
    source = random.Random(seed)
    draft_id = make_draft(app, documents_for(seed))
    with app.app_context():
        draft = session().get_one(Draft, draft_id)
        start = draft.body
        page = Browser("designer", draft)
        seen = {0: draft.content_hash}
        for _ in range(12):
            source_kind = source.choice(["edit", "edit", "edit", "revert", "back", "form"])
            try:
                with transaction() as db:
                    draft = db.get_one(Draft, draft_id)
                    before = draft.version
                    if source_kind == "revert" and draft.version:
                        revert_change(db, page.actor, draft, (before, before) if source.random() < 0.5 else (1, 1))
                    elif source_kind == "back":
                        go_back(db, page.actor, draft, source.choice(sorted(seen)))
                    elif source_kind == "form":
                        new = {"spec": "form/1", "id": f"f_new{before}", "code": "Mới", "title": "Biểu mới", "sections": {"order": [], "items": {}}}
                        service.apply(db, page.actor, draft, before, [{"op": "add_form", "id": new["id"], "form": new}])
                    else:
                        service.apply(db, page.actor, draft, before, [random_operation(service.documents_of(draft), source)])
                    seen[draft.version] = draft.content_hash
            except KhuonError:
                continue
        end = session().get_one(Draft, draft_id).content_hash
        undone = turn_all(draft_id, page, service.undo)
        assert session().get_one(Draft, draft_id).body == start
        assert turn_all(draft_id, page, service.redo) == undone
        assert session().get_one(Draft, draft_id).content_hash == end


def turn_all(draft_id: str, page: Browser, turn: Any) -> int:
    """Undo or redo until there is nothing left; how often."""
    for count in range(200):
        try:
            with transaction() as db:
                turn(db, page.actor, db.get_one(Draft, draft_id))
        except KhuonError as error:
            if error.code in {"draft.nothing_to_undo", "draft.nothing_to_redo"}:
                return count
            raise
    raise AssertionError


def send(app_draft: str, who: Browser, *operations: dict[str, Any]) -> None:
    with transaction() as db:
        outcome = service.apply(db, who.actor, db.get_one(Draft, app_draft), who.rev, list(operations))
        who.take([*outcome.since, *outcome.entries], outcome.rev)


def test_clashes_of_structure_are_told_with_both_sides(app: Flask) -> None:
    draft_id = make_draft(app)
    with app.app_context():
        draft = session().get_one(Draft, draft_id)
        hoa, minh, lan = (Browser(login, draft) for login in ("designer", "designer2", "designer2"))
        rename = {"op": "set", "path": [*C, "c2", "label"], "value": "Đơn tập thể", "was": "Đơn có nhiều người đứng tên"}
        at = {"doc": "f_01xld", "section": "s1", "axis": "columns"}
        move = {"op": "move_node", **at, "id": "c9", "parent": None, "after": None}
        relation = {"op": "set_relation", "doc": "f_01xld", "section": "s1", "column": "c1", "text": "1=2+3"}
        send(draft_id, hoa, rename, move, relation)
        cases = [
            # The column that a colleague just renamed is removed with its group.
            ({"op": "remove_node", **at, "id": "g1"}, "c2", "Đơn tập thể"),
            # The same column is moved by both.
            ({"op": "move_node", **at, "id": "c9", "parent": None, "after": "cA"}, "c9", "Chuyển cột"),
            # The same printed line is written by both.
            ({**relation, "text": "1=2"}, "relation", "Dòng quan hệ"),
            ({"op": "remove_form", "id": "f_01xld"}, "f_01xld", ""),
        ]
        for operation, place, theirs in cases:
            try:
                send(draft_id, minh, operation)
            except KhuonError as error:
                problem = error.problems[0]
                assert problem.code == "draft.conflict"
                assert problem.place.endswith(place)
                assert theirs in str(problem.args["theirs"])
                assert "Người designer" in str(problem.args["theirs"])
                assert problem.args["yours"]
            else:
                raise AssertionError(operation)
        # Seen and sent again it goes through: the person has decided.
        lan.take(log.entries_since(session(), session().get_one(Draft, draft_id), 0), 3)
        send(draft_id, lan, cases[0][0])
        assert "g1" not in lan.documents["f_01xld"]["sections"]["items"]["s1"]["columns"]["nodes"]

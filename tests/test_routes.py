"""Every address of the whole application, role by role, against the permission table.

The walk knows no address by name: a new one is walked as soon as it is registered.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from runtime.actor import ANONYMOUS
from runtime.permissions import demand_of, may
from runtime.rules import ACTIONS, rules_for
from runtime.security.gate import demand_for, is_public
from tests.application import empty_store, filled_store, whole
from tests.people import API, Person, actor_of
from tests.world import ROLE_PEOPLE

__all__ = ["empty_store", "filled_store", "whole"]

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
#: Would end the walker's own session; tests of sessions cover them.
ENDS_THE_SESSION = {"auth.logout", "auth.sign_in_form"}
REFUSED = {401, 403, 404}


def walk(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    """Each rule with each of its methods and an address whose ids belong to nothing."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        values: dict[str, Any] = dict.fromkeys(rule.arguments, "khong-co")
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method, adapter.build(rule.endpoint, values, method=method)


def closed_on_purpose(endpoint: str) -> bool:
    """Addresses of Flask-Admin that are not in use and stay without an action."""
    return endpoint == "admin.static" or endpoint.startswith("admin_")


def test_every_address_declares_an_action_of_the_table(whole: Flask) -> None:
    for rule, _, _ in walk(whole):
        demand = demand_for(whole, rule.endpoint)
        if demand is None:
            assert closed_on_purpose(rule.endpoint), f"{rule} declares no action"
        else:
            assert demand.action in ACTIONS


def test_every_action_of_the_table_is_asked_for_somewhere(whole: Flask) -> None:
    asked = {d.action for rule in whole.url_map.iter_rules() if (d := demand_for(whole, rule.endpoint))}
    #: Asked for inside of moves, lists and schemes rather than by an address of their own.
    inside = {"unit.know", "release.supersede"}
    assert ACTIONS - asked - inside <= NOT_YET, sorted(ACTIONS - asked - inside)


#: Actions that the table grants already and no screen offers yet.
NOT_YET = {"release.close", "package.export", "draft.delete"}


def test_an_argument_that_names_an_object_exists(whole: Flask) -> None:
    for rule in whole.url_map.iter_rules():
        demand = demand_of(whole.view_functions[rule.endpoint])
        if demand is not None and demand.model is not None:
            assert demand.arg in rule.arguments, f"{rule} has no <{demand.arg}>"


def ask(person: Person, method: str, path: str, token: str) -> int:
    headers = {**API, "X-CSRFToken": token} if method in UNSAFE else API
    body = {"json": {}} if path.startswith("/api/") and method in UNSAFE else {}
    answer = person.client.open(path, method=method, headers=headers, **body)
    answer.close()
    return answer.status_code


def test_a_stranger_gets_the_public_pages_only(whole: Flask) -> None:
    stranger = Person(whole)
    token = stranger.token()
    for rule, method, path in walk(whole):
        if rule.endpoint in ENDS_THE_SESSION - {"auth.logout"}:
            continue
        demand = demand_for(whole, rule.endpoint)
        status = ask(stranger, method, path, token)
        if demand is not None and is_public(demand):
            assert status not in {401, 403}, f"{method} {path}: {status}"
        else:
            assert status == 401, f"{method} {path}: {status}"


@pytest.mark.parametrize("login", [*ROLE_PEOPLE, "nobody"])
def test_a_role_gets_what_the_table_says(whole: Flask, login: str) -> None:
    person = Person(whole, login)
    token, actor = person.token(), actor_of(whole, login)
    for rule, method, path in walk(whole):
        if rule.endpoint in ENDS_THE_SESSION:
            continue
        demand = demand_for(whole, rule.endpoint)
        status = ask(person, method, path, token)
        assert status < 500, f"{method} {path}: {status}"
        if demand is None or not may(actor, demand.action):
            assert status in REFUSED, f"{login} {method} {path} ({demand}): {status}"
        else:
            assert status not in {401, 403}, f"{login} {method} {path} ({demand}): {status}"
            if not rule.arguments and method == "GET" and not rule.endpoint.startswith("admin_"):
                assert status in {200, 302}, f"{login} {method} {path}: {status}"


def test_nobody_is_anybody_without_signing_in() -> None:
    for action in ACTIONS:
        public = [rule for rule in rules_for(action, None, signed_in=False) if rule.scope == "public"]
        assert may(ANONYMOUS, action) == bool(public)

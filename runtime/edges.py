"""The two lives as tables: from which state which event leads where, who may cause it, what must hold.

Columns: event | from states | to | action of the permission table | guards. A guard is a name in
:mod:`runtime.guards`. ``=`` as a state means "stays as it is".
"""

from __future__ import annotations

from dataclasses import dataclass

from runtime.store.models import Base, Draft, Release, Submission


@dataclass(frozen=True, slots=True)
class Edge:
    """One row of a life."""

    event: str
    sources: frozenset[str]
    target: str
    action: str
    guards: tuple[str, ...]


# A template: its draft until it is published, its release afterwards.
_DRAFT = """
submit    | draft returned | in_review   | draft.submit    |
withdraw  | in_review      | draft       | draft.withdraw  |
edit      | returned       | draft       | draft.edit      |
forward   | in_review      | in_approval | review.forward  | four_eyes content_hash comments
publish   | in_review      | published   | release.publish | four_eyes content_hash alone comments
return    | in_review      | returned    | review.return   | reasons
return    | in_approval    | returned    | release.return  | reasons
endorse   | in_approval    | in_approval | release.approve | four_eyes content_hash first_of_two comments
approve   | in_approval    | published   | release.approve | four_eyes content_hash enough comments
"""

_RELEASE = """
supersede | published            | superseded | release.supersede |
close     | published superseded | closed     | release.close     | reasons
"""

_SUBMISSION = """
start       | assigned returned recalled                          | filling      | submission.save    |
hand        | assigned filling returned recalled                  | filling      | submission.hand    | another_checks
check       | assigned filling returned recalled                  | checked      | submission.check   | period checker
uncheck     | checked                                             | filling      | submission.uncheck |
back        | filling checked                                     | filling      | submission.back    | reasons
send        | checked                                             | sent         | submission.send    | period sender content_hash
recall      | sent                                                | recalled     | submission.recall  | sender_role
receive     | sent                                                | received     | submission.receive |
return      | sent received                                       | returned     | submission.return  | reasons
accept      | sent received                                       | accepted     | submission.accept  | accepter
consolidate | accepted                                            | consolidated | consolidation.run  |
reopen      | accepted consolidated excluded                      | returned     | submission.reopen  | reasons
exclude     | assigned filling checked returned recalled received sent accepted consolidated | excluded | submission.exclude | reasons
"""


def _read(table: str) -> tuple[Edge, ...]:
    edges = []
    for line in filter(None, map(str.strip, table.splitlines())):
        event, sources, target, action, guards = (part.strip() for part in line.split("|"))
        edges.append(Edge(event, frozenset(sources.split()), target, action, tuple(guards.split())))
    return tuple(edges)


LIVES: dict[type[Base], tuple[Edge, ...]] = {
    Draft: _read(_DRAFT),
    Release: _read(_RELEASE),
    Submission: _read(_SUBMISSION),
}


def edge_for(model: type[Base], event: str, state: str) -> Edge | None:
    """The row for an event in a state; None when there is no such edge."""
    return next((e for e in LIVES[model] if e.event == event and state in e.sources), None)

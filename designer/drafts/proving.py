"""Proofs about the rules of a draft: worked out once for one content, whoever asks for them.

Designers ask while they draw, the desks show what was proven for the content under review. Examples, of checks
and of whole forms, are no part of what is proven, so keeping one takes no proof away.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future
from typing import Any, Final

from metadata.canonical import digest
from metadata.errors import KhuonError, fail
from metadata.proofs import prove as by_solver
from metadata.template import Template

#: Seconds that the proofs of one form may take.
SECONDS: Final = 10.0
#: Seconds that the examples of a check that is being written may take.
AT_ONCE: float = 4.0
#: Results kept in this process; the oldest goes first.
KEPT: Final = 128
# A proof keeps one core busy: while one runs the others wait, and pages go on being served.
_TURN: Final = threading.Semaphore(1)

Documents = Mapping[str, Mapping[str, Any]]
Proven = dict[str, Any]


class _Once:
    """What was made under a key: made once, and who asks meanwhile waits for it. A failure is not kept."""

    def __init__(self) -> None:
        self._made: OrderedDict[Hashable, Future[Proven]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Proven]) -> Proven:
        with self._lock:
            waiting = self._made.get(key)
            if waiting is None:
                mine = self._made[key] = Future()
                while len(self._made) > KEPT:
                    self._made.popitem(last=False)
        if waiting is not None:
            return waiting.result()
        try:
            made = make()
        except BaseException as error:
            with self._lock:
                self._made.pop(key, None)
            mine.set_exception(error)
            raise
        mine.set_result(made)
        return made

    def known(self, key: Hashable) -> Proven | None:
        with self._lock:
            found = self._made.get(key)
        return found.result() if found is not None and found.done() and found.exception() is None else None

    def is_made(self, key: Hashable) -> bool:
        """Whether somebody is making it just now."""
        with self._lock:
            found = self._made.get(key)
        return found is not None and not found.done()

    def drop(self, key: Hashable) -> None:
        with self._lock:
            self._made.pop(key, None)

    def forget(self) -> None:
        with self._lock:
            self._made.clear()


_once: Final = _Once()


def proof_of(documents: Documents, form_id: str, *, retry: bool = False, waits: bool = True) -> Proven:
    """The proof about one form of these documents, as :meth:`metadata.proofs.Proof.as_dict` gives it.

    Takes up to :data:`SECONDS` the first time and nothing afterwards. With ``retry`` one that ran out of time is tried
    again; one that is complete never is. Without ``waits`` it is for nobody in particular: while anything is being
    proven it raises ``proof.busy`` at once, so that no solver and no request queues up behind another. Raises
    ``submission.unknown_form`` and what is wrong with documents that do not load or with formulas that do not compile.
    """

    def make() -> Proven:
        template = Template(documents)
        if form_id not in {form.id for form in template.forms}:
            raise fail("submission.unknown_form", form=form_id[:80])
        if not _TURN.acquire(blocking=waits):
            raise fail("proof.busy")
        try:
            return prove(template, form_id)
        finally:
            _TURN.release()

    key = content_of(documents), form_id
    if retry and (before := _once.known(key)) is not None and not before["complete"]:
        _once.drop(key)
    if not waits and _once.is_made(key):
        raise fail("proof.busy")
    return _once.get(key, make)


def examples_of(documents: Documents, form_id: str, rules_id: str, rule_id: str) -> list[Mapping[str, Any]]:
    """A passing and a failing filling of one check by itself, however new it is; none while something else is being proven.

    The other checks are left out, so that it takes :data:`AT_ONCE` at most. Raises what keeps the documents from loading.
    """
    alone = {key: _only(document, rule_id if key == rules_id else "") for key, document in documents.items()}

    def make() -> Proven:
        if not _TURN.acquire(blocking=False):
            raise fail("proof.busy")
        try:
            return dict(by_solver(Template(alone), form_id, seconds=AT_ONCE).as_dict())
        finally:
            _TURN.release()

    key = "examples", content_of(alone), form_id
    try:
        proof = _once.get(key, make)
    except KhuonError as error:
        if error.problems[0].code == "proof.busy":
            return []
        raise
    if not proof["complete"]:
        _once.drop(key)
    return list(proof["examples"].get(f"{rules_id}/{rule_id}", ()))


def _only(document: Mapping[str, Any], rule_id: str) -> Mapping[str, Any]:
    """A rules document with one of its checks, or with none; any other document as it is."""
    if not str(document.get("spec", "")).startswith("rules/"):
        return document
    items = {key: {name: part for name, part in rule.items() if name != "examples"} for key, rule in document["items"].items() if key == rule_id}
    return {**document, "order": list(items), "items": items}


def known_proof(content: str, form_id: str) -> Proven | None:
    """The proof for a content when it was worked out before; never works one out."""
    return _once.known((content, form_id))


def content_of(documents: Documents) -> str:
    """The hash of what is proven: of the documents without filled examples and the kept examples of their checks."""
    proven = {key: document for key, document in documents.items() if not str(document.get("spec", "")).startswith("example/")}
    return digest({key: _bare(document) for key, document in proven.items()})


def forget_proofs() -> None:
    """Work everything out again from now on."""
    _once.forget()


def prove(template: Template, form_id: str) -> Proven:
    """The proof by the engine, in its wire form."""
    return dict(by_solver(template, form_id, seconds=SECONDS).as_dict())


def _bare(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """A rules document without the kept examples of its checks."""
    if not str(document.get("spec", "")).startswith("rules/"):
        return document
    items = {key: {name: part for name, part in rule.items() if name != "examples"} for key, rule in document["items"].items()}
    return {**document, "items": items}

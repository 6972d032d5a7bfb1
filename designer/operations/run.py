"""Running operations: from documents and operations to documents and log entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from designer.operations import contents, structure
from designer.operations.changes import ABSENT, Change, Documents
from designer.operations.editing import Editing
from designer.operations.formulas import refuse_out_of_place, refuse_unreadable
from designer.operations.integrity import check_documents
from designer.operations.labels import label_of
from designer.operations.places import ids_of
from designer.operations.wire import read_operation
from metadata.errors import Problem, fail

MAX_OPERATIONS: Final = 500

_STRUCTURE: Final[Mapping[str, Callable[[Editing, Mapping[str, Any]], None]]] = {
    "insert_node": structure.insert_node,
    "remove_node": structure.remove_node,
    "move_node": structure.move_node,
    "insert_item": structure.insert_item,
    "remove_item": structure.remove_item,
    "move_item": structure.move_item,
    "insert_section": structure.insert_section,
    "remove_section": structure.remove_section,
    "move_section": structure.move_section,
}
_CONTENTS: Final[Mapping[str, Callable[[Editing, Mapping[str, Any]], list[Problem]]]] = {
    "set": contents.set_value,
    "set_relation": contents.set_relation,
    "set_rule": contents.set_rule,
    "remove_rule": contents.remove_rule,
    "add_form": contents.add_form,
    "remove_form": contents.remove_form,
}


@dataclass(frozen=True, slots=True)
class Context:
    """What operations may not do: ``retired`` are (document, id) pairs that were used before and are gone."""

    retired: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Done:
    """One operation that changed something, as it goes into the log."""

    operation: Mapping[str, Any]
    changes: tuple[Change, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Applied:
    """The outcome of a list of operations."""

    documents: dict[str, dict[str, Any]]
    done: tuple[Done, ...]
    problems: tuple[Problem, ...] = field(default=())


def run(documents: Documents, operations: Iterable[Any], context: Context | None = None) -> Applied:
    """Apply all operations or none.

    Operations that change nothing leave no entry. Problems are findings of single operations (a
    relation line that cannot be read) and do not stop anything; what must not happen raises
    KhuonError with the place.
    """
    context = context or Context()
    listed = list(operations)
    if len(listed) > MAX_OPERATIONS:
        raise fail("template.too_large", what="operations", count=len(listed), limit=MAX_OPERATIONS)
    current: dict[str, dict[str, Any]] = dict(documents)
    done: list[Done] = []
    problems: list[Problem] = []
    for raw in listed:
        operation = read_operation(raw)
        edit = Editing(current)
        with _sound(current, _touched(done)):
            problems.extend(_perform(edit, operation))
            _check_new_ids(current, edit, context)
        if edit.changes:
            with _sound(edit.documents, {*_touched(done), *(change.path[0] for change in edit.changes)}):
                done.append(Done(operation, tuple(edit.changes), label_of(operation, current, edit.documents)))
            current = edit.documents
    touched = _touched(done)
    with _sound(current, touched):
        refuse_unreadable(documents, current, touched)
    check_documents(current, touched)
    refuse_out_of_place(documents, current, touched)
    return Applied(current, tuple(done), tuple(problems))


def _touched(done: Iterable[Done]) -> set[str]:
    return {change.path[0] for each in done for change in each.changes}


@contextmanager
def _sound(documents: Documents, touched: Iterable[str]) -> Iterator[None]:
    """Who stumbles over what an operation of the same request broke says what is broken.

    The documents are checked once, after the last operation; until then one may stand on what another left without
    its shape. A stumble over sound documents stays an accident.
    """
    try:
        yield
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError):
        check_documents(documents, touched)
        raise


def _perform(edit: Editing, operation: Mapping[str, Any]) -> list[Problem]:
    name = operation["op"]
    if name in _STRUCTURE:
        _STRUCTURE[name](edit, operation)
        return []
    return _CONTENTS[name](edit, operation)


def _check_new_ids(before: Documents, edit: Editing, context: Context) -> None:
    """Ids are unique in their document and never used a second time for something else."""
    for doc in {change.path[0] for change in edit.changes}:
        after = edit.documents.get(doc)
        if after is None:
            continue
        if before.get(doc, ABSENT) is ABSENT and (doc, "") in context.retired:
            raise fail("draft.id_reused", doc, id=doc)
        if not any(_brings_ids(change) for change in edit.changes if change.path[0] == doc):
            continue
        old, new = Counter(ids_of(before.get(doc))), Counter(ids_of(after))
        twice = sorted(key for key, count in new.items() if count > 1 and count > old[key])
        if twice:
            raise fail("draft.id_taken", f"{doc}/{twice[0]}", id=twice[0])
        again = sorted(key for key in new if key not in old and (doc, key) in context.retired)
        if again:
            raise fail("draft.id_reused", f"{doc}/{again[0]}", id=again[0])


def _brings_ids(change: Change) -> bool:
    """Whether a change puts something under an id: a node or item, or a part that holds some."""
    if not isinstance(change.new, dict) or not (change.old is ABSENT or isinstance(change.old, dict)):
        return False
    return change.path[-2:-1] in (("nodes",), ("items",)) or next(ids_of({change.path[-1]: change.new}), None) is not None

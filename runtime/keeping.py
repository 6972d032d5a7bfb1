"""Things that were made before, by what they were made from: the last used ones, up to a weight."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar, cast

T = TypeVar("T")
MEGABYTE: Final = 1_000_000


class Same:
    """One object as part of a key: equal to itself alone. The key holds it, so that no other takes its place meanwhile."""

    __slots__ = ("one",)

    def __init__(self, one: object) -> None:
        self.one: Final = one

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.one is other.one

    def __hash__(self) -> int:
        return id(self.one)


class Kept:
    """The things used last, by key, as long as they weigh no more than ``limit`` together; safe for threads.

    A thing must depend on its key alone, and nobody may change it. The one used last stays, however much it weighs: who looks at a report
    larger than all that may be kept shall not pay for it at each look.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._weight = 0
        self._items: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._items)

    @property
    def weight(self) -> int:
        """What is kept weighs so much now."""
        return self._weight

    def get(self, key: Hashable, make: Callable[[], T], weigh: Callable[[T], int] = lambda _made: 1) -> T:
        """What was made under this key before, else ``make()``."""
        with self._lock:
            if key in self._items:
                self._items.move_to_end(key)
                return cast("T", self._items[key][0])
        made = make()
        weight = weigh(made)
        with self._lock:
            # Another thread may have made it too: all go on with one and the same.
            if key not in self._items:
                self._items[key] = (made, weight)
                self._weight += weight
            found = self._items[key][0]
            while self._weight > self._limit and len(self._items) > 1:
                self._weight -= self._items.popitem(last=False)[1][1]
        return cast("T", found)

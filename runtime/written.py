"""JSON whose large parts were written before: put together as text, not made anew at every request."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from sys import getsizeof
from types import MappingProxyType
from typing import Any, Final

from flask import Response, current_app

from runtime.keeping import MEGABYTE, Kept

#: Texts that a process keeps.
_TEXTS: Final = Kept(16 * MEGABYTE)
#: Bytes of a text without its letters, its key included.
_TEXT: Final = 1_000


@dataclass(frozen=True, slots=True)
class Written:
    """One value as JSON text."""

    text: str

    @classmethod
    def of(cls, value: Any) -> Written:
        """The value as the application writes it."""
        return cls(current_app.json.dumps(value, separators=(",", ":")))


def written_once(key: Hashable, make: Callable[[], Mapping[str, Any]]) -> Mapping[str, Written]:
    """What ``make()`` gives, written by name, once as long as it is used. The key says all that it is made from."""

    def write() -> Mapping[str, Written]:
        return MappingProxyType({name: Written.of(value) for name, value in make().items()})

    return _TEXTS.get(key, write, lambda made: sum(_TEXT + getsizeof(one.text) for one in made.values()))


def put_together(parts: Mapping[str, Any]) -> Response:
    """An object as the answer to a request; a part may be :class:`Written`."""
    texts = {name: (part if isinstance(part, Written) else Written.of(part)).text for name, part in parts.items()}
    return Response("{" + ",".join(f"{Written.of(name).text}:{text}" for name, text in texts.items()) + "}", mimetype="application/json")

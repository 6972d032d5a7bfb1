"""JSON whose large parts were written before: put together as text, not made anew at every request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, current_app


@dataclass(frozen=True, slots=True)
class Written:
    """One value as JSON text."""

    text: str

    @classmethod
    def of(cls, value: Any) -> Written:
        """The value as the application writes it."""
        return cls(current_app.json.dumps(value, separators=(",", ":")))


def put_together(parts: Mapping[str, Any]) -> Response:
    """An object as the answer to a request; a part may be :class:`Written`."""
    texts = {name: (part if isinstance(part, Written) else Written.of(part)).text for name, part in parts.items()}
    return Response("{" + ",".join(f"{Written.of(name).text}:{text}" for name, text in texts.items()) + "}", mimetype="application/json")

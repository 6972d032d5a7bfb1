"""Rules out of a printed relation line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from metadata.errors import Problem


def printed_rules(documents: Mapping[str, Mapping[str, Any]], doc: str, section: str, column: str, text: str) -> tuple[list[dict[str, Any]], list[Problem]]:
    return [], []

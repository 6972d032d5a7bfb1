"""Functions over arrays. To be filled: one function per catalogued computing function, over vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def total(pieces: Sequence[Any]) -> Any:
    """``sum``."""
    raise NotImplementedError


def mean(pieces: Sequence[Any]) -> Any:
    """``avg``."""
    raise NotImplementedError


def least(pieces: Sequence[Any]) -> Any:
    """``min``."""
    raise NotImplementedError


def greatest(pieces: Sequence[Any]) -> Any:
    """``max``."""
    raise NotImplementedError


def filled(pieces: Sequence[Any]) -> Any:
    """``count``."""
    raise NotImplementedError


def first_filled(pieces: Sequence[Any]) -> Any:
    """``coalesce``."""
    raise NotImplementedError


def absolute(pieces: Sequence[Any]) -> Any:
    """``abs``."""
    raise NotImplementedError


def rounded(pieces: Sequence[Any]) -> Any:
    """``round``; the second piece is a written whole number."""
    raise NotImplementedError


def weighted_mean(pieces: Sequence[Any]) -> Any:
    """``wmean``: the first half of the pieces weighed by the second half."""
    raise NotImplementedError

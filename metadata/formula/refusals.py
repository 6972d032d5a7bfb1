"""Refusing a formula: a code, the place in its text, and names that may have been meant."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from typing import Any

from metadata.errors import KhuonError, Problem
from metadata.formula import habits
from metadata.formula.functions import Function
from metadata.formula.syntax import Span
from metadata.formula.tokens import odd_characters


def refuse(code: str, span: Span, /, **args: Any) -> KhuonError:
    """The exception for a finding in a formula's text; ``offset`` and ``length`` join its arguments."""
    return KhuonError(Problem(code, "", {**args, "offset": span[0], "length": max(span[1], 1)}))


def forbidden(what: str, span: Span) -> KhuonError:
    """``formula.syntax_forbidden`` naming what was found, and what is written instead of a sign of Excel."""
    return refuse("formula.syntax_forbidden", span, what=what, **habits.of_sign(what))


def wrong_argument(function: Function, index: int, span: Span, vi: str, en: str) -> KhuonError:
    """``formula.argument``: what the argument at ``index`` (from 1) must be."""
    return refuse("formula.argument", span, index=index, name=function.name, expected=vi, expected_en=en, usage=function.usage)


def proposals(name: str, known: Collection[str], likeness: float = 0.6) -> dict[str, str]:
    """Arguments ``proposal`` and ``proposal_en``: up to three names that look like the one given."""
    folded = {k.lower(): k for k in known}
    near = [folded[m] for m in difflib.get_close_matches(name.lower(), list(folded), n=3, cutoff=likeness)]
    if not near:
        return {"proposal": "", "proposal_en": ""}
    return {"proposal": f"; có phải {' hay '.join(near)}?", "proposal_en": f"; did you mean {' or '.join(near)}?"}


def oddity(name: str) -> dict[str, str]:
    """Arguments ``odd`` and ``odd_en``: characters from another script, by code point."""
    odd = odd_characters(name)
    return {"odd": f": có ký tự lạ {odd}" if odd else "", "odd_en": f": it holds {odd}" if odd else ""}

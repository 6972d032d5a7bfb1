"""A program as JSON for the browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from metadata.formula.program.model import Check, External, Formula
from metadata.formula.targets.browser import tree_json
from metadata.formula.tree import Kind, Slot, Slots
from metadata.values import decimal_text


def _leaves(reads: Sequence[Slot | Slots]) -> list[list[Any]]:
    return [tree_json(leaf) for leaf in reads]


def _formula(formula: Formula) -> dict[str, Any]:
    return {
        "key": formula.key, "kind": formula.kind, "decimals": formula.decimals, "open": formula.owner, "override": formula.override,
        "source": formula.source, "expr": tree_json(formula.node), "reads": _leaves(formula.reads),
    }  # fmt: skip


def _check(check: Check) -> dict[str, Any]:
    tolerance = check.tolerance
    return {
        "id": check.id, "rule": check.rule, "severity": check.severity, "open": check.owner, "expr": tree_json(check.node),
        "reads": _leaves(check.reads), "cells": list(check.cells), "skip": check.skip_blanks,
        "tolerance": {"fixed": decimal_text(tolerance.fixed), "terms": [[decimal_text(half), owner] for half, owner in tolerance.terms]},
        "head": dict(check.head), "tail": dict(check.tail), "constant": check.constant, "message": check.message,
    }  # fmt: skip


def program_json(form_id: str, formulas: Sequence[Formula], checks: Sequence[Check], externals: Sequence[External],
                 kinds: Mapping[str, Kind], owner_of: Mapping[str, str]) -> dict[str, Any]:
    """``{"spec": "program/1", form, formulas (in order), checks, externals, kinds, owners}``; numbers are the default kind."""
    return {
        "spec": "program/1",
        "form": form_id,
        "formulas": [_formula(f) for f in formulas],
        "checks": [_check(c) for c in checks],
        "externals": [{"key": e.key, "form": e.form, "cell": e.cell, "period": e.period} for e in externals],
        "kinds": {key: kind.value for key, kind in kinds.items() if not kind.numeric},
        "owners": dict(owner_of),
    }

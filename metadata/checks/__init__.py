"""Checks over a whole template: coded findings with places.

A check is one function registered with :func:`check`; it gets the typed template and yields
:class:`~metadata.errors.Problem`. Errors keep a draft from being submitted for approval, warnings are
shown. ``check_template(documents)`` first looks at structure and stops there when it is broken,
because nothing else can be said of a document that does not load.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from metadata.checks import (
    bindings,
    captions,
    cells,
    codes,
    consolidation,
    displaced,
    examples,
    files,
    formulas,
    measures,
    numbering,
    parts,
    references,
    relations,
    retired,
    rounding,
    signs,
    totals,
)
from metadata.checks.registry import checks
from metadata.documents import document_problems
from metadata.errors import KhuonError, Problem
from metadata.template import Template

__all__ = ["bindings", "captions", "cells", "check_template", "codes", "consolidation", "displaced", "examples", "files", "formulas", "measures", "numbering", "parts", "references", "relations", "retired", "rounding", "signs", "totals"]


def check_template(documents: Mapping[str, Mapping[str, Any]]) -> list[Problem]:
    """All findings about a template, errors first; structural findings alone when there are any."""
    broken = [problem for data in documents.values() for problem in document_problems(data)]
    if broken:
        return broken
    try:
        template = Template(documents)
        _ = template.regime
    except KhuonError as error:
        return list(error.problems)
    found = [problem for run in checks() for problem in run(template)]
    return sorted(found, key=lambda problem: problem.severity != "error")

"""Filled examples come out as they say: a red one keeps a draft from being submitted."""

from __future__ import annotations

from collections.abc import Iterator

from metadata.checks.registry import check
from metadata.errors import Problem
from metadata.samples.verdict import verdicts
from metadata.template import Template


@check
def filled_examples(template: Template) -> Iterator[Problem]:
    """Every filled example of every form is run."""
    for form in template.forms:
        for one in verdicts(template, form.id):
            yield from one.problems

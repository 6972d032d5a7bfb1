"""Proving in a process of its own, which may take too long, take too much memory or fall over without harm."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from metadata.proofs.names import rule_words
from metadata.proofs.report import Proof, Unproven, words_of
from metadata.template import Template

#: Memory of the solver's process. A form of 500 cells takes about a tenth of it.
MEGABYTES: Final = 2048
_ROOT: Final = Path(__file__).resolve().parents[2]


def prove(template: Template, form_id: str, *, seconds: float = 10.0) -> Proof:
    """What can be proven of the rules of a form within ``seconds``.

    Never raises for what goes wrong while proving: what was not settled stands in ``Proof.unproven``. Raises
    ``template.reference`` when there is no such form.
    """
    rules = list(template.rules(template.form(form_id).id))
    started = time.monotonic()
    proof = Proof(form_id)
    ended, in_time, cut = False, True, False
    if rules:
        request = {"documents": list(template.documents.values()), "form": form_id, "seconds": seconds, "megabytes": MEGABYTES}
        output, in_time = _run(json.dumps(request), seconds)
        for event in _events(output):
            proof.take(event)
            ended, cut = ended or "end" in event, cut or bool(event.get("cut"))
        if not ended:
            _not_settled(proof, template, rules, "proof.stopped" if in_time else "proof.time")
    proof.complete = (ended or not rules) and not cut and not any(one.code in {"proof.time", "proof.across_time", "proof.stopped"} for one in proof.unproven)
    proof.seconds = round(time.monotonic() - started, 3)
    return proof


def _run(request: str, seconds: float) -> tuple[str, bool]:
    """What the process said, and whether it ended by itself in time."""
    command = [sys.executable, "-m", "metadata.proofs.worker"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8", cwd=_ROOT) as process:  # noqa: S603 - our own module
        try:
            output, _ = process.communicate(request, timeout=seconds)
            return output, True
        except subprocess.TimeoutExpired:
            process.kill()
            output, _ = process.communicate()
            return output or "", False


def _events(output: str) -> Iterator[Mapping[str, Any]]:
    """The events of whole lines; a process that was stopped may leave half a line."""
    for line in output.splitlines():
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict):
            yield event


def _not_settled(proof: Proof, template: Template, rules: list[str], code: str) -> None:
    """Name every rule that the process did not get to the end of."""
    told = {one.rule for one in proof.unproven}
    for rule in rules:
        if rule not in told:
            message, _ = words_of(code, {"rules": rule_words(template, proof.form, rule)})
            proof.unproven.append(Unproven(rule, "", code, message))


"""The solver's own process: a template as JSON on standard input, events as JSON lines on standard output.

In: ``{"documents": [...], "form": id, "seconds": s, "megabytes": m}``. Out, a line each: ``{"finding": …}``, ``{"unproven": …}``,
``{"example": …, "rule": …}``, ``{"no_example": …, "rule": …}`` as they come, and ``{"end": true, "cut": whether time ran out}``.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Mapping
from typing import Any

from metadata.formula.program import build
from metadata.proofs.report import Unproven, words_of
from metadata.template import Template

#: Part of the time given that is kept for starting up before and for telling the rest after.
_KEPT = 0.12


def tell(event: Mapping[str, Any]) -> None:
    """One event to whoever waits."""
    sys.stdout.write(json.dumps(event) + "\n")  # ASCII: whatever the locale is, wherever a line is cut off
    sys.stdout.flush()


def limit_memory(megabytes: int) -> None:
    """From now on this process gets no more memory than that."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def work_on(request: Mapping[str, Any]) -> None:
    """Prove one form and tell everything. Raises what the template raises when it is structurally wrong."""
    started = time.monotonic()
    seconds = float(request["seconds"])
    deadline = started + seconds * (1 - _KEPT)
    template = Template.of(request["documents"])
    program = build(template, request["form"], lenient=True)
    rules = list(template.rules(request["form"]))
    from metadata.proofs.prover import prove_form
    from metadata.proofs.z3_solver import maker

    prove_form(template, program, maker(max(0.2, seconds / 10), deadline), tell, deadline)
    for place in dict.fromkeys(problem.place for problem in program.problems if problem.severity == "error"):
        message, _ = words_of("proof.broken", {"rules": place})
        tell({"unproven": Unproven(place if place in rules else "", "", "proof.broken", message).as_dict()})
    tell({"end": True, "cut": time.monotonic() >= deadline})


def main() -> None:
    """Read the request, prove, tell."""
    request = json.load(sys.stdin)
    limit_memory(int(request["megabytes"]))
    work_on(request)


if __name__ == "__main__":
    main()

"""The child process: a book and corrections as JSON on standard input, what they mean as JSON on standard output."""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict
from typing import Any

from designer.importing.proposal import Correction
from designer.importing.understanding import understand
from metadata.errors import KhuonError
from runtime.workbooks.wire import book_from_json, read_area


def main() -> None:
    """Understand one book within the memory given as first argument, in megabytes. Anything unforeseen ends without an answer."""
    limit = int(sys.argv[1]) * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    asked = json.load(sys.stdin.buffer)
    corrections = [Correction(**{**each, "area": read_area(each["area"])}) for each in asked["corrections"]]
    try:
        answer: dict[str, Any] = {"proposal": asdict(understand(book_from_json(asked["book"]), corrections))}
    except KhuonError as error:
        answer = {"problems": [[problem.code, problem.place, dict(problem.args)] for problem in error.problems]}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()

"""The child process: bytes of a file on standard input, a book or a refusal as JSON on standard output."""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

from metadata.errors import KhuonError
from runtime.workbooks.container import look_into, within
from runtime.workbooks.model import Book
from runtime.workbooks.wire import book_json


def main() -> None:
    """Read one file within the memory given as first argument, in megabytes."""
    limit = int(sys.argv[1]) * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    data = sys.stdin.buffer.read()
    try:
        answer: dict[str, Any] = {"book": book_json(within(_read(data)))}
    except KhuonError as error:
        answer = {"problems": [[problem.code, problem.place, dict(problem.args)] for problem in error.problems]}
    except MemoryError:
        answer = {"stopped": True}
    except Exception as error:  # noqa: BLE001 - whatever a parser says of a file that is not in order
        answer = {"problems": [["file.malformed", "", {"what": type(error).__name__}]]}
    sys.stdout.write(json.dumps(answer))


def _read(data: bytes) -> Book:
    """A pasted block comes as JSON, anything else is an archive."""
    if data.startswith(b"{"):
        from runtime.workbooks.pasted import read_block

        block = json.loads(data)
        return read_block(block["html"], block["text"])
    if look_into(data) == "xlsx":
        from runtime.workbooks.excel import read_excel

        return read_excel(data, "")
    from runtime.workbooks.word import read_word

    return read_word(data, "")


if __name__ == "__main__":
    main()

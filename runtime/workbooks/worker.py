"""The child process: bytes of a file on standard input, a book or a refusal as JSON on standard output."""

from __future__ import annotations

import gc
import json
import resource
import sys
from typing import Any

from metadata.errors import KhuonError
from runtime.workbooks.container import look_into, within
from runtime.workbooks.contents import bare_contents
from runtime.workbooks.kinds import DOCUMENT, of_another_kind
from runtime.workbooks.model import Book
from runtime.workbooks.wire import book_json, contents_json


def main() -> None:
    """Read one file within megabytes of memory and seconds of work, the first two arguments; ``contents`` as the third leaves looks out."""
    limit, seconds, *how = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_AS, (int(limit) * 2**20, int(limit) * 2**20))
    # Work, not time: on a machine with much to do an honest file takes long, a hostile one ends all the same.
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    # The process ends with its one file: nothing is worth looking for that could be thrown away.
    gc.disable()
    data = sys.stdin.buffer.read()
    try:
        answer: dict[str, Any] = {"book": _contents(data) if how == ["contents"] else book_json(within(_read(data)))}
    except KhuonError as error:
        answer = {"problems": [[problem.code, problem.place, dict(problem.args)] for problem in error.problems]}
    except MemoryError:
        answer = {"stopped": True}
    except Exception as error:  # noqa: BLE001 - whatever a parser says of a file that is not in order
        answer = {"problems": [["file.malformed", "", {"what": type(error).__name__}]]}
    sys.stdout.write(json.dumps(answer))


def _contents(data: bytes) -> dict[str, Any]:
    """A workbook without looks. Raises ``file.type`` for a document."""
    if look_into(data) != "xlsx":
        raise of_another_kind(data, DOCUMENT)
    book, contents = bare_contents(data, "")
    return contents_json(within(book, contents), contents)


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

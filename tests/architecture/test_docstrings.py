"""Whoever calls a public name of the two pure packages need not read its body."""

from __future__ import annotations

import ast

from tests.architecture.sources import PACKAGES, name_of, python_files, tree_of


def _public(body: list[ast.stmt], prefix: str = "") -> list[tuple[str, ast.AST]]:
    found: list[tuple[str, ast.AST]] = []
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            decorators = {ast.unparse(d) for d in getattr(node, "decorator_list", [])}
            if not any(d.endswith((".setter", "overload")) or d == "override" for d in decorators):
                found.append((prefix + node.name, node))
            if isinstance(node, ast.ClassDef):
                found += _public(node.body, f"{prefix}{node.name}.")
    return found


def test_public_functions_and_classes_of_the_pure_packages_have_docstrings() -> None:
    missing = [
        f"{name_of(path)}: {name}"
        for path in python_files("metadata", "renderers")
        for name, node in _public(tree_of(path).body)
        if not ast.get_docstring(node)  # type: ignore[arg-type]
    ]
    assert missing == []


def test_every_module_says_what_it_is() -> None:
    modules = [p for p in python_files(*PACKAGES) if p.read_text(encoding="utf-8").strip()]
    assert [name_of(path) for path in modules if not ast.get_docstring(tree_of(path)) and "/migrations/" not in name_of(path)] == []

"""The page of functions, made from their declarations: ``python -m metadata.formula.reference > docs/reference/functions.md``."""

from __future__ import annotations

import sys
from typing import Final

from metadata.formula.functions import CATALOGUE, Example, Function, lists, logic, numbers, places, rates, totals

_FAMILIES: Final = (
    ("Gộp nhiều ô · Totals", totals.FUNCTIONS), ("Số · Numbers", numbers.FUNCTIONS), ("Lựa chọn · Choices", logic.FUNCTIONS),
    ("Tỷ lệ · Rates", rates.FUNCTIONS), ("Gọi ô · Naming cells", places.FUNCTIONS), ("Danh sách · Lists", lists.FUNCTIONS),
)  # fmt: skip
_HEAD: Final = """# Các hàm · Functions

<!-- Made by `python -m metadata.formula.reference`; do not edit. -->

Tên hàm viết hoa hay thường đều được; tham số cách nhau bằng `,` hoặc `;`. Ô trống, “-” và X đều là *trống* khi tính.
Names in any case; arguments take `,` or `;`. Blank, "-" and X are all *blank* in computing. Semantics: [formula.md](formula.md).
"""


def _example(example: Example) -> str:
    cells = ", ".join(f"{code} = {text}" for code, text in example.cells.items())
    result = "trống" if example.result is None else example.result
    return f"`{example.formula}`{f' ({cells})' if cells else ''} → {result}"


def section(function: Function) -> str:
    """One function as Markdown."""
    names = ", ".join(f"`{name}`" for name in function.names_vi)
    lines = [f"### `{function.name}` · {names}", "", function.vi, f"*{function.en}*", "", f"Cách viết · Form: `{function.usage}`"]
    if function.examples:
        lines += ["", *(f"- {_example(example)}" for example in function.examples)]
    return "\n".join(lines)


def page() -> str:
    """The whole page."""
    parts = [_HEAD]
    for title, functions in _FAMILIES:
        parts += [f"## {title}\n", *(section(function) + "\n" for function in functions)]
    assert sum(len(functions) for _, functions in _FAMILIES) == len(CATALOGUE)
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(page())

"""axe-core on a page as it stands; only what it holds against the page is gathered and brought back.

Whatever is asked for, all rules judge all of the page. Yet what passes, told node by node, makes megabytes of a long table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from playwright.sync_api import Page

WCAG: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
#: Of axe's levels, those that keep somebody from working.
SERIOUS: Final = ("serious", "critical")
_RUN: Final = """([within, tags]) => axe.run(within ? document.querySelector(within) : document, {
    resultTypes: ['violations'],
    ...(tags.length ? {runOnly: tags} : {}),
}).then((found) => found.violations)"""


def violations(page: Page, source: str, tags: Sequence[str] = WCAG, *, within: str = "") -> list[dict[str, Any]]:
    """What breaks the rules of these tags (of all of them, when none is named), in the part that a selector names or anywhere.

    The script goes in through the debugger, not through the page.
    """
    page.evaluate(f"{source}; undefined")
    found: list[dict[str, Any]] = page.evaluate(_RUN, [within, list(tags)])
    return found


def serious(page: Page, source: str, tags: Sequence[str] = WCAG, *, within: str = "") -> list[dict[str, Any]]:
    """Those among the violations that keep somebody from working."""
    return [one for one in violations(page, source, tags, within=within) if one["impact"] in SERIOUS]

"""Bounds of a formula: every one has a code, so that a refusal names what was too much."""

from typing import Final

TEXT: Final = 4_000
"""Characters of one formula."""
NODES: Final = 2_000
"""Nodes of one tree, ranges counted with every cell they name."""
DEPTH: Final = 64
"""Levels of brackets, calls, signs and choices inside each other."""
DIGITS: Final = 40
"""Digits of one number written in a formula."""
LITERAL: Final = 500
"""Characters of one quoted text."""
RESULT_DIGITS: Final = 40
"""Digits before the point of a computed cell; a longer result is no result."""

"""The name of what a mapping starts from: the same in every installation that has the same forms.

The hash of a release names one act of approval in one installation. A mapping travels in packages, so it names the content instead:
what figures are and where they stand. Who reports, deadlines, layouts, checks and filled examples may differ from place to place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from metadata.canonical import digest

#: Kinds that say what a figure is and where it stands; former mappings among them, so that one is never run twice.
KINDS: Final = frozenset({"form", "indicator", "dimension", "mapping"})


def base_of(documents: Mapping[str, Mapping[str, Any]]) -> str:
    """SHA-256 over the documents of a release that a mapping from it rests on, as 64 hexadecimal digits."""
    return digest({key: digest(body) for key, body in sorted(documents.items()) if str(body.get("spec", "")).partition("/")[0] in KINDS})

"""The edition of the filling page: a sign of the scripts that a page made now would have.

A page names its own in a ``meta`` tag and answers name the server's, so that a page that stood open over an upgrade, or came from the browser's
store, knows that it is the older one (``web/src/fill/edition.ts``).
"""

from __future__ import annotations

import hashlib

from runtime.assets import addresses


def edition() -> str:
    """The sign; the same as long as no file of the page changes."""
    return hashlib.sha256("\n".join(addresses("fill")).encode()).hexdigest()[:16]

"""Start-up check: the four package names belong to this distribution.

`designer`, `runtime`, `renderers` and `metadata` are generic names. Another distribution that ships one of them would
overwrite files here, or be imported in their place, without a word; so both are looked for before anything is served.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

from metadata.errors import Problem, raise_errors

DISTRIBUTION = "khuon"
PACKAGES = ("metadata", "renderers", "runtime", "designer")


def check_ownership(owners: Mapping[str, Iterable[str]] | None = None) -> None:
    """Raise ``startup.foreign_package`` when another distribution claims or provides one of the four packages.

    ``owners`` maps a package to the distributions that ship it; the default is what is installed. An editable
    install claims nothing by itself, so the folder that Python would import from is compared as well.
    """
    claims = packages_distributions() if owners is None else owners
    home = Path(__file__).parent.parent
    problems = []
    for package in PACKAGES:
        foreign = sorted({name for name in claims.get(package, ()) if name.lower() != DISTRIBUTION})
        spec = find_spec(package)
        place = Path(spec.origin).parent.parent if spec and spec.origin else None
        if not foreign and place != home:
            foreign = [str(place)]
        problems += [
            Problem("startup.foreign_package", package, {"package": package, "owner": name}) for name in foreign
        ]
    raise_errors(problems)

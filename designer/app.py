"""The whole application: the runtime with the designer, the desks and the administration."""

from __future__ import annotations

from datetime import datetime

from flask import Flask

from runtime import app as runtime_app
from runtime.config import Config
from runtime.filters import moment
from runtime.words import add_words

#: Modules with a ``blueprint`` and, if they have entries in the navigation, a tuple ``NAV``.
PARTS = (
    "designer.regimes.pages",
    "designer.packages_web",
    "designer.catalogue.pages",
    "designer.catalogue.api",
    "designer.library.pages",
    "designer.library.api",
    "designer.copies.api",
    "designer.drafts.pages",
    "designer.drafts.api",
    "designer.drafts.history_api",
    "designer.drafts.presence_api",
    "designer.drafts.proofs_api",
    "designer.drafts.samples_api",
    "designer.drafts.print_api",
    "designer.drafts.comments_api",
    "designer.importing.pages",
    "designer.importing.api",
    "designer.review.pages",
    "designer.review.api",
    "designer.review.proofs",
    "designer.review.policy",
    "designer.review.links_web",
    "designer.review.files_web",
    "designer.effects.pages",
    "designer.mapping.api",
    "designer.releases_web",
)


def stamp(text: str) -> str:
    """A moment kept as ISO text, as pages show moments."""
    return moment(datetime.fromisoformat(text))


def create_app(config: Config | None = None) -> Flask:
    """The application. Raises what :func:`runtime.app.create_app` raises."""
    from designer.admin import install_admin

    add_words("designer")
    app = runtime_app.create_app(config)
    for module in PARTS:
        runtime_app.register(app, module)
    install_admin(app)
    app.jinja_env.filters["stamp"] = stamp
    return app


__all__ = ["PARTS", "create_app"]

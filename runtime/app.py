"""The application that fills, receives and consolidates; it works without the designer being installed.

``create_app()`` puts the parts together; :func:`register` is how a part, here or in ``designer``, joins.
"""

from __future__ import annotations

from importlib import import_module

import structlog
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from metadata.errors import fail
from runtime import assets, compression, errors, filters, nav, words
from runtime.actor import current_actor
from runtime.config import Config, from_env
from runtime.permissions import may
from runtime.security import gate, headers
from runtime.security import session as web_sessions
from runtime.security.origin import csrf
from runtime.store import engine as store
from runtime.store.migrate import current_revision, newest_revision

#: Modules with a ``blueprint`` and, if they have entries in the navigation, a tuple ``NAV``.
PARTS = (
    "runtime.home",
    "runtime.auth.pages",
    "runtime.tasks.pages",
    "runtime.filling.api",
    "runtime.filling.giving_back",
    "runtime.filling.correcting",
    "runtime.filling.differing",
    "runtime.filling.commenting",
    "runtime.filling.workbooks",
    "runtime.filling.taking_away",
    "runtime.filling.listening",
    "runtime.filling.offline",
    "runtime.filling.on_behalf",
    "runtime.filling.pages",
    "runtime.receiving.api",
    "runtime.receiving.appraising",
    "runtime.receiving.pages",
    "runtime.reports.pages",
    "runtime.reports.span_pages",
)


def register(app: Flask, module: str) -> None:
    """Add a part: its ``blueprint``, and the entries of its ``NAV`` if it has any."""
    part = import_module(module)
    app.register_blueprint(part.blueprint)
    nav.add(app, *getattr(part, "NAV", ()))


def _logging() -> None:
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            # JSON escapes control characters: nobody writes a line of their own, or into a terminal.
            structlog.processors.JSONRenderer(),
        ],
        cache_logger_on_first_use=False,
    )


def _configure(app: Flask, config: Config) -> None:
    app.extensions["khuon.config"] = config
    app.config.update(
        SECRET_KEY=config.secret_key,
        TESTING=config.testing,
        TRUSTED_HOSTS=list(config.hosts),
        MAX_CONTENT_LENGTH=config.max_body,
        MAX_FORM_MEMORY_SIZE=config.max_form,
        MAX_FORM_PARTS=config.max_form_fields,
        # The token lives as long as the session; where it came from is checked by ourselves.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        WTF_CSRF_CHECK_DEFAULT=False,
        PREFERRED_URL_SCHEME="https" if config.secure else "http",
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    if config.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.proxies, x_proto=config.proxies)  # type: ignore[method-assign]


def _templates(app: Flask) -> None:
    app.jinja_options = {**app.jinja_options, "trim_blocks": True, "lstrip_blocks": True}
    filters.install(app)
    assets.install(app)
    app.jinja_env.globals.update(
        t=words.t,
        language=words.language,
        may=lambda action: may(current_actor(), action),
        nav_entries=nav.entries,
    )
    app.context_processor(lambda: {"actor": current_actor()})


def _check_schema(app: Flask) -> None:
    opened = app.extensions["khuon.store"]
    found, needed = current_revision(opened.engine), newest_revision()
    if found != needed:
        opened.close()
        raise fail("startup.store_behind", found=found or "–", needed=needed)


def create_app(config: Config | None = None) -> Flask:
    """The application. Raises ``config.*`` for bad settings and ``startup.store_behind`` for an old schema."""
    config = config or from_env()
    _logging()
    app = Flask("runtime")
    _configure(app, config)
    _templates(app)
    store.install(app, config.database_url)
    _check_schema(app)
    web_sessions.install(app, config)
    csrf.init_app(app)
    gate.install(app)
    errors.install(app)
    compression.install(app)
    headers.install(app, secure=config.secure)
    for module in PARTS:
        register(app, module)
    return app


__all__ = ["PARTS", "create_app", "register"]

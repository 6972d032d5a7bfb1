"""Serving: the applications in one gunicorn process with threads, because SQLite has one writer."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from typing import Any

import click

from metadata.errors import fail
from runtime.config import number_from_env


def check_port(host: str, port: int) -> None:
    """Raises ``startup.port_taken`` when nothing can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise fail("startup.port_taken", f"{host}:{port}", port=port) from None


def address() -> tuple[str, int]:
    """Where to listen: ``KHUON_BIND`` and ``KHUON_PORT``."""
    return os.environ.get("KHUON_BIND", "127.0.0.1"), number_from_env("KHUON_PORT", 8080)


def run(on_ready: Callable[[], None] | None = None) -> None:
    """Serve until a signal ends it. The application is made before forking, so that its problems are ours to print."""
    from gunicorn.app.base import BaseApplication

    from designer.app import create_app
    from runtime.ownership import check_ownership

    host, port = address()
    check_ownership()
    check_port(host, port)
    application = create_app()
    # A connection must not be shared with the process that gunicorn forks.
    application.extensions["khuon.store"].engine.dispose()
    settings = {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": number_from_env("KHUON_WORKERS", 1),
        "worker_class": "gthread",
        "threads": number_from_env("KHUON_THREADS", 8),
        "proc_name": "khuon",
        "loglevel": "warning",
        "control_socket_disable": True,
        "when_ready": lambda _server: on_ready() if on_ready else None,
    }

    class Server(BaseApplication):
        """Gunicorn's door for a program that brings its settings along."""

        def load_config(self) -> None:
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return application

    Server().run()


@click.command()
def serve() -> None:
    """Phục vụ ở KHUON_BIND:KHUON_PORT."""
    host, port = address()
    run(lambda: click.echo(f"Khuôn: http://{host}:{port}"))

"""Serving starts only where it can."""

from __future__ import annotations

import socket

import pytest

from designer.commands.serving import address, check_port
from metadata.errors import KhuonError


def test_a_port_in_use_is_named() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(KhuonError) as caught:
            check_port("127.0.0.1", port)
    assert caught.value.code == "startup.port_taken"
    assert str(port) in caught.value.problems[0].sentence("vi")
    check_port("127.0.0.1", port)


def test_the_address_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHUON_PORT", "8099")
    monkeypatch.delenv("KHUON_BIND", raising=False)
    assert address() == ("127.0.0.1", 8099)


def test_a_port_that_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHUON_PORT", "nhà")
    with pytest.raises(KhuonError) as caught:
        address()
    assert caught.value.code == "config.value"

"""Words: both languages, and none missing where pages ask for them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from runtime import words
from runtime.edges import LIVES
from runtime.store.models import ROLES, UNIT_KINDS
from runtime.words import known, t

ROOT = Path(__file__).parent.parent.parent
words.add_words("designer")
_ASKED = re.compile(r"""\bt\(\s*(["'])([a-z_]+(?:\.[a-z_0-9]+)+)\1\s*[,)]""")


def pages() -> list[Path]:
    return [p for part in ("runtime", "designer") for p in (ROOT / part).rglob("*.html")]


def code() -> list[Path]:
    return [p for part in ("runtime", "designer") for p in (ROOT / part).rglob("*.py")]


@pytest.mark.parametrize("path", [*pages(), *code()], ids=lambda p: str(p.relative_to(ROOT)))
def test_every_key_that_is_asked_for_has_words(path: Path) -> None:
    asked = {found[1] for found in _ASKED.findall(path.read_text(encoding="utf-8"))}
    assert {key for key in asked if not known(key)} == set()


def test_states_roles_and_kinds_have_words() -> None:
    states = {state for life in LIVES.values() for edge in life for state in (*edge.sources, edge.target)}
    wanted = {f"state.{s}" for s in states} | {f"role.{r}" for r in ROLES} | {f"unit.kind.{k}" for k in UNIT_KINDS}
    assert {key for key in wanted if not known(key)} == set()


def test_a_state_has_one_word_in_lists_and_on_the_filling_page() -> None:
    text = (ROOT / "web" / "src" / "words" / "fill.ts").read_text(encoding="utf-8")
    shown = re.findall(r'"(state\.\w+)": \{ vi: "([^"]+)", en: "([^"]+)" \}', text)
    assert len(shown) == 10
    assert [(key, t(key, "vi"), t(key, "en")) for key, _, _ in shown] == shown


def test_both_languages_take_the_same_fields() -> None:
    fields = re.compile(r"\{(\w+)\}")
    for key in words.keys():  # noqa: SIM118 - a function, not a dict
        assert set(fields.findall(t(key, "vi"))) == set(fields.findall(t(key, "en"))), key


def test_filling_in(app: Flask) -> None:
    with app.test_request_context("/", headers={"Cookie": "khuon_lang=en"}):
        assert t("page.of", number=1, pages=2, total=3) == "Page 1 of 2 · 3 rows"
        assert t("page.of", number=1) == "Page 1 of {pages} · {total} rows"
    with app.test_request_context("/", headers={"Cookie": "khuon_lang=../x"}):
        assert t("page.next") == "Trang sau"
    assert t("không.có") == "không.có"
    assert t("home.hello", name="{0.__class__} %s") == "Xin chào, {0.__class__} %s"


def test_a_key_in_one_language_is_refused() -> None:
    with pytest.raises(ValueError, match="needs vi and en"):
        words.add_file({"a.b": {"vi": "x"}}, "a.json")

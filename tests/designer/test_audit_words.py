"""The audit list speaks an official's language: every act and every kind of object has its word."""

from __future__ import annotations

import pytest

import designer.app  # noqa: F401 - its words are registered with it
from designer.admin.views import _facts, _said
from runtime.rules import ACTIONS
from runtime.words import add_words, known


@pytest.fixture(autouse=True)
def _words() -> None:
    add_words("designer")


def test_every_act_of_the_permission_table_has_a_word() -> None:
    assert [action for action in sorted(ACTIONS) if not known(f"act.{action}")] == []


def test_an_unknown_name_stands_for_itself_and_facts_read_as_pairs() -> None:
    assert _said("thing", "nothing_like_it") == "nothing_like_it"
    assert _said("act", "") == ""
    assert _facts('{"cells": 2, "form": "f_01xld"}') == "cells: 2; form: f_01xld"
    assert _facts("") == ""

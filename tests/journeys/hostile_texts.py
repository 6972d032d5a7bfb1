"""Texts that a page must show and never obey, and what a page writes down of what ran on it."""

from __future__ import annotations

from tests.attacks.payloads import of_class

WATCH = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "fetch_"]) window[name] = () => { window.ran.push(name); };
document.addEventListener("securitypolicyviolation", (event) => window.ran.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
HOSTILE = [
    text for attack in of_class("stored_xss").values() if isinstance(text := attack["send"].get("text"), str) and "\n" not in text
] + ['"><svg onload=alert(1)>', "<img src=x onerror=alert(1)>"]  # fmt: skip
ACTIVE = "img[src='x'], img[src='1'], a[href^='javascript:'], a[href^='data:'], [onmouseover], [onerror], [onload], math, .rich-text :not(p, span, strong, em, u, br)"
#: Texts that stretch a page: one word of four thousand letters, an address, letters under many marks, another direction of writing.
STRETCHING = ("Ký" * 2_000, "https://" + "x" * 600, "Z\u0327\u0316\u0301" * 20, "ظلم عربي", "👨\u200d👩\u200d👧" * 40)

"""Headers of every answer: a content security policy without ``unsafe-*``, no framing, no sniffing, no caching."""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    # Bootstrap draws its check marks as data: images.
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
YEAR = 365 * 24 * 3600


def csp_nonce() -> str:
    """The nonce of this answer for a style element; asking for it puts it into the policy."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def policy() -> str:
    """The content security policy of this answer."""
    parts = dict(POLICY)
    if "csp_nonce" in g:
        parts["style-src"] += f" 'nonce-{g.csp_nonce}'"
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def install(app: Flask, *, secure: bool) -> None:
    """Put the headers on every answer, errors included."""

    @app.after_request
    def _headers(response: Response) -> Response:
        response.headers.update(FIXED)
        response.headers["Content-Security-Policy"] = policy()
        if g.get("keep_address"):
            # The address of this answer is a secret: no page that it leads to and no search engine may learn it.
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        if secure:
            response.headers["Strict-Transport-Security"] = f"max-age={YEAR}"
        if request.path.startswith("/static/bundle/assets/") and response.status_code == 200:
            # The file name holds the hash of the content.
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        elif not request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "no-store"
        response.headers.pop("Server", None)
        return response

    app.jinja_env.globals["csp_nonce"] = csp_nonce

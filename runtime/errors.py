"""From exceptions to answers: one shape for programs (RFC 9457), one page for people.

Bad input is never a 5xx. Each answer carries an id that also stands in the log and, when something was refused by
permission or by a state, in the audit record.
"""

from __future__ import annotations

import json
import uuid
from http import HTTPStatus
from typing import Any

import structlog
from flask import Flask, Response, current_app, g, render_template, request
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, SecurityError

from metadata.errors import KhuonError, Problem, fail
from runtime import audit
from runtime.permissions import Demand
from runtime.rules import rules_for
from runtime.store import current
from runtime.words import language, t

PROBLEM_JSON = "application/problem+json"
log = structlog.get_logger("khuon")

#: Codes of refusals that leave an audit line even when nobody signed in.
_REFUSALS = frozenset({"forbidden", "csrf", "auth.failed", "auth.locked", "auth.required", "auth.change_password"})
_BY_STATUS = {
    400: "http.bad_request",
    404: "not_found",
    405: "http.method",
    408: "http.bad_request",
    413: "http.too_large",
    414: "http.too_large",
    415: "http.media_type",
    416: "http.bad_request",
    428: "version.required",
    429: "rate.exceeded",
    431: "http.too_large",
}


def instance() -> str:
    """The id of the running request's answer."""
    if "instance" not in g:
        g.instance = str(uuid.uuid4())
    found: str = g.instance
    return found


def wants_page() -> bool:
    """Whether the answer is for a person's browser window rather than for a program."""
    if request.is_json or request.path.startswith("/api/"):
        return False
    best = request.accept_mimetypes.best_match([PROBLEM_JSON, "application/json", "text/html"])
    return best == "text/html"


def as_problem(error: KhuonError) -> dict[str, Any]:
    """The answer for a program: RFC 9457 with ``code`` and all ``problems``."""
    lang, first = language(), error.problems[0]
    return {
        "type": f"/help/errors#{error.code}",
        "title": first.sentence(lang),
        "status": error.status,
        "code": error.code,
        "detail": first.hint(lang),
        "instance": instance(),
        "problems": [problem.as_dict(lang) for problem in error.problems],
    }


def _page(error: KhuonError) -> str:
    first, lang = error.problems[0], language()
    if error.code == "auth.required":
        back = request.full_path.rstrip("?") if request.method == "GET" else "/"
        return render_template("login.html", problem=None, next=back, required=True)
    if error.code in {"auth.failed", "auth.locked"}:
        return render_template("login.html", problem=first, next=request.form.get("next", "/"), required=False)
    return render_template("error.html", error=error, title=first.sentence(lang), hint=first.hint(lang), id=instance())


def answer(error: KhuonError) -> Response:
    """The response for an error, in the shape that was asked for."""
    if wants_page():
        return Response(_page(error), error.status, mimetype="text/html")
    body = json.dumps(as_problem(error), ensure_ascii=False, default=str)
    response = Response(body, error.status, mimetype=PROBLEM_JSON)
    if error.code == "auth.locked":
        response.headers["Retry-After"] = str(60 * int(error.problems[0].args.get("minutes", 1)))
    return response


def _is_refusal(error: KhuonError) -> bool:
    code, demand = error.code, g.get("demand")
    if code == "auth.required":
        # The start page is where everyone comes first; that is no attempt at anything.
        return not (isinstance(demand, Demand) and demand.action == "home.view")
    if code in _REFUSALS or code.startswith(("workflow.", "period.", "account.")):
        return True
    if code.startswith("formula."):
        # Nobody comes upon these by filling in a form: they are raised only where a formula would have been stored.
        return True
    return code == "not_found" and "audit_object" in g


def record_refusal(error: KhuonError) -> None:
    """Write the audit line of a refusal; views that answer an error themselves call it, after their transaction."""
    if not _is_refusal(error):
        return
    demand, place = g.get("demand"), error.problems[0].place
    action = demand.action if isinstance(demand, Demand) else request.endpoint or "?"
    where = {"place": place[:200]} if place else {}
    # Nothing of the failed act may be kept, so the line stands in a transaction of its own.
    with current().apart() as db:
        audit.record(
            db,
            action,
            g.get("audit_object"),
            outcome="refused",
            code=error.code,
            facts={"method": request.method, "path": request.path[:200], **where},
        )


def _handle(error: KhuonError) -> Response:
    try:
        record_refusal(error)
    except Exception:
        log.exception("audit failed", instance=instance(), code=error.code)
        raise
    level = log.error if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR else log.info
    level(
        "refused", instance=instance(), code=error.code, status=error.status, method=request.method, path=request.path
    )
    return answer(error)


def _http(error: HTTPException) -> Response:
    if error.response is not None or (error.code or 500) < HTTPStatus.BAD_REQUEST:
        # Redirects of the router.
        redirect = error.get_response(request.environ)
        return Response(redirect.get_data(), redirect.status, redirect.headers)
    if isinstance(error, SecurityError):
        return _handle(fail("http.host"))
    if isinstance(error, RequestEntityTooLarge):
        return _handle(fail("http.too_large"))
    code = _BY_STATUS.get(error.code or 500, "http.bad_request" if (error.code or 500) < 500 else "server.failure")
    args = {"method": request.method, "wanted": "application/json", "instance": instance()}
    answered = _handle(KhuonError(Problem(code, "", args), status=error.code))
    if (allowed := getattr(error, "valid_methods", None)) is not None:
        answered.headers["Allow"] = ", ".join(sorted(allowed))
    return answered


def _failure(error: Exception) -> Response:
    if isinstance(error, IntegrityError):
        log.warning("conflict", instance=instance(), error=str(error.orig))
        return answer(fail("conflict"))
    if isinstance(error, (ObjectDeletedError, StaleDataError)):
        # What the request is about was removed between its first look and its work.
        log.info("gone meanwhile", instance=instance(), path=request.path)
        return answer(fail("not_found"))
    if isinstance(error, OperationalError) and "locked" in str(error.orig):
        log.error("store is locked", instance=instance(), path=request.path, error=str(error.orig), exc_info=error)
        return answer(fail("server.busy"))
    log.error("failure", instance=instance(), path=request.path, exc_info=error)
    if current_app.testing:
        current_app.extensions.setdefault("khuon.failures", []).append(error)
    return answer(fail("server.failure", instance=instance()))


def _audit_rest(response: Response) -> Response:
    """An act that left no line of its own gets a plain one, so that none is missing."""
    demand = g.get("demand")
    unsafe = request.method not in {"GET", "HEAD", "OPTIONS"}
    if not unsafe or not isinstance(demand, Demand) or g.get("audited") or response.status_code >= 400:
        return response
    if demand.action not in OWN_LOG and not any(r.scope == "public" for r in rules_for(demand.action, None, False)):
        with current().apart() as db:
            audit.record(db, demand.action, g.get("audit_object"), facts={"path": request.path[:200]})
    return response


#: Acts that come by the hundred and have a history of their own, cell by cell or operation by operation.
OWN_LOG = frozenset({"submission.save", "draft.edit"})


def install(app: Flask) -> None:
    """Answer every exception of the application."""
    app.register_error_handler(KhuonError, _handle)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _failure)
    app.after_request(_audit_rest)
    app.jinja_env.globals["problem_words"] = lambda p: p.sentence(language())
    app.jinja_env.globals.update(t=t, language=language)

"""Packages on screen: take one in, take a draft out."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from designer import packages
from designer import packages_preview as preview
from designer.regimes.service import forms_of
from designer.releases_web import attachment
from metadata.errors import KhuonError, Problem, fail
from metadata.package import MAX_FILE, SUFFIX
from runtime.actor import current_actor
from runtime.permissions import require, subject
from runtime.store import session, transaction
from runtime.store.models import Draft
from runtime.words import language, t

blueprint = Blueprint("packages", __name__, template_folder="templates")


@blueprint.get("/thiet-ke/nhap-goi")
@require("package.import")
def upload_page() -> Any:
    """The form to choose a package with."""
    return _page(())


def _page(problems: tuple[Problem, ...]) -> str:
    return render_template("package_import.html", problems=problems, suffix=SUFFIX)


def _uploaded() -> bytes:
    """Bytes of the file sent. Raises ``package.missing``, ``package.too_large``."""
    sent = request.files.get("package")
    if sent is None or not sent.filename:
        raise fail("package.missing", "package", name=f"*{SUFFIX}")
    data = sent.stream.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise fail("package.too_large", "package", what="tệp", limit=f"{MAX_FILE // 2**20} MB")
    return data


@blueprint.post("/thiet-ke/nhap-goi")
@require("package.import")
def upload() -> Any:
    """Keep a package to be looked at; everything wrong with it is listed on the page."""
    try:
        data = _uploaded()
        name = request.files["package"].filename or ""
        with transaction() as db:
            kept = preview.keep(db, current_actor(), clean_name(name), data).id
    except KhuonError as error:
        return _page(error.problems), error.status
    return redirect(url_for("packages.look", package=kept))


def clean_name(name: str) -> str:
    """The last part of a file name, without what cannot be shown."""
    return "".join(char for char in name.replace("\\", "/").rpartition("/")[2] if char.isprintable())[:120]


@blueprint.get("/thiet-ke/nhap-goi/xem")
@require("package.import")
def look() -> Any:
    """What package ``?package=`` would bring, and the choices. Raises ``package.gone``."""
    if not request.args.get("package"):
        return redirect(url_for("packages.upload_page"))
    return _look(request.args.get("package", "")[:64], {}, ())


def _look(upload: str, given: dict[str, str], problems: tuple[Problem, ...]) -> str:
    db, actor = session(), current_actor()
    kept = preview.upload_of(db, actor, upload)
    seen = preview.look(db, actor, kept.original)
    told = [change.as_json(language()) for change in seen.diff.changes] if seen.ours else []
    return render_template(
        "package_preview.html", upload=kept, seen=seen, told=told, given=given, problems=problems, forms=forms_of(seen.documents)
    )


@blueprint.post("/thiet-ke/nhap-goi/xem")
@require("package.import")
def take() -> Any:
    """Take the package in as chosen; what stands in the way is listed above the choices, which stay."""
    given = request.form.to_dict()
    upload = given.get("package", "")[:64]
    try:
        with transaction() as db:
            kept = preview.upload_of(db, current_actor(), upload)
            draft, left = preview.take(db, current_actor(), kept.original, given)
            draft_id, code = draft.id, draft.regime.code
            db.delete(kept)
    except KhuonError as error:
        if error.code == "package.gone":
            raise
        return _look(upload, given, error.problems), error.status
    flash(t("incoming.taken", code=code), "ok")
    if left:
        flash(t("incoming.part_left", names="; ".join(left)), "warn")
    return redirect(url_for("drafts.open_draft", id=draft_id))


@blueprint.post("/api/packages")
@require("package.import")
def upload_json() -> Any:
    """The same for programs: multipart with the file in ``package``; 201 with the id of the draft."""
    data = _uploaded()
    with transaction() as db:
        draft = packages.bring_in(db, current_actor(), data)
        answer = {"draft": draft.id, "regime": draft.regime_id, "state": draft.state}
    return answer, 201


@blueprint.get("/thiet-ke/<id>/goi")
@require("draft.read", Draft)
def download(id: str) -> Any:  # noqa: A002, ARG001 - the name that the gate looks for
    """The draft as a package."""
    draft = subject(Draft)
    return attachment(packages.package_of_draft(draft), packages.file_name(draft.regime.code, f"v{draft.version}"))

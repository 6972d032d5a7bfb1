"""Published releases on screen: the list of a regime, one release, its package."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template
from sqlalchemy import select

from designer.packages import file_name, package_of
from designer.publish import release_body
from designer.regimes.service import forms_of
from designer.releases import documents_of_release
from metadata.package import MEDIA_TYPE
from runtime.actor import current_actor
from runtime.nav import NavItem
from runtime.permissions import require, restrict, subject
from runtime.query import page_of
from runtime.store import session
from runtime.store.models import Release, User

blueprint = Blueprint("releases", __name__, template_folder="templates")
NAV = (NavItem("releases.nav", "releases.listing", "release.read", "releases.nav_hint", 25),)


@blueprint.get("/ban-hanh")
@require("release.read")
def listing() -> Any:
    """Releases that the person may see, newest first."""
    query = restrict(select(Release), current_actor(), "release.read")
    sorts = {"published": Release.published_at, "regime": Release.regime_id, "no": Release.no}
    return render_template("releases.html", page=page_of(session(), query, sorts, "-published"))


@blueprint.get("/ban-hanh/<id>")
@require("release.read", Release)
def show(id: str) -> Any:  # noqa: A002, ARG001 - the name that the gate looks for
    """One release: its hash, documents, approvals."""
    db, release = session(), subject(Release)
    body = release_body(release)
    documents = documents_of_release(db, release)
    former = db.scalar(select(Release).where(Release.hash == body["previous"])) if body["previous"] else None
    return render_template(
        "release.html",
        release=release,
        body=body,
        documents=documents,
        forms=forms_of(documents),
        former=former,
        publisher=db.get(User, release.published_by),
    )


@blueprint.get("/ban-hanh/<id>/goi")
@require("release.export", Release)
def download(id: str) -> Any:  # noqa: A002, ARG001
    """The release as a package."""
    release = subject(Release)
    data = package_of(session(), release)
    return attachment(data, file_name(release.regime.code, f"r{release.no}"))


def attachment(data: bytes, name: str) -> Response:
    """A file to keep; the name is made by the server, letters and digits only."""
    response = Response(data, mimetype=MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

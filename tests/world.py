"""A small province for tests: two lead agencies, the IT department, two communes, a person for every role.

Everything is made through the tables, so that a test of one part does not lean on another.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from metadata.canonical import canonical, digest
from runtime import clock
from runtime.auth.passwords import hash_password
from runtime.store.models import (
    Collection,
    Document,
    Draft,
    ImportSource,
    Regime,
    Release,
    RoleHolding,
    Submission,
    SubmissionForm,
    User,
)
from runtime.units import add_unit

PASSWORD = "mưa rào tháng bảy"
START = date(2025, 7, 1)

UNITS = (
    ("33", "Tỉnh Hưng Yên", "province", "province", None),
    ("33.TT", "Thanh tra tỉnh", "department", "province", "u_33"),
    ("33.NV", "Sở Nội vụ", "department", "province", "u_33"),
    ("33.KHCN", "Sở Khoa học và Công nghệ", "department", "province", "u_33"),
    ("33.A", "Phường Phố Hiến", "commune", "commune", "u_33"),
    ("33.B", "Xã Ân Thi", "commune", "commune", "u_33"),
    ("33.A.1", "Phòng Kinh tế", "division", "commune", "u_33_A"),
)

#: login -> role, unit; the people with two roles hold the second one too.
PEOPLE = {
    "designer": (("designer", "u_33_TT"),),
    "designer2": (("designer", "u_33_TT"),),
    "leader": (("leader", "u_33_TT"),),
    "receiver": (("receiver", "u_33_TT"),),
    "approver": (("approver", "u_33_KHCN"),),
    "approver2": (("approver", "u_33_KHCN"),),
    "clerk_a": (("clerk", "u_33_A"),),
    "head_a": (("head", "u_33_A"),),
    "clerk_b": (("clerk", "u_33_B"),),
    "head_b": (("head", "u_33_B"),),
    "admin": (("admin", "u_33"),),
    "admin_a": (("admin", "u_33_A"),),
    "auditor": (("auditor", "u_33"),),
    "designer_nv": (("designer", "u_33_NV"),),
    "receiver_nv": (("receiver", "u_33_NV"),),
    "both": (("designer", "u_33_TT"), ("approver", "u_33_KHCN"), ("leader", "u_33_TT")),
    "nobody": (),
}
ROLE_PEOPLE = ("designer", "leader", "approver", "clerk_a", "head_a", "receiver", "admin", "auditor")


def add_people(db: Session) -> dict[str, User]:
    """Units and people; everyone has the password :data:`PASSWORD`."""
    for code, name, kind, tier, parent in UNITS:
        add_unit(db, code=code, name=name, kind=kind, tier=tier, valid_from=START, parent_id=parent)
    hashed, users = hash_password(PASSWORD), {}
    for login, held in PEOPLE.items():
        home = held[0][1] if held else "u_33"
        user = User(
            id=f"p_{login}",
            login=login,
            name=f"Người {login}",
            unit_id=home,
            password_hash=hashed,
            must_change=False,
            created_at=clock.now(),
        )
        db.add(user)
        db.flush()
        for role, unit in held:
            db.add(RoleHolding(id=f"h_{login}_{role}", user_id=user.id, role=role, unit_id=unit, valid_from=START))
        users[login] = user
    db.flush()
    return users


def form_of(regime_id: str) -> str:
    """Id of the one form of a regime: ``g_kn`` has ``f_kn``."""
    return f"f{regime_id[1:]}"


def documents_of(regime_id: str, owner: str = "u_33_TT") -> dict[str, dict[str, Any]]:
    """A monthly regime of communes with one small form: two figures and their sum."""
    form_id = form_of(regime_id)
    columns = {
        "cA": {"label": "Nội dung", "stub": "caption"},
        "c1": {"label": "Kỳ trước chuyển sang", "code": "c1", "number": "1"},
        "c2": {"label": "Trong kỳ", "code": "c2", "number": "2"},
        "c3": {"label": "Tổng số", "code": "c3", "number": "3", "cell": {"kind": "computed", "formula": "c1 + c2"}},
        "c4": {"label": "Ghi chú", "code": "c4", "number": "4", "cell": {"kind": "text", "max_length": 500}},
    }
    grid = {
        "kind": "grid",
        "columns": {"root": list(columns), "nodes": columns},
        "rows": {"root": ["r1"], "nodes": {"r1": {"label": "Đơn tiếp nhận", "kind": "data", "code": "r1"}}},
    }
    form = {
        "spec": "form/1",
        "id": form_id,
        "code": f"01/{regime_id[2:].upper()}",
        "title": "TỔNG HỢP ĐƠN",
        "sections": {"order": ["s1"], "items": {"s1": grid}},
    }
    regime = {
        "spec": "regime/1",
        "id": regime_id,
        "code": regime_id[2:].upper(),
        "name": f"Chế độ {regime_id}",
        "kind": "periodic",
        "frequency": "month",
        "cutoff": {"from": {"month": -1, "day": 15}, "to": {"month": 0, "day": 14}},
        "rounds": {"order": ["official"], "items": {"official": {"name": "Chính thức"}}},
        "reporters": {"kinds": ["commune"], "exclude": []},
        "receiver": owner,
        "forms": [form_id],
    }
    return {regime_id: regime, form_id: form}


def add_regime(db: Session, regime_id: str, owner: str, author: str = "p_designer") -> Regime:
    """A regime without a release."""
    regime = Regime(
        id=regime_id,
        code=regime_id.upper(),
        name=f"Chế độ {regime_id}",
        owner_id=owner,
        created_at=clock.now(),
        created_by=author,
    )
    db.add(regime)
    db.flush()
    return regime


def add_draft(db: Session, regime_id: str, author: str = "p_designer", state: str = "draft") -> Draft:
    """A draft of the regime and its form; its id is ``d_`` and the regime and the state."""
    documents = documents_of(regime_id)
    draft = Draft(
        id=f"d_{regime_id}_{state}",
        regime_id=regime_id,
        title="Bản thảo",
        state=state,
        body=canonical(documents).decode(),
        content_hash=digest(documents),
        author_id=author,
        created_at=clock.now(),
        updated_at=clock.now(),
    )
    db.add(draft)
    db.flush()
    return draft


def add_release(db: Session, regime_id: str) -> Release:
    """Release 1 of a regime, with its form."""
    documents = documents_of(regime_id)
    hashes = {key: digest(value) for key, value in documents.items()}
    for key, value in documents.items():
        if db.get(Document, hashes[key]) is None:
            db.add(Document(sha256=hashes[key], body=canonical(value).decode()))
    body = {
        "spec": "release/1",
        "id": f"r_{regime_id}_1",
        "regime": regime_id,
        "no": 1,
        "valid": {"from": "2026-01", "to": None},
        "documents": hashes,
        "previous": None,
        "class": 0,
        "note": "",
        "tests": {},
    }
    release = Release(
        id=f"r_{regime_id}_1",
        regime_id=regime_id,
        no=1,
        hash=digest(body),
        valid_from="2026-01",
        body=canonical(body).decode(),
        published_at=clock.now(),
        published_by="p_approver",
    )
    db.add(release)
    db.flush()
    return release


def add_collection(
    db: Session, release: Release, period: str = "2026-10", closes: datetime | None = None
) -> Collection:
    """An open round of one period."""
    collection = Collection(
        id=f"c_{release.regime_id}_{period}",
        regime_id=release.regime_id,
        period=period,
        round="official",
        release_hash=release.hash,
        opens=clock.today() - timedelta(days=20),
        cutoff=clock.today() - timedelta(days=5),
        closes=closes,
        created_at=clock.now(),
    )
    db.add(collection)
    db.flush()
    return collection


def add_submission(db: Session, collection: Collection, unit_id: str, state: str = "assigned") -> Submission:
    """A unit's submission; its id is ``s_``, the regime and the unit."""
    submission = Submission(
        id=f"s_{collection.regime_id}_{unit_id}",
        collection_id=collection.id,
        regime_id=collection.regime_id,
        period=collection.period,
        round=collection.round,
        unit_id=unit_id,
        release_hash=collection.release_hash,
        state=state,
        due=clock.today() + timedelta(days=3),
        content_hash=digest({}),
        updated_at=clock.now(),
    )
    submission.forms.append(SubmissionForm(form_id=form_of(collection.regime_id), collection_id=collection.id))
    db.add(submission)
    db.flush()
    return submission


def add_source(db: Session, source_id: str, unit_id: str, author: str) -> ImportSource:
    """A pasted block with one empty sheet, from which nothing has been taken."""
    sheet = {
        "name": "Dán", "size": [1, 1], "cells": [], "merges": [], "widths": [], "heights": [], "hidden_rows": [],
        "hidden_columns": [], "choices": [], "paper": "", "landscape": False, "repeated": None, "hidden": False,
        "before": [], "after": [],
    }  # fmt: skip
    source = ImportSource(
        id=source_id,
        name="",
        kind="paste",
        sha256=digest(sheet),
        original=b'{"html": "", "text": ""}',
        book=json.dumps({"name": "", "kind": "paste", "sheets": [sheet], "unread": []}),
        unit_id=unit_id,
        by_id=author,
        created_at=clock.now(),
        updated_at=clock.now(),
    )
    db.add(source)
    db.flush()
    return source


def add_all(db: Session) -> None:
    """People, two regimes of two agencies, drafts in three states, sources, a release, submissions of both communes."""
    add_people(db)
    add_regime(db, "g_kn", "u_33_TT")
    add_regime(db, "g_nv", "u_33_NV", "p_designer_nv")
    for state in ("draft", "in_review", "in_approval"):
        add_draft(db, "g_kn", state=state)
    add_draft(db, "g_nv", "p_designer_nv")
    add_source(db, "i_tt", "u_33_TT", "p_designer")
    add_source(db, "i_nv", "u_33_NV", "p_designer_nv")
    for regime in ("g_kn", "g_nv"):
        collection = add_collection(db, add_release(db, regime))
        for unit in ("u_33_A", "u_33_B"):
            add_submission(db, collection, unit)

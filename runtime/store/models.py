"""All tables, for those who want one import."""

from __future__ import annotations

from runtime.store.base import Base, Moment, new_id
from runtime.store.people import (
    LINK_KINDS,
    ROLES,
    TIERS,
    UNIT_KINDS,
    LoginAttempt,
    RoleHolding,
    Unit,
    UnitLink,
    UnitParent,
    User,
    WebSession,
)
from runtime.store.records import Audit, Idempotency
from runtime.store.reports import (
    SUBMISSION_STATES,
    CellChange,
    CellNote,
    Collection,
    ConsolidationResult,
    SentForm,
    StoredFile,
    Submission,
    SubmissionEvent,
    SubmissionForm,
)
from runtime.store.templates import (
    DRAFT_STATES,
    RELEASE_STATES,
    Document,
    Draft,
    DraftOperation,
    Regime,
    Release,
    ReviewEvent,
)

__all__ = [
    "DRAFT_STATES",
    "LINK_KINDS",
    "RELEASE_STATES",
    "ROLES",
    "SUBMISSION_STATES",
    "TIERS",
    "UNIT_KINDS",
    "Audit",
    "Base",
    "CellChange",
    "CellNote",
    "Collection",
    "ConsolidationResult",
    "Document",
    "Draft",
    "DraftOperation",
    "Idempotency",
    "LoginAttempt",
    "Moment",
    "Regime",
    "Release",
    "ReviewEvent",
    "RoleHolding",
    "SentForm",
    "StoredFile",
    "Submission",
    "SubmissionEvent",
    "SubmissionForm",
    "Unit",
    "UnitLink",
    "UnitParent",
    "User",
    "WebSession",
    "new_id",
]

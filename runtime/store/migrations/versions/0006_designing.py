"""What stands around a draft, and the library of parts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ID = sa.String(length=64)
_AT = sa.DateTime(timezone=True)


def _draft(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f(f"fk_{table}_draft_id"), ondelete="CASCADE")


def _user(table: str, column: str = "by_id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["app_user.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    op.create_table(
        "import_source",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("sha256", _ID, nullable=False),
        sa.Column("original", sa.LargeBinary(), nullable=False),
        sa.Column("book", sa.Text(), nullable=False),
        sa.Column("corrections", sa.Text(), nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("by_id", _ID, nullable=False),
        sa.Column("draft_id", _ID, nullable=True),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_import_source_draft_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_import_source_unit_id")),
        _user("import_source"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_source")),
    )
    op.create_index("ix_import_source_unit_id", "import_source", ["unit_id"])
    op.create_table(
        "draft_point",
        sa.Column("id", _ID, nullable=False),
        sa.Column("draft_id", _ID, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("by_id", _ID, nullable=False),
        sa.Column("at", _AT, nullable=False),
        _draft("draft_point"),
        _user("draft_point"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_point")),
    )
    op.create_index("ix_draft_point_draft_id", "draft_point", ["draft_id"])
    op.create_table(
        "dropped_draft",
        sa.Column("id", _ID, nullable=False),
        sa.Column("regime_id", _ID, nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("base_hash", _ID, nullable=True),
        sa.Column("kept", sa.Text(), nullable=False),
        sa.Column("author_id", _ID, nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("by_id", _ID, nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["regime_id"], ["regime.id"], name=op.f("fk_dropped_draft_regime_id")),
        _user("dropped_draft", "author_id"),
        _user("dropped_draft"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dropped_draft")),
    )
    op.create_table(
        "package_upload",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("original", sa.LargeBinary(), nullable=False),
        sa.Column("by_id", _ID, nullable=False),
        sa.Column("at", _AT, nullable=False),
        _user("package_upload"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_package_upload")),
    )
    op.create_table(
        "draft_presence",
        sa.Column("draft_id", _ID, nullable=False),
        sa.Column("page_id", _ID, nullable=False),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("at", _AT, nullable=False),
        _draft("draft_presence"),
        _user("draft_presence", "user_id"),
        sa.PrimaryKeyConstraint("draft_id", "page_id", name=op.f("pk_draft_presence")),
    )
    _review()
    op.create_table(
        "library_part",
        sa.Column("part_id", _ID, nullable=False),
        sa.Column("rev", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("code", _ID, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sha256", _ID, nullable=False),
        sa.Column("owner_id", _ID, nullable=True),
        sa.Column("by_id", _ID, nullable=True),
        sa.Column("at", _AT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('indicator', 'dimension', 'rows', 'columns', 'rules')", name=op.f("ck_library_part_kind")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["unit.id"], name=op.f("fk_library_part_owner_id")),
        _user("library_part"),
        sa.PrimaryKeyConstraint("part_id", "rev", name=op.f("pk_library_part")),
    )
    op.create_index("ix_library_part_kind_code", "library_part", ["kind", "code"])


def _review() -> None:
    op.create_table(
        "review_comment",
        sa.Column("id", _ID, nullable=False),
        sa.Column("draft_id", _ID, nullable=False),
        sa.Column("parent_id", _ID, nullable=True),
        sa.Column("form", _ID, nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("content_hash", _ID, nullable=False),
        sa.Column("by_id", _ID, nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("resolved_by", _ID, nullable=True),
        sa.Column("resolved_at", _AT, nullable=True),
        _draft("review_comment"),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["review_comment.id"], name=op.f("fk_review_comment_parent_id"), ondelete="CASCADE"
        ),
        _user("review_comment"),
        _user("review_comment", "resolved_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_comment")),
    )
    op.create_index("ix_review_comment_draft_id", "review_comment", ["draft_id"])
    op.create_table(
        "review_link",
        sa.Column("id", _ID, nullable=False),
        sa.Column("draft_id", _ID, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("by_id", _ID, nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("expires_at", _AT, nullable=False),
        sa.Column("revoked_at", _AT, nullable=True),
        _draft("review_link"),
        _user("review_link"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_link")),
    )
    op.create_index("ix_review_link_draft_id", "review_link", ["draft_id"])
    op.create_table(
        "review_policy",
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("route", sa.String(length=40), nullable=False),
        sa.Column("by_id", _ID, nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.CheckConstraint("level BETWEEN 0 AND 3", name=op.f("ck_review_policy_level")),
        _user("review_policy"),
        sa.PrimaryKeyConstraint("level", name=op.f("pk_review_policy")),
    )


def downgrade() -> None:
    for table in (
        "library_part",
        "review_policy",
        "review_link",
        "review_comment",
        "draft_presence",
        "package_upload",
        "dropped_draft",
        "draft_point",
        "import_source",
    ):
        op.drop_table(table)

"""Filling: entered on behalf of a unit, what a unit answers to a remark on a cell, who has a report open, what is said about cells."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ID = sa.String(length=64)
_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("cell_note", sa.Column("answer", sa.Text(), nullable=True))
    op.add_column("cell_note", sa.Column("answered_at", _AT, nullable=True))
    op.add_column("cell_note", sa.Column("answered_by", _ID, nullable=True))
    op.add_column("cell_change", sa.Column("behalf_unit_id", _ID, nullable=True))
    op.create_table(
        "on_behalf",
        sa.Column("id", _ID, nullable=False),
        sa.Column("submission_id", _ID, nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("by_id", _ID, nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.Column("ended_at", _AT, nullable=True),
        sa.Column("ended_by", _ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_on_behalf_submission_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_on_behalf_unit_id")),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_on_behalf_by_id")),
        sa.ForeignKeyConstraint(["ended_by"], ["app_user.id"], name=op.f("fk_on_behalf_ended_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_on_behalf")),
    )
    op.create_index("ix_on_behalf_submission_id", "on_behalf", ["submission_id"])
    op.create_table(
        "submission_presence",
        sa.Column("submission_id", _ID, nullable=False),
        sa.Column("page_id", _ID, nullable=False),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("form_id", _ID, nullable=False),
        sa.Column("cell", sa.String(length=200), nullable=False),
        sa.Column("typing", sa.Boolean(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_submission_presence_submission_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_submission_presence_user_id")),
        sa.PrimaryKeyConstraint("submission_id", "page_id", name=op.f("pk_submission_presence")),
    )
    op.create_table(
        "cell_comment",
        sa.Column("id", _ID, nullable=False),
        sa.Column("submission_id", _ID, nullable=False),
        sa.Column("form_id", _ID, nullable=False),
        sa.Column("cell", sa.String(length=200), nullable=False),
        sa.Column("parent_id", _ID, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("follow_up", sa.Boolean(), nullable=False),
        sa.Column("internal", sa.Boolean(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("by_id", _ID, nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("resolved_at", _AT, nullable=True),
        sa.Column("resolved_by", _ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_cell_comment_submission_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["cell_comment.id"], name=op.f("fk_cell_comment_parent_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_cell_comment_by_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_cell_comment_unit_id")),
        sa.ForeignKeyConstraint(["resolved_by"], ["app_user.id"], name=op.f("fk_cell_comment_resolved_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cell_comment")),
    )
    op.create_index("ix_cell_comment_submission_id", "cell_comment", ["submission_id"])


def downgrade() -> None:
    op.drop_table("cell_comment")
    op.drop_table("submission_presence")
    op.drop_table("on_behalf")
    op.drop_column("cell_change", "behalf_unit_id")
    op.drop_column("cell_note", "answered_by")
    op.drop_column("cell_note", "answered_at")
    op.drop_column("cell_note", "answer")

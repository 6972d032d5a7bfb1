"""What a workbook brought when it was looked at; consolidated reports: figures that the receiver adjusted, and the checks that the report fails."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_ID = sa.String(length=64)
_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("consolidation_result", sa.Column("adjusted", sa.Text(), nullable=False, server_default="{}"))
    op.add_column("consolidation_result", sa.Column("failures", sa.Text(), nullable=False, server_default="[]"))
    op.create_table(
        "adjustment",
        sa.Column("id", _ID, nullable=False),
        sa.Column("collection_id", _ID, nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("form_id", _ID, nullable=False),
        sa.Column("cell", sa.String(length=200), nullable=False),
        sa.Column("release_hash", _ID, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("computed", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", _ID, nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("ended_at", _AT, nullable=True),
        sa.Column("ended_by", _ID, nullable=True),
        sa.ForeignKeyConstraint(["collection_id"], ["collection.id"], name=op.f("fk_adjustment_collection_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_adjustment_unit_id")),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_adjustment_by_id")),
        sa.ForeignKeyConstraint(["ended_by"], ["app_user.id"], name=op.f("fk_adjustment_ended_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustment")),
    )
    op.create_index("ix_adjustment_collection_id", "adjustment", ["collection_id"])
    op.create_table(
        "workbook_upload",
        sa.Column("id", _ID, nullable=False),
        sa.Column("submission_id", _ID, nullable=False),
        sa.Column("form_id", _ID, nullable=False),
        sa.Column("copy", sa.String(length=40), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_workbook_upload_submission_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workbook_upload")),
    )
    op.create_index("ix_workbook_upload_submission_id", "workbook_upload", ["submission_id"])

    op.create_table(
        "waiting_file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("submission_id", _ID, nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["stored_file.sha256"], name=op.f("fk_waiting_file_sha256"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_waiting_file_submission_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_waiting_file")),
    )
    op.create_index("ix_waiting_file_submission_id", "waiting_file", ["submission_id"])


def downgrade() -> None:
    op.drop_table("waiting_file")
    op.drop_table("workbook_upload")
    op.drop_table("adjustment")
    op.drop_column("consolidation_result", "failures")
    op.drop_column("consolidation_result", "adjusted")

"""A consolidated result names the release it was made on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("consolidation_result", sa.Column("release_hash", sa.String(length=64), nullable=True))


def downgrade() -> None:
    op.drop_column("consolidation_result", "release_hash")

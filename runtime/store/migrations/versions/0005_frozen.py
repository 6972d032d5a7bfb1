"""What is never changed: the audit record, documents, releases, what was sent."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# table, event, and the columns that an update may not touch ("" = any).
FROZEN = (
    ("audit", "UPDATE", ""),
    ("audit", "DELETE", ""),
    ("document", "UPDATE", ""),
    ("sent_form", "UPDATE", ""),
    ("release", "UPDATE", "body, hash, regime_id, no, valid_from, published_at, published_by"),
    ("release", "DELETE", ""),
)


def _name(table: str, event: str) -> str:
    return f"frozen_{table}_{event.lower()}"


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    if dialect == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
        )
    for table, event, columns in FROZEN:
        what = f"{event} OF {columns}" if columns else event
        if dialect == "postgresql":
            op.execute(
                f"CREATE TRIGGER {_name(table, event)} BEFORE {what} ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )
        else:
            op.execute(
                f"CREATE TRIGGER {_name(table, event)} BEFORE {what} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def downgrade() -> None:
    postgres = op.get_bind().dialect.name == "postgresql"
    for table, event, _columns in FROZEN:
        op.execute(f"DROP TRIGGER {_name(table, event)}" + (f" ON {table}" if postgres else ""))
    if postgres:
        op.execute("DROP FUNCTION refuse_change()")

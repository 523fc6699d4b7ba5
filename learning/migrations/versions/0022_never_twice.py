"""A place on a withdrawal list is never given twice, and stays taken once it was withdrawn."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Make the table, and let SQLite count as PostgreSQL does: on, also after the last is gone."""
    op.create_table(
        "removed_withdrawn",
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_removed_withdrawn")),
    )
    if op.get_bind().dialect.name == "sqlite":
        counting = {"sqlite_autoincrement": True}
        with op.batch_alter_table("certificate", recreate="always", table_kwargs=counting):
            pass

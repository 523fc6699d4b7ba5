"""Claims: who was added by name stays marked so, and a code opens nothing once it was used."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add both columns, and use up the codes of whoever has claimed already."""
    nobody_is: sa.Column[bool] = sa.Column(
        "is_by_name", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("participant", nobody_is)
    op.add_column("participant", sa.Column("claimed", sa.String(), nullable=True))
    op.create_index(op.f("ix_participant_claimed"), "participant", ["claimed"], unique=True)
    row = sa.table(
        "participant",
        sa.column("user_id", sa.Integer),
        sa.column("name", sa.String),
        sa.column("code", sa.String),
        sa.column("claimed", sa.String),
        sa.column("is_by_name", sa.Boolean),
    )
    op.execute(row.update().where(row.c.name.is_not(None)).values(is_by_name=True))
    used = row.update().where(row.c.code.is_not(None), row.c.user_id.is_not(None))
    op.execute(used.values(claimed=row.c.code, code=None, name=None))

"""Sharing: which entries are shown to which team."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table, and the column that says whether an entry has a line in it."""
    op.create_table(
        "share",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("shared_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_share_entry_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_share_team_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", "team_id", name=op.f("pk_share")),
    )
    op.create_index(op.f("ix_share_team_id"), "share", ["team_id"], unique=False)
    nothing_is: sa.Column[bool] = sa.Column(
        "is_shared", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("entry", nothing_is)

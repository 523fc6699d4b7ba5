"""When somebody was last signed out everywhere: what browsers hold from before counts no more."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Add the column."""
    op.add_column("user", sa.Column("ended_at", sa.DateTime(), nullable=True))

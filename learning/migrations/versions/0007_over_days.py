"""Live sessions over days: how many for each step, and of which step people were reminded."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add both columns."""
    some = sa.CheckConstraint("days > 0", name=op.f("ck_live_session_days"))
    op.add_column("live_session", sa.Column("days", sa.Integer(), some, nullable=True))
    op.add_column("live_run", sa.Column("reminded_of", sa.String(), nullable=True))

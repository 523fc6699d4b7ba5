"""When counting began to go by what it goes by now, so that two editions do not take turns."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Add the column; what stands is old enough to be followed by another."""
    op.add_column("counting", sa.Column("shape_at", sa.DateTime(), nullable=True))

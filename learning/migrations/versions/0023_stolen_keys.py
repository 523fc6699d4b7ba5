"""A key can be marked as stolen: what it signed is not believed any more."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Add the column."""
    op.add_column("signing_key", sa.Column("stolen_since", sa.Date(), nullable=True))

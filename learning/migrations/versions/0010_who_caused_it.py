"""Mails to people without an account: which learner caused each, so that they can be counted."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the column."""
    op.add_column("mail", sa.Column("by_user_id", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_mail_by_user_id"), "mail", ["by_user_id"], unique=False)

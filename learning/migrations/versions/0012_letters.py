"""Letters to oneself: sealed until a day, then mailed about and shown."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("opens_at", sa.DateTime(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("text <> ''", name=op.f("ck_letter_text")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_letter_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    op.create_index(op.f("ix_letter_user_id"), "letter", ["user_id"], unique=False)
    op.create_index(op.f("ix_letter_opens_at"), "letter", ["opens_at"], unique=False)

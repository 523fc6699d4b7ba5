"""Mail: the outbox, and who wants no more of a kind."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("kind", _kind("ck_mail_kind"), nullable=False),
        sa.Column("to_address", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("attachments", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("failed_at", sa.DateTime(), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_mail_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
        sa.UniqueConstraint("key", name=op.f("uq_mail_key")),
    )
    op.create_index(op.f("ix_mail_user_id"), "mail", ["user_id"], unique=False)
    waits = sa.text("sent_at IS NULL AND failed_at IS NULL")
    op.create_index(
        "ix_mail_waiting", "mail", ["due_at"], sqlite_where=waits, postgresql_where=waits
    )
    op.create_table(
        "mail_opt_out",
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("kind", _kind("ck_mail_opt_out_kind"), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("address", "kind", name=op.f("pk_mail_opt_out")),
    )


def _kind(name: str) -> sa.Enum:
    return sa.Enum(
        "session", "reminder", "account",
        name=op.f(name), native_enum=False, create_constraint=True, length=16,
    )  # fmt: skip

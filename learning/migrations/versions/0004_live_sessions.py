"""Live sessions: when a team meets, and who said they would come."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "live_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.String(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(), nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("length > 0", name=op.f("ck_live_session_length")),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_live_session_sequence")),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_live_session_team_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_session")),
        sa.UniqueConstraint("uid", name=op.f("uq_live_session_uid")),
    )
    op.create_index(op.f("ix_live_session_team_id"), "live_session", ["team_id"], unique=False)
    op.create_index(op.f("ix_live_session_starts_at"), "live_session", ["starts_at"], unique=False)
    not_cancelled = sa.text("cancelled_at IS NULL")
    op.create_index(
        "uq_live_session_team_id_starts_at", "live_session", ["team_id", "starts_at"], unique=True,
        sqlite_where=not_cancelled, postgresql_where=not_cancelled,
    )  # fmt: skip
    _replies()


def _replies() -> None:
    answer = sa.Enum(
        "yes", "no", "maybe",
        name=op.f("ck_reply_answer"), native_enum=False, create_constraint=True, length=16,
    )  # fmt: skip
    op.create_table(
        "reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("live_session_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("answer", answer, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("(user_id IS NULL) <> (address IS NULL)", name=op.f("ck_reply_who")),
        sa.ForeignKeyConstraint(
            ["live_session_id"],
            ["live_session.id"],
            name=op.f("fk_reply_live_session_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_reply_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
        sa.UniqueConstraint(
            "live_session_id", "user_id", name=op.f("uq_reply_live_session_id_user_id")
        ),
        sa.UniqueConstraint(
            "live_session_id", "address", name=op.f("uq_reply_live_session_id_address")
        ),
    )
    op.create_index(op.f("ix_reply_user_id"), "reply", ["user_id"], unique=False)

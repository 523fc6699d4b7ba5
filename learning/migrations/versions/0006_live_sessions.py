"""Live sessions as they are held: where each is, who is there, what they made."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the eight tables."""
    _runs()
    _participants()
    _presence()
    _writing()
    _agreeing()


def _runs() -> None:
    op.create_table(
        "live_run",
        sa.Column("live_session_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("is_swapped", sa.Boolean(), nullable=False),
        sa.Column("is_room", sa.Boolean(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("over_at", sa.DateTime(), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("version > 0", name=op.f("ck_live_run_version")),
        sa.ForeignKeyConstraint(
            ["live_session_id"],
            ["live_session.id"],
            name=op.f("fk_live_run_live_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("live_session_id", name=op.f("pk_live_run")),
    )
    unsettled = sa.text("settled_at IS NULL")
    op.create_index(
        "ix_live_run_over_at", "live_run", ["over_at"],
        unique=False, sqlite_where=unsettled, postgresql_where=unsettled,
    )  # fmt: skip


def _participants() -> None:
    op.create_table(
        "participant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("live_session_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["live_session_id"],
            ["live_session.id"],
            name=op.f("fk_participant_live_session_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_participant_user_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sa.UniqueConstraint("code", name=op.f("uq_participant_code")),
        sa.UniqueConstraint(
            "live_session_id", "user_id", name=op.f("uq_participant_live_session_id_user_id")
        ),
    )
    op.create_index(op.f("ix_participant_user_id"), "participant", ["user_id"], unique=False)
    op.create_table(
        "repair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_user_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_repair_minutes")),
        _of_participant("repair"),
        sa.ForeignKeyConstraint(
            ["by_user_id"], ["user.id"], name=op.f("fk_repair_by_user_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repair")),
    )
    op.create_index(op.f("ix_repair_participant_id"), "repair", ["participant_id"], unique=False)
    op.create_index(op.f("ix_repair_by_user_id"), "repair", ["by_user_id"], unique=False)


def _presence() -> None:
    op.create_table(
        "stay",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("came_at", sa.DateTime(), nullable=False),
        sa.Column("left_at", sa.DateTime(), nullable=True),
        sa.Column("has_left", sa.Boolean(), nullable=False),
        _of_participant("stay"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stay")),
    )
    op.create_index(op.f("ix_stay_participant_id"), "stay", ["participant_id"], unique=False)
    op.create_table(
        "presence",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("process", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        _of_participant("presence"),
        sa.PrimaryKeyConstraint("participant_id", "process", name=op.f("pk_presence")),
    )


def _writing() -> None:
    visibility = sa.Enum(
        "named", "unnamed", "withheld",
        name=op.f("ck_card_visibility"), native_enum=False, create_constraint=True, length=16,
    )  # fmt: skip
    op.create_table(
        "card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("wording", sa.JSON(), nullable=False),
        sa.Column("visibility", visibility, nullable=True),
        _of_participant("card"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_card_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
        sa.UniqueConstraint("participant_id", "step", name=op.f("uq_card_participant_id_step")),
    )
    op.create_index(op.f("ix_card_user_id"), "card", ["user_id"], unique=False)


def _agreeing() -> None:
    op.create_table(
        "ballot",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("dots", sa.JSON(), nullable=False),
        _of_participant("ballot"),
        sa.PrimaryKeyConstraint("participant_id", "step", name=op.f("pk_ballot")),
    )
    op.create_table(
        "line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("live_session_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["live_session_id"],
            ["live_session.id"],
            name=op.f("fk_line_live_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line")),
    )
    op.create_index(op.f("ix_line_live_session_id"), "line", ["live_session_id"], unique=False)


def _of_participant(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["participant_id"],
        ["participant.id"],
        name=op.f(f"fk_{table}_participant_id"),
        ondelete="CASCADE",
    )

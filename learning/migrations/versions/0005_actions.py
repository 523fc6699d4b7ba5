"""Actions: what a team decided to do, and what became of it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table."""
    status = sa.Enum(
        "open", "done", "changed", "dropped",
        name=op.f("ck_action_status"), native_enum=False, create_constraint=True, length=16,
    )  # fmt: skip
    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("live_session_id", sa.Integer(), nullable=True),
        sa.Column("step", sa.String(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("owner_name", sa.String(), nullable=True),
        sa.Column("by", sa.Date(), nullable=True),
        sa.Column("first_step", sa.String(), nullable=False),
        sa.Column("status", status, nullable=False),
        sa.Column("learned", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("what <> ''", name=op.f("ck_action_what")),
        sa.CheckConstraint("owner_id IS NULL OR owner_name IS NULL", name=op.f("ck_action_owner")),
        sa.CheckConstraint(
            "(status = 'open') = (settled_at IS NULL)", name=op.f("ck_action_settled")
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_action_version")),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_action_team_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["live_session_id"],
            ["live_session.id"],
            name=op.f("fk_action_live_session_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user.id"], name=op.f("fk_action_owner_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
    )
    for column in ("team_id", "live_session_id", "owner_id"):
        op.create_index(op.f(f"ix_action_{column}"), "action", [column], unique=False)

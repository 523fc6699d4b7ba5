"""Statistics: who has to be counted again, and what was counted."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the tables. The first count finds everybody."""
    op.create_table(
        "recount",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recount")),
    )
    op.create_table(
        "lane",
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("family", "name", name=op.f("pk_lane")),
    )
    told_apart = ("organisation", "sector", "nation", "role", "stage", "cohort")
    op.create_table(
        "tally",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in told_apart),
        sa.Column("counts", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_tally")),
    )
    op.create_index(
        op.f("ix_tally_family_kept"),
        "tally",
        ["family", "kept", "month", *told_apart],
        unique=False,
    )
    op.create_table(
        "counted",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("active_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_counted")),
    )
    op.create_index(op.f("ix_counted_active_until"), "counted", ["active_until"], unique=False)
    op.create_table(
        "counting",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("shape", sa.String(), nullable=False),
        sa.Column("batches", sa.Integer(), nullable=False),
        sa.Column("anew_after", sa.Integer(), nullable=True),
        sa.Column("counted_at", sa.DateTime(), nullable=False),
        sa.Column("teams_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_counting_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counting")),
    )

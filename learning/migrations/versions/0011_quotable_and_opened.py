"""Passages that may be quoted, and who has opened what was shared with them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make both tables, and the column that says whether an entry has a passage in the first."""
    naming = sa.Enum(
        "named", "described", "unnamed",
        name=op.f("ck_quotation_naming"), native_enum=False, create_constraint=True, length=16,
    )  # fmt: skip
    op.create_table(
        "quotation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("naming", naming, nullable=False),
        sa.Column("described", sa.String(), nullable=True),
        sa.Column("passage", sa.String(), nullable=False),
        sa.Column("consented_at", sa.DateTime(), nullable=False),
        sa.Column("consent", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(naming = 'described') = (described IS NOT NULL)", name=op.f("ck_quotation_described")
        ),
        sa.CheckConstraint("passage <> ''", name=op.f("ck_quotation_passage")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_quotation_entry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotation")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_quotation_entry_id")),
    )
    op.create_table(
        "opening",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id", "team_id"],
            ["share.entry_id", "share.team_id"],
            name=op.f("fk_opening_entry_id_team_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_opening_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", "team_id", "user_id", name=op.f("pk_opening")),
    )
    op.create_index(op.f("ix_opening_user_id"), "opening", ["user_id"], unique=False)
    nothing_is: sa.Column[bool] = sa.Column(
        "is_quotable", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("entry", nothing_is)

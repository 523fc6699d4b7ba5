"""What people say about their work: organisations, profiles, and which names were made one."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
_CHOICES = {
    "sector": (
        "health", "council", "education", "housing", "voluntary", "emergency", "government",
        "business", "other",
    ),
    "nation": ("england", "scotland", "wales", "northern_ireland", "elsewhere"),
    "workrole": (
        "leadership", "management", "public_health", "people", "buying", "estates", "green",
        "communities", "care", "research", "other",
    ),
    "stage": ("new", "started", "established", "unsure"),
}  # fmt: skip


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("block", sa.String(), nullable=False),
        sa.Column("initials", sa.String(), nullable=False),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "merged_into <> id", name=op.f("ck_organisation_merged_into_another")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into"], ["organisation.id"], name=op.f("fk_organisation_merged_into"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("key", name=op.f("uq_organisation_key")),
        sqlite_autoincrement=True,
    )  # fmt: skip
    _index("organisation", "block", "initials", "merged_into")
    op.create_table(
        "profile",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("sector", _choice("sector"), nullable=True),
        sa.Column("nation", _choice("nation"), nullable=True),
        sa.Column("role", _choice("workrole"), nullable=True),
        sa.Column("stage", _choice("stage"), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_profile_user_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_profile_organisation_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_profile")),
    )  # fmt: skip
    _index("profile", "organisation_id")
    op.create_table(
        "organisation_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("admin_id", sa.Integer(), nullable=True),
        sa.Column("merged_at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_organisation_merge_reason")),
        _cascade("organisation_id"),
        _cascade("into_id"),
        sa.ForeignKeyConstraint(
            ["admin_id"], ["user.id"], name=op.f("fk_organisation_merge_admin_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_merge")),
    )  # fmt: skip
    _index("organisation_merge", "organisation_id", "into_id", "admin_id")


def _choice(name: str) -> sa.Enum:
    return sa.Enum(
        *_CHOICES[name],
        name=op.f(f"ck_profile_{name}"), native_enum=False, create_constraint=True, length=16,
    )  # fmt: skip


def _cascade(column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["organisation.id"], name=op.f(f"fk_organisation_merge_{column}"),
        ondelete="CASCADE",
    )  # fmt: skip


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)

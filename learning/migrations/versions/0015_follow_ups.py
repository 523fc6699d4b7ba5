"""What changed in practice: consent to be asked, answers, quotations; a kind of mail more."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
_KINDS = ("session", "reminder", "follow_up", "account")


def upgrade() -> None:
    """Make the tables, and let mails be of the new kind."""
    _let_mails_ask()
    op.create_table(
        "follow_up_consent",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_follow_up_consent_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_follow_up_consent")),
    )
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("moment", _enum("ck_follow_up_moment", "end", "3", "6"), nullable=False),
        sa.Column("next_at", sa.DateTime(), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "reminded_at IS NULL OR sent_at IS NOT NULL", name=op.f("ck_follow_up_reminded")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_follow_up_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sa.UniqueConstraint("user_id", "moment", name=op.f("uq_follow_up_user_id_moment")),
    )
    op.create_index(op.f("ix_follow_up_next_at"), "follow_up", ["next_at"], unique=False)
    naming = _enum("ck_follow_up_quotation_naming", "named", "described", "unnamed")
    op.create_table(
        "follow_up_quotation",
        sa.Column("follow_up_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("naming", naming, nullable=False),
        sa.Column("described", sa.String(), nullable=True),
        sa.Column("passage", sa.String(), nullable=False),
        sa.Column("consented_at", sa.DateTime(), nullable=False),
        sa.Column("consent", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(naming = 'described') = (described IS NOT NULL)",
            name=op.f("ck_follow_up_quotation_described"),
        ),
        sa.CheckConstraint("passage <> ''", name=op.f("ck_follow_up_quotation_passage")),
        sa.ForeignKeyConstraint(
            ["follow_up_id"],
            ["follow_up.id"],
            name=op.f("fk_follow_up_quotation_follow_up_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("follow_up_id", name=op.f("pk_follow_up_quotation")),
    )


def _let_mails_ask() -> None:
    """On SQLite this copies both tables of mail, to which no other refers."""
    kinds = ", ".join(f"'{kind}'" for kind in _KINDS)
    for table in ("mail", "mail_opt_out"):
        name = f"ck_{table}_kind"
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(name), type_="check")
            batch.create_check_constraint(op.f(name), f"kind IN ({kinds})")


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=op.f(name), native_enum=False, create_constraint=True, length=16)

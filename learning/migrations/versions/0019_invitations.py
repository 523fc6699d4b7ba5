"""Admins of one organisation, invitations to take part; a kind of mail more."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
_KINDS = ("session", "reminder", "follow_up", "invitation", "account")


def upgrade() -> None:
    """Make the tables, let organisations stay that nobody names, and mails be of the new kind."""
    op.add_column("organisation", sa.Column("kept_at", sa.DateTime(), nullable=True))
    _let_mails_invite()
    op.create_table(
        "organisation_admin",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        _key("organisation_admin", "user_id", "user.id", "CASCADE"),
        _key("organisation_admin", "organisation_id", "organisation.id", "CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_organisation_admin")),
    )
    _index("organisation_admin", "organisation_id")
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("mailed_at", sa.DateTime(), nullable=True),
        _key("invitation", "organisation_id", "organisation.id", "CASCADE"),
        _key("invitation", "by_id", "user.id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint(
            "organisation_id", "email", name=op.f("uq_invitation_organisation_id_email")
        ),
        # A link names its invitation: the number of one that is over is never given again.
        sqlite_autoincrement=True,
    )
    _index("invitation", "email", "by_id", "made_at", "mailed_at")


def _let_mails_invite() -> None:
    """On SQLite this copies both tables of mail, to which no other refers."""
    kinds = ", ".join(f"'{kind}'" for kind in _KINDS)
    for table in ("mail", "mail_opt_out"):
        name = f"ck_{table}_kind"
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(name), type_="check")
            batch.create_check_constraint(op.f(name), f"kind IN ({kinds})")


def _key(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [target], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete
    )


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)

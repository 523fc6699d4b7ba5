"""The keys that sign, what they signed of a certificate, and minutes spent with others."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Make the table, and let certificates be signed; each that there is gets a salt of its own."""
    op.create_table(
        "signing_key",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("public", sa.String(), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_key")),
    )
    for name in ("credential", "jwt", "compact", "replaces"):
        op.add_column("certificate", sa.Column(name, sa.String(), nullable=True))
    for column in (
        sa.Column("salt", sa.String(), nullable=False, server_default=""),
        sa.Column("shows_name", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("minutes_together", sa.Integer(), nullable=False, server_default="0"),
    ):
        op.add_column("certificate", column)
    for name, which in (
        ("unsigned", "credential IS NULL"),
        ("withdrawn", "withdrawn_at IS NOT NULL"),
    ):
        where = sa.text(which)
        op.create_index(
            f"ix_certificate_{name}",
            "certificate",
            ["id"],
            sqlite_where=where,
            postgresql_where=where,
        )
    _salt()


def _salt() -> None:
    """Without one, whoever guesses a name could try it on every certificate at once."""
    certificate = sa.table("certificate", sa.column("id"), sa.column("salt"))
    db = op.get_bind()
    for (number,) in db.execute(sa.select(certificate.c.id)).all():
        salted = sa.update(certificate).where(certificate.c.id == number)
        db.execute(salted.values(salt=secrets.token_urlsafe(16)))

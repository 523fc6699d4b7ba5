"""The keys: the one that signs cookies, the one that signs certificates, what waits for it."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from learning import clock, signing
from learning.certificates import Certificate
from learning.config import Settings
from learning.doctor.finding import Finding, Where, fine, look, mend
from learning.errors import CannotStart

_LEAST_SIGNS, _LEAST_DIFFERENT = 32, 10
_NEW = "$ python -c 'import secrets; print(secrets.token_urlsafe(32))'"
ANEW = (
    "With another key everybody has to sign in again, and codes of apps no longer work: have"
    " your recovery codes at hand. Whoever has none is let in by\n$ learning admin"
    " forget-second-factor"
)
_SOON = timedelta(minutes=10)
"""Within so long the worker signs."""


def secret_key(where: Where) -> Finding:
    """Look whether the key that signs cookies can be guessed."""
    name, settings = "Secret key", where.settings
    kept = settings.data / "secret-key"
    if settings.database_url and not settings.secret_key:
        return mend(name, "None is given.", f"Give LEARNING_SECRET_KEY. Make one:\n{_NEW}")
    if not (key := known_secret(settings)):
        return look(name, f"{kept} is not there.", "learning serve makes one.")
    before = settings.previous_secret_keys
    earlier = [part.strip() for part in before.get_secret_value().split(",")] if before else []
    if _is_weak(key):
        return mend(
            name,
            "It is short or repeats itself, so it can be guessed. Whoever does is signed in as"
            " anybody.",
            (
                f"Give LEARNING_SECRET_KEY another:\n{_NEW}"
                if settings.secret_key
                else f"$ rm {kept}"
            )
            + f"\nThen restart. {ANEW}",
        )
    if any(_is_weak(part) for part in earlier):
        return mend(
            name,
            "One of the keys used before can be guessed, and it still counts.",
            "Take it out of LEARNING_PREVIOUS_SECRET_KEYS and restart.",
        )
    also = f" {len(earlier)} used before still count." if earlier else ""
    return fine(name, f"It cannot be guessed.{also}")


def certificate_key(where: Where) -> Finding:
    """Look whether certificates can be signed, with a key that is published; one query."""
    name, settings = "Certificate key", where.settings
    path = settings.data / "keys" / "certificate-key.pem"
    known = signing.published_keys(where.asked()) if where.is_current else ()
    if not settings.certificate_key and not path.exists():
        return _no_key(path, is_missed=bool(known))
    try:
        key = settings.signing_key
    except CannotStart as refusal:
        return mend(name, "It cannot be used.", str(refusal))
    in_use = {one.key.id for one in known if not one.ended_at}
    if not where.is_current:
        return fine(name, "It can be read. Whether it is published stands in the database.")
    if any(one.stolen_since for one in known if one.key.id == key.id):
        return mend(
            name,
            "It was marked as stolen, so nothing is signed.",
            "Make another. If it is given by LEARNING_CERTIFICATE_KEY, give another one there and"
            " restart.\n$ learning keys rotate",
        )
    if known and key.id not in in_use:
        return look(
            name,
            "It is not the key that is published as the one in use.",
            "If it was put back from a backup, the next certificate publishes it. All keys:"
            "\n$ learning keys",
        )
    return fine(name, "It can be read and is published." if known else "It can be read.")


def unsigned_certificates(where: Where) -> Finding:
    """Count the certificates that wait to be signed; one query."""
    name = "Unsigned certificates"
    waits = Certificate.credential.is_(None)
    query = select(func.count(), func.min(Certificate.issued_at)).where(waits)
    count, since = where.asked().execute(query).one()
    if not count or clock.now() - since < _SOON:
        return fine(name, "No certificate waits to be signed.")
    many = f"{count:,} certificate{' waits' if count == 1 else 's wait'} to be signed"
    if not where.settings.base_url:
        return look(
            name,
            f"{many}: they say where they can be checked, and no address is set.",
            "Set LEARNING_BASE_URL and restart. They are signed within a minute.",
        )
    return mend(
        name,
        f"{many}, the first since {since:%d %B %Y}.",
        "See “Worker” and “Certificate key”. The server’s log says why one could not be signed.",
    )


def known_secret(settings: Settings) -> str:
    """Return the key that signs cookies; empty if there is none yet. It is never made here."""
    if settings.secret_key:
        return settings.secret_key.get_secret_value()
    kept = settings.data / "secret-key"
    return kept.read_text(encoding="ascii").strip() if kept.exists() else ""


def _is_weak(key: str) -> bool:
    return len(key) < _LEAST_SIGNS or len(set(key)) < _LEAST_DIFFERENT


def _no_key(path: Path, *, is_missed: bool) -> Finding:
    if not is_missed:
        return look("Certificate key", f"{path} is not there.", "learning serve makes one.")
    return mend(
        "Certificate key",
        f"{path} is not there, though one has signed before.",
        "Put the folder keys/ back from a backup. If there is none, restart: another is made, and"
        " what was signed stays genuine.",
    )

"""``learning keys``: the keys that sign certificates, a new one in their place, a stolen one."""

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from learning import audit, certificates, clock, signing
from learning.cli.opening import open_as_set
from learning.cli.refusal import refusing
from learning.config import Settings, settings_from_environment
from learning.errors import Conflict, NotFound
from learning.signing import Known, SigningKey


@refusing
def show() -> int:
    """List every key that ever signed here: its id, since when and until when, and if stolen."""
    settings = settings_from_environment().prepare()
    database = open_as_set(settings)
    try:
        with database.writing.begin() as db:
            known = _published(db, settings.signing_key)
    finally:
        database.close()
    for one in known:
        until = f"ended {one.ended_at:%d %B %Y %H:%M} UTC" if one.ended_at else "in use"
        stolen = f"  stolen on {_day(one.stolen_since)}" if one.stolen_since else ""
        print(f"{one.key.id}  since {one.began_at:%d %B %Y %H:%M} UTC  {until}{stolen}")
    return 0


@refusing
def rotate() -> int:
    """Sign with a new key from now on; what was signed before can still be checked."""
    settings = settings_from_environment().prepare()
    if settings.certificate_key:
        raise Conflict(
            "The key is given by LEARNING_CERTIFICATE_KEY. Give another one there and restart;"
            " the public half of this one stays published."
        )
    before = settings.signing_key
    database = open_as_set(settings)
    try:
        with database.writing.begin() as db:
            _published(db, before)  # it may have signed and not be known yet
            after = _rotated(db, settings)
    finally:
        database.close()
    folder = settings.data / "keys"
    print(f"{after.id} signs from now on. {before.id} stays published; back up {folder}.")
    return 0


@refusing
def stolen(key_id: str, since: str) -> int:
    """Mark a key as stolen on the day ``since``, as ISO writes it; one in use is rotated as well.

    What it signed is taken back, and the worker signs it anew. A second time changes nothing.
    """
    settings = settings_from_environment().prepare()
    day = _not_in_the_future(since, ZoneInfo(settings.time_zone))
    in_use = settings.signing_key
    database = open_as_set(settings)
    try:
        with database.writing.begin() as db:
            key = _named(_published(db, in_use), key_id)
            if key == in_use.public:
                _refuse_given(settings, in_use, since)
                _rotated(db, settings)
            if signing.mark_stolen(db, key, day):
                about = f"key {key.id}, on {_day(day)}"
                audit.note(db, None, audit.Act.MARK_KEY_STOLEN, about=about)
        count = certificates.unsign(database, key)
    finally:
        database.close()
    print(f"{key.id} is marked as stolen on {_day(day)}, and published no more.")
    print(f"{settings.signing_key.id} signs from now on; certificates to sign anew: {count}.")
    return 0


def _published(db: Session, in_use: SigningKey) -> tuple[Known, ...]:
    """Return every known key; the one in use becomes one of them, unless it was stolen."""
    known = signing.published_keys(db)
    if any(one.key == in_use.public and one.stolen_since for one in known):
        return known
    signing.publish(db, in_use)
    return signing.published_keys(db)


def _rotated(db: Session, settings: Settings) -> SigningKey:
    after = signing.rotate(settings.data / "keys")
    signing.publish(db, after)
    return after


def _named(known: tuple[Known, ...], key_id: str) -> signing.PublicKey:
    """Return the key of this id; a hyphen in front of it may be missing: shells dislike it."""
    for one in known:
        if one.key.id.lstrip("-") == key_id.lstrip("-"):
            return one.key
    raise NotFound(f"No key has the id {key_id}. `learning keys` lists those there are.")


def _not_in_the_future(written: str, zone: ZoneInfo) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise Conflict("Write the day like this: --since 2026-11-01") from None
    if day > clock.now().astimezone(zone).date():
        raise Conflict(f"{_day(day)} is not here yet. Give the day from which it was stolen.")
    return day


def _refuse_given(settings: Settings, in_use: SigningKey, since: str) -> None:
    """Refuse a key that we cannot replace: it would go on signing."""
    if settings.certificate_key:
        raise Conflict(
            "This key is in use, and given by LEARNING_CERTIFICATE_KEY. Give another one there"
            " and restart every process, then:"
            f" learning keys stolen {in_use.id.lstrip('-')} --since {since}"
        )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

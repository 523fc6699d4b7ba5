"""Passkeys (WebAuthn): the browser signs a challenge with a key that never leaves the device."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import Person
from learning.errors import Conflict, NotAllowed, NotFound
from learning.second_factor import telling
from learning.second_factor.tables import Passkey
from learning.second_factor.ways import is_set_up, settle_new

MOST = 10
"""Passkeys of one person."""
LONGEST_NAME = 60
LONGEST_ANSWER = 20_000
"""Characters; a real answer has some hundred."""
NOT_TAKEN = "The passkey was not accepted. Nothing has changed. Try once more."


@dataclass(frozen=True, slots=True)
class Site:
    """Whom a passkey is for."""

    host: str
    origins: tuple[str, ...]
    """The addresses of pages that may ask for it."""
    title: str


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a browser was asked to sign, and since when."""

    signs: bytes
    asked_at: datetime


def creation_options(db: Session, person: Person, site: Site) -> tuple[str, bytes]:
    """Return what a browser needs to make a passkey, as JSON, and the challenge; one query."""
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers import structs

    options = generate_registration_options(
        rp_id=site.host,
        rp_name=site.title,
        user_id=f"account {person.id}".encode(),
        user_name=person.email,
        user_display_name=person.name,
        exclude_credentials=_described(_known(db, person.id)),
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.DISCOURAGED,
            user_verification=structs.UserVerificationRequirement.PREFERRED,
        ),
    )
    return options_to_json(options), options.challenge


def request_options(db: Session, user_id: int, site: Site) -> tuple[str, bytes]:
    """Return what a browser needs to show a passkey, as JSON, and the challenge; one query."""
    from webauthn import generate_authentication_options, options_to_json

    known = _described(_known(db, user_id))
    options = generate_authentication_options(rp_id=site.host, allow_credentials=known)
    return options_to_json(options), options.challenge


def add_passkey(
    db: Session, person: Person, name: str, answer: str, challenge: Challenge, site: Site
) -> None:
    """Keep the passkey that a browser has made; with the first second factor other sign-ins end.

    Raises `NotAllowed` for an answer that is none to this challenge, and `Conflict` for a passkey
    that is kept already and for one too many.
    """
    from webauthn import verify_registration_response

    count = select(func.count()).select_from(Passkey).where(Passkey.user_id == person.id)
    if (db.scalar(count) or 0) >= MOST:
        raise Conflict(f"You have {MOST} passkeys. Remove one first.")
    try:
        made = verify_registration_response(
            credential=_read(answer),
            expected_challenge=challenge.signs,
            expected_rp_id=site.host,
            expected_origin=list(site.origins),
        )
    except _refusals():
        raise NotAllowed(NOT_TAKEN) from None
    is_first = not is_set_up(db, person.id)
    row = {
        "user_id": person.id,
        "credential_id": made.credential_id,
        "public_key": made.credential_public_key,
        "sign_count": made.sign_count,
        "name": name,
        "made_at": clock.now(),
    }
    try:
        with db.begin_nested():
            db.execute(insert(Passkey).values(row))
    except IntegrityError:
        raise Conflict("This passkey is set up already.") from None
    settle_new(db, person, telling.PASSKEY_ADDED, is_first=is_first)


def show_passkey(db: Session, user_id: int, answer: str, challenge: Challenge, site: Site) -> None:
    """Take the signature of one of the person's passkeys; raises `NotAllowed` for any other.

    A challenge is older than whatever it was answered with, so none that was asked before a
    passkey's last use is taken from it: an answer that was listened to is of no use to anybody.
    """
    from webauthn import verify_authentication_response

    try:
        given = _read(answer)
        known = _of_answer(db, user_id, given)
        shown = verify_authentication_response(
            credential=given,
            expected_challenge=challenge.signs,
            expected_rp_id=site.host,
            expected_origin=list(site.origins),
            credential_public_key=known.public_key,
            credential_current_sign_count=known.sign_count,
        )
    except _refusals():
        raise NotAllowed(NOT_TAKEN) from None
    fresh = or_(Passkey.used_at.is_(None), Passkey.used_at < challenge.asked_at)
    used = update(Passkey).where(Passkey.id == known.id, fresh)
    values = {"used_at": clock.now(), "sign_count": shown.new_sign_count}
    if db.execute(used.values(values).returning(Passkey.id)).first() is None:
        raise NotAllowed(NOT_TAKEN)


def _known(db: Session, user_id: int) -> Sequence[bytes]:
    query = select(Passkey.credential_id).where(Passkey.user_id == user_id)
    return db.scalars(query.order_by(Passkey.id)).all()


def _of_answer(db: Session, user_id: int, given: dict[str, object]) -> Passkey:
    """Return the passkey that answered; raises `NotFound` unless it is the person's."""
    from webauthn import base64url_to_bytes

    credential = base64url_to_bytes(str(given.get("id")))
    own = (Passkey.credential_id == credential, Passkey.user_id == user_id)
    found = db.scalar(select(Passkey).where(*own))
    if found is None:
        raise NotFound(NOT_TAKEN)
    return found


def _described(known: Sequence[bytes]) -> list[Any]:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    return [PublicKeyCredentialDescriptor(id=credential) for credential in known]


def _read(answer: str) -> dict[str, object]:
    """Return the browser's answer; raises `ValueError` for what cannot be one."""
    given = json.loads(answer) if len(answer) <= LONGEST_ANSWER else None
    if not isinstance(given, dict):
        raise ValueError("no answer of a browser")
    return given


def _refusals() -> tuple[type[Exception], ...]:
    """Return what the library raises for answers that are forged or broken."""
    from webauthn.helpers.exceptions import WebAuthnException

    broken = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
    return WebAuthnException, NotFound, *broken

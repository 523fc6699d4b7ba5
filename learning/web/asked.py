"""What a browser asked to have mailed, kept in its signed cookie until the mail is there."""

import json
from dataclasses import asdict, dataclass
from typing import cast

from flask import request, session

from learning.errors import NotFound
from learning.mailed_links import Asker, Purpose, Site, new_browser
from learning.sealing import BrokenSeal, Sealer
from learning.web.context import programme, settings
from learning.web.known_browsers import known_as
from learning.web.signed import secrets

_ASKED, _BROWSER = "asked", "browser"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for last."""

    purpose: str
    email: str
    where: str | None
    """Where to go on to."""
    account: str = ""
    """The account that is to be made, sealed."""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account that is made once mail to its address has been shown to arrive."""

    name: str
    password_hash: str


def refuse_without_mail() -> None:
    """Raise `NotFound` where no links can be mailed."""
    if not settings().mails_links:
        raise NotFound("This site sends no mail, so this way is not open here.")


def site() -> Site:
    """Return what mails about accounts are written with."""
    return Site(settings().base_url, programme().title, settings().contact)


def asker() -> Asker:
    """Return where a mail is asked from; the browser is given what it can be known by."""
    if _BROWSER not in session:
        session[_BROWSER] = new_browser()
    return Asker(session[_BROWSER], request.remote_addr or "", known_as)


def this_browser() -> str:
    """Return what the browser is known by; nothing if it never asked for a mail."""
    return cast("str", session.get(_BROWSER, ""))


def remember(
    purpose: Purpose, email: str, where: str | None, account: NewAccount | None = None
) -> None:
    """Keep what was asked for; only the last thing counts."""
    packed = _sealer().seal(json.dumps(asdict(account)).encode()).decode() if account else ""
    session[_ASKED] = asdict(Asked(purpose.value, email, where, packed))


def asked_for(*purposes: Purpose) -> Asked | None:
    """Return what this browser asked for last, if it is one of these."""
    kept = session.get(_ASKED)
    return Asked(**kept) if kept and kept["purpose"] in purposes else None


def account_in(asked: Asked) -> NewAccount:
    """Return the account that is to be made; raise `NotFound` if it cannot be read any more."""
    try:
        return NewAccount(**json.loads(_sealer().opened(asked.account.encode())))
    except BrokenSeal:
        raise NotFound("This took too long. Create your account once more.") from None


def _sealer() -> Sealer:
    return Sealer(secrets(), "new account")

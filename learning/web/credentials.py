"""Certificates for machines and for whoever checks without us: credentials, keys, the checker."""

import json
import logging
from base64 import urlsafe_b64encode
from functools import lru_cache

from flask import Blueprint, Response, redirect, request
from flask.typing import ResponseReturnValue

from learning import certificates, clock, signing
from learning.certificates import Signed, Signer
from learning.certificates.status_list import instant
from learning.errors import CannotStart, NotFound
from learning.signing import Known, NotGenuine, PublicKey
from learning.web import guesses
from learning.web.access import public
from learning.web.checker import checker_page, checker_policy
from learning.web.context import programme, settings
from learning.web.database import db
from learning.web.doors import is_of_this_machine

bp = Blueprint("credentials", __name__)
_log = logging.getLogger(__name__)
_AS_JSON = ("application/vc", "application/ld+json", "application/json")
_A_WHILE = "public, max-age=300"
"""So soon nobody sees any more what was removed, and everybody a new key."""
_MAY_ASK = "*"
"""Any page may read what is published for machines; it says nothing of who asks."""


def signer() -> Signer:
    """Return who signs here."""
    here = settings()
    return Signer.of(
        here.signing_key, here.base_url, zone=here.time_zone, otherwise=request.url_root
    )


def sign_now(code: str) -> None:
    """Sign what was just issued, so that it can be checked at once.

    Where no address is set, only for who tries it on this machine: anybody could ask under a name
    that is not ours, and it would be signed for ever. Without the key it is issued all the same,
    and the worker signs it later.
    """
    if settings().base_url or is_of_this_machine():
        try:
            certificates.sign(db(), code, signer())
        except CannotStart:
            _log.exception("could not sign a certificate")


def wants_credential() -> bool:
    """Tell whether the request asks for what machines read rather than for a page."""
    best = request.accept_mimetypes.best_match(["text/html", *_AS_JSON])
    return best in _AS_JSON


def told_apart(answer: Response) -> Response:
    """Return an answer that depends on what was asked for, so that no cache mixes the two up."""
    answer.vary.add("Accept")
    return answer


def credential_of(code: str) -> Response:
    """Return the answer with a certificate’s credential."""
    return _published(_signed(code).credential, "application/vc")


@bp.get("/certificates/<code>.json")
@public
def as_json(code: str) -> ResponseReturnValue:
    """Send the certificate as a credential with its proofs."""
    return credential_of(code)


@bp.get("/certificates/<code>.jwt")
@public
def as_jwt(code: str) -> ResponseReturnValue:
    """Send the certificate as a signed JWT."""
    return _published(_signed(code).jwt, "application/vc+jwt")


@bp.get("/certificates/<code>.svg")
@public
def as_svg(code: str) -> ResponseReturnValue:
    """Send the badge, a drawing that carries the credential."""
    from learning.certificates import badge  # typst is large

    drawn = badge.svg(_signed(code).credential, certificates.by_code(db(), code).snapshot)
    return _published(drawn, "image/svg+xml")


@bp.get("/certificates/<code>.png")
@public
def as_png(code: str) -> ResponseReturnValue:
    """Send the badge as a picture that carries the credential."""
    from learning.certificates import badge  # typst is large

    drawn = badge.png(_signed(code).credential, certificates.by_code(db(), code).snapshot)
    return _published(drawn, "image/png")


@bp.get("/credentials/status/<int(max=16383):number>")
@public
def status(number: int) -> ResponseReturnValue:
    """Send the list that says which certificates were withdrawn."""
    withdrawn = certificates.withdrawn_of(db(), number)
    listed = _status(number, withdrawn, signer(), f"{clock.now():%Y%m%d%H}")
    return _published(listed, "application/vc")


@bp.get("/.well-known/did.json")
@public
def did_document() -> ResponseReturnValue:
    """Send the keys that sign here, and did, as the issuer’s document; never a stolen one."""
    issuer = signer().issuer
    document = signing.did_document(issuer, _believed())
    return _published(json.dumps(document), "application/did+json")


@bp.get("/.well-known/jwks.json")
@public
def key_set() -> ResponseReturnValue:
    """Send the same keys as a JSON Web Key Set."""
    return _published(json.dumps(signing.key_set(_believed())), "application/jwk-set+json")


@bp.get("/c/<payload>")
@bp.get("/C/<payload>")
@public
def scanned(payload: str) -> ResponseReturnValue:
    """Lead from the printed QR code to the certificate’s page."""
    try:
        known = [one.key for one in _all_known()]  # a stolen one, too: the page says what counts
        printed = certificates.read_compact(payload, known)
    except NotGenuine as refusal:
        raise NotFound(f"{refusal} Scan the square once more, or type the code in.") from None
    return redirect(f"/certificates/{certificates.grouped(printed.code)}", 302)


@bp.get("/verify.html")
@public
def checker() -> ResponseReturnValue:
    """Send the page that checks certificates without a network, with what is known today."""
    answer = Response(checker_page(_known()), mimetype="text/html")
    answer.headers["Content-Security-Policy"] = f"{checker_policy()}; frame-ancestors 'none'"
    answer.headers["Permissions-Policy"] = "camera=(self)"
    if "download" in request.args:
        answer.headers["Content-Disposition"] = 'attachment; filename="verify.html"'
    return answer


def _known() -> dict[str, object]:
    """Return what the checker carries: whose keys, their days, and the withdrawal lists."""
    who, now = signer(), clock.now()
    return {
        "issuer": {"id": who.issuer.id, "name": programme().provider, "address": who.home},
        "keys": [_as_carried(one) for one in _all_known()],
        "statuses": [
            {
                "made_at": instant(now),
                "number": number,
                "list": certificates.withdrawal_list(db(), number),
            }
            for number in range(certificates.how_many_lists(db()))
        ],
        "made_at": instant(now),
    }


def _as_carried(known: Known) -> dict[str, str | None]:
    raw = urlsafe_b64encode(known.key.raw).rstrip(b"=").decode("ascii")
    ended = instant(known.ended_at) if known.ended_at else None
    stolen = known.stolen_since.isoformat() if known.stolen_since else None
    return {
        "id": known.key.id, "raw": raw, "from": instant(known.began_at), "to": ended,
        "stolen": stolen,
    }  # fmt: skip


def _signed(code: str) -> Signed:
    found = certificates.signed(db(), code)
    if found is None:
        guesses.was_right()
        raise NotFound("This certificate is not signed yet. Ask again in a minute.")
    return found


def _believed() -> list[PublicKey]:
    """Return the keys whose signatures count: all but those that were stolen."""
    return [one.key for one in _all_known() if one.stolen_since is None]


def _all_known() -> tuple[Known, ...]:
    """Return every key that ever signed here, and the one in use before it signed any certificate.

    It signs withdrawal lists, which nobody could check otherwise.
    """
    known, in_use = signing.published_keys(db()), signer().key.public
    if any(one.key == in_use for one in known):
        return known
    return (Known(in_use, clock.now(), None, None), *known)


@lru_cache(maxsize=8)
def _status(number: int, withdrawn: tuple[int, ...], who: Signer, hour: str) -> str:
    """Return the signed list, the same for an hour; never one made for another name or key."""
    del hour
    return certificates.signed_status(number, withdrawn, who)


def _published(body: str | bytes, mimetype: str) -> Response:
    answer = Response(body, content_type=mimetype)
    answer.headers["Access-Control-Allow-Origin"] = _MAY_ASK
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.headers["Cache-Control"] = _A_WHILE
    return answer

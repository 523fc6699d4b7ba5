"""A certificate for machines, and for whoever checks it without asking us."""

import json

import pytest

from learning import certificates, signing
from learning.certificates.status_list import is_set
from learning.config import Settings
from learning.content import Programme
from learning.db import Database
from tests.browser import Browser
from tests.cast import Cast, finish
from tests.certificates.judges import faults, from_png, from_svg
from tests.certificates.signed import carried, signer
from tests.conftest import Browse, StoppedClock


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"base_url": "http://localhost"})


@pytest.fixture
def ada(browse: Browse, cast: Cast, database: Database, programme: Programme) -> Browser:
    with database.writing.begin() as db:
        finish(db, cast.ada, programme, programme.pages)
    return browse(cast.ada)


@pytest.fixture
def address(ada: Browser) -> str:
    """Where Ada's certificate stands, just claimed."""
    return str(ada.send("/certificates", {"holder": "Ada Lovelace"}).headers["Location"])


def known_keys(database: Database) -> list[signing.PublicKey]:
    with database.reading() as db:
        return [one.key for one in signing.published_keys(db)]


def test_a_certificate_is_signed_as_it_is_claimed(
    address: str, browse: Browse, database: Database
) -> None:
    stranger = browse().client
    answer = stranger.get(f"{address}.json")
    assert answer.content_type == "application/vc"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    document = json.loads(answer.get_data())
    assert faults(document) == []
    assert document["issuer"]["id"] == "did:web:localhost"
    assert "Ada" not in answer.get_data(as_text=True)
    keys = known_keys(database)
    signing.check(document, keys)
    token = stranger.get(f"{address}.jwt")
    assert token.content_type == "application/vc+jwt"
    said = signing.read_jwt(token.get_data(as_text=True), keys)
    assert said == {name: value for name, value in document.items() if name != "proof"}


@pytest.mark.parametrize(("ending", "kind"), [("svg", "image/svg+xml"), ("png", "image/png")])
def test_the_badge_carries_the_credential(
    address: str, browse: Browse, ending: str, kind: str
) -> None:
    stranger = browse().client
    answer = stranger.get(f"{address}.{ending}")
    assert answer.content_type == kind
    carried = from_png(answer.data) if ending == "png" else from_svg(answer.text)
    assert carried == stranger.get(f"{address}.json").get_data(as_text=True)


@pytest.mark.parametrize("accept", ["application/vc", "application/ld+json", "application/json"])
def test_the_page_answers_machines_with_the_credential(
    address: str, browse: Browse, accept: str
) -> None:
    stranger = browse().client
    asked = stranger.get(address, headers={"Accept": accept})
    assert asked.get_data() == stranger.get(f"{address}.json").get_data()
    assert "Accept" in asked.vary
    page = stranger.get(address, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.mimetype == "text/html"
    assert "Accept" in page.vary


def test_without_its_key_a_certificate_is_issued_and_signed_later(
    ada: Browser, database: Database, settings: Settings
) -> None:
    _ = settings.signing_key
    key = settings.data / "keys" / "certificate-key.pem"
    key.chmod(0o644)
    assert ada.send("/certificates", {"holder": "Ada"}).status_code == 303
    key.chmod(0o600)
    assert certificates.sign_waiting(database, signer(settings.signing_key)) == 1


def test_what_an_admin_issues_anew_is_signed_at_once(
    address: str, browse: Browse, cast: Cast, database: Database
) -> None:
    dana, why = browse(cast.dana), {"reason": "She wrote to us"}
    page = f"/admin/people/{cast.ada.id}"
    dana.post(f"{page}/opening", why)
    dana.post(f"{page}/certificate", why)
    with database.reading() as db:
        anew, before = certificates.certificates_of(db, cast.ada)
        signed = certificates.signed(db, anew.code)
    assert address.endswith(before.code)
    assert signed
    assert before.code in signed.credential


def test_what_was_signed_is_never_signed_anew(
    address: str, ada: Browser, settings: Settings, stopped: StoppedClock
) -> None:
    first = ada.client.get(f"{address}.json").get_data()
    signing.rotate(settings.data / "keys")
    stopped.move(days=400)
    ada.sign_in("ada@example.org")
    ada.send("/certificates", {"holder": "Ada Lovelace"})
    assert ada.client.get(f"{address}.json").get_data() == first


def test_the_keys_of_every_certificate_stay_published(
    address: str, browse: Browse, database: Database, settings: Settings, stopped: StoppedClock
) -> None:
    stranger = browse().client
    (before,) = known_keys(database)
    stopped.move(days=1)
    now = signing.rotate(settings.data / "keys")
    with database.writing.begin() as db:
        signing.publish(db, now)
    document = stranger.get("/.well-known/did.json").get_json(force=True)
    methods = [method["publicKeyMultibase"] for method in document["verificationMethod"]]
    assert methods == [now.public.multibase, before.multibase]
    assert document["assertionMethod"] == [
        method["id"] for method in document["verificationMethod"]
    ]
    keys = stranger.get("/.well-known/jwks.json").get_json(force=True)["keys"]
    assert [key["kid"] for key in keys] == [now.id, before.id]
    assert not any("d" in key for key in keys)
    document = json.loads(stranger.get(f"{address}.json").get_data())
    signing.check(document, known_keys(database))


def test_a_withdrawn_certificate_stands_on_the_list(
    address: str, browse: Browse, database: Database, stopped: StoppedClock
) -> None:
    stranger = browse().client
    document = json.loads(stranger.get(f"{address}.json").get_data())
    entry = document["credentialStatus"]
    place, where = int(entry["statusListIndex"]), entry["statusListCredential"]
    path = where.removeprefix("http://localhost")

    def is_withdrawn() -> bool:
        listed = json.loads(stranger.get(path).get_data())
        signing.check(listed, known_keys(database))
        return is_set(listed["credentialSubject"]["encodedList"], place)

    assert not is_withdrawn()
    with database.writing.begin() as db:
        code = address.rpartition("/")[2]
        certificates.withdraw(db, code, because="Issued by mistake.")
    assert is_withdrawn()
    assert stranger.get("/credentials/status/1").status_code == 404


def test_the_square_leads_to_the_page_whatever_its_case(
    address: str, browse: Browse, database: Database
) -> None:
    with database.reading() as db:
        signed = certificates.signed(db, address.rpartition("/")[2])
    assert signed
    stranger = browse().client
    for path in (f"/c/{signed.compact}", f"/C/{signed.compact}", f"/c/{signed.compact.lower()}"):
        assert stranger.get(path).headers["Location"] == address
    cut = stranger.get(f"/c/{signed.compact[:-9]}")
    assert cut.status_code == 404
    assert "Scan the square once more" in cut.get_data(as_text=True)


def test_the_checker_carries_keys_and_withdrawals_and_asks_nobody(
    address: str, browse: Browse, database: Database
) -> None:
    answer = browse().client.get("/verify.html?download")
    page = answer.get_data(as_text=True)
    known = carried(page)
    assert [key["id"] for key in known["keys"]] == [key.id for key in known_keys(database)]
    assert known["issuer"]["id"] == "did:web:localhost"
    assert not is_set(known["statuses"][0]["list"], 1)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "connect-src" not in answer.headers["Content-Security-Policy"]


def test_a_new_key_signs_the_list_at_once(
    address: str, browse: Browse, settings: Settings, database: Database
) -> None:
    stranger = browse().client
    assert stranger.get("/credentials/status/0").status_code == 200
    now = signing.rotate(settings.data / "keys")
    signing.check(json.loads(stranger.get("/credentials/status/0").data), [now.public])
    assert now.public not in known_keys(database), "no certificate needed it yet"
    for place in ("/.well-known/jwks.json", "/verify.html"):
        assert now.id in stranger.get(place).get_data(as_text=True)
    assert now.public.multibase in stranger.get("/.well-known/did.json").get_data(as_text=True)


@pytest.mark.parametrize("ending", [".json", ".jwt", ".svg", ".png"])
def test_what_the_holder_removes_is_soon_gone_from_caches_too(
    address: str, browse: Browse, ending: str
) -> None:
    answer = browse().client.get(f"{address}{ending}")
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in answer.headers


def test_there_is_no_paper_of_a_withdrawn_one_even_without_a_reason(
    address: str, browse: Browse, database: Database
) -> None:
    with database.writing.begin() as db:
        certificates.withdraw(db, address.rpartition("/")[2], because="")
    assert browse().client.get(f"{address}.pdf").status_code == 410

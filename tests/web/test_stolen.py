"""A key that was stolen: nothing it signed is believed, and everything is signed anew."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from learning import certificates, signing
from learning.audit import AuditEntry
from learning.certificates import Signer
from learning.cli import main
from learning.config import Settings
from learning.content import Programme
from learning.db import Database
from learning.errors import CannotStart
from tests.browser import Browser
from tests.cast import Cast, finish
from tests.certificates.signed import carried
from tests.conftest import Browse, StoppedClock
from tests.signing.test_keys import PEM

HOME = "http://localhost"
ENDINGS = (".json", ".jwt", ".svg", ".png")
Command = Callable[..., int]


@pytest.fixture
def settings(settings: Settings, database: Database) -> Settings:
    where = database.engine.url.render_as_string(hide_password=False)
    return settings.model_copy(update={"base_url": HOME, "database_url": where})


@pytest.fixture
def learning(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command line of this installation."""
    told = {"DATA": settings.data, "DATABASE_URL": settings.database_url, "BASE_URL": HOME}
    for name, value in told.items():
        monkeypatch.setenv(f"LEARNING_{name}", str(value))
    monkeypatch.setenv("LEARNING_SECRET_KEY", settings.secret())
    return lambda *words: main(list(words))


@pytest.fixture
def ada(browse: Browse, cast: Cast, database: Database, programme: Programme) -> Browser:
    with database.writing.begin() as db:
        finish(db, cast.ada, programme, programme.pages)
    return browse(cast.ada)


@pytest.fixture
def address(ada: Browser) -> str:
    return str(ada.send("/certificates", {"holder": "Ada Lovelace"}).headers["Location"])


def sign_waiting(database: Database, settings: Settings) -> int:
    """As the worker does, every minute."""
    signer = Signer.of(settings.signing_key, HOME, zone=settings.time_zone)
    return certificates.sign_waiting(database, signer)


def test_what_a_stolen_key_signed_is_signed_anew_and_the_key_is_believed_no_more(
    learning: Command, address: str, browse: Browse, database: Database, settings: Settings,
    stopped: StoppedClock, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    stranger, before = browse().client, settings.signing_key
    with database.reading() as db:
        printed = certificates.signed(db, address.rpartition("/")[2])
    assert printed
    assert "stolen" not in stranger.get(address).text
    stopped.move(days=3)

    assert learning("keys", "stolen", before.id.lstrip("-"), "--since", "2026-03-03") == 0
    assert "certificates to sign anew: 1" in capsys.readouterr().out
    after = settings.signing_key
    assert after != before
    assert {stranger.get(f"{address}{ending}").status_code for ending in ENDINGS} == {404}
    page = stranger.get(address).text
    assert "This certificate is genuine" in page
    assert "made before 5 March 2026 may bear the signature of a key that was stolen" in page

    assert sign_waiting(database, settings) == 1
    document = json.loads(stranger.get(f"{address}.json").data)
    signing.check(document, [after.public])
    signing.read_jwt(stranger.get(f"{address}.jwt").text, [after.public])
    keys = stranger.get("/.well-known/jwks.json").get_json(force=True)["keys"]
    assert [key["kid"] for key in keys] == [after.id]
    issuer = stranger.get("/.well-known/did.json").text
    assert (after.public.multibase in issuer, before.public.multibase in issuer) == (True, False)
    known = {key["id"]: key["stolen"] for key in carried(stranger.get("/verify.html").text)["keys"]}
    assert known == {after.id: None, before.id: "2026-03-03"}
    assert stranger.get(f"/c/{printed.compact}").headers["Location"] == address, (
        "old paper leads on"
    )


def test_said_a_second_time_only_another_day_counts(
    learning: Command, address: str, database: Database, settings: Settings,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    before = settings.signing_key.id.lstrip("-")
    for day in ("2026-03-01", "2026-03-01", "2026-02-27"):
        assert learning("keys", "stolen", before, "--since", day) == 0
        sign_waiting(database, settings)

    assert "sign anew: 0" in capsys.readouterr().out.splitlines()[-1]
    with database.reading() as db:
        newest, oldest = sorted(signing.published_keys(db), key=lambda one: bool(one.ended_at))
        noted = list(db.scalars(select(AuditEntry.about)))
    assert newest.key == settings.signing_key.public
    assert f"{oldest.stolen_since}" == "2026-02-27"
    assert [about.partition(", on ")[2] for about in noted] == ["1 March 2026", "27 February 2026"]
    capsys.readouterr()
    assert learning("keys") == 0
    assert "stolen on 27 February 2026" in capsys.readouterr().out


def test_a_stolen_key_that_was_put_back_signs_nothing(
    learning: Command, address: str, database: Database, settings: Settings
) -> None:
    file = settings.data / "keys" / "certificate-key.pem"
    stolen, kept = settings.signing_key, file.read_bytes()
    assert learning("keys", "stolen", stolen.id.lstrip("-"), "--since", "2026-03-01") == 0
    file.write_bytes(kept)

    with pytest.raises(CannotStart, match=r"stolen on 1 March 2026.*learning keys rotate"):
        sign_waiting(database, settings)
    assert learning("keys") == 0
    assert learning("keys", "rotate") == 0
    assert sign_waiting(database, settings) == 1


@pytest.mark.parametrize(
    ("key", "day", "said"),
    [
        ("unknown", "2026-03-01", "No key has the id unknown"),
        ("", "2026-03-03", "3 March 2026 is not here yet"),
        ("", "yesterday", "Write the day like this: --since 2026-11-01"),
    ],
)
def test_an_unknown_key_and_a_day_that_is_none_are_refused(
    learning: Command, address: str, settings: Settings, capsys: pytest.CaptureFixture[str],
    key: str, day: str, said: str,
) -> None:  # fmt: skip
    before = settings.signing_key

    assert learning("keys", "stolen", key or before.id.lstrip("-"), "--since", day) == 1
    assert said in capsys.readouterr().err
    assert settings.signing_key == before


def test_a_key_given_by_setting_is_marked_once_another_is_given(
    learning: Command, address: str, database: Database, settings: Settings,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    of_file = settings.signing_key
    given = settings.model_copy(update={"certificate_key": SecretStr(PEM)})
    monkeypatch.setenv("LEARNING_CERTIFICATE_KEY", PEM)

    def mark(key: signing.SigningKey) -> int:
        return learning("keys", "stolen", key.id.lstrip("-"), "--since", "2026-03-01")

    assert mark(given.signing_key) == 1
    said = capsys.readouterr().err
    assert "Give another one there and restart every process, then: learning keys stolen" in said
    assert mark(of_file) == 0, "it is not in use any more"
    assert sign_waiting(database, given) == 1


def test_what_is_being_signed_while_a_key_is_marked_is_signed_anew_too(
    learning: Command, address: str, cast: Cast, database: Database, settings: Settings,
    programme: Programme,
) -> None:  # fmt: skip
    stolen = settings.signing_key
    words = ("keys", "stolen", stolen.id.lstrip("-"), "--since", "2026-03-01")
    with ThreadPoolExecutor(1) as pool:
        with database.writing.begin() as db:
            finish(db, cast.ben, programme, programme.pages)
            code = certificates.claim(db, cast.ben, programme, holder="Ben")
            certificates.sign(db, code, Signer.of(stolen, HOME, zone=settings.time_zone))
            marked = pool.submit(learning, *words)
            wait([marked], timeout=0.7)
            assert not marked.done(), "it waits for whoever signs"
        assert marked.result() == 0

    with database.reading() as db:
        forms = db.scalars(select(certificates.Certificate.credential)).all()
    assert forms == [None, None]

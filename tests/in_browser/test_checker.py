"""What the offline checker answers, and what it never calls genuine."""

import json
from base64 import b32decode, b32encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import cbor2
import pytest
from playwright.sync_api import Browser

from learning.signing.did import Issuer
from tests.certificates.signed import (
    FACTS,
    HOME,
    KEY,
    OTHER,
    STATUS_INDEX,
    json_of,
    jwt_of,
    known,
    payload,
)
from tests.in_browser.checking import (
    ALTERED,
    FOREIGN,
    GENUINE,
    STOLEN,
    UNCHECKED,
    UNKNOWN,
    UNREADABLE,
    UNSURE,
    WITHDRAWN,
    Checker,
    altered,
    answered,
    checking,
    typed,
)
from tests.in_browser.eyes import NARROW, axe, sideways
from tests.in_browser.visit import Scheme

STOLEN_KEYS = [
    key | {"to": "2026-11-28T08:00:00Z", "stolen": "2026-11-25"} for key in known()["keys"]
]
STRANGER = Issuer.of("https://elsewhere.example", OTHER.public)
pytestmark = pytest.mark.browser


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path) -> Iterator[Checker]:
    with checking(chromium, tmp_path) as checker:
        yield checker


def test_a_genuine_one_shows_every_fact_and_the_days_of_key_and_list(opened: Checker) -> None:
    page = opened()

    assert typed(page, f"HTTPS://LEARN.EXAMPLE.ORG/C/{payload()}") == GENUINE
    assert "not been withdrawn by 30 November 2026" in page.locator("#verdict").inner_text()
    facts = page.locator("#facts").inner_text()
    for fact in (
        "Ada Lovelace", "Anchored here", "2026.1", "The Anchored here team", "22 November 2026",
        "8 hours 5 minutes", "5 hours 40 minutes", "K7QF-M2XD-9RTW-H3VB", "0123-4567-89AB-CDEF",
        "not an accreditation", "in use since 1 November 2026", "known up to 30 November 2026",
    ):  # fmt: skip
        assert fact in facts


@pytest.mark.parametrize("face", [payload, jwt_of, json_of], ids=["square", "jwt", "json"])
def test_every_face_is_genuine_withdrawn_newer_or_altered(
    opened: Checker, face: Callable[..., str]
) -> None:
    page = opened()
    assert typed(page, face()) == GENUINE
    assert "Ada Lovelace" in page.locator("#facts").inner_text()
    assert typed(page, altered(face(), face().rfind("A", 0, 300))) in (ALTERED, FOREIGN)
    assert typed(page, face()[:-7]) in (ALTERED, UNREADABLE)
    elsewhere = face(key=OTHER)
    assert typed(page, elsewhere) == UNKNOWN
    assert page.locator("#facts").inner_text() == ""

    assert typed(opened(withdrawn=[STATUS_INDEX]), face()) == WITHDRAWN
    assert typed(opened(withdrawn=[STATUS_INDEX - 1, STATUS_INDEX + 1]), face()) == GENUINE
    for statuses in (
        {**known()["statuses"], "made_at": "2026-11-21T06:00:00Z"},
        {**known()["statuses"], "number": 1},
        {**known()["statuses"], "list": "ubroken"},
        None,
    ):
        assert typed(opened(statuses=statuses), face()) == UNSURE


def test_a_day_after_its_key_was_in_use_is_not_called_genuine(opened: Checker) -> None:
    (key,) = known()["keys"]

    assert typed(opened(keys=[key | {"to": "2026-11-20T08:00:00Z"}]), payload()) == UNSURE
    assert typed(opened(keys=[key | {"to": "2026-11-22T08:00:00Z"}]), payload()) == GENUINE
    far_east = [key | {"to": "2026-11-21T20:00:00Z"}]  # where the 22nd has begun
    assert typed(opened(keys=far_east), payload()) == GENUINE
    assert typed(opened(keys=[]), payload()) == UNKNOWN


@pytest.mark.parametrize("face", [payload, jwt_of, json_of], ids=["square", "jwt", "json"])
def test_nothing_that_a_stolen_key_signed_is_called_genuine(
    opened: Checker, face: Callable[..., str]
) -> None:
    page = opened(keys=STOLEN_KEYS)

    assert typed(page, face()) == STOLEN, "whatever day it bears"
    told = page.locator("#verdict").inner_text()
    assert "The key was stolen on 25 November 2026. This may be forged" in told
    assert f"believe only what stands there: {HOME}/certificates/K7QF-M2XD-9RTW-H3VB" in told
    assert "to 28 November 2026, stolen on 25 November 2026" in page.locator("#knows").inner_text()
    assert "not known here" not in page.locator("#facts").inner_text()
    assert typed(page, altered(face(), face().rfind("A", 0, 300))) in (ALTERED, FOREIGN)


def test_it_says_which_signature_it_checked_and_which_it_cannot(opened: Checker) -> None:
    page, document = opened(), json.loads(json_of())
    rdfc, jcs = document["proof"]
    for proofs, answer, said in (
        ([rdfc, jcs], GENUINE, "“eddsa-jcs-2022”, which covers all of it. Its other proofs were"),
        (jcs, GENUINE, "“eddsa-jcs-2022”, which covers all of it."),
        (rdfc, UNCHECKED, "checks “eddsa-jcs-2022” only"),
        ([], UNREADABLE, "nothing in it is a signature"),
    ):
        assert typed(page, json.dumps({**document, "proof": proofs})) == answer
        assert said in (page.locator("#answer").text_content() or "")
    token = jwt_of()
    assert typed(page, f"{token[:70]}\n{token[70:]}\n") == GENUINE, "a mail breaks lines"
    assert "the signature of the JWT" in (page.locator("#answer").text_content() or "")


def test_another_issuer_and_other_things_are_said_so(opened: Checker) -> None:
    page = opened()
    for theirs in (json_of(key=OTHER, issuer=STRANGER), jwt_of(key=OTHER, issuer=STRANGER)):
        assert typed(page, theirs) == FOREIGN
    assert typed(page, "Ada has a certificate") == FOREIGN
    assert typed(page, payload().replace("A", "Å")) == FOREIGN
    for text in (" ", f"{HOME}/certificates/K7QF-M2XD-9RTW-H3VB", "k7qf m2xd 9rtw h3vb", "{", "{}"):
        assert typed(page, text) == UNREADABLE


def test_small_letters_and_broken_lines_do_not_matter(opened: Checker) -> None:
    text = payload().lower()

    assert typed(opened(), f"\n{text[:50]} \n{text[50:]}\n") == GENUINE


def test_every_altered_letter_of_the_square_is_found_out(opened: Checker) -> None:
    """As in Python: what is altered here is never taken for genuine."""
    page, text = opened(), payload()
    for at in (*range(0, len(text), 40), len(text) - 1):
        assert typed(page, altered(text, at)) in (ALTERED, FOREIGN, UNKNOWN)


@pytest.mark.parametrize("way", ["backwards", "twice", "more"])
def test_facts_written_in_another_way_are_refused_though_signed(opened: Checker, way: str) -> None:
    text = payload()
    body = b32decode(text + "=" * (-len(text) % 8))[1:-64]
    fields = cbor2.loads(body)
    written = {
        "backwards": cbor2.dumps(dict(reversed(fields.items()))),
        "twice": b"\xad" + body[1:] + b"\x0c" + cbor2.dumps(fields[12]),
        "more": cbor2.dumps({**fields, 13: 0}),
    }[way]
    signed = KEY.sign(b"learning certificate 1\n\x01" + written)

    told = typed(opened(), b32encode(b"\x01" + written + signed).decode().rstrip("="))
    assert told in (ALTERED, FOREIGN)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_usable_by_everybody_at_every_width(opened: Checker, scheme: Scheme) -> None:
    secret = json_of(replace(FACTS, shows_name=False))
    for text, knows in (
        ("", {}), (secret, {}), (payload(), {"withdrawn": [STATUS_INDEX]}),
        (payload(), {"statuses": None}), ("K7QF-M2XD-9RTW-H3VB", {}),
        (payload(), {"keys": STOLEN_KEYS}),
    ):  # fmt: skip
        page = opened(**knows)
        if text:
            typed(page, text)
        assert sideways(page, NARROW) == []
        assert axe(page, scheme) == []


def test_the_keyboard_is_enough(opened: Checker) -> None:
    page = opened()
    page.get_by_label("Text").focus()
    page.keyboard.insert_text(payload())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert answered(page) == GENUINE


def test_the_last_letter_cannot_be_altered_though_its_bits_are_spare(opened: Checker) -> None:
    jwt = jwt_of()

    assert typed(opened(), jwt[:-1] + chr(ord(jwt[-1]) + 1)) == ALTERED


def test_a_name_kept_secret_can_be_compared(opened: Checker) -> None:
    page = opened()
    assert typed(page, json_of(replace(FACTS, shows_name=False))) == GENUINE
    assert "Ada" not in page.locator("#facts").inner_text()
    assert "Nor was whose it is" in page.locator("#verdict").inner_text()

    for name, told in (("Ada Lovelace", "Yes"), ("ada@example.org", "Yes"), ("Eve", "No")):
        page.get_by_label("Whose is it?").fill(name)
        page.get_by_role("button", name="Compare").click()
        assert page.locator("#facts [role=status]").inner_text().startswith(told)

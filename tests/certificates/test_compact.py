"""The facts in the printed QR: all of them come back, and no letter of it can be altered."""

from base64 import b32decode, b32encode
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import cbor2
import pytest
import segno
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from learning.certificates.compact import Printed, compact, qr_address, read_compact
from learning.certificates.qr import square
from learning.signing.errors import Kind, NotGenuine
from learning.signing.keys import SigningKey
from tests.certificates.reading import ADA as READ

KEY = SigningKey.of(Ed25519PrivateKey.from_private_bytes(b"the key that these tests sign by"))
OTHER = SigningKey.of(Ed25519PrivateKey.from_private_bytes(b"the key of somebody quite unlike"))
KEYS = (OTHER.public, KEY.public)
ADA = Printed(
    code="K7QFM2XD9RTWH3VB",
    holder="Ada Lovelace",
    programme="Anchored here",
    edition="2026.1",
    provider="The Anchored here team",
    issued_on=date(2026, 11, 22),
    minutes=485,
    minutes_together=340,
    modules=8,
    status_index=41_907,
)
BASE = "https://learn.example.org"
CODES = st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=16, max_size=16)
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120)
PRINTED = st.builds(
    Printed,
    code=CODES,
    holder=NAMES,
    programme=NAMES,
    edition=NAMES,
    provider=NAMES,
    issued_on=st.dates(),
    minutes=st.integers(0, 100_000),
    minutes_together=st.integers(0, 100_000),
    modules=st.integers(0, 500),
    status_index=st.integers(0, 10_000_000),
    replaces=st.just("") | CODES,
)


def why(payload: str) -> Kind:
    with pytest.raises(NotGenuine) as refused:
        read_compact(payload, KEYS)
    return refused.value.kind


def signed(body: bytes, key: SigningKey = KEY) -> str:
    """What somebody with the key could sign, whatever it holds."""
    content = body + key.sign(b"learning certificate 1\n" + body)
    return b32encode(content).rstrip(b"=").decode()


def fields_of(payload: str) -> dict[int, object]:
    content = b32decode(payload + "=" * (-len(payload) % 8))
    fields: dict[int, object] = cbor2.loads(content[1:-64])
    return fields


@given(printed=PRINTED)
def test_names_of_every_script_come_back(printed: Printed) -> None:
    payload = compact(printed, KEY)

    assert read_compact(payload, KEYS) == printed
    assert compact(printed, KEY) == payload


def test_a_snapshot_gives_every_fact_and_the_day_of_its_own_zone() -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=ZoneInfo("Europe/Dublin"))
    replaced = replace(READ, minutes_together=340, issued_at=late, replaces="0123456789ABCDEF")

    assert Printed.of(replaced, 41_907) == replace(ADA, replaces="0123456789ABCDEF")


def test_the_case_of_letters_does_not_matter() -> None:
    assert read_compact(f" {compact(ADA, KEY).lower()}\n", KEYS) == ADA


@pytest.mark.slow
def test_every_single_altered_letter_is_found_out() -> None:
    payload = compact(replace(ADA, replaces="0123456789ABCDEF"), KEY)
    for at, letter in enumerate(payload):
        for other in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567018ſ-=":
            if other != letter:
                why(payload[:at] + other + payload[at + 1 :])


@pytest.mark.parametrize("replaces", ["", "0123456789ABCDEF"])
def test_a_cut_one_was_altered(replaces: str) -> None:
    payload = compact(replace(ADA, replaces=replaces), KEY)

    kinds = {why(payload[:length]) for length in range(len(payload) - 100, len(payload))}
    assert kinds == {Kind.ALTERED}
    assert why(payload + "A") == Kind.ALTERED


@pytest.mark.parametrize(
    "text", ["", "A", "ſ", "http://example.org", "MZXW6", "A" * 5_000, "=" * 8]
)
def test_something_else_is_not_one_of_ours(text: str) -> None:
    assert why(text) == Kind.NOT_OURS


@given(text=st.text())
def test_no_text_gets_further_than_a_refusal(text: str) -> None:
    why(text)


@given(body=st.binary())
def test_no_bytes_get_further_than_a_refusal_even_if_we_had_signed_them(body: bytes) -> None:
    why(signed(b"\x01" + body))
    why(signed(body))


def test_another_version_is_not_one_of_ours() -> None:
    assert why(signed(b"\x02" + cbor2.dumps(fields_of(compact(ADA, KEY))))) == Kind.NOT_OURS


def test_a_key_that_is_not_among_ours_is_said_so() -> None:
    with pytest.raises(NotGenuine) as refused:
        read_compact(compact(ADA, OTHER), [KEY.public])

    assert refused.value.kind == Kind.UNKNOWN_KEY


def test_somebody_elses_signature_under_our_keys_name_is_found_out() -> None:
    body = b"\x01" + cbor2.dumps(fields_of(compact(ADA, KEY)))

    assert read_compact(signed(body), KEYS) == ADA
    assert why(signed(body, OTHER)) == Kind.ALTERED


def twice(fields: dict[int, object]) -> bytes:
    once = cbor2.dumps(fields)
    return b"\xac" + once[1:] + cbor2.dumps(2) + cbor2.dumps("Eve")


@pytest.mark.parametrize(
    "written",
    [
        twice,
        lambda fields: cbor2.dumps(dict(reversed(fields.items()))),
        lambda fields: b"\xbf" + cbor2.dumps(fields)[1:] + b"\xff",
        lambda fields: cbor2.dumps(fields).replace(b"\x0a\x08", b"\x0a\x18\x08"),
        lambda fields: cbor2.dumps(fields) + b"\x00",
        lambda fields: cbor2.dumps(fields | {13: 0}),
        lambda fields: cbor2.dumps(fields | {6: True}),
        lambda fields: cbor2.dumps(fields | {12: b"short"}),
        lambda fields: cbor2.dumps({k: v for k, v in fields.items() if k != 5}),
    ],
    ids=["twice", "order", "open end", "long number", "more", "new", "type", "code", "missing"],
)
def test_facts_written_in_another_way_are_refused(
    written: Callable[[dict[int, object]], bytes],
) -> None:
    """What can be written in two ways could be read in two ways."""
    assert why(signed(b"\x01" + written(fields_of(compact(ADA, KEY))))) == Kind.ALTERED


def swelling(levels: int, *, as_name: bool) -> bytes:
    """A map whose value, or name, is a list of lists that each hold the one before twice."""
    twice = (b"\xd8\x1c\x82" + (b"\xd8\x1d" + cbor2.dumps(level)) * 2 for level in range(levels))
    heap = b"\x98" + bytes([levels + 1]) + b"\xd8\x1c\x80" + b"".join(twice)
    return b"\xa1" + heap + b"\x01" if as_name else b"\xa1\x01" + heap


@pytest.mark.parametrize("as_name", [True, False])
def test_what_would_swell_is_refused_before_it_is_read(as_name: bool) -> None:
    """Each level doubles it: forty of them, in 600 letters of an address, would take months."""
    assert why(signed(b"\x01" + swelling(40, as_name=as_name))) == Kind.ALTERED


@pytest.mark.parametrize("day", [2**40, -(2**40), 2_932_897, -719_163])
def test_a_day_that_no_calendar_has_is_refused(day: int) -> None:
    fields = fields_of(compact(ADA, KEY)) | {6: day}

    assert why(signed(b"\x01" + cbor2.dumps(fields))) == Kind.ALTERED


def test_the_address_is_in_capitals_where_that_is_the_same_address() -> None:
    assert qr_address(BASE, "AGV2") == "HTTPS://LEARN.EXAMPLE.ORG/C/AGV2"
    assert qr_address("http://10.0.0.7:8443/", "AGV2") == "HTTP://10.0.0.7:8443/C/AGV2"
    assert qr_address("https://example.org/learn/", "AGV2") == "https://example.org/learn/c/AGV2"


def test_the_square_stays_coarse_enough_for_paper() -> None:
    usual = replace(ADA, holder="Wilhelmina Featherstonehaugh-C", replaces="0123456789ABCDEF")
    longest = replace(usual, holder="Ада Лавлейс " * 5 + "愛達勒芙蕾絲" * 10)
    assert (len(usual.holder), len(longest.holder)) == (30, 120)

    def sides(printed: Printed) -> int:
        svg = square(qr_address(BASE, compact(printed, KEY))).drawing
        return int(svg.split('viewBox="0 -.5 ')[1].split()[0])

    assert sides(usual) <= 17 + 4 * 13
    assert sides(longest) <= 17 + 4 * 25
    address = qr_address(BASE, compact(usual, KEY))
    assert segno.make(address, error="m").mode == "alphanumeric"


def test_an_independent_reader_reads_the_longest() -> None:
    address = qr_address(BASE, compact(replace(ADA, holder="愛達" * 60), KEY))
    dots = [bytes(255 * (not dot) for dot in row) for row in segno.make(address).matrix_iter(3, 4)]
    picture = memoryview(b"".join(dots)).cast("B", (len(dots), len(dots)))

    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [address]

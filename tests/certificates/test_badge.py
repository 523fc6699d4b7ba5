"""The badge: a picture with a title, and the credential comes out of it as it went in."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError
from PIL import Image, ImageChops, ImageDraw
from PIL.PngImagePlugin import PngImageFile

from learning.certificates import badge
from learning.certificates.snapshot import Snapshot
from learning.signing.keys import SigningKey
from learning.signing.proofs import with_proofs
from tests import pace
from tests.certificates.judges import faults, from_png, from_svg
from tests.certificates.reading import ADA, LONG, MODULES
from tests.certificates.test_credential import ISSUER, made

JWT = "eyJhbGciOiJFZERTQSJ9.eyJpZCI6IngifQ.c2lnbmF0dXJl-_"
NASTY = {
    "name": "a]]>b <svg> & “é” \u2028 \x07 \uffff \U0001f6a2",
    "path": "C:\\x",
    "more": "]]" * 3,
}
JSON = json.dumps(NASTY)
UNICODE = json.dumps(NASTY, ensure_ascii=False)
SVG = "{http://www.w3.org/2000/svg}"


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314 (our own)


@pytest.mark.parametrize("signed", [JWT, JSON, UNICODE], ids=["jwt", "json", "unicode"])
def test_the_credential_comes_out_again(signed: str) -> None:
    drawn, painted = from_svg(badge.svg(signed, ADA)), from_png(badge.png(signed, ADA))

    assert painted == signed
    assert drawn is not None
    assert drawn == signed or json.loads(drawn) == json.loads(signed)


def test_what_comes_out_still_proves_itself() -> None:
    key = SigningKey.of(Ed25519PrivateKey.generate())
    public = key.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    signed = with_proofs(made(), key, ISSUER, datetime(2025, 3, 1, 9, 30, tzinfo=UTC))
    text = json.dumps(signed, ensure_ascii=False)
    drawn, painted = from_svg(badge.svg(text, ADA)), from_png(badge.png(text, ADA))

    assert faults(signed) == []
    for found in (drawn, painted):
        assert found is not None
        assert OB3LdpVerifier(public).verify(found).id == signed["id"]
        with pytest.raises(OB3VerificationError):
            OB3LdpVerifier(public).verify(found.replace("485", "486"))


def test_it_stands_where_open_badges_looks_for_it() -> None:
    root = parsed(badge.svg(JWT, ADA))
    first, *_ = root

    assert first.tag == "{https://purl.imsglobal.org/ob/v3p0}credential"
    assert first.attrib == {"verify": JWT}
    assert badge.svg(JSON, ADA).count("<openbadges:credential><![CDATA[{") == 1


def test_the_chunk_is_the_last_but_one_and_not_compressed() -> None:
    content = badge.png(JWT, ADA)
    chunk = b"iTXt" + b"openbadgecredential\0\0\0\0\0" + JWT.encode()

    assert content.count(b"openbadgecredential") == 1
    assert content.partition(chunk)[2][4:] == b"\0\0\0\0IEND\xaeB`\x82", "its check, the end"
    assert PngImageFile(BytesIO(content)).text == {"openbadgecredential": JWT}


def test_the_picture_says_what_it_is() -> None:
    root = parsed(badge.svg(JWT, replace(ADA, programme="Here & <now>", edition="Spring 26")))
    title, about = root.find(f"{SVG}title"), root.find(f"{SVG}desc")

    assert root.get("role") == "img"
    assert title is not None
    assert about is not None
    assert title.text == "Certificate of completion: Here & <now>, edition Spring 26"
    assert about.text is not None
    assert "8 tied knots" in about.text
    assert "not an accreditation" in about.text
    assert root.get("aria-labelledby") == f"{title.get('id')} {about.get('id')}"


def test_nobody_is_named() -> None:
    assert "Ada" not in badge.svg(JWT, ADA)
    assert badge.png(JWT, ADA) == badge.png(JWT, replace(ADA, holder="Ben"))


def test_it_calls_nobody_and_runs_nothing() -> None:
    for element in parsed(badge.svg(JWT, ADA)).iter():
        assert element.tag.rpartition("}")[2] not in {"script", "style", "foreignObject", "image"}
        for name, value in element.attrib.items():
            assert not name.rpartition("}")[2].startswith("on")
            assert not name.endswith("href") or value.startswith("#")


def seen(snapshot: Snapshot) -> Image.Image:
    return Image.open(BytesIO(badge.png(JWT, snapshot))).convert("RGBA")


@pytest.mark.parametrize(
    "facts",
    [
        {}, {"programme": "Bo", "edition": "", "modules": MODULES[:1]}, {"programme": LONG},
        {"programme": "W" * 90, "modules": MODULES * 6}, {"programme": "錨の学び"},
        {"programme": "برنامج المرساة هنا", "language": "ar"},
        {"edition": "#x[*", "programme": "*b* $x$ #eval"},
    ],
    ids=["ada", "short", "long", "one word", "japanese", "arabic", "typst"],
)  # fmt: skip
def test_whatever_it_says_stays_within_the_ring(facts: dict[str, Any]) -> None:
    picture = seen(replace(ADA, **facts))
    bare = seen(replace(ADA, **facts | {"programme": " ", "edition": ""}))

    assert picture.size == (512, 512)
    assert picture.getpixel((0, 0)) == (0, 0, 0, 0), "the ground is clear"
    differing = ImageChops.difference(picture.convert("RGB"), bare.convert("RGB"))
    ImageDraw.Draw(differing).ellipse((70, 70, 442, 442), fill=0)
    assert differing.getbbox() is None, "outside the ring"


def test_there_is_a_knot_for_every_module() -> None:
    kelp = (0x3A, 0x66, 0x28, 255)

    def green(count: int) -> int:
        picture = seen(replace(ADA, modules=MODULES[:count]))
        return sum(number for number, colour in picture.getcolors(1 << 20) or [] if colour == kelp)

    one = green(1)
    assert one > 500
    assert abs(green(8) - 8 * one) < 8 * one * 0.1


def test_the_same_badge_is_the_same_bytes() -> None:
    assert badge.png(JWT, ADA) == badge.png(JWT, replace(ADA))
    assert badge.svg(JWT, ADA) == badge.svg(JWT, replace(ADA))


@pytest.mark.budget
def test_a_badge_takes_thirty_milliseconds() -> None:
    assert not pace.too_long(0.030, lambda: badge.png(JWT, ADA))
    assert not pace.too_long(0.010, lambda: badge.svg(JWT, ADA))

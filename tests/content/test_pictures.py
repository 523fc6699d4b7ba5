import struct

import pytest

from learning.content.folder import Attachment
from learning.content.mistakes import Findings
from learning.content.reading.pictures import measure

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {size}>{inside}</svg>'
JPEG = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc2\0\x11\x08" + struct.pack(">HH", 30, 40) + b"\x03" * 12
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 3, 2)


def look(content: bytes | str, name: str = "a.svg") -> tuple[tuple[int, int] | None, list[str]]:
    findings = Findings()
    picture = content.encode() if isinstance(content, str) else content
    sizes = measure({name: Attachment(name, len(picture), picture)}, findings)
    return sizes.get(name), [mistake.what for mistake in findings.sorted()]


@pytest.mark.parametrize(
    ("content", "name", "size"),
    [
        (PNG, "a.png", (3, 2)),
        (JPEG, "a.jpg", (40, 30)),
        (SVG.format(size='width="10" height="20px"', inside=""), "a.svg", (10, 20)),
        (SVG.format(size='viewBox="0 0 30.4 40"', inside=""), "a.svg", (30, 40)),
        (SVG.format(size='viewBox="-5,-5,30,40" width="100%"', inside=""), "a.svg", (30, 40)),
        (PNG[:20], "a.png", None),
        (JPEG[:8], "a.jpg", None),
        (b"GIF89a", "a.png", None),
        (SVG.format(size="", inside=""), "a.svg", None),
        ('<?xml version="1.0" encoding="utf-7"?><svg width="9" height="9"/>', "a.svg", None),
        ('<?xml version="1.0" encoding="big5"?><svg width="9" height="9"/>', "a.svg", None),
        (SVG.format(size='viewBox="0 0 1 1"', inside="<"), "a.svg", None),
    ],
)
def test_the_size_of_a_picture(content: bytes | str, name: str, size: tuple[int, int]) -> None:
    found, mistakes = look(content, name)

    assert found == size
    assert bool(mistakes) is (size is None)


UNSAFE = [
    "<script>1</script>",
    '<x:script xmlns:x="http://www.w3.org/2000/svg"/>',
    "<foreignObject/>",
    '<rect onload="x"/>',
    '<rect ONCLICK="x"/>',
    '<a href="javascript:x"><text>y</text></a>',
    '<use href="other.svg#a"/>',
    '<image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="//x.org/a.png"/>',
    '<image href="data:image/svg+xml;base64,AA"/>',
    '<rect style="fill: url(https://x.org)"/>',
    "<rect fill=\"url('//x.org#a')\"/>",
    "<style>@import 'a.css';</style>",
    "<style>@im<!-- -->po&#114;t 'a.css';</style>",
    "<style>a { fill: u\\72l(x.png) }</style>",
    "<style>a { background: image-set('x.png' 1x) }</style>",
    "<style><![CDATA[a { background: URL( x.png ) }]]></style>",
    '<set attributeName="href" to="javascript:x"/>',
    "<?xml-stylesheet href='a.css'?>",
]


@pytest.mark.parametrize("inside", UNSAFE)
def test_a_drawing_that_could_act_or_load_is_refused(inside: str) -> None:
    assert any("contains" in what for what in look(drawing(inside))[1])


def test_a_drawing_with_a_document_type_is_refused() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>' + drawing("<text>&c;</text>")

    assert "this picture contains a DOCTYPE" in look(bomb)[1]


@pytest.mark.parametrize(
    "inside",
    [
        "<title>A script on a page</title>",
        '<linearGradient id="a"/><rect fill="url(#a)" style="stroke: url(\'#a\')"/>',
        '<use href="#a"/>',
        '<image href="data:image/png;base64,AA"/>',
        "<style>.a { fill: none }</style>",
    ],
)
def test_a_drawing_of_shapes_and_text_is_safe(inside: str) -> None:
    assert look(drawing(inside)) == ((4, 4), [])


def drawing(inside: str) -> str:
    return SVG.format(size='viewBox="0 0 4 4"', inside=inside)

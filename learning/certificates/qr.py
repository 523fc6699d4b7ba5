"""The square that a camera reads: the certificate's public address."""

import re
from dataclasses import dataclass

import segno
from markupsafe import Markup

# Medium correction survives a coffee stain; more would make each dot of a 25 mm square smaller
# than a cheap camera resolves. So would medium for a long name in two scripts: that gets low.
_FINEST_OF_MEDIUM = 13
"""The version whose dots are 0.36 mm on 25 mm."""
_SMALLEST = 25.0
_DOT = 0.36
"""Millimetres; at 150 dots an inch, a poor scan, still two pixels wide."""
# Every mask is a valid code. Weighing all eight takes 3.1 ms instead of 0.6, and two decoders read
# 1,800 blurred, turned and noisy pictures no better for it.
_MASK = 0
_DARK = re.compile(rb"\x01+")


@dataclass(frozen=True, slots=True)
class Square:
    """A code for paper."""

    drawing: str
    """A stand-alone SVG without quiet zone; the paper around it has to stay empty."""
    millimetres: float
    """Its width: 25 or, so that no dot is too fine for a camera, more."""


def qr_svg(address: str, *, title: str = "QR code that opens this certificate’s page") -> Markup:
    """Return an ``<svg>`` for a web page, named by ``title``.

    It brings its own white ground and quiet zone, since cameras want dark on light at night too.
    """
    svg = _code(address).svg_inline(
        title=title, border=4, light="#fff", omitsize=True, svgclass="qr", lineclass=None
    )
    return Markup(str(svg).replace("<svg ", '<svg role="img" ', 1))  # noqa: S704 (segno escapes)


def square(address: str) -> Square:
    """Return the code of ``address`` as it is printed."""
    rows = _code(address).matrix
    # As segno's own, in a third of the time; whole numbers, for the PDF carries them.
    path = "".join(
        f"M{run.start()} {y}h{run.end() - run.start()}"
        for y, row in enumerate(rows)
        for run in _DARK.finditer(row)
    )
    return Square(
        drawing=f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -.5 {len(rows)} {len(rows)}">'
        f'<path stroke="#000" d="{path}"/></svg>',
        millimetres=max(_SMALLEST, len(rows) * _DOT),
    )


def _code(address: str) -> segno.QRCode:
    code = segno.make(address, error="m", micro=False, mask=_MASK)
    if int(code.version) <= _FINEST_OF_MEDIUM:
        return code
    return segno.make(address, error="l", micro=False, mask=_MASK)

import pytest

from learning.certificates import read_compact
from learning.certificates.compact import Printed
from learning.certificates.pdf import pdf
from learning.certificates.qr import square
from tests.certificates.framed import CASES, framed, picture, scanned
from tests.certificates.reading import ADA, ADDRESS
from tests.certificates.signed import KEY, STATUS_INDEX

LONG = "HTTPS://LEARN.EXAMPLE.ORG/C/" + ("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" * 13)[:392]
"""420 characters."""


@pytest.mark.parametrize("dots_an_inch", [300, 150])
@pytest.mark.parametrize("case", CASES)
def test_a_poor_scan_of_any_paper_gives_the_signed_facts(case: str, dots_an_inch: int) -> None:
    payload = scanned(picture(framed(case), dots_an_inch)).text.rpartition("/")[2]
    assert read_compact(payload, [KEY.public]) == Printed.of(CASES[case], STATUS_INDEX)


@pytest.mark.parametrize("dots_an_inch", [300, 150])
@pytest.mark.parametrize("address", [LONG, LONG * 2], ids=["420", "840"])
def test_the_longest_address_is_read_too(address: str, dots_an_inch: int) -> None:
    content = pdf(ADA, address=ADDRESS, qr=address)
    assert scanned(picture(content, dots_an_inch)).text == address


def test_the_square_grows_before_its_dots_become_too_fine() -> None:
    assert square(ADDRESS).millimetres == square(LONG).millimetres == 25

    finest = square(LONG * 2)
    dots = int(finest.drawing.partition('viewBox="0 -.5 ')[2].partition(" ")[0])
    assert finest.millimetres == pytest.approx(dots * 0.36)
    assert finest.millimetres > 25


@pytest.mark.parametrize("case", CASES)
def test_the_paper_around_the_square_is_white(case: str) -> None:
    """As far as four dots, as the norm asks."""
    page = picture(framed(case), 300).convert("L")
    found = scanned(page).position
    left, top = found.top_left.x, found.top_left.y
    right, bottom = found.bottom_right.x, found.bottom_right.y
    quiet = round(4 * (right - left) / 49)  # no code with signed facts has fewer dots a side
    around = page.crop((left - quiet, top - quiet, right + quiet, bottom + quiet))

    inside = (quiet - 3, quiet - 3, around.width - quiet + 3, around.height - quiet + 3)
    around.paste(255, inside)
    assert around.getextrema() == (255, 255)

import itertools
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from learning.certificates.pdf import pdf
from learning.certificates.qr import qr_svg
from tests import pace
from tests.certificates.reading import ADA, ADDRESS, LONG, MODULES, fonts, parts, read
from tests.typesetting.coverage import families


def test_only_shipped_fonts_are_used_and_embedded() -> None:
    used = set(fonts(read(holder="Ada 山田 محمد Πηνελόπη ᾧ").pages[0]).values())

    assert used == {
        "SourceSerif4", "SourceSerif4Display", "GentiumBookPlus", "NotoNaskhArabic",
        "DroidSansFallback",
    }  # fmt: skip
    assert used <= {Path(name).stem.partition("-")[0] for name in families()}


def test_a_screen_reader_finds_title_language_heading_list_and_picture() -> None:
    reader = read()
    root: Any = reader.root_object
    tree = parts(root["/StructTreeRoot"])
    kinds = [element["/S"] for element in tree]

    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "en-GB"
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert reader.metadata is not None
    assert reader.metadata.title == "Certificate of completion: Anchored here"
    assert reader.metadata.author == "The Anchored here team"
    assert kinds.count("/H1") == 1
    assert kinds.count("/LI") == len(MODULES)
    assert kinds.index("/H1") < kinds.index("/Figure") < kinds.index("/L")
    assert tree[kinds.index("/Figure")]["/Alt"] == f"QR code that opens {ADDRESS}"


def test_it_says_that_it_is_archivable_and_accessible() -> None:
    root: Any = read().root_object
    xmp = root["/Metadata"].get_object().get_data().decode()

    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:part>3</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp


def test_the_address_is_a_link() -> None:
    annotations: Any = read().pages[0]["/Annots"]
    assert [note.get_object()["/A"]["/URI"] for note in annotations] == [ADDRESS]


def test_the_same_certificate_is_the_same_bytes() -> None:
    first = pdf(ADA, address=ADDRESS)
    pdf(replace(ADA, holder="Ben"), address=ADDRESS)
    assert pdf(replace(ADA), address=ADDRESS) == first

    elsewhere = (
        "from tests.certificates.reading import ADA, ADDRESS, pdf; import sys;"
        "sys.stdout.buffer.write(pdf(ADA, address=ADDRESS))"
    )
    done = subprocess.run([sys.executable, "-c", elsewhere], capture_output=True, check=True)
    assert done.stdout == first


def test_eight_threads_at_once_get_what_one_would() -> None:
    holders = [f"Ada {number}" for number in range(24)]
    alone = [pdf(replace(ADA, holder=holder), address=ADDRESS) for holder in holders]

    with ThreadPoolExecutor(8) as pool:
        together = pool.map(lambda who: pdf(replace(ADA, holder=who), address=ADDRESS), holders)
        assert list(together) == alone


@pytest.mark.parametrize(
    "holder", ["Ada Lovelace", LONG, "محمد بن عبد الرحمن", "山田花子", "김민수"]
)
def test_it_is_small(holder: str) -> None:
    assert len(pdf(replace(ADA, holder=holder), address=ADDRESS)) <= 40_000


def test_the_pages_drawing_has_a_name_and_a_white_ground() -> None:
    svg = qr_svg(ADDRESS, title="Opens <this> page")

    assert svg.startswith('<svg role="img" ')
    assert "<title>Opens &lt;this&gt; page</title>" in svg
    assert 'fill="#fff"' in svg


def test_nothing_heavy_is_loaded_before_the_first_is_wanted() -> None:
    asked = "import learning.certificates.pdf, sys; print('typst' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.budget
def test_a_certificate_takes_ten_milliseconds() -> None:
    """Of the processor, all threads together, each for another holder."""

    numbers = itertools.count()

    def another() -> None:
        number = next(numbers)
        snapshot = replace(ADA, holder=f"Ada {number} Lovelace", code=f"K7QFM2XD9RTW{number:04}")
        pdf(snapshot, address=f"https://learn.example.org/certificates/{snapshot.identifier}")

    assert not pace.too_long(0.010, another, rounds=200)

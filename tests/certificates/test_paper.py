"""The printed certificate carries its proof twice: in the file, and in the square on the paper."""

import json
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from PIL.Image import Image

from learning.certificates import qr_address, read_compact
from learning.certificates.compact import Printed, compact
from learning.certificates.pdf import Paper, pdf
from learning.certificates.snapshot import Snapshot
from learning.signing import check
from tests.certificates.framed import scanned
from tests.certificates.reading import ADDRESS, LONG
from tests.certificates.signed import FACTS, HOME, KEY, STATUS_INDEX, json_of

ADA = FACTS.snapshot
NAMED = replace(ADA, holder=LONG)
PAPERS: dict[Paper, tuple[float, float]] = {"a4": (841.89, 595.28), "us-letter": (792.0, 612.0)}
"""Points."""


def printed(snapshot: Snapshot, paper: Paper = "a4") -> bytes:
    square = qr_address(HOME, compact(Printed.of(snapshot, STATUS_INDEX), KEY))
    return pdf(snapshot, address=ADDRESS, qr=square, credential=json_of(), paper=paper)


def picture(content: bytes, dots_an_inch: int) -> Image:
    page = pypdfium2.PdfDocument(content)[0]
    image: Image = page.render(scale=dots_an_inch / 72).to_pil()
    return image


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("dots_an_inch", [300, 150])
@pytest.mark.parametrize("snapshot", [ADA, NAMED], ids=["usual", "long"])
def test_the_square_is_read_from_paper(snapshot: Snapshot, dots_an_inch: int, paper: Paper) -> None:
    found = scanned(picture(printed(snapshot, paper), dots_an_inch))
    payload = found.text.rpartition("/")[2]
    said = read_compact(payload, [KEY.public])
    assert said == Printed.of(snapshot, STATUS_INDEX)


def test_the_file_carries_the_record_byte_for_byte() -> None:
    with pikepdf.open(BytesIO(printed(ADA))) as file:
        assert file.check_pdf_syntax() == []
        assert list(file.attachments) == ["credential.json"]
        attached = file.attachments["credential.json"]
        assert attached.relationship == pikepdf.Name.Data
        content = attached.get_file()
        assert content.mime_type == "application/vc"
        assert content.read_bytes().decode() == json_of()
        assert len(file.Root.AF) == 1
    check(json.loads(json_of()), [KEY.public])


def test_without_a_record_the_file_carries_none() -> None:
    with pikepdf.open(BytesIO(pdf(ADA, address=ADDRESS))) as file:
        assert list(file.attachments) == []


@pytest.mark.parametrize(("paper", "size"), PAPERS.items())
def test_it_fits_the_paper_that_was_asked_for(paper: Paper, size: tuple[float, float]) -> None:
    for snapshot in (ADA, NAMED):
        document = pypdfium2.PdfDocument(printed(snapshot, paper))
        assert len(document) == 1
        assert document[0].get_size() == pytest.approx(size, abs=0.1)


def test_it_is_the_same_bytes_each_time_and_no_large_file() -> None:
    assert printed(ADA) == printed(ADA)
    assert len(pdf(ADA, address=ADDRESS)) <= 40_000

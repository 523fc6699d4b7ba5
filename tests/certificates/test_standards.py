"""PDF/A-3a and PDF/UA-1, as veraPDF judges them."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from learning.certificates.pdf import Paper, pdf
from learning.exports import pdf as journal
from tests.certificates.framed import CASES, HARD_NAMES, framed, signed_on_paper
from tests.certificates.reading import ADA, ADDRESS
from tests.certificates.signed import json_of
from tests.certificates.verapdf import Judge
from tests.exports.documents import DOCUMENT, SCRIPTS, saying

pytestmark = pytest.mark.slow
NOTHING: dict[str, list[str]] = {"PDF/A-3a": [], "PDF/UA-1": []}


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
@pytest.mark.parametrize("case", CASES)
def test_the_signed_certificate_keeps_to_both(verapdf: Judge, case: str, paper: Paper) -> None:
    assert verapdf(framed(case, paper, json_of())) == NOTHING


@pytest.mark.parametrize("name", HARD_NAMES)
def test_names_of_every_kind_keep_to_both(verapdf: Judge, name: str) -> None:
    named = replace(CASES["usual"], holder=HARD_NAMES[name])
    assert verapdf(signed_on_paper(named, credential=json_of())) == NOTHING


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_so_does_one_that_is_not_signed(verapdf: Judge, paper: Paper) -> None:
    assert verapdf(pdf(ADA, address=ADDRESS, paper=paper)) == NOTHING


def test_a_journal_keeps_to_pdf_ua(verapdf: Judge) -> None:
    for document in (DOCUMENT, saying(" ".join(SCRIPTS))):
        assert verapdf(journal(document))["PDF/UA-1"] == []


def without(key: str) -> Callable[[pikepdf.Pdf], None]:
    def remove(file: pikepdf.Pdf) -> None:
        del file.Root[key]

    return remove


def without_everywhere(key: str) -> Callable[[pikepdf.Pdf], None]:
    def remove(file: pikepdf.Pdf) -> None:
        holders = [o for o in file.objects if isinstance(o, pikepdf.Dictionary) and key in o]
        assert holders
        for holder in holders:
            del holder[key]

    return remove


def with_ink(file: pikepdf.Pdf) -> None:
    """A colour that the profile in the file, of a screen, does not tell how to show."""
    file.pages[0].contents_add(b"/Artifact BMC 0 1 1 0 k 0 0 9 9 re f EMC")


def without_profile(file: pikepdf.Pdf) -> None:
    """Ours uses no colour that needs it."""
    file.pages[0].contents_add(b"/Artifact BMC 1 0 0 rg 0 0 9 9 re f EMC")
    del file.Root.OutputIntents


@pytest.mark.parametrize(
    ("damage", "refused_by"),
    [
        (lambda _: None, ""),
        (without("/Lang"), "PDF/UA-1"),
        (without_profile, "PDF/A-3a"),
        (without("/MarkInfo"), "PDF/A-3a PDF/UA-1"),
        (without("/StructTreeRoot"), "PDF/A-3a PDF/UA-1"),
        (without("/ViewerPreferences"), "PDF/UA-1"),
        (without("/Metadata"), "PDF/A-3a PDF/UA-1"),
        (without_everywhere("/ToUnicode"), "PDF/A-3a PDF/UA-1"),
        (without_everywhere("/FontFile3"), "PDF/A-3a PDF/UA-1"),
        (without_everywhere("/Alt"), "PDF/UA-1"),
        (without_everywhere("/AFRelationship"), "PDF/A-3a"),
        (with_ink, "PDF/A-3a"),
    ],
    ids=["none", "Lang", "OutputIntents", "MarkInfo", "StructTreeRoot", "ViewerPreferences",
         "Metadata", "ToUnicode", "FontFile3", "Alt", "AFRelationship", "CMYK"],
)  # fmt: skip
def test_a_damaged_one_is_refused(
    verapdf: Judge, damage: Callable[[pikepdf.Pdf], None], refused_by: str
) -> None:
    damaged = BytesIO()
    with pikepdf.open(BytesIO(framed("usual", credential=json_of()))) as file:
        damage(file)
        file.save(damaged)

    faults = verapdf(damaged.getvalue())
    assert " ".join(name for name in faults if faults[name]) == refused_by, faults

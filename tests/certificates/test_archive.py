"""What an archive asks of the file, looked at by libraries and a program that are not ours."""

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from tests.certificates.framed import CASES, HARD_NAMES, framed, signed_on_paper
from tests.certificates.signed import json_of


def test_the_file_says_which_standards_it_keeps_to() -> None:
    with pikepdf.open(BytesIO(framed("usual"))) as file, file.open_metadata() as xmp:
        assert xmp.pdfa_status == "3A"
        assert xmp["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        (intent,) = file.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        assert bool(file.Root.MarkInfo.Marked)


def test_the_signed_record_belongs_to_the_document_as_a_whole() -> None:
    with pikepdf.open(BytesIO(framed("usual", credential=json_of()))) as file:
        (associated,) = file.Root.AF
        attached = file.attachments["credential.json"]
        assert associated.objgen == attached.obj.objgen
        assert str(associated.Desc) == attached.description != ""


@pytest.mark.parametrize("case", CASES)
def test_qpdf_finds_nothing_to_mend(case: str, tmp_path: Path) -> None:
    qpdf = shutil.which("qpdf")
    assert qpdf, ".ci/system-packages brings it"
    whole, cut = tmp_path / "whole.pdf", tmp_path / "cut.pdf"
    whole.write_bytes(framed(case, credential=json_of()))
    cut.write_bytes(whole.read_bytes()[:-200])

    checks = [
        subprocess.run([qpdf, "--check", path], capture_output=True, text=True, check=False)
        for path in (whole, cut)
    ]
    assert (checks[0].returncode, checks[0].stderr) == (0, "")
    assert checks[1].returncode


@pytest.mark.parametrize("name", HARD_NAMES)
def test_it_is_small_with_square_and_record_too(name: str) -> None:
    """A name in three scripts brings four fonts."""
    named = replace(CASES["usual"], holder=HARD_NAMES[name])
    assert len(signed_on_paper(named, credential=json_of())) <= 40_000


def test_as_small_with_twelve_modules() -> None:
    assert len(framed("twelve-modules", credential=json_of())) <= 40_000

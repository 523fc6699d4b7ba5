"""Ada's certificate, and a reader that looks into the PDF as a machine does."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

from learning.certificates.pdf import pdf
from learning.certificates.snapshot import CertifiedModule, Snapshot

ADDRESS = "https://learn.example.org/certificates/K7QF-M2XD-9RTW-H3VB"
TITLES = (
    "Why anchors", "Buying well", "Good work", "Buildings and land",
    "A healthy place", "Acting with others", "Measuring what matters", "Your plan",
)  # fmt: skip
MODULES = tuple(CertifiedModule(title=title, minutes=60) for title in TITLES)
ADA = Snapshot(
    code="K7QFM2XD9RTWH3VB",
    holder="Ada Lovelace",
    programme="Anchored here",
    edition="2026.1",
    provider="The Anchored here team",
    statement="has completed every module of the programme",
    language="en-GB",
    modules=MODULES,
    minutes=485,
    issued_at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
)
LONG = (
    "Dr Maximiliana Wilhelmina Featherstonehaugh-Cholmondeley y Fernández de la Vega Sanz "
    "ap Llywelyn Gruffydd-Edwards OBE MD"
)


def read(**facts: Any) -> PdfReader:
    """Ada's certificate, with some facts changed."""
    return PdfReader(BytesIO(pdf(replace(ADA, **facts), address=ADDRESS)))


def text_of(reader: PdfReader) -> str:
    """The words of its one page."""
    (page,) = reader.pages
    return " ".join(page.extract_text().split())


def glyphs(reader: PdfReader) -> list[tuple[str, int]]:
    """Font and number of each glyph drawn; number 0 is the box of a font without the character."""
    (page,) = reader.pages
    font, drawn = "", []
    contents: Any = page["/Contents"]
    for operands, operator in ContentStream(contents.get_object(), reader).operations:
        if operator == b"Tf":
            font = fonts(page)[operands[0]]
        elif operator in (b"Tj", b"TJ"):
            runs = operands[0] if operator == b"TJ" else operands
            line = b"".join(run.original_bytes for run in runs if hasattr(run, "original_bytes"))
            drawn += [
                (font, int.from_bytes(pair)) for pair in zip(line[::2], line[1::2], strict=True)
            ]
    return drawn


def fonts(page: Any) -> dict[str, str]:
    """The page's fonts by the name it has for each; every one of them embedded."""
    found = {}
    for name, font in page["/Resources"]["/Font"].items():
        (drawn,) = font.get_object()["/DescendantFonts"]
        descriptor = drawn.get_object()["/FontDescriptor"]
        assert descriptor.keys() & {"/FontFile2", "/FontFile3"}
        found[name] = descriptor["/FontName"].partition("+")[2].partition("-")[0]
    return found


def parts(node: Any) -> list[Any]:
    """Every element of the tag tree below ``node``, in reading order."""
    kids = node.get("/K", [])
    found = []
    for kid in kids if isinstance(kids, list) else [kids]:
        element = kid.get_object()
        if isinstance(element, dict) and "/S" in element:
            found += [element, *parts(element)]
    return found

"""The certificate on paper in four cases, which `docs/pictures/` shows, and a camera for it."""

from dataclasses import replace

import pypdfium2
import zxingcpp
from PIL.Image import Image

from learning.certificates import qr_address
from learning.certificates.compact import Printed, compact
from learning.certificates.pdf import Paper, pdf
from learning.certificates.snapshot import CertifiedModule
from tests.certificates.reading import ADA, ADDRESS
from tests.certificates.signed import HOME, KEY, STATUS_INDEX

USUAL = replace(ADA, minutes_together=340)
CASES = {
    "usual": USUAL,
    "long-name": replace(
        USUAL,
        holder="Maria-Theresia Αλεξάνδρα Παπαδοπούλου von Hohenstein-Wittelsbach de la Cruz"
        " y Fernández Ó Briain Володимирівна",
        replaces="0123456789ABCDEF",
    ),
    "right-to-left": replace(USUAL, holder="محمد بن عبد الرحمن الفاسي"),
    "twelve-modules": replace(
        USUAL,
        holder="Bea",
        minutes=540,
        provider="The Joint Committee of the Northern Harbour Hospitals, the Technical College"
        " and the Borough Council for Anchor Work, in partnership",
        modules=tuple(
            CertifiedModule(title=f"{title}: what a hospital, a college or a council can do with"
                            f" it in its own place, step by step", minutes=45)
            for title in (
                "Why anchors", "Buying well", "Good work", "Buildings and land", "Energy",
                "A healthy place", "Acting with others", "Food", "Young people", "Money",
                "Measuring what matters", "Your plan",
            )
        ),
    ),
}  # fmt: skip


def framed(case: str, paper: Paper = "a4", credential: str = "") -> bytes:
    """Return a case on paper, its signed facts in the square."""
    snapshot = CASES[case]
    square = qr_address(HOME, compact(Printed.of(snapshot, STATUS_INDEX), KEY))
    return pdf(snapshot, address=ADDRESS, qr=square, credential=credential, paper=paper)


def picture(content: bytes, dots_an_inch: int) -> Image:
    """Return the paper as a scanner sees it."""
    image: Image = pypdfium2.PdfDocument(content)[0].render(scale=dots_an_inch / 72).to_pil()
    return image


def scanned(page: Image) -> zxingcpp.Barcode:
    """Return what an independent decoder reads.

    It is told the kind: within a square it may see stripes, and take them for a code of their own.
    """
    kinds = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    (found,) = zxingcpp.read_barcodes(page, formats=kinds)
    return found

"""The certificate on paper in four cases, which `docs/pictures/` shows, and a camera for it."""

from dataclasses import replace

import pypdfium2
import zxingcpp
from PIL.Image import Image

from learning.certificates import qr_address
from learning.certificates.compact import Printed, compact
from learning.certificates.pdf import Paper, pdf
from learning.certificates.snapshot import CertifiedModule, Snapshot
from tests.certificates.reading import ADA, ADDRESS, LONG
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


HARD_NAMES = {
    "three letters": "Bea",
    "120 letters": LONG,
    "three scripts": "Maria-Theresia Αλεξάνδρα-Πηνελόπη Παπαδοπούλου von Hohenstein-Wittelsbach"
    " Володимирівна Шевченко-Ґудзь Григоренко Sanz",
    "Latin, Arabic and Chinese": "Maria-Theresia Featherstonehaugh-Cholmondeley de la Cruz Sanz"
    " محمد عبد الرحمن الفاسي بن يوسف الأنصاري 歐陽菲菲 司馬懿之慕容",
    "Vietnamese, Greek and Cyrillic": "Nguyễn Thị Minh Khai Đặng Hữu Phước ᾠδὴ Ὀδυσσεὺς"
    " Ἀχιλλεὺς Ḥasan Ṣalāḥ ad-Dīn Володимирівна Шевченко Ґудзь Ѳеодоръ Ѣ",
    "Latin, Sinhala and Tamil": "Maria-Theresia Featherstonehaugh සුනිල් පෙරේරා වික්‍රමසිංහ"
    " தமிழ்ச்செல்வன் சுப்பிரமணியம் ராஜேந்திரன் de la Cruz y Sanz",
    "right to left": "محمد بن عبد الرحمن بن خالد بن يوسف الفاسي الأنصاري القرطبي المغربي"
    " التلمساني الإشبيلي ضياء الدين أبو غيث شمس الحق ظافر",
}  # fmt: skip


def framed(case: str, paper: Paper = "a4", credential: str = "") -> bytes:
    """Return a case on paper, its signed facts in the square."""
    return signed_on_paper(CASES[case], paper, credential)


def signed_on_paper(snapshot: Snapshot, paper: Paper = "a4", credential: str = "") -> bytes:
    """Return any certificate on paper, its signed facts in the square."""
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

"""What PDFs are made with: typst, the fonts that are shipped, and what these can draw."""

from learning.typesetting.apart import compiled_apart
from learning.typesetting.breaking import BREAK, breakable
from learning.typesetting.compiling import compiled, drawn, language_of
from learning.typesetting.coverage import (
    REPLACEMENT,
    families,
    printable,
    tidy,
    unprintable,
)

__all__ = [
    "BREAK",
    "REPLACEMENT",
    "breakable",
    "compiled",
    "compiled_apart",
    "drawn",
    "families",
    "language_of",
    "printable",
    "tidy",
    "unprintable",
]

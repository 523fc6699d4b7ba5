"""Writes ``learning/typesetting/coverage.json`` from the fonts; run it when a font changes.

python -m tests.typesetting.coverage
"""

import json
import unicodedata
from itertools import groupby
from pathlib import Path

import typst
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

TYPESETTING = Path(__file__).parents[2] / "learning" / "typesetting"
FONTS = TYPESETTING / "fonts"
COVERAGE = TYPESETTING / "coverage.json"

# The text face stands for its italic and display cuts: only what all three have is counted.
SERIF = ("SourceSerif4-Regular.otf", "SourceSerif4-It.otf", "SourceSerif4Display-Regular.otf")
WIDE = "GentiumBookPlus-Regular.ttf"
LAST = "DroidSansFallback.ttf"

_MEANINGLESS = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"))


def written() -> str:
    """Return what the file has to say: a line a font, in the order they are asked for a glyph."""
    scripts = sorted(path.name for path in FONTS.glob("Noto*.ttf"))
    covered = {SERIF[0]: frozenset.intersection(*map(characters, SERIF))}
    covered |= {font: characters(font) for font in (WIDE, *scripts, LAST)}
    named = families()
    rows = ([named[font], ranges(codes)] for font, codes in covered.items())
    lines = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
    return f"[\n{lines}\n]\n"


def characters(font: str) -> frozenset[int]:
    """Return the code points that ``font`` draws and that mean the same everywhere."""
    with TTFont(FONTS / font, lazy=True) as opened:
        codes = frozenset(opened.getBestCmap())
    return frozenset(code for code in codes if unicodedata.category(chr(code)) not in _MEANINGLESS)


def families() -> dict[str, str]:
    """Return the name by which typst knows each font file; not always the one in the font."""
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
    )
    return {Path(font.path).name: font.family for font in found.fonts() if font.path}


def ranges(codes: frozenset[int]) -> list[list[int]]:
    """Return ``codes`` as pairs of first and last, both included."""
    runs = groupby(enumerate(sorted(codes)), key=lambda pair: pair[1] - pair[0])
    spans = [[code for _, code in run] for _, run in runs]
    return [[span[0], span[-1]] for span in spans]


if __name__ == "__main__":
    COVERAGE.write_text(written(), encoding="utf-8")

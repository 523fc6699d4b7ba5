"""Takes from a font what only coarse screens ask for: hints, and the names of glyphs.

Each PDF would carry them along, up to 3 KB for a name. For a new font of Noto, once:
python -m tests.typesetting.unhinted FILE…
"""

import sys

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

HINTS = ("fpgm", "prep", "cvt ", "DSIG")  # the signature is of the file with them


def strip(path: str) -> None:
    """Write the font anew, without hints; the same bytes with the same fonttools."""
    with TTFont(path, recalcTimestamp=False, lazy=False) as font:
        for table in HINTS:
            if table in font:
                del font[table]
        glyphs = font["glyf"]
        for name in glyphs.keys():  # noqa: SIM118 (the table is no mapping)
            glyphs[name].removeHinting()
        font["post"].formatType = 3.0  # without names
        font.save(path)


if __name__ == "__main__":
    for path in sys.argv[1:]:
        strip(path)

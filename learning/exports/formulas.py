"""Cells of spreadsheets that would be worked out instead of read."""

BEGINS_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r")
"""How they begin; some programmes take the wide ones of East Asian keyboards for the others."""


def harmless(text: str) -> str:
    """Return what a cell of a CSV file may hold: one that begins so gets an apostrophe before it.

    Programmes that open such a file would otherwise work it out.
    """
    return f"'{text}" if text.startswith(BEGINS_FORMULA) else text

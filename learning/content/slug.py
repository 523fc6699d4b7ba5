"""Titles and terms as they stand in addresses."""

import re
import unicodedata
from collections.abc import Collection


def slug(title: str) -> str:
    """Return ``title`` as an id."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:60] or "part"


def free_slug(title: str, taken: Collection[str]) -> str:
    """Return ``title`` as an id that is not among those ``taken``: with a number if need be."""
    wanted = found = slug(title)
    number = 2
    while found in taken:
        found = f"{wanted}-{number}"
        number += 1
    return found

"""Titles and terms as they stand in addresses."""

import re
import unicodedata


def slug(title: str) -> str:
    """Return ``title`` as an id."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:60] or "part"

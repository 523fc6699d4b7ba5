"""What a benchmark comes to: one line of the table."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One figure that is promised, and what was measured."""

    what: str
    budget: str
    measured: str
    holds: bool | None
    """None where there is nothing to hold: a figure beside, or one that is only described."""

    @property
    def verdict(self) -> str:
        """Return how the promise stands, in a word."""
        return {True: "holds", False: "does not hold", None: "–"}[self.holds]


def at_most(what: str, most: float, measured: float, unit: str, more: str = "") -> Row:
    """Return a row for a figure that must not be larger than ``most``."""
    words = f"{figure(measured)}{unit}" + (f", {more}" if more else "")
    return Row(what, f"≤ {figure(most)}{unit}", words, measured <= most)


def at_least(what: str, least: float, measured: float, unit: str, more: str = "") -> Row:
    """Return a row for a figure that must not be smaller than ``least``."""
    words = f"{figure(measured)}{unit}" + (f", {more}" if more else "")
    return Row(what, f"≥ {figure(least)}{unit}", words, measured >= least)


def beside(what: str, measured: str) -> Row:
    """Return a row for a figure that helps to read the others."""
    return Row(what, "–", measured, None)


def handed_on(rows: list[Row], to: Path | None) -> None:
    """Print ``rows``, and write them where another process waits for them."""
    for row in rows:
        print(f"{row.what}: {row.measured} ({row.budget}: {row.verdict})", flush=True)
    if to:
        to.write_text(json.dumps([asdict(row) for row in rows]))


def figure(number: float) -> str:
    """Return a number with as many places as say something."""
    places = 0 if abs(number) >= 100 else 1 if abs(number) >= 10 else 2
    text = f"{number:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

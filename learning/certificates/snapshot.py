"""What a certificate says, frozen at the moment it was issued."""

from dataclasses import dataclass
from datetime import datetime

NOT_AN_ACCREDITATION = (
    "This certificate records completion. It is not an accreditation or a qualification."
)

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertifiedModule:
    """A module as it was when it was certified."""

    title: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Every fact that stands on the paper and on the public page; no later edit alters it."""

    code: str
    """Sixteen characters of Crockford's base 32, without hyphens."""
    holder: str
    """The name as the holder confirmed it."""
    programme: str
    edition: str
    provider: str
    statement: str
    """What the authors say after the name, e.g. *has completed every module*."""
    language: str
    """Of the programme, as a BCP 47 tag such as ``en-GB``."""
    modules: tuple[CertifiedModule, ...]
    minutes: int
    """Of study alone, all modules together."""
    issued_at: datetime
    """Aware, in UTC."""

    @property
    def identifier(self) -> str:
        """Return the code as people read it: ``K7QF-M2XD-9RTW-H3VB``."""
        return "-".join(self.code[start : start + 4] for start in range(0, len(self.code), 4))

    @property
    def date(self) -> str:
        """Return the day of issue in words, in UTC: ``22 November 2026``."""
        return f"{self.issued_at.day} {_MONTHS[self.issued_at.month - 1]} {self.issued_at.year}"

    @property
    def study(self) -> str:
        """Return the time alone in words; empty when none was counted."""
        return f"about {_about(self.minutes)} of study alone" if self.minutes > 0 else ""


def _about(minutes: int) -> str:
    """Round to five minutes below three quarters of an hour, else to half an hour."""
    if minutes < 45:
        return f"{max(5, (minutes + 2) // 5 * 5)} minutes"
    hours, half = divmod((minutes + 15) // 30, 2)
    if (hours, half) == (1, 0):
        return "1 hour"
    return f"{hours}{'½' if half else ''} hours"

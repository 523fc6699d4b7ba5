"""What a certificate says, frozen at the moment it was issued."""

from dataclasses import dataclass
from datetime import datetime


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
    """Aware; the day that is printed is the one of its own zone."""
    minutes_together: int = 0
    """Of study with others."""
    replaces: str = ""
    """The code of the certificate in whose place it stands, without hyphens; empty for a first."""

    @property
    def identifier(self) -> str:
        """Return the code as people read it: ``K7QF-M2XD-9RTW-H3VB``."""
        return grouped(self.code)

    @property
    def date(self) -> str:
        """Return the day of issue in words: ``22 November 2026``."""
        return f"{self.issued_at.day} {self.issued_at:%B %Y}"

    @property
    def study(self) -> str:
        """Return the time alone in words; empty when none was counted."""
        return f"about {_roughly(self.minutes)} of study alone" if self.minutes > 0 else ""

    @property
    def together(self) -> str:
        """Return the time with others in words; empty when there was none."""
        if self.minutes_together <= 0:
            return ""
        return f"{_roughly(self.minutes_together)} with others"

    @property
    def former(self) -> str:
        """Return the code of the one before as people read it; empty for a first."""
        return grouped(self.replaces)

    @property
    def replaced(self) -> str:
        """Return the sentence about the one before; empty for a first."""
        if not self.replaces:
            return ""
        return f"It replaces certificate {self.former}, made out to another name."

    @property
    def what_it_is_not(self) -> str:
        """Return the sentence that keeps a reader from taking it for more."""
        return "This certificate records completion. It is not an accreditation or a qualification."


def grouped(code: str) -> str:
    """Return ``code`` as people read it: four groups of four."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def counted(minutes: int) -> str:
    """Return ``55 minutes``."""
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


def _roughly(minutes: int) -> str:
    """Round to half an hour from three quarters on, as `about_hours` of the pages does."""
    halves = (minutes + 15) // 30
    if halves < 2:
        return counted(minutes)
    return f"{halves // 2}{'½' if halves % 2 else ''} hour{'s' if halves > 2 else ''}"

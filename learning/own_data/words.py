"""The mails about going: that it was asked for or will be, and that it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Where:
    """What a mail has to know of this installation."""

    base_url: str
    """Empty if nobody has said."""
    time_zone: str

    def day(self, moment: datetime) -> str:
        """Return the date in words where the programme is at home."""
        there = moment.astimezone(ZoneInfo(self.time_zone))
        return f"{there.day} {there:%B %Y}"

    def page(self, path: str) -> str:
        """Return the full address of a page, or nothing."""
        return f"{self.base_url.rstrip('/')}{path}" if self.base_url else ""


def going(name: str, due_at: datetime, where: Where) -> tuple[str, str]:
    """Return subject and text of the mail that says an account will be deleted."""
    day, address = where.day(due_at), where.page("/sign-in")
    parts = (
        f"Hello {name},",
        f"You asked for your account to be deleted. That happens on {day}. Until then nothing is"
        " lost, and you are signed out everywhere.",
        "To keep it, sign in before that day and press “Keep my account”"
        + (f":\n{address}" if address else "."),
        "You can still download everything there. If it was not you who asked, sign in, keep the"
        " account, and choose a new password.",
    )
    return f"Your account will be deleted on {day}", _text(parts)


def unused(name: str, months: int, due_at: datetime, where: Where) -> tuple[str, str]:
    """Return subject and text of the mail that says an account is not used any more."""
    day, address = where.day(due_at), where.page("/sign-in")
    parts = (
        f"Hello {name},",
        f"You have not signed in for {months} months. We do not keep what people wrote for longer"
        f" than they use it, so your account will be deleted on {day}.",
        "To keep it, sign in before that day. That is all" + (f":\n{address}" if address else "."),
        "If you need it no more, there is nothing to do. Certificates can still be checked.",
    )
    return f"Your account will be deleted on {day} unless you sign in", _text(parts)


def still_here(name: str, where: Where) -> tuple[str, str]:
    """Return subject and text of the mail that says that the only admin’s account stays."""
    address = where.page("/sign-in")
    parts = (
        f"Hello {name},",
        "You asked for your account to be deleted. Meanwhile you are the only admin, so it is kept:"
        " nobody else could help people with their accounts.",
        "To go, sign in, make somebody else an admin, and ask again"
        + (f":\n{address}" if address else "."),
    )
    return "Your account is not deleted", _text(parts)


def gone(why: str, codes: Sequence[str], where: Where) -> tuple[str, str]:
    """Return subject and text of the mail that says an account is deleted, and ``why``.

    ``codes`` are of the certificates that can still be checked.
    """
    addresses = [where.page(f"/certificates/{code}") or code for code in codes]
    checked = "Your certificate can still be checked:\n" + "\n".join(addresses)
    parts = (
        "Hello,",
        f"Your account is deleted, {why}. This is the last mail from us, and this address is"
        " removed with it.",
        *([checked] if codes else []),
        "Backups may hold a copy for as long as they are kept.",
    )
    return "Your account is deleted", _text(parts)


def _text(parts: Sequence[str]) -> str:
    return "\n\n".join(parts) + "\n"

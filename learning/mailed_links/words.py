"""What the mails say. Plain and short, and never to be done by who did not ask for it."""

from dataclasses import dataclass
from datetime import timedelta

from learning.mailed_links.code import grouped
from learning.mailed_links.links import Made
from learning.mailed_links.tables import Purpose


@dataclass(frozen=True, slots=True)
class Site:
    """Where links lead, what the programme is called, and whom to write to."""

    base_url: str
    """Without a slash at its end; never what a browser said."""
    title: str
    contact: str = ""
    """An address of whoever runs it, if one is named."""

    def link(self, path: str) -> str:
        """Return the whole address of a page of ours."""
        return f"{self.base_url.rstrip('/')}{path}"


@dataclass(frozen=True, slots=True)
class Words:
    """One mail."""

    subject: str
    body: str


_NOT_YOU = (
    "If that was not you, do nothing, and give the link and the code to nobody: without them"
    " nobody gets any further."
)
_NOT_YOU_SIGNED_IN = (
    "If that was not you, somebody else is signed in to your account. Give the link and the code to"
    " nobody, and choose a new password at once:\n"
)
_NEW_ADDRESS = "Your address at {title}"
"""Whether an account has it or not: who asked may see the subject, and is not to learn it."""
_ASKED = {
    Purpose.SIGN_IN: ("Sign in to {title}", "You asked to sign in to {title}."),
    Purpose.SIGN_UP: ("Your account at {title}", "You asked for an account at {title}."),
    Purpose.NEW_PASSWORD: (
        "A new password for {title}",
        "You asked to choose a new password for {title}.",
    ),
    Purpose.PROOF: (
        "Show that it is you, at {title}",
        "You are about to change something that matters at {title}, so we ask once more.",
    ),
}


def asked(purpose: Purpose, name: str, made: Made, site: Site, lasts: timedelta) -> Words:
    """Say what to do with the link, or with the code, in the browser where it was asked for."""
    subject, first = (text.format(title=site.title) for text in _ASKED[purpose])
    not_you = _NOT_YOU
    if purpose is Purpose.PROOF:
        not_you = _NOT_YOU_SIGNED_IN + site.link("/new-password")
    return _words(
        subject,
        f"Hello {name}," if name else "Hello,",
        first,
        f"In the browser where you asked, open this link:\n{_to(made, site)}",
        f"Or type this code there:\n{grouped(made.code)}",
        f"Both work once, within {_long(lasts)}.",
        not_you,
    )


def known_already(name: str, made: Made, site: Site, lasts: timedelta) -> Words:
    """Tell somebody who asked for an account that they have one: the same link signs them in."""
    return _words(
        f"Your account at {site.title}",
        f"Hello {name},",
        f"You asked for an account at {site.title}. You have one already, with this address.",
        f"To sign in to it, open this link in the browser where you asked:\n{_to(made, site)}",
        f"Or type this code there:\n{grouped(made.code)}",
        f"Both work once, within {_long(lasts)}. The password you have just typed was not kept.",
        _NOT_YOU,
    )


def joining(name: str, made: Made, site: Site, lasts: timedelta) -> Words:
    """Give the code with which an account becomes part of another; a link would be too easy."""
    return _words(
        f"Join your accounts at {site.title}",
        f"Hello {name},",
        f"You are signed in to another account at {site.title}, and want this one to become part of"
        " it. To show that this one is yours, type this code there:\n"
        f"{grouped(made.code)}",
        f"It works once, within {_long(lasts)}. Before anything happens you see what is joined.",
        "If that was not you, do nothing, and pass the code on to nobody: whoever has it can take"
        " over this account with all that you wrote.",
    )


def nobody(site: Site) -> Words:
    """Tell a stranger that nothing hangs on their address."""
    return _words(
        f"No account at {site.title}",
        "Hello,",
        f"Somebody, probably you, wanted to sign in to {site.title} with this address. There is no"
        " account with it. Perhaps you used another address.",
        f"To make an account: {site.link('/sign-up')}",
        "If that was not you, do nothing.",
    )


def from_an_admin(name: str, made: Made, site: Site, lasts: timedelta) -> Words:
    """Send the link for a new password that an admin was asked for."""
    return _words(
        f"A new password for {site.title}",
        f"Hello {name},",
        f"Whoever runs {site.title} sends you this link, with which you choose a new password:\n"
        f"{_to(made, site)}",
        f"It works once, within {_long(lasts)}, in any browser.",
        "If you do not want a new password, do nothing. Give the link to nobody.",
    )


def confirming(name: str, made: Made, site: Site, lasts: timedelta) -> Words:
    """Ask whether mail to the address reaches its person."""
    return _words(
        f"Is this your address? {site.title}",
        f"Hello {name},",
        f"Confirm that mail to this address reaches you:\n{_to(made, site)}",
        f"The link works within {_long(lasts)}, where you are signed in to that account.",
        "If you have no account there, do nothing.",
    )


def new_address(name: str, made: Made, site: Site, lasts: timedelta) -> Words:
    """Ask at the new address whether the account shall have it."""
    return _words(
        _NEW_ADDRESS.format(title=site.title),
        f"Hello {name},",
        f"You want to use this address for your account at {site.title}. Open this link, signed"
        f" in, and say yes:\n{_to(made, site)}",
        f"It works once, within {_long(lasts)}. Until then nothing changes.",
        "If that was not you, do nothing.",
    )


def address_taken(name: str, site: Site) -> Words:
    """Tell the holder of an address that somebody typed it as their new one."""
    return _words(
        _NEW_ADDRESS.format(title=site.title),
        f"Hello {name},",
        f"Somebody, perhaps you in another account, wanted to use this address at {site.title}."
        " It belongs to your account already, so nothing was changed.",
    )


def address_asked(name: str, new: str, site: Site) -> Words:
    """Tell the present address what is about to happen."""
    return _words(
        f"Another address for your account at {site.title}",
        f"Hello {name},",
        f"Somebody signed in to your account asked to change its address to {new}. It changes once"
        " that is confirmed from there, within 24 hours.",
        f"If that was you, there is nothing to do here. If not, withdraw it on your account page,"
        f" then choose a new password:\n{site.link('/account')}\n{site.link('/new-password')}",
    )


def address_changed(name: str, new: str, site: Site) -> Words:
    """Tell the former address that it is the former one."""
    whom = f": {site.contact}." if site.contact else "."
    return _words(
        f"Your account at {site.title} has another address",
        f"Hello {name},",
        f"Your account now has the address {new}. You sign in with that one.",
        f"If that was not you, somebody else is in your account. Write to whoever runs"
        f" {site.title} at once{whom} They can give it back to you.",
    )


def password_changed(name: str, site: Site) -> Words:
    """Tell the owner that the password is another one."""
    return _words(
        f"Your password for {site.title} was changed",
        f"Hello {name},",
        "Your password was changed, and you were signed out everywhere else.",
        f"If that was not you, choose a new one at once:\n{site.link('/new-password')}",
    )


def address_shown(name: str, site: Site, *, gone: str) -> Words:
    """Tell whoever showed for the first time that they read this mail what is undone by that."""
    return _words(
        f"Your account at {site.title} is yours alone",
        f"Hello {name},",
        "You have shown for the first time that this address is yours. Somebody else could have"
        f" made the account before, so {gone} do not work any more.",
        f"To choose a password, or another one:\n{site.link('/new-password')}",
    )


def _to(made: Made, site: Site) -> str:
    return site.link(f"/from-mail/{made.secret}")


def _long(lasts: timedelta) -> str:
    """Return a time in words: ``15 minutes``, ``24 hours``, ``7 days``."""
    minutes = int(lasts.total_seconds()) // 60
    if minutes < 60:
        return f"{minutes} minutes"
    hours = minutes // 60
    if hours <= 24:
        return "an hour" if hours == 1 else f"{hours} hours"
    return f"{hours // 24} days"


def _words(subject: str, *parts: str) -> Words:
    return Words(subject, "\n\n".join(parts) + "\n")

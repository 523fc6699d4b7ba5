"""What people’s browsers keep of us: the one list of it, which the page about cookies is made of.

A cookie or a script that keeps something and is not named here makes a test fail.
"""

from dataclasses import dataclass

COOKIES = ("learning", "__Host-learning")
"""The names that the one cookie has, without and with HTTPS."""


@dataclass(frozen=True, slots=True)
class InBrowser:
    """One kind of thing that a browser keeps, and the scripts that see to it."""

    title: str
    scripts: tuple[str, ...]
    what: str
    until: str


IN_BROWSERS = (
    InBrowser(
        "Words that are not saved yet",
        ("browser-copy.js", "live-unsent.js", "signing-out.js"),
        "What you type, kept at each keystroke so that nothing is lost",
        "Until the server has it, or you remove it: your journal lists what is left, and signing"
        " out asks",
    ),
    InBrowser(
        "What you do without an account",
        ("browser-copy.js", "guest-done.js"),
        "Answers and ticks of a guest; the server does not get them",
        "Until you add them to your journal, or clear this site’s data in your browser",
    ),
    InBrowser(
        "Pages for when there is no connection",
        ("service-worker.js", "offline.js"),
        "Pages of modules that you have opened, as they were",
        "Until you sign out, or somebody else signs in",
    ),
    InBrowser(
        "What is on its way in this tab",
        ("letter.js", "practice-sheet.js", "live-unsent.js", "signing-out.js"),
        "A letter to yourself, an answer about your practice or a card of a live session, until it"
        " has been sent",
        "Until it is sent, the tab is closed or you sign out",
    ),
)

"""What mails about acts of admins are written with here."""

from learning.people import Told
from learning.web.context import programme, settings


def told_with() -> Told:
    """Return where their links lead, what the programme is called and whom to answer."""
    return Told(settings().base_url, programme().title, settings().contact)

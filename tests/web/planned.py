"""What is typed into the form that plans a session, and what its page holds."""

from tests.browser import Page

PLAN = {
    "module": "listening", "length": "45", "day": "2027-03-26", "at": "14:00",
    "time_zone": "Europe/London", "place": "Room 4", "link": "", "weeks": "0", "times": "4",
}  # fmt: skip
LINK = "https://call.example.org/harbour?pwd=1"


def values(page: Page) -> dict[str, str]:
    """Return what the fields hold."""
    return {
        attributes.get("name") or "": attributes.get("value") or ""
        for tag, attributes in page.tags
        if tag == "input" and (attributes.get("type") != "radio" or "checked" in attributes)
    }

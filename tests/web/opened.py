"""What admins read only once they have opened it, which is written down."""

from tests.browser import Browser, Page


def quotes(admin: Browser) -> Page:
    """Open the passages that may be quoted."""
    admin.post("/admin/quotes/opening")
    return admin.get("/admin/quotes")

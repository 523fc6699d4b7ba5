"""The pages of the second step to sign in, and how somebody gets to them."""

from uuid import uuid4

import pyotp
from playwright.sync_api import Page

from learning.content import Programme
from tests.cast import PASSWORD
from tests.in_browser.visit import Visit, Visits

HERE = "/account/second-factor"


def by_name(visit: Visit) -> Visit:
    """Let the site be reached by a name: at a number there are no passkeys."""
    visit.url = visit.url.replace("127.0.0.1", "localhost")
    return visit


def with_keys(visit: Visit) -> Visit:
    """Let the browser be on a device that keeps passkeys and asks nobody to touch it."""
    device = visit.context.new_cdp_session(visit.page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return by_name(visit)


def set_up_app(visit: Visit) -> pyotp.TOTP:
    """Set an app up and stay on the page with the codes."""
    page = visit.go(f"{HERE}/app")
    app = pyotp.TOTP(page.locator(".app-key__letters").inner_text().replace(" ", ""))
    page.get_by_label("Code from your app").fill(app.now())
    page.get_by_role("button", name="Set it up").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    return app


def give_password(page: Page, url: str, email: str) -> None:
    """Sign in as far as the second step."""
    page.goto(f"{url}/sign-in")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/sign-in/second")


def _asked(visits: Visits, _: Programme) -> Visit:
    visit = visits()
    give_password(visit.page, visit.url, "dana@example.org")
    return visit


def _refused(visits: Visits, programme: Programme) -> Visit:
    visit = _asked(visits, programme)
    visit.page.get_by_label("Code from your app").fill("12")
    visit.page.get_by_role("button", name="Sign in", exact=True).click()
    visit.page.locator("#to-mend").wait_for()
    return visit


def _app(visits: Visits, _: Programme) -> Visit:
    visit = visits("Dana")
    visit.go(f"{HERE}/app")
    return visit


def _overview(visits: Visits, _: Programme) -> Visit:
    visit = visits("Dana")
    visit.go(HERE)
    return visit


def _codes(visits: Visits, _: Programme) -> Visit:
    """The page with the codes, which is shown once: somebody new sets an app up."""
    visit = visits()
    visit.sign_up("Paperclip", f"paper-{uuid4().hex[:8]}@example.org")
    set_up_app(visit)
    return visit


def _passkey(visits: Visits, _: Programme) -> Visit:
    visit = by_name(visits())
    visit.sign_in("cleo@example.org")
    visit.go(f"{HERE}/passkeys")
    return visit


SECOND_STEP = {
    "second-step": _asked,
    "second-step-refused": _refused,
    "second-factor": _overview,
    "second-factor-app": _app,
    "second-factor-codes": _codes,
    "second-factor-passkey": _passkey,
}
"""How somebody gets to each kind of page."""

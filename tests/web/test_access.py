import hmac
from base64 import urlsafe_b64decode

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from learning.web.access import local_path
from tests.cast import PASSWORD, Cast
from tests.conftest import Browse


def test_a_guest_is_led_to_sign_in_and_then_where_they_were_going(
    browse: Browse, cast: Cast
) -> None:
    guest = browse()
    turned = guest.client.get("/journal")
    assert turned.headers["Location"] == "/sign-in?next=/journal"

    sent = {"email": cast.ada.email, "password": PASSWORD, "next": "/journal"}
    assert guest.client.post("/sign-in", data=sent).headers["Location"] == "/journal"


@pytest.mark.parametrize(
    "goal", ["https://evil.example", "//evil.example", "/\\evil.example", "/a\nb", "", None]
)
def test_a_redirect_stays_in_the_house(goal: str | None) -> None:
    assert local_path(goal) is None


def test_a_learner_cannot_open_what_is_for_admins(browse: Browse, cast: Cast) -> None:
    for path in ("/admin/statistics", "/admin/statistics.csv", "/admin/content", "/admin"):
        assert "for admins" in browse(cast.ada).get(path, expect=403).text("main")
        assert browse().client.get(path).status_code == 302


def test_a_get_cannot_write(app: Flask) -> None:
    from sqlalchemy import text
    from sqlalchemy.exc import DBAPIError

    from learning.web.access import public
    from learning.web.database import db

    @app.get("/a-careless-view")
    @public
    def careless() -> str:
        try:
            db().execute(text("DELETE FROM entry"))
        except DBAPIError as refused:
            return str(refused.orig)
        return "it wrote"

    answer = app.test_client().get("/a-careless-view").text

    assert "read-only" in answer or "readonly" in answer


@pytest.mark.parametrize(("status", "kept"), [(200, 1), (422, 0), (500, 0)])
def test_only_a_successful_write_is_kept(
    app: Flask, browse: Browse, cast: Cast, status: int, kept: int
) -> None:
    from learning import accounts
    from learning.web.access import public
    from learning.web.database import db

    @app.post("/found")
    @public
    def found() -> tuple[str, int]:
        accounts.register(db(), email="eve@example.org", name="Eve", password_hash="")
        return "", status

    app.test_client().post("/found")

    with app.extensions["database"].reading() as session:
        from sqlalchemy import func, select

        query = select(func.count()).where(accounts.User.email == "eve@example.org")
        assert session.scalar(query) == kept


def test_even_a_crash_is_answered_with_a_page(app: Flask, browse: Browse, cast: Cast) -> None:
    from learning.web.access import public

    @app.post("/crash")
    @public
    def crash() -> str:
        raise RuntimeError("on purpose")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    page = browse().post("/crash", {"a.b": "My long text"}, expect=500)

    assert "not your fault" in page.text("main")
    assert "My long text" in page.text("main")


def test_reading_sets_no_cookie_and_private_pages_are_kept_by_nobody(
    browse: Browse, cast: Cast
) -> None:
    guest = browse()
    for path in ("/", "/modules/listening", "/modules/listening/what-it-is", "/sign-in"):
        response = guest.client.get(path)
        assert "Set-Cookie" not in response.headers
        assert response.headers["Cache-Control"] == "no-cache"
    assert browse(cast.ada).client.get("/home").headers["Cache-Control"] == "no-store"


def test_every_answer_says_whom_to_trust(browse: Browse) -> None:
    headers = browse().client.get("/").headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_sign_out_works_twice_and_ends_the_sign_in(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    cookie = ada.client.get_cookie("learning")
    assert cookie is not None
    for _ in range(2):
        ada.post("/sign-out")

    thief = browse()
    thief.client.set_cookie("learning", cookie.value)
    assert thief.client.get("/home").status_code == 302


def test_a_cookie_that_is_not_quite_ours_is_nobodys(browse: Browse, cast: Cast) -> None:
    ada, thief = browse(cast.ada), browse()
    cookie = ada.client.get_cookie("learning")
    assert cookie is not None
    said, _, signature = cookie.value.rpartition(".")
    for value in (cookie.value[:-1], f"{said}.{signature[::-1]}", said, "x", "", "." * 3_000):
        for _ in range(2):
            ada.get("/home")
            thief.client.set_cookie("learning", value)
            assert thief.client.get("/home").status_code == 302


def test_the_cookie_is_signed_with_sha_256_and_no_other_signature_counts(
    app: Flask, browse: Browse, cast: Cast
) -> None:
    ada, thief = browse(cast.ada), browse()
    cookie = ada.client.get_cookie("learning")
    signing = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    assert cookie
    signer = signing.make_signer(signing.salt)
    said, _, signature = cookie.value.rpartition(".")
    right = hmac.new(signer.derive_key(), said.encode(), "sha256").digest()
    assert urlsafe_b64decode(f"{signature}=") == right

    weak = SecureCookieSessionInterface().get_signing_serializer(app)
    assert weak
    thief.client.set_cookie("learning", str(weak.dumps(signing.loads(cookie.value))))
    assert thief.client.get("/home").status_code == 302


def test_signing_in_begins_a_new_sign_in(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    before = ada.client.get_cookie("learning")
    ada.sign_in(cast.ada.email)
    after = ada.client.get_cookie("learning")

    assert before is not None
    assert after is not None
    assert before.value != after.value


def test_a_host_with_an_underscore_can_still_write(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    cookie = ada.client.get_cookie("learning")
    assert cookie is not None
    sent = {"Cookie": f"learning={cookie.value}", "Host": "my_app:8000"}
    statuses = [
        ada.client.post(
            "/account/name", data={"name": "Ada"}, headers=sent | {"Origin": origin}
        ).status_code
        for origin in ("http://my_app:8000", "null")
    ]

    assert statuses == [303, 403]

import pytest

from tests.cast import PASSWORD, Cast
from tests.conftest import Browse


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": "  "}, "Enter your name"),
        ({"name": "x" * 121}, "at most 120"),
        ({"name": "\u200b\u3164"}, "Enter your name"),
        ({"email": "e\u200bve@example.org"}, "name@example.org"),
        ({"email": "not an address"}, "name@example.org"),
        ({"email": "ADA@example.org"}, "There is an account"),
        ({"password": "short"}, "at least 12"),
        ({"password": "eve@example.org"}, "too close"),
        ({"password": "passwordpassword"}, "lists"),
    ],
)
def test_a_sign_up_is_refused_on_the_form(
    browse: Browse, cast: Cast, change: dict[str, str], said: str
) -> None:
    account = {"name": "Eve", "email": "eve@example.org", "password": PASSWORD} | change

    page = browse().post("/sign-up", account, expect=422)

    assert said in page.text("main")
    assert PASSWORD not in page.html


def test_a_wrong_password_is_answered_on_the_form(browse: Browse, cast: Cast) -> None:
    sent = {"email": cast.ada.email, "password": "wrong"}
    page = browse().post("/sign-in", sent, expect=422)
    assert "do not match" in page.text("main")

    for _ in range(5):
        browse().client.post("/sign-in", data=sent)
    slowed = browse().client.post("/sign-in", data=sent)
    assert slowed.status_code == 429
    assert int(slowed.headers["Retry-After"]) > 0
    assert "Too many tries" in slowed.text


def test_the_account_page_changes_name_address_and_password(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    ada.post("/account/name", {"name": "Ada Ŵyn"})
    ada.post("/account/address", {"email": "ada@new.example"})
    new = "another set of words"
    ada.post("/account/password", {"old_password": PASSWORD, "new_password": new})
    assert "Ada Ŵyn" in ada.get("/account").html

    browse().post("/sign-in", {"email": "ada@new.example", "password": new})


@pytest.mark.parametrize(
    ("path", "fields", "said"),
    [
        ("name", {"name": ""}, "Enter your name"),
        ("address", {"email": "x"}, "name@example.org"),
        ("address", {"email": "ben@example.org"}, "There is an account"),
        ("password", {"old_password": "wrong", "new_password": "another set of words"}, "not your"),
        ("password", {"old_password": PASSWORD, "new_password": "short"}, "at least 12"),
    ],
)
def test_a_change_is_refused_on_the_form(
    browse: Browse, cast: Cast, path: str, fields: dict[str, str], said: str
) -> None:
    page = browse(cast.ada).post(f"/account/{path}", fields, expect=422)

    assert said in page.text("main")


def test_sign_ins_are_listed_and_can_be_ended(browse: Browse, cast: Cast) -> None:
    here, there = browse(cast.ada), browse(cast.ada)
    assert "this browser" in here.get("/account").text("main")

    here.post("/account/sign-ins/end-others")

    here.get("/home")
    assert there.client.get("/home").status_code == 302


def test_one_sign_in_of_somebody_else_cannot_be_ended(browse: Browse, cast: Cast) -> None:
    handle = cast.ada.sign_in[:8]
    browse(cast.cleo).post(f"/account/sign-ins/{handle}/end", expect=404)
    browse(cast.ada).post(f"/account/sign-ins/{handle}/end")

"""For every input: empty, huge, wrong, repeated, concurrent, malicious, interrupted."""

import pytest
from flask import Flask

from tests.cast import Cast
from tests.conftest import Browse

PAGE = "/modules/listening/a-conversation"
HEARD = "last-conversation.heard"
VERSION = "last-conversation.version"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("🙂 smile", "🙂 smile"),
        ("مرحبا بالعالم", "مرحبا بالعالم"),
        ("two\r\nlines", "two\nlines"),
        ("nul\x00byte", "nulbyte"),
        ("bell\x07", "bell"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("x" * 20_000, "x" * 20_000),
        ("\n\nleading lines", "\n\nleading lines"),
    ],
    ids=["emoji", "rtl", "crlf", "nul", "control", "markup", "longest", "leading"],
)
def test_any_text_is_kept(browse: Browse, cast: Cast, text: str, kept: str) -> None:
    ada = browse(cast.ada)

    ada.post(f"{PAGE}/entries", {HEARD: text, VERSION: "0"})

    assert ada.get(PAGE).fields()[HEARD] == kept


def test_a_lone_surrogate_is_replaced_and_the_rest_kept(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    body = f"{HEARD}=before%ED%A0%80after&{VERSION}=0"

    response = ada.client.post(
        f"{PAGE}/entries", data=body, content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 303
    kept = ada.get(PAGE).fields()[HEARD]
    assert kept.startswith("before")
    assert kept.endswith("after")


@pytest.mark.parametrize("size", [20_001, 50_000, 1_000_000])
def test_a_text_that_is_too_long_is_refused_and_still_on_the_page(
    browse: Browse, cast: Cast, size: int
) -> None:
    ada = browse(cast.ada)

    page = ada.post(f"{PAGE}/entries", {HEARD: "x" * size, VERSION: "0"}, expect=422)

    assert "longer than 20,000 characters" in page.text("main")
    assert "Saved " not in page.text("main")
    assert page.fields()[HEARD] == "x" * size


def test_more_than_two_megabytes_are_refused_in_words(browse: Browse, cast: Cast) -> None:
    page = browse(cast.ada).post(f"{PAGE}/entries", {HEARD: "x" * 2_100_000}, expect=413)

    assert "over two megabytes" in page.text("main")


def test_nothing_written_is_saved_as_nothing(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    ada.post(f"{PAGE}/entries", {HEARD: "", VERSION: "0"})
    ada.post(f"{PAGE}/entries", {})

    assert "Nothing here yet" in ada.get("/journal").text("main")


@pytest.mark.parametrize("below", ["entries", "completion", "completion/undo"])
def test_the_address_of_a_refused_form_leads_back_to_its_page(browse: Browse, below: str) -> None:
    response = browse().client.get(f"{PAGE}/{below}")

    assert (response.status_code, response.location) == (303, PAGE)


def test_a_form_posted_twice_saves_once(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    for _ in range(2):
        ada.post(f"{PAGE}/entries", {HEARD: "Rain", VERSION: "0"})

    assert ada.get(PAGE).fields()[VERSION] == "1"


def test_a_write_from_another_site_is_refused(app: Flask, browse: Browse, cast: Cast) -> None:
    client = browse(cast.ada).client
    sent = {HEARD: "Planted", VERSION: "0"}
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": "http://localhost.evil.example"},
    ):
        response = client.post(f"{PAGE}/entries", data=sent, headers=headers)
        assert response.status_code == 403
        assert "another site" in response.text
    own = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert client.post(f"{PAGE}/entries", data=sent, headers=own).status_code == 303


def test_a_form_sent_after_sign_out_shows_what_was_written(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    ada.post("/sign-out")

    page = ada.post(f"{PAGE}/entries", {HEARD: "My long text", VERSION: "3"}, expect=401)

    assert page.fields() == {HEARD: "My long text", VERSION: "3"}
    form = {"class": "stack", "id": "sent-again", "method": "post", "action": f"{PAGE}/entries"}
    assert ("form", form) in page.tags

    ada.sign_in(cast.ada.email)
    ada.post(f"{PAGE}/entries", {HEARD: "My long text", VERSION: "0"})
    assert ada.get(PAGE).fields()[HEARD] == "My long text"


def test_an_answer_to_a_question_nobody_asks_is_shown_again(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    for name in ("no-such-exercise.heard", "last-conversation.no-such-prompt"):
        page = ada.post(f"{PAGE}/entries", {name: "My long text"}, expect=409)
        assert "no longer asked" in page.text("main")
        assert "My long text" in page.text("main")


def test_a_stale_version_is_answered_with_both_texts(browse: Browse, cast: Cast) -> None:
    ada, other = browse(cast.ada), browse(cast.ada)
    ada.post(f"{PAGE}/entries", {HEARD: "From the laptop", VERSION: "0"})

    page = other.post(f"{PAGE}/entries", {HEARD: "From the phone", VERSION: "0"}, expect=409)

    assert "From the laptop" in page.text("main")
    assert "Not saved yet" in page.text("main")
    assert page.fields() | {HEARD: "From the phone", VERSION: "1"} == page.fields()

    other.get(PAGE)
    other.post(f"{PAGE}/entries", page.fields() | {HEARD: "Laptop and phone"})
    assert other.get(PAGE).fields()[HEARD] == "Laptop and phone"
    assert "From the phone" in other.get("/journal/1").text("main")


def test_the_script_hears_of_a_stale_version(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    first = ada.send(f"{PAGE}/entries", {HEARD: "One", VERSION: "0"})
    assert (first.status_code, first.json) == (
        200,
        {"saved": "12:00", "versions": {"last-conversation": 1}},
    )

    stale = ada.send(f"{PAGE}/entries", {HEARD: "Two", VERSION: "0"})
    assert stale.status_code == 409
    assert "Both texts are kept" in stale.json["message"]  # type: ignore[index]


def test_the_script_hears_of_every_refusal(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    long = ada.send(f"{PAGE}/entries", {HEARD: "x" * 30_000, VERSION: "0"})
    assert (long.status_code, "20,000" in long.json["message"]) == (422, True)  # type: ignore[index]

    out = browse().send(f"{PAGE}/entries", {HEARD: "x", VERSION: "0"})
    assert (out.status_code, "signed out" in out.json["message"]) == (401, True)  # type: ignore[index]


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 40, "1.5"])
def test_a_made_up_version_loses_nothing(browse: Browse, cast: Cast, version: str) -> None:
    ada = browse(cast.ada)
    ada.post(f"{PAGE}/entries", {HEARD: "First", VERSION: "0"})

    page = ada.post(f"{PAGE}/entries", {HEARD: "Second", VERSION: version}, expect=409)

    assert page.fields()[HEARD] == "Second"


def test_a_made_up_choice_is_refused_on_the_page(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    page = ada.post(f"{PAGE}/entries", {"spot-it.nods": "both"}, expect=422)
    assert "Choose one of the answers" in page.text("main")

    first = "/modules/listening/what-it-is"
    for rating in ("11", "-1", "ten", "5.5"):
        sent = {"confidence-start.listen": rating}
        page = ada.post(f"{first}/entries", sent, expect=422)
        assert "from 0 to 10" in page.text("main")


@pytest.mark.parametrize(
    "path",
    [
        "/modules/nothing",
        "/modules/listening/nothing",
        "/nothing",
        "/certificates/nothing",
        "/modules/listening/what-it-is/more",
        "/files/nothing.svg",
        "/files/../programme.yaml",
    ],
)
def test_an_address_that_leads_nowhere_is_answered_with_a_page(browse: Browse, path: str) -> None:
    page = browse().get(path, expect=404)

    assert "To the programme" in page.text("main") or "code" in page.text("main")


def test_a_page_under_a_wrong_module_is_found(browse: Browse) -> None:
    response = browse().client.get("/modules/feedback/what-it-is")

    assert (response.status_code, response.headers["Location"]) == (
        301,
        "/modules/listening/what-it-is",
    )


@pytest.mark.parametrize(
    ("holder", "status"),
    [
        ("", 422),
        ("   ", 422),
        ("\u200b\u2060", 422),
        ("x" * 121, 422),
        ("\U0001f980 Crab", 303),
        ("\U00012000 Cuneiform", 422),
        ("x" * 120, 303),
    ],
)
def test_the_name_on_a_certificate(browse: Browse, cast: Cast, holder: str, status: int) -> None:
    ada = browse(cast.ada)
    ada.post("/modules/listening/what-it-is/completion")
    ada.post(f"{PAGE}/completion", {HEARD: "Rain", VERSION: "0"})
    ada.post("/modules/feedback/say-what-you-saw/completion")

    ada.post("/certificates", {"holder": holder}, expect=status)


def test_a_claim_too_early_is_answered_with_what_is_left(browse: Browse, cast: Cast) -> None:
    page = browse(cast.ada).post("/certificates", {"holder": "Ada"}, expect=409)

    assert "3 pages are still to be done" in page.text("main")


def test_a_number_beyond_every_database_is_no_entry(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    for number in ("2147483648", "9223372036854775808", "9" * 60):
        ada.get(f"/journal/{number}", expect=404)

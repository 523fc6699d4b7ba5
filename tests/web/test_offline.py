"""Which pages a browser may keep, for whom, and the worker that keeps them."""

import pytest
from flask import Flask

from tests.cast import Cast
from tests.conftest import Browse

PAGE = "/modules/listening/a-conversation"
KEPT = "Kept-For"


def test_only_pages_of_modules_may_be_kept(app: Flask, browse: Browse, cast: Cast) -> None:
    dana = browse(cast.dana)
    rules = [r for r in app.url_map.iter_rules() if "GET" in (r.methods or ()) and not r.arguments]
    for rule in rules:
        assert KEPT not in dana.client.get(rule.rule).headers, rule.rule
    for path in ("/modules/listening", PAGE, "/modules/listening/session"):
        assert KEPT in dana.client.get(path).headers, path


def test_a_page_names_for_whom_it_may_be_kept(browse: Browse, cast: Cast) -> None:
    ada, ben = browse(cast.ada), browse(cast.ben)
    marks = [one.client.get(PAGE).headers[KEPT] for one in (ada, browse(cast.ada), ben, browse())]

    assert marks[0] == marks[1] == ada.get(PAGE).fields(also="writer")["writer"]
    assert len(set(marks)) == 3
    assert marks[3] == "guest"
    assert f'data-writer="{marks[2]}"' in ben.get("/home").html


def test_what_is_refused_or_sent_is_never_kept(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    answers = [
        ada.client.get("/modules/listening/nothing-here"),
        ada.client.get(f"{PAGE}/entries"),
        ada.client.post(f"{PAGE}/completion", data={}),
        ada.send(f"{PAGE}/entries", {}),
    ]

    assert [KEPT in answer.headers for answer in answers] == [False] * 4


def test_a_page_of_a_refusal_names_nobody(browse: Browse, cast: Cast) -> None:
    """It may be shown without asking who is there, and must not pass for a guest’s."""
    assert "data-writer" not in browse(cast.ada).get("/nowhere", expect=404).html


def test_the_worker_is_asked_for_anew_and_names_the_files_of_now(browse: Browse) -> None:
    guest = browse()
    worker = guest.client.get("/service-worker.js")

    assert worker.mimetype == "text/javascript"
    assert worker.headers["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in worker.headers["Content-Security-Policy"]
    first = worker.text.splitlines()[0]
    assert first.startswith('const BEGINS = {"edition": "')
    for address in ("/offline", *_files_of(guest.client.get("/").text)):
        assert f'"{address}"' in first
        assert guest.client.get(address).status_code == 200


def _files_of(html: str) -> list[str]:
    return [part.split('"')[0] for part in html.split('="') if part.startswith("/static/")]


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_the_page_that_stands_for_others_names_nobody(
    browse: Browse, cast: Cast, *, is_signed_in: bool
) -> None:
    page = browse(cast.ada if is_signed_in else None).get("/offline")

    assert "Nothing you have written is lost" in page.text("main")
    assert "Ada" not in page.html
    assert "data-writer" not in page.html

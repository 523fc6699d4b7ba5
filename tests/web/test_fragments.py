"""Kept fragments are the same bytes as rendering anew, with hostile names too."""

from dataclasses import replace

from flask import Flask
from jinja2 import ChoiceLoader, DictLoader

from learning.content import Programme
from learning.progress import Progress
from learning.web.fragments import (
    Fragments,
    rendered_for_guests,
    rendered_outline,
    rendered_parts,
)
from tests.cast import Cast
from tests.conftest import Browse

HOSTILE = "<script>alert('ŵ & 漢字')</script> {{ 7 * 7 }}"


def test_what_is_kept_equals_what_is_rendered(app: Flask, programme: Programme) -> None:
    first, second = programme.modules
    pages = tuple(replace(page, title=f"{HOSTILE} {page.title}") for page in first.pages)
    edition = replace(programme, modules=(replace(first, title=HOSTILE, pages=pages), second))
    states = [None, *(Progress(edition, frozenset(done), None) for done in ([], ["what-it-is"]))]

    with app.test_request_context():
        fragments = Fragments(edition)
        for page in edition.pages:
            for so_far in states * 2:
                kept = fragments.outline(page, so_far)
                assert kept == rendered_outline(edition, page, so_far)
                assert "<script>" not in kept
            parts = rendered_parts(page)
            assert fragments.parts(page) == fragments.parts(page) == parts
            for_guests = rendered_for_guests(page, parts)
            assert fragments.parts_for_guests(page) == for_guests
            assert fragments.parts_for_guests(page) == for_guests


def test_the_outline_shows_this_readers_ticks(app: Flask, programme: Programme) -> None:
    page = programme.page("a-conversation")
    done = Progress(programme, frozenset(["what-it-is"]), "what-it-is")

    with app.test_request_context():
        fragments = Fragments(programme)
        before = fragments.outline(page, None)
        assert "done" in fragments.outline(page, done)
        assert fragments.outline(page, None) == before


def test_an_author_sees_a_template_as_it_is_now(app: Flask, browse: Browse, cast: Cast) -> None:
    app.jinja_env.auto_reload, usual = True, app.jinja_env.loader
    assert usual
    end = {"modules/_page_end.html": "As it was"}
    app.jinja_env.loader = ChoiceLoader([DictLoader(end), usual])
    for reader in (browse(cast.ada), browse()):
        for words in ("As it was", "As it is now"):
            end["modules/_page_end.html"] = words
            assert words in reader.client.get("/modules/listening/what-it-is").text

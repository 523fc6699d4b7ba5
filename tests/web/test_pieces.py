"""A page put together of pieces is the same bytes as the page rendered whole, for everybody."""

import gzip
from dataclasses import replace

import pytest
from flask import Flask, g
from sqlalchemy.orm import Session

from learning import journal
from learning.accounts import Person
from learning.content import Exercise, Programme
from learning.journal import Given
from learning.web import page_pieces, page_seen
from learning.web.pieces import Piece, answer
from tests.cast import Cast, answers_for, finish
from tests.conftest import Browse

HOSTILE = "<script>alert('ŵ & 漢字')</script> {{ 7 * 7 }} \\1"
PACKED = {"Accept-Encoding": "gzip"}


def both(app: Flask, person: Person | None, programme: Programme) -> list[tuple[bytes, bytes]]:
    """Return each page in both ways."""
    found = []
    for page in programme.pages:
        with app.test_request_context(page.path):
            g.person = person
            seen = page_seen.look_at(page)
            pieces = b"".join(piece.text for piece in page_pieces.put_together(seen))
            found.append((pieces, page_seen.rendered(seen, {}, {}).encode()))
    return found


def answer_all(db: Session, person: Person, programme: Programme, word: str) -> None:
    for exercise in programme.exercises.values():
        given = Given(exercise, answers_for(exercise) | _words(exercise, word), 0)
        journal.save_entries(db, person, programme.edition, [given])


def _words(exercise: Exercise, word: str) -> dict[str, object]:
    return {prompt.id: word for prompt in exercise.prompts if prompt.answered_by == "words"}


def test_every_page_reads_the_same_in_both_ways(
    app: Flask, cast: Cast, db: Session, programme: Programme
) -> None:
    hostile, admin = replace(cast.ada, name=HOSTILE), cast.dana
    for state in ("nothing done", "answered", "done"):
        if state == "answered":
            answer_all(db, hostile, programme, f"\n {HOSTILE} \r\n two")
            answer_all(db, admin, programme, "Rain")
        if state == "done":
            finish(db, hostile, programme, programme.pages[:3])
        db.commit()
        for person in (hostile, admin, cast.cleo, None, hostile):
            for pieces, whole in both(app, person, programme):
                assert pieces == whole, (state, person)


def test_nothing_of_one_reader_is_kept_for_the_next(
    app: Flask, cast: Cast, db: Session, programme: Programme
) -> None:
    secret = "nobody else reads this"
    answer_all(db, cast.ada, programme, secret)
    db.commit()
    assert any(secret.encode() in pieces for pieces, _ in both(app, cast.ada, programme))

    for person in (cast.cleo, None):
        for pieces, _ in both(app, person, programme):
            assert secret.encode() not in pieces
            assert cast.ada.name.encode() + b"</a>" not in pieces
    kept = app.extensions["fragments"]
    sheets = b"".join(piece.text for sheet in kept._sheets.values() for piece, _ in sheet)
    assert secret.encode() not in sheets


def test_the_packed_page_unpacks_to_the_same(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada).client
    for path in ("/modules/listening/what-it-is", "/modules/listening/a-conversation"):
        plain, packed = ada.get(path), ada.get(path, headers=PACKED)
        assert packed.headers["Content-Encoding"] == "gzip"
        assert packed.headers["Vary"] == plain.headers["Vary"]
        assert gzip.decompress(packed.data) == plain.data


@pytest.mark.parametrize("size", [0, 1, 119, 120, 5_000, 200_000])
def test_pieces_of_any_size_are_one_gzip_file(app: Flask, size: int) -> None:
    pieces = [Piece(b"x" * 2_000), Piece("ŵ".encode() * size, level=1), Piece(b"")]
    with app.test_request_context(headers=PACKED):
        packed = answer(pieces).data
    assert gzip.decompress(packed) == b"".join(piece.text for piece in pieces)

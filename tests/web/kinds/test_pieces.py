"""Exercises of every kind, put together of pieces, read as if they were rendered whole."""

from flask import Flask
from sqlalchemy.orm import Session

from learning.content import Editions
from tests.cast import Cast
from tests.web.test_pieces import HOSTILE, answer_all, both


def test_every_kind_reads_the_same_in_both_ways(
    app: Flask, cast: Cast, db: Session, editions: Editions
) -> None:
    programme = editions.programme
    answer_all(db, cast.ada, programme, f"\n {HOSTILE} \r\n two")
    db.commit()
    for person in (cast.ada, cast.cleo, None, cast.ada):
        for pieces, whole in both(app, person, programme):
            assert pieces == whole, person

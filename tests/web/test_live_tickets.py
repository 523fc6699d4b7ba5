"""Who listens: people by who they are in the session, shared screens by who opened them."""

from flask import Flask
from sqlalchemy.orm import Session

from learning.broadcast import Ticket, read_ticket
from learning.content import Programme
from learning.db import Database
from learning.live.tables import Presence
from learning.web.live.presence import attendance
from learning.web.signals import signals_of
from tests.cast import Cast
from tests.conftest import NOON, Browse
from tests.live.held import run_of
from tests.web.held import Held, at


def said(app: Flask, held: Held, query: str = "") -> Ticket:
    ticket = read_ticket(signals_of(app).secret, held.state(query)["ticket"], NOON)
    assert ticket
    return ticket


def test_each_shared_screen_is_its_owners_and_nobody_who_is_here(
    app: Flask,
    browse: Browse,
    cast: Cast,
    db: Session,
    database: Database,
    programme: Programme,
) -> None:
    session_id = at(db, programme, "in-turn", cast.ada, cast.ben)
    ada, ben = (Held(browse, person, session_id) for person in (cast.ada, cast.ben))
    person, screen = said(app, ada), said(app, ada, "?screen=1")
    me = run_of(db, cast.ada, session_id).me
    assert me
    db.rollback()

    assert person.who == str(me.id)
    assert screen.who == f"s{cast.ada.id}"
    assert said(app, ben, "?screen=1").who == f"s{cast.ben.id}"
    here, signals = attendance(app), signals_of(app)
    for ticket in (screen, person):
        signals.opened(ticket.topic, ticket.who)
    here.look(database)
    signals.closed(screen.topic, screen.who)
    with database.reading() as reading:
        kept = {row.participant_id for row in reading.query(Presence)}
    assert me.id in kept
    assert set(here._open) == {me.id}

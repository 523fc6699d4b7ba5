"""Places on teams, and what was said about coming."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from learning.joining.both import Both
from learning.planning.tables import Reply
from learning.teams import Membership, Team


def join_places(db: Session, both: Both) -> None:
    """Be on every team that either is on, since the earlier day.

    Who convenes a team in either account convenes it. Progress is shown to a team that both are
    on only if both show it: more than before is shown to nobody.
    """
    places = select(Membership.__table__).where(Membership.user_id.in_(both.ids))
    teams = places.with_only_columns(Membership.team_id)
    db.execute(select(Team.id).where(Team.id.in_(teams)).order_by(Team.id).with_for_update())
    rows = db.execute(places).all()
    mine = {row.team_id: row for row in rows if row.user_id == both.staying.id}
    for row in (row for row in rows if row.user_id == both.going.id):
        this = (Membership.team_id == row.team_id, Membership.user_id == both.going.id)
        own = mine.get(row.team_id)
        if own is None:
            db.execute(update(Membership).where(*this).values(user_id=both.staying.id))
            continue
        db.execute(delete(Membership).where(*this))  # first: a team has one convenor
        joined = update(Membership).where(
            Membership.team_id == row.team_id, Membership.user_id == both.staying.id
        )
        values = {
            "joined_at": min(own.joined_at, row.joined_at),
            "is_convenor": own.is_convenor or row.is_convenor,
            "shows_progress": own.shows_progress and row.shows_progress,
        }
        db.execute(joined.values(values))


def join_replies(db: Session, both: Both) -> None:
    """Keep the answer about each live session; of both what was said last."""
    rows = db.execute(select(Reply.__table__).where(Reply.user_id.in_(both.ids))).all()
    newest = {row.live_session_id: row.id for row in sorted(rows, key=lambda row: row.at)}
    superseded = [row.id for row in rows if row.id not in newest.values()]
    db.execute(delete(Reply).where(Reply.id.in_(superseded)))
    theirs = update(Reply).where(Reply.user_id == both.going.id)
    db.execute(theirs.values(user_id=both.staying.id))

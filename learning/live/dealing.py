"""Who has which role after people have come or gone: dealt in the lobby, passed on later."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.content.scripts import Role
from learning.live.people import absent
from learning.live.rules.play import go_on_if_ready
from learning.live.rules.roles import deal, pass_on
from learning.live.rules.state import LOBBY, Participant
from learning.live.runs import Run, keep
from learning.live.tables import LiveRun
from learning.live.tables import Participant as ParticipantRow
from learning.planning import LiveSession


def keep_dealt(db: Session, run: Run, **changed: object) -> Run:
    """Write the run as it is after people have come or gone.

    In the lobby roles are dealt to whoever is here, unless people have swapped them; later only the
    roles of those who are gone pass on, and a step that waited for nobody else is over.
    """
    return keep(db, run, **changed, **_after_change(run, last_roles(db, run)))


def _after_change(run: Run, last: Mapping[Role, Participant]) -> dict[str, object]:
    by_name = {person.id for person in run.people if not person.has_device}
    if run.state.at == LOBBY and not run.is_swapped:
        return {"roles": deal(run.here, last, by_name)}
    roles = pass_on(run.roles, run.here, absent(run.people), by_name)
    if run.state.at == LOBBY:
        return {"roles": roles}
    return {"roles": roles, "state": go_on_if_ready(run.state, run.now, run.awaited)}


def last_roles(db: Session, run: Run) -> dict[Role, Participant]:
    """Return who of today’s participants had which role when the team met last; two queries."""
    if run.state.at != LOBBY:
        return {}
    query = (
        select(LiveRun.live_session_id, LiveRun.roles)
        .join(LiveSession, LiveSession.id == LiveRun.live_session_id)
        .where(
            LiveSession.team_id == run.session.team_id,
            LiveSession.started_at.is_not(None),
            LiveRun.live_session_id != run.id,
        )
        .order_by(LiveSession.started_at.desc())
        .limit(1)
    )
    row = db.execute(query).first()
    if row is None:
        return {}
    users = select(ParticipantRow.id, ParticipantRow.user_id, ParticipantRow.name).where(
        ParticipantRow.live_session_id == row.live_session_id
    )
    then = {each.id: each.user_id or each.name for each in db.execute(users)}
    today = {p.user_id or p.name: p.id for p in run.people}
    return {
        Role(role): today[then[who]]
        for role, who in row.roles.items()
        if then.get(who) is not None and then[who] in today
    }

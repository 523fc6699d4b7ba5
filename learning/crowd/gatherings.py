"""Writing teams of invented learners: members, live sessions played by their script, actions."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from learning.actions import Action, Status
from learning.content import Programme
from learning.content.scripts import Role, StepKind
from learning.crowd.meetings import LENGTH, InventedTeam, Meeting
from learning.live.rules import play
from learning.live.rules.state import State, lobby, to_json
from learning.live.tables import LiveRun, Participant, Stay
from learning.planning import LiveSession
from learning.teams import Membership, Team, new_code

_ZONE = "Europe/London"


def write_teams(
    db: Session,
    programme: Programme,
    found: Iterable[InventedTeam],
    ids: Mapping[int, int],
    now: datetime,
) -> int:
    """Write teams and all that they did; return how many there are."""
    count = 0
    for team in found:
        count += 1
        created = max(member.joined for member in team.members)
        row = {"name": f"Team {team.members[0].name}", "code": new_code(), "created_at": created}
        team_id = db.execute(insert(Team).values(row).returning(Team.id)).scalar_one()
        accounts = [ids[member.number] for member in team.members]
        members = [
            {
                "team_id": team_id,
                "user_id": user_id,
                "is_convenor": at == 0,
                "shows_progress": at % 2 == 0,
                "joined_at": created,
            }
            for at, user_id in enumerate(accounts)
        ]
        db.execute(insert(Membership), members)
        for number, meeting in enumerate(team.meetings):
            _write_meeting(db, programme, team_id, accounts, meeting, number, now)
    return count


def _write_meeting(
    db: Session,
    programme: Programme,
    team_id: int,
    accounts: list[int],
    meeting: Meeting,
    number: int,
    now: datetime,
) -> None:
    script = programme.module(meeting.module_id).script
    if script is None or LENGTH not in script.lengths:
        return
    ended = meeting.starts_at + timedelta(minutes=LENGTH) if meeting.minutes else None
    row = {
        "team_id": team_id,
        "module_id": meeting.module_id,
        "length": LENGTH,
        "starts_at": meeting.starts_at,
        "time_zone": _ZONE,
        "uid": secrets.token_hex(16),
        "sequence": 0,
        "created_at": meeting.starts_at - timedelta(days=3),
        "cancelled_at": meeting.starts_at - timedelta(days=1) if meeting.is_cancelled else None,
        "started_at": meeting.starts_at if ended else None,
        "ended_at": ended,
    }
    session_id = db.execute(insert(LiveSession).values(row).returning(LiveSession.id)).scalar_one()
    if ended is None:
        return
    state = play.as_of(play.begin(lobby(script, LENGTH), meeting.starts_at), min(ended, now))
    people = _write_people(db, session_id, accounts, meeting)
    run = {
        "live_session_id": session_id,
        "version": 1,
        "state": to_json(state),
        "roles": _roles(people, number),
        "is_swapped": False,
        "is_room": False,
        "secret": secrets.token_hex(16),
        "over_at": ended,
        "settled_at": ended,
    }
    db.execute(insert(LiveRun).values(run))
    _write_promises(db, team_id, session_id, accounts, meeting, state)


def _write_people(db: Session, session_id: int, accounts: list[int], meeting: Meeting) -> list[int]:
    """Write who was there; return the participants."""
    rows = [
        {"live_session_id": session_id, "user_id": accounts[at], "minutes": minutes}
        for at, minutes in meeting.minutes.items()
    ]
    made = insert(Participant).returning(Participant.id, sort_by_parameter_order=True)
    people = list(db.scalars(made, rows))
    stays = [
        {
            "participant_id": participant,
            "came_at": meeting.starts_at,
            "left_at": meeting.starts_at + timedelta(minutes=minutes),
            "has_left": True,
        }
        for participant, minutes in zip(people, meeting.minutes.values(), strict=True)
    ]
    db.execute(insert(Stay), stays)
    return people


def _roles(people: list[int], number: int) -> dict[str, int]:
    """Return who had which role: they pass on from meeting to meeting."""
    return {role.value: people[(at + number) % len(people)] for at, role in enumerate(Role)}


def _write_promises(
    db: Session,
    team_id: int,
    session_id: int,
    accounts: list[int],
    meeting: Meeting,
    state: State,
) -> None:
    deciding = next((step.id for step in state.steps if step.kind is StepKind.DECIDE), None)
    rows: list[dict[str, Any]] = [
        {
            "team_id": team_id,
            "live_session_id": session_id,
            "step": deciding,
            "what": "An action of an invented team",
            "owner_id": accounts[promise.owner],
            "by": (promise.made_at + timedelta(days=28)).date(),
            "first_step": "",
            "status": promise.status,
            "made_at": promise.made_at,
            "settled_at": _settled(promise.made_at, promise.status),
            "version": 1,
        }
        for promise in meeting.promises
    ]
    if rows:
        db.execute(insert(Action), rows)


def _settled(made_at: datetime, status: Status) -> datetime | None:
    return None if status is Status.OPEN else made_at + timedelta(days=21)

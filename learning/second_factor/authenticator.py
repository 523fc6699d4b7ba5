"""An app that shows codes: setting it up, and looking whose code was given."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import Person
from learning.db import insert_or
from learning.errors import NotAllowed
from learning.sealing import Sealer
from learning.second_factor import telling
from learning.second_factor.codes import Key, step_of
from learning.second_factor.tables import Authenticator
from learning.second_factor.ways import is_set_up, settle_new

WRONG = (
    "This is not the code that the app shows now. Wait for the next one, and look whether the clock"
    " of the device is right"
)


def set_up(db: Session, person: Person, key: Key, code: str, sealer: Sealer) -> None:
    """Keep ``key`` as the person's, in place of an earlier one; ``code`` shows that they have it.

    The code is used up by this; with the first second factor all other sign-ins end. Raises
    `NotAllowed` for a code that is not the key's.
    """
    step = step_of(key.letters, code, clock.now())
    if step is None:
        raise NotAllowed(WRONG)
    is_first = not is_set_up(db, person.id)
    row = {
        "secret": sealer.seal(key.letters.encode()),
        "made_at": clock.now(),
        "last_step": step,
    }
    insert = insert_or(db, Authenticator).values(user_id=person.id, **row)
    db.execute(insert.on_conflict_do_update(index_elements=["user_id"], set_=row))
    settle_new(db, person, telling.APP_SET_UP, is_first=is_first)


def matching_step(db: Session, user_id: int, code: str, sealer: Sealer) -> int | None:
    """Return the step whose code this is by the person's app, or None; one query.

    Raises `BrokenSeal` if the server's key that sealed it is not known any more.
    """
    found = db.scalar(select(Authenticator.secret).where(Authenticator.user_id == user_id))
    if found is None:
        return None
    return step_of(sealer.opened(found).decode(), code, clock.now())


def use_step(db: Session, user_id: int, step: int) -> bool:
    """Note that the code of ``step`` was given; False if that or a later one was before."""
    unused = (Authenticator.user_id == user_id, Authenticator.last_step < step)
    used = update(Authenticator).where(*unused).values(last_step=step)
    return bool(db.execute(used.returning(Authenticator.user_id)).first())

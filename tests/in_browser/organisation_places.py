"""The pages about one organisation: for admins, and for somebody who looks after it."""

from collections.abc import Callable
from uuid import uuid4

from sqlalchemy import insert, select, update

from learning import clock, organisations
from learning.accounts import SignIn, User
from learning.content import Programme
from learning.db import connect
from learning.invitations import Invitation, link_token
from tests.cast import SECRET_KEY
from tests.in_browser.visit import Visit, Visits

Arrange = Callable[[Visits, Programme], Visit]
NAME = "Harbour Hospitals"


def _added(visits: Visits, _: Programme) -> Visit:
    """Add it as an admin, and give it to nobody yet: what was sent says too little."""
    visit = visits("Dana")
    page = visit.go("/admin/organisations/new")
    page.get_by_label("Its name").fill(NAME)
    page.get_by_label("Why").fill("Their people shall be invited.")
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("button", name="Let them look after it").click()
    page.locator("#to-mend").wait_for()
    return visit


def _at(path: str) -> Arrange:
    """Open a page as somebody new who looks after it, with a second factor."""

    def arrange(visits: Visits, _: Programme) -> Visit:
        visit = visits()
        email = f"olga-{uuid4().hex[:8]}@example.org"
        visit.sign_up("Olga", email)
        database = connect(visit.database_url)
        with database.writing.begin() as db:
            user_id = db.scalars(select(User.id).where(User.email == email)).one()
            organisations.make_admin(db, organisations.add(db, NAME), user_id)
            mine = update(SignIn).where(SignIn.user_id == user_id)
            db.execute(mine.values(second_at=clock.now()))
        database.close()
        visit.go(path)
        return visit

    return arrange


def invited(visit: Visit) -> str:
    """Have Ada invite somebody, and return the path of the link in the invitation."""
    email = f"invited-{uuid4().hex[:8]}@example.org"
    database = connect(visit.database_url)
    with database.writing.begin() as db:
        by_id = db.scalars(select(User.id).where(User.email == "ada@example.org")).one()
        where = {"organisation_id": organisations.add(db, NAME), "by_id": by_id}
        row = {"email": email, "name": "", "made_at": clock.now(), **where}
        made = insert(Invitation).values(row).returning(Invitation.id)
        invitation_id = db.execute(made).scalar_one()
    database.close()
    return f"/invited/{link_token(SECRET_KEY, invitation_id)}"


def _invited(who: str | None) -> Arrange:
    def arrange(visits: Visits, _: Programme) -> Visit:
        visit = visits(who)
        visit.go(invited(visit))
        return visit

    return arrange


ORGANISATIONS: dict[str, Arrange] = {
    "organisation-refused": _added,
    "own-organisation": _at("/organisation"),
    "own-organisation-invitations": _at("/organisation/invitations"),
    "invited-guest": _invited(None),
    "invited": _invited("Cleo"),
}
"""By the name of the place."""

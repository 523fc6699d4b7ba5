"""How somebody gets to what changed in practice: signed in, and by the link of a mail."""

from collections.abc import Callable

from sqlalchemy import select

from learning.accounts import User
from learning.content import Programme
from learning.db import connect
from learning.followups import FollowUp, Link, Moment, link_token, mailbox_of
from tests.cast import SECRET_KEY
from tests.in_browser.visit import Visit, Visits


def _at(path: str, who: str) -> Callable[[Visits, Programme], Visit]:
    def arrange(visits: Visits, _: Programme) -> Visit:
        visit = visits(who)
        visit.go(path)
        return visit

    return arrange


def asked(visits: Visits, _: Programme) -> Visit:
    """Open the link that was mailed last, as its reader does: signed in nowhere."""
    visit = visits()
    visit.go(f"/practice/{token_for(visit)}")
    visit.page.get_by_role("heading", name="What you meant to do", exact=True).wait_for()
    return visit


def refused(visits: Visits, programme: Programme) -> Visit:
    """Send the questions of the link without having answered one."""
    visit = asked(visits, programme)
    visit.page.get_by_label("Yes, with my name").check()
    visit.page.get_by_role("button", name="Send my answers").click()
    visit.page.locator("#to-mend").wait_for()
    return visit


def token_for(visit: Visit, user_id: int | None = None) -> str:
    """Return the link of whoever was asked after three months, or of the last who was."""
    database = connect(f"sqlite:///{visit.data / 'learning.db'}")
    of_three = (FollowUp.moment == Moment.THREE, FollowUp.sent_at.is_not(None))
    sent = select(FollowUp.id, FollowUp.sent_at, User.email).where(*of_three).join(User)
    who = FollowUp.user_id == user_id if user_id else FollowUp.next_at.is_not(None)
    with database.reading() as db:
        follow_up_id, sent_at, address = db.execute(
            sent.where(who).order_by(FollowUp.id.desc())
        ).all()[0]
    database.close()
    assert sent_at, "nobody was asked"
    return link_token(SECRET_KEY, Link(follow_up_id, sent_at, mailbox_of(address)))


PRACTICE = {
    "practice-early": _at("/practice", "Cleo"),
    "practice": _at("/practice", "Ben"),
    "practice-open": _at("/practice", "Finn"),
    "practice-end": _at("/practice/answers/end", "Ben"),
    "practice-later": _at("/practice/answers/3", "Finn"),
    "practice-asked": asked,
    "practice-refused": refused,
    "practice-wrong-link": _at("/practice/nothing", "Ben"),
    "statistics-practice": _at("/admin/statistics/practice", "Dana"),
}
"""By the name of the place."""

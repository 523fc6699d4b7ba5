"""The mails that say that two accounts are one: to both addresses, so that nobody is surprised."""

from sqlalchemy.orm import Session

from learning import mail
from learning.joining.both import Both
from learning.joining.second_step import Second
from learning.mail import Kind
from learning.mailed_links import Site

_SECOND = " It takes the second step of the other account, too. You are signed out everywhere else."


def tell(db: Session, both: Both, site: Site, second: Second) -> None:
    """Write to both addresses."""
    staying, going = both.staying, both.going
    _send(
        db, staying.email, staying.id, site,
        f"Hello {staying.name},",
        f"Your account at {site.title} with the address {going.email} is now part of this one."
        " Everything from there is here: what you wrote and did, your teams and certificates.",
        f"From now on you sign in with {staying.email} only, with this account’s password."
        + (_SECOND if second is Second.COMES else ""),
    )  # fmt: skip
    _send(
        db, going.email, None, site,
        f"Hello {going.name},",
        f"Your account at {site.title} with this address is now part of the one with the address"
        f" {staying.email}. Everything is there. From now on you sign in with that address.",
    )  # fmt: skip


def _send(db: Session, to: str, user_id: int | None, site: Site, *parts: str) -> None:
    body = (
        *parts,
        "This was done by somebody who is signed in to the account that stays and who proved that"
        " the other is theirs. If that was not you, tell whoever runs this programme at once.",
    )
    mail.send(
        db, to=to, user_id=user_id, kind=Kind.ACCOUNT,
        subject=f"Your two accounts at {site.title} are one", body="\n\n".join(body) + "\n",
        once=user_id is None,  # whoever has the address next is not to read the other
    )  # fmt: skip

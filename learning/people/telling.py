"""The mail that tells people what an admin changed about their account."""

from sqlalchemy.orm import Session

from learning import mail
from learning.accounts import Person
from learning.mail import Kind
from learning.mailed_links import Site


def tell(db: Session, person: Person, admin: Person, what: str, reason: str, site: Site) -> None:
    """Mail ``person`` what ``admin`` did and why; ``what`` is a sentence."""
    log = f":\n{site.link('/account/log')}" if site.base_url else "."
    whom = f"write to {site.contact}" if site.contact else f"answer whoever runs {site.title}"
    body = (
        f"Hello {person.name},\n\n"
        f"{what} {admin.name}, who looks after {site.title}, did this and gave as the reason:\n\n"
        f"“{reason}”\n\n"
        f"Everything that admins do about your account is listed there{log}\n\n"
        f"If this is not right, {whom}.\n"
    )
    mail.send(
        db, to=person.email, user_id=person.id, kind=Kind.ACCOUNT,
        subject=f"Your account at {site.title} was changed", body=body,
    )  # fmt: skip

"""Mails that tell people what changed about their second factor. No code is in them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import mail
from learning.accounts import User
from learning.mail import Kind

APP_SET_UP = "an app that shows codes was set up as your second step to sign in"
APP_REMOVED = "the app that shows codes was removed from your second step to sign in"
PASSKEY_ADDED = "a passkey was added to your second step to sign in"
ENDED = ". You are signed out everywhere else"
PASSKEY_REMOVED = "a passkey was removed from your second step to sign in"
CODES_MADE = "new recovery codes were made; the earlier ones do not work any more"
CODE_USED = "somebody signed in with one of your recovery codes"
FORGOTTEN = (
    "whoever runs this programme took away your second step to sign in, and signed you out"
    " everywhere. You can sign in without it and set it up anew"
)


def tell(db: Session, user_id: int, what: str) -> None:
    """Mail somebody what has just happened to their account."""
    to = db.execute(select(User.name, User.email).where(User.id == user_id)).one()
    body = (
        f"Hello {to.name},\n\n"
        f"{what[0].upper()}{what[1:]}.\n\n"
        "If you did this, or asked for it, there is nothing to do. If not, sign in, change your"
        " password, sign out everywhere else, and tell whoever runs this programme.\n"
    )
    mail.send(
        db, to=to.email, user_id=user_id, kind=Kind.ACCOUNT,
        subject="A change in how you sign in", body=body,
    )  # fmt: skip

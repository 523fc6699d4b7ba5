"""The mails written last, as they go out. Development only, and open to anybody there."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from learning import mail
from learning.mail import Letterhead
from learning.web.access import public
from learning.web.context import settings
from learning.web.database import db

bp = Blueprint("mail_gallery", __name__)


@bp.get("/_mail")
@public
def show() -> ResponseReturnValue:
    """Show the outbox, newest first, with whole texts and files."""
    head = _letterhead()
    letters = [(view, mail.whole_text(view.letter, head)) for view in mail.newest_mails(db())]
    return render_template(
        "mail/outbox.html",
        letters=letters,
        links={view.letter.id: head.unsubscribe_link(view.letter) for view, _ in letters},
        queue=mail.queue_of(db()),
        sends=settings().sends_mail,
    )


def _letterhead() -> Letterhead:
    base = settings().base_url or request.host_url
    return mail.letterhead_of(settings().mail_from, base_url=base, secret=settings().secret())

"""What may be read and quoted of people’s stories, by whoever runs the programme."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.accounts import User
from learning.followups.tables import FollowUp, FollowUpQuotation
from learning.followups.views import quote_of
from learning.sharing import Quotable, Quote


def quotes(db: Session) -> tuple[Quote, ...]:
    """Return all that may be quoted; one query.

    They stand by their first letters, so that the order tells nothing of who agreed when.
    """
    query = (
        select(FollowUpQuotation, User.name)
        .join(FollowUp, FollowUp.id == FollowUpQuotation.follow_up_id)
        .join(User, User.id == FollowUp.user_id)
    )
    found = [
        quote_of(
            Quotable(passage=kept.passage, naming=kept.naming, described=kept.described),
            name,
            kept.consented_at,
        )
        for kept, name in db.execute(query)
    ]
    return tuple(sorted(found, key=lambda quote: quote.passage.casefold()))

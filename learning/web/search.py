"""Searching the programme, and for whoever is signed in their own journal too."""

from typing import cast

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from learning import search
from learning.search import LONGEST_QUERY, MOST_WORDS, Searches
from learning.web.access import person, public
from learning.web.clean import clean_text
from learning.web.context import programme
from learning.web.database import db

bp = Blueprint("search", __name__)


@bp.get("/search")
@public
def show() -> ResponseReturnValue:
    """Show what is found for ``q``; one query more for whoever is signed in."""
    text = clean_text(request.args.get("q", "")) or ""
    found = search.find(_searches().index_of(programme()), text)
    somebody = person()
    own = search.find_own(db(), somebody, programme(), text) if somebody else None
    return render_template(
        "search/show.html",
        query=text[:LONGEST_QUERY],
        found=found,
        own=own,
        longest=LONGEST_QUERY,
        most_words=MOST_WORDS,
    )


def _searches() -> Searches:
    """Return what keeps the index from one request to the next."""
    return cast("Searches", current_app.extensions.setdefault("searches", Searches()))

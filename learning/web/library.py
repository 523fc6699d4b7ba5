"""The library: cases, tools and readings, by lever and by kind of place."""

import re
from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from wtforms import Form, SelectField, ValidationError

from learning.content import Programme
from learning.content.library import (
    LEVERS,
    PLACES,
    TOOLS,
    case_of,
    cases_about,
    more_like,
    resource_of,
    resources_about,
    told_in,
)
from learning.web.access import public
from learning.web.context import programme

bp = Blueprint("library", __name__)
_SHOWN = 40
"""Characters of a wrong value that are said again."""


@bp.record
def name_levers(state: BlueprintSetupState) -> None:
    """Let every template say levers and kinds of place in words."""
    state.app.jinja_env.globals.update(levers=LEVERS, kinds_of_place=PLACES)


@bp.app_template_filter()
def first_sentence(text: str) -> str:
    """Return the first sentence of ``text`` that says something."""
    found = re.match(r".{20,}?[.!?…](?=\s|$)", text, re.DOTALL)
    return found.group() if found else text


@bp.app_template_filter()
def site(link: str) -> str:
    """Return whose site ``link`` leads to, e.g. ``health.org.uk``."""
    return (urlsplit(link).hostname or link).removeprefix("www.")


class LibraryFilter(Form):
    """Which part of the library to show; empty is all of it."""

    lever = SelectField("Lever", validate_choice=False)
    place = SelectField("Kind of place", validate_choice=False)

    @property
    def chosen(self) -> tuple[str, str]:
        """Return lever and kind of place; nothing for what has to be mended."""
        found = ("" if f.errors else f.data or "" for f in (self.lever, self.place))
        return next(found), next(found)

    def count(self, programme: Programme) -> None:
        """Offer each choice with how much it would show beside the other one."""
        lever, place = self.chosen
        self.lever.choices = [("", "Any lever")] + [
            (key, f"{words} ({_count(programme, key, place)})") for key, words in LEVERS.items()
        ]
        self.place.choices = [("", "Any place")] + [
            (key, f"{words} ({len(cases_about(programme, lever, key))})")
            for key, words in PLACES.items()
        ]

    def validate_lever(self, field: SelectField) -> None:
        """Refuse a lever we do not know."""
        _refuse_unknown(field, LEVERS, "lever")

    def validate_place(self, field: SelectField) -> None:
        """Refuse a kind of place we do not know."""
        _refuse_unknown(field, PLACES, "kind of place")


@bp.get("/library")
@public
def index() -> ResponseReturnValue:
    """Show the library, or the part of it that is asked for; 422 for what it cannot be."""
    form = LibraryFilter(request.args)
    is_valid = form.validate()
    form.count(programme())
    lever, place = form.chosen
    resources = resources_about(programme(), lever)
    page = render_template(
        "library/index.html",
        form=form,
        is_filtered=bool(lever or place),
        cases=cases_about(programme(), lever, place),
        tools=[r for r in resources if r.form in TOOLS],
        readings=[r for r in resources if r.form not in TOOLS],
    )
    return page, 200 if is_valid else 422


@bp.get("/library/<item_id>")
@public
def show(item_id: str) -> ResponseReturnValue:
    """Show one case, followed if it was renamed; a resource stands in the library itself."""
    if resource := resource_of(programme(), item_id):
        return redirect(resource.path, 302)
    case = case_of(programme(), item_id)
    if case.id != item_id:
        return redirect(case.path, 301)
    return render_template(
        "library/case.html",
        case=case,
        told_in=told_in(programme(), case),
        more=more_like(programme(), case),
    )


def _count(programme: Programme, lever: str, place: str) -> int:
    return len(cases_about(programme, lever, place)) + len(resources_about(programme, lever))


def _refuse_unknown(field: SelectField, known: dict[str, str], what: str) -> None:
    said = set(field.raw_data or ())
    if len(said) > 1:
        raise ValidationError(f"Choose one {what} at a time")
    if said - {"", *known}:
        word = str(field.data)
        short = word if len(word) <= _SHOWN else f"{word[:_SHOWN]}…"
        raise ValidationError(f"There is no {what} called “{short}”. Choose one of these")

"""What a request may reach besides the database, typed; and what every template sees."""

from datetime import datetime
from functools import cache
from typing import cast
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g, request
from markupsafe import Markup

from learning import journal
from learning.config import Settings
from learning.content import Editions, Programme
from learning.web.assets import Assets


def init_app(app: Flask, *, settings: Settings, editions: Editions, assets: Assets) -> None:
    """Keep them on the application and give templates what they share."""
    app.extensions["settings"] = settings
    app.extensions["editions"] = editions
    app.jinja_env.globals.update(
        asset=assets.address, clock_time=clock_time, day=day, shown=journal.shown
    )
    # The one place where HTML is trusted: what the content engine rendered and sanitised.
    app.jinja_env.filters["rendered"] = Markup
    app.context_processor(lambda: {"programme": programme()})


def settings() -> Settings:
    """Return the settings this application runs with."""
    return cast("Settings", current_app.extensions["settings"])


def editions() -> Editions:
    """Return the shelf that holds the edition being served."""
    return cast("Editions", current_app.extensions["editions"])


def programme() -> Programme:
    """Return the programme, the same edition throughout one request."""
    if "programme" not in g:
        g.programme = editions().programme
    return cast("Programme", g.programme)


def clock_time(moment: datetime) -> str:
    """Return the time of day where the programme is at home, ``14:02``."""
    return f"{local(moment):%H:%M}"


def day(moment: datetime) -> str:
    """Return the date in words, ``2 March 2026``."""
    at_home = local(moment)
    return f"{at_home.day} {at_home:%B %Y}"


def local(moment: datetime) -> datetime:
    """Return the same moment as the clocks show it where the programme is at home."""
    return moment.astimezone(_zone(settings().time_zone))


def full_address(path: str) -> str:
    """Return the address to give to others for a page of ours."""
    base = settings().base_url or request.url_root
    return f"{base.rstrip('/')}{path}"


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)

"""The web application: the only place that knows Flask."""

from datetime import timedelta

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from learning import clock
from learning.config import Settings, settings_from_environment
from learning.content import Editions
from learning.db import Database, Replica, open_database
from learning.paths import SHIPPED
from learning.web import (
    access,
    accounts,
    actions,
    address,
    admin,
    assets,
    certificates,
    complaints,
    condition,
    context,
    cookies,
    cpd_log,
    credentials,
    database,
    doors,
    errors,
    exports,
    from_mail,
    front,
    gallery,
    glossary,
    guesses,
    guests,
    guides,
    headers,
    health,
    home,
    invitations,
    joining,
    journal,
    letters,
    library,
    live,
    mail,
    mail_gallery,
    mailed_links,
    metrics,
    modules,
    offline,
    own_data,
    own_log,
    own_organisation,
    planning,
    policies,
    practice,
    profile,
    proving,
    reflective_accounts,
    replies,
    requests,
    search,
    second_factor,
    security_events,
    sharing,
    signals,
    single_sign_on,
    staying,
    streams,
    teams,
)

LARGEST_REQUEST = 2_000_000
"""Bytes: a text of a megabyte still arrives and is answered with what to mend."""
LONGEST_STATEMENT = 30
"""Seconds that PostgreSQL works on one statement of a page. Nobody waits for longer, and a thread
that does is missing to others. The worker, migrations and commands have no such limit."""
BLUEPRINTS = (
    front,
    modules,
    library,
    glossary,
    search,
    guides,
    journal,
    exports,
    guests,
    letters,
    reflective_accounts,
    cpd_log,
    home,
    teams,
    planning,
    replies,
    actions,
    sharing,
    credentials,
    certificates,
    practice,
    accounts,
    proving,
    mailed_links,
    from_mail,
    address,
    joining,
    second_factor,
    single_sign_on,
    own_data,
    own_log,
    complaints,
    policies,
    profile,
    own_organisation,
    invitations,
    staying,
    offline,
    mail,
    admin,
    health,
    condition,
    metrics,
    streams,
)


def create_app(
    settings: Settings | None = None,
    *,
    editions: Editions | None = None,
    connected: Database | None = None,
) -> Flask:
    """Put the application together: content, database, cross-cutting hooks, blueprints.

    Raises `InvalidContent` for a programme with mistakes, `CannotStart` for settings or a
    database that cannot work. Tests hand in the parts they share.
    """
    settings = (settings or settings_from_environment()).prepare()
    app = errors.Application(
        "learning", root_path=str(SHIPPED), template_folder="templates", static_folder=None
    )
    https = settings.base_url.startswith("https://")
    app.config.update(
        SECRET_KEY=settings.secret(),
        SECRET_KEY_FALLBACKS=settings.secrets()[1:],
        SESSION_COOKIE_NAME="__Host-learning" if https else "learning",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=timedelta(days=400),
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
    )
    app.session_interface = cookies.Cookies(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    _assemble(app, settings, editions, connected)
    return app


def _assemble(
    app: Flask, settings: Settings, editions: Editions | None, connected: Database | None
) -> None:
    editions = editions or Editions(
        settings.content, today=lambda: clock.now().date(), cache=settings.data / "cache"
    )
    connected = connected or open_database(settings.url, longest=LONGEST_STATEMENT)
    bundle = assets.Assets(SHIPPED / "static")
    context.init_app(app, settings=settings, editions=editions, assets=bundle)
    requests.init_app(app, settings)  # before whatever asks the database, or refuses
    doors.init_app(app, settings)
    headers.init_app(app)  # before the database: hooks run in reverse, and dressing comes last
    security_events.init_app(app)  # before the database, too: acts are written once kept
    database.init_app(app, connected, _replica(settings))
    signals.init_app(app, connected, settings.secret())
    live.init_app(app, connected)
    access.init_app(app)
    guesses.init_app(app)
    errors.init_app(app)
    assets.init_app(app, bundle)
    offline.init_app(app, bundle)
    for part in BLUEPRINTS:
        app.register_blueprint(part.bp)
    for blueprint in live.BLUEPRINTS:
        app.register_blueprint(blueprint)
    if settings.development:
        app.register_blueprint(gallery.bp)
        app.register_blueprint(mail_gallery.bp)


def _replica(settings: Settings) -> Replica | None:
    url = settings.replica_url
    return Replica(url.get_secret_value(), longest=LONGEST_STATEMENT) if url else None

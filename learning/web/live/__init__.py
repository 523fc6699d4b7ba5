"""Live sessions on the web: the page that everybody has open, the record, paper, claims."""

from flask import Flask

from learning.db import Database
from learning.web.live import claims, glances, paper, presence, record, session, steps

BLUEPRINTS = (session.bp, steps.bp, record.bp, paper.bp, claims.bp)


def init_app(app: Flask, database: Database) -> None:
    """Keep who is here, and what many ask for at once."""
    presence.init_app(app, database)
    glances.init_app(app)


__all__ = ["BLUEPRINTS", "init_app"]

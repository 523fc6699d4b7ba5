"""The application for any WSGI server: ``learning.wsgi:app``."""

from learning import broadcast, log
from learning.cli.worker import office_of
from learning.config import settings_from_environment
from learning.live import keep_presence
from learning.mail import work_beside
from learning.web import create_app
from learning.web.live.presence import attendance
from learning.web.signals import signals_of
from learning.web.watch import keep_looking

settings = settings_from_environment()
log.write_to_stderr(settings.log_format, requests=settings.log_requests)
app = create_app(settings)
database = app.extensions["database"]
keep_looking(app)
broadcast.carry(database, signals_of(app).hub, signals_of(app).versions_of)
keep_presence(database, attendance(app))
_ = settings.signing_key  # made here at the first start, so that no page ever makes one
office = office_of(database, settings)
if database.turn:  # SQLite; beside PostgreSQL runs `learning worker`
    work_beside(office)

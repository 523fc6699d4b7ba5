"""The application for any WSGI server: ``learning.wsgi:app``."""

from learning import broadcast, log
from learning.cli.worker import office_of
from learning.live import keep_presence
from learning.mail import work_beside
from learning.web import create_app
from learning.web.live.presence import attendance
from learning.web.signals import signals_of
from learning.web.watch import keep_looking

log.write_to_stderr()
app = create_app()
database = app.extensions["database"]
keep_looking(app)
broadcast.carry(database, signals_of(app).hub, signals_of(app).versions_of)
keep_presence(database, attendance(app))
if database.turn:  # SQLite; beside PostgreSQL runs `learning worker`
    work_beside(office_of(database, app.extensions["settings"]))

"""The application for any WSGI server: ``learning.wsgi:app``."""

from learning.cli.worker import office_of
from learning.mail import work_beside
from learning.web import create_app
from learning.web.watch import keep_looking

app = create_app()
keep_looking(app)
if app.extensions["database"].turn:  # SQLite; beside PostgreSQL runs `learning worker`
    work_beside(office_of(app.extensions["database"], app.extensions["settings"]))

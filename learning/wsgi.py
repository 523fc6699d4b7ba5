"""The application for any WSGI server: ``learning.wsgi:app``."""

from learning.web import create_app
from learning.web.watch import keep_looking

app = create_app()
keep_looking(app)

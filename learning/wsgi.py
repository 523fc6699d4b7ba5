"""The application for any WSGI server: ``learning.wsgi:app``."""

from learning.web import create_app

app = create_app()

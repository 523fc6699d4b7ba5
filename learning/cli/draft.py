"""The programme as its authors see it while they write: whole, or as a list of mistakes."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from learning.config import settings_from_environment
from learning.content import InvalidContent
from learning.web import create_app

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment
    from flask import Flask


class Draft:
    """A WSGI application that starts as soon as the content has no mistake left."""

    def __init__(self) -> None:
        self._app: Flask | None = None

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer with the programme, newly loaded if a file changed, or with what to mend."""
        try:
            app = self._looked_at()
        except InvalidContent as invalid:
            lines = [str(mistake) for mistake in invalid.mistakes]
            text = "\n\n".join(["Mend this, then load the page again.", *lines])
            start_response("503 Mistakes", [("Content-Type", "text/plain; charset=utf-8")])
            return [text.encode()]
        return app.wsgi_app(environ, start_response)

    def close(self) -> None:
        """Give the database back."""
        if self._app:
            self._app.extensions["database"].close()

    def _looked_at(self) -> "Flask":
        if self._app is None:
            self._app = create_app(settings_from_environment())
            self._app.jinja_env.auto_reload = True
            return self._app
        editions = self._app.extensions["editions"]
        editions.look_again()
        if editions.mistakes:
            raise InvalidContent(editions.mistakes)
        return self._app

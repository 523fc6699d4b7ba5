"""Reading without a connection: which pages a browser may keep, for whom, and what keeps them.

The rule stands here alone: a page that carries `KEPT_FOR` may be kept for whom it names, and no
other. `static/service-worker.js` does the keeping.
"""

import json

from flask import Blueprint, Flask, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue

from learning.web.access import person, public, writer_mark
from learning.web.assets import Assets
from learning.web.context import programme

bp = Blueprint("offline", __name__)
KEPT_FOR = "Kept-For"
"""The header that names whose copy a page is: a writer’s mark, or `guest`."""
_WORKER = "service-worker.js"


def init_app(app: Flask, assets: Assets) -> None:
    """Mark the pages of modules, and nothing else, as fit to be kept."""
    app.extensions["assets"] = assets

    @app.after_request
    def mark(response: Response) -> Response:
        if _may_be_kept(response):
            somebody = person()
            response.headers[KEPT_FOR] = writer_mark(somebody) if somebody else "guest"
        return response


@bp.get(f"/{_WORKER}")
@public
def worker() -> ResponseReturnValue:
    """Send the service worker; browsers take it anew once what it begins with is another."""
    assets: Assets = current_app.extensions["assets"]
    files = [assets.address(name) for name in ("app.css", "app.js", "mark.svg")]
    begins = {"edition": programme().edition, "files": ["/offline", *files]}
    script = f"const BEGINS = {json.dumps(begins)};\n".encode() + assets.body(_WORKER)
    response = Response(script, mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/offline")
@public
def show() -> ResponseReturnValue:
    """Show what a browser without a connection shows: which pages it has kept."""
    return render_template("offline/show.html", person=None)


def _may_be_kept(response: Response) -> bool:
    is_page = response.status_code == 200 and response.mimetype == "text/html"
    return is_page and request.method == "GET" and request.path.startswith("/modules/")

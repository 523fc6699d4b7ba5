"""The facilitation guide of a module: what a team does together, to read aloud and to print."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from learning.content import Module, Script, running_order
from learning.errors import NotFound
from learning.web.access import public
from learning.web.context import programme

bp = Blueprint("guides", __name__)


@bp.get("/modules/<module_id>/session")
@public
def show(module_id: str) -> ResponseReturnValue:
    """Show the guide in the length that was asked for; follow the module if it was renamed."""
    module, asked = programme().module(module_id), request.args.get("length")
    if module.id != module_id:
        return redirect(url_for(".show", module_id=module.id, length=asked), 301)
    script = _script(module)
    length = asked_length(script, asked)
    page = render_template(
        "guides/show.html",
        module=module,
        script=script,
        length=length or script.usual,
        slots=running_order(programme(), script, length or script.usual),
        refused=length is None,
    )
    return page, 200 if length else 422


def asked_length(script: Script, asked: str | None) -> int | None:
    """Return the length that the address names, or the usual one; None if there is none such."""
    if asked is None:
        return script.usual
    return next((length for length in script.lengths if str(length) == asked.strip()), None)


def _script(module: Module) -> Script:
    if module.script is None:
        raise NotFound(
            f"There is no session guide for “{module.title}” yet. You can still do the module"
            " together: read a page each, then tell each other what you wrote."
        )
    return module.script

"""The offline checker as one file that needs nobody: made of ``static/checker/`` at first request.

Its scripts are modules in the manner of Node (`require`, `exports`), for browsers load no other
files over ``file://``: each becomes a function, found by the name of its file.
"""

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache

from learning.paths import SHIPPED

_STATIC = SHIPPED / "static"
_SOURCES = _STATIC / "checker"
_LOOK = (
    "tokens", "base", "layout", "components/button", "components/disclosure", "components/field",
)  # fmt: skip
_REQUIRE = """"use strict";
const modules = {}, loaded = {};
function require(path) {
  const name = path.split("/").pop().replace(/\\.js$/, "");
  if (!loaded[name]) modules[name]((loaded[name] = { exports: {} }), loaded[name].exports);
  return loaded[name].exports;
}
"""
_INDENT = re.compile(r"^[ \t]+|^//# sourceMappingURL=.*\n?", re.MULTILINE)
_EXPORT = re.compile(r"^export \{([^}]*)\};$", re.MULTILINE)
_PLACE = re.compile(r"\{(policy|style|known|script|licences)\}")


def checker_page(known: Mapping[str, object]) -> str:
    """Return the page that carries ``known``: issuer, keys with their days, withdrawal lists.

    ``docs/architecture.md`` says what ``known`` holds; the dates in it are what the page shows.
    """
    parts = {**_fixed(), "known": json.dumps(known).replace("<", "\\u003c")}
    page = (_SOURCES / "page.html").read_text(encoding="utf-8")
    return _PLACE.sub(lambda place: parts[place[1]], page)


def checker_policy() -> str:
    """Return what the page may do: run its own script and style, and nothing that asks anybody.

    It stands in the page; whoever serves it says the same in the header.
    """
    return _fixed()["policy"]


@cache
def _fixed() -> dict[str, str]:
    """Return the parts that are the same for every ``known``."""
    style, script = _style(), _script()
    policy = (
        "default-src 'none'",
        f"script-src 'sha256-{_digest(script)}'",
        f"style-src 'sha256-{_digest(style)}'",
        "img-src data: blob:",
        "media-src blob:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return {
        "policy": "; ".join(policy),
        "style": style,
        "script": script,
        "licences": "\n".join(
            f"{path.name}\n\n{path.read_text(encoding='utf-8')}"
            for path in sorted((_SOURCES / "vendor").glob("*.LICENSE.txt"))
        ),
    }


def _style() -> str:
    paths = [*(_STATIC / "css" / f"{name}.css" for name in _LOOK), _SOURCES / "checker.css"]
    return "".join(path.read_text(encoding="utf-8") for path in paths)


def _script() -> str:
    """Return every module as a function, and the call of the one that is the page."""
    paths = sorted([*(_SOURCES / "vendor").glob("*.js"), *(_SOURCES / "js").glob("*.js")])
    modules = "".join(
        f"modules[{json.dumps(path.stem)}] = function (module, exports) {{\n{_module(text)}\n}};\n"
        for path in paths
        for text in [path.read_text(encoding="utf-8")]
    )
    return f"(() => {{\n{_REQUIRE}{modules}require('page');\n}})();"


def _module(text: str) -> str:
    """Return a script without indents, and what it exports as Node would write it."""
    return _EXPORT.sub(_exported, _INDENT.sub("", text))


def _exported(found: re.Match[str]) -> str:
    """``export { a as b, c, };`` in the manner of Node."""
    names = (name.strip().split(" as ") for name in found[1].split(",") if name.strip())
    return "".join(f"exports.{name[-1]} = {name[0]};\n" for name in names)


def _digest(text: str) -> str:
    return b64encode(hashlib.sha256(text.encode()).digest()).decode()

"""The look and the behaviour as they are served."""

from pathlib import Path

from learning.paths import SHIPPED
from learning.web.assets import Assets


def test_scripts_are_joined_whole_but_for_their_lines_of_comment(tmp_path: Path) -> None:
    folder = tmp_path / "js"
    folder.mkdir()
    (folder / "a.js").write_text('// Why.\nconst a = "http://b"; // said\n  // How.\na.b();\n')

    script = _assets(tmp_path)

    assert script == b'{\nconst a = "http://b"; // said\na.b();\n}'


def test_no_shipped_script_says_something_else_without_its_lines_of_comment() -> None:
    """Such a line would be missed within a text that goes over several lines."""
    for path in (SHIPPED / "static" / "js").glob("*.js"):
        for number, text in enumerate(path.read_text("utf-8").split("`")):
            is_text = number % 2 == 1
            assert not (is_text and "\n//" in text.replace(" ", "")), path.name


def _assets(folder: Path) -> bytes:
    css = folder / "css"
    css.mkdir()
    for name in ("tokens", "base", "prose", "layout", "print"):
        (css / f"{name}.css").touch()
    return Assets(folder).body("app.js")

"""The look keeps its promises: contrast, tokens, plain CSS that old browsers read, and size."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CSS = ROOT / "static" / "css"
TEMPLATES = ROOT / "templates"
FILES = sorted(CSS.rglob("*.css"))
STYLES = [path for path in FILES if path.name != "tokens.css"]
LARGEST = 14_000
"""Bytes of all style sheets together, compressed."""

READ = 7.0
"""Ratio for whatever is read at length."""
SAID = 4.5
"""Ratio for short words: controls, states, notices."""
SEEN = 3.0
"""Ratio for what is not text: rings, the borders of fields."""

PAIRS = {
    ("ink", "paper"): READ,
    ("ink", "paper-deep"): READ,
    ("ink", "paper-field"): READ,
    ("ink", "sea-tint"): READ,
    ("ink-soft", "paper"): READ,
    ("ink-soft", "paper-deep"): SAID,
    ("sea", "paper"): READ,
    ("sea", "paper-deep"): SAID,
    ("sea", "paper-field"): SAID,
    ("sea", "sea-tint"): SAID,
    ("sea-deep", "paper"): READ,
    ("sea-deep", "sea-tint"): SAID,
    ("on-sea", "sea"): SAID,
    ("on-sea", "sea-deep"): SAID,
    ("buoy", "paper"): SAID,
    ("kelp", "paper"): SAID,
    ("trouble", "paper"): SAID,
    ("paper", "trouble"): SAID,
    ("trouble", "paper-field"): SEEN,
    ("rule-strong", "paper"): SEEN,
    ("rule-strong", "paper-field"): SEEN,
}
ORNAMENT = {"rule"}
"""Hairlines that may be missed without missing anything."""


def _plain(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)


def _rules(css: str) -> Iterator[tuple[list[str], str]]:
    """Yield every block of declarations with the preludes around it, outermost first."""
    around: list[str] = []
    text = ""
    for char in css:
        if char == "{":
            around.append(text.rsplit(";", 1)[-1].strip())
            text = ""
        elif char == "}":
            yield list(around), text
            around.pop()
            text = ""
        else:
            text += char


def _colours(scheme: str) -> dict[str, str]:
    """Return the colour tokens as they stand in ``scheme``: light, dark or print."""
    found: dict[str, str] = {}
    for around, declarations in _rules(_plain(CSS / "tokens.css")):
        media = next((prelude for prelude in around if prelude.startswith("@media")), None)
        if media is None or scheme in media:
            found |= dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", declarations))
    return found


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio of two colours."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize("pair", PAIRS, ids=" on ".join)
def test_every_pair_of_colours_can_be_read(pair: tuple[str, str], scheme: str) -> None:
    colours = _colours(scheme)
    ratio = contrast(colours[pair[0]], colours[pair[1]])
    assert ratio >= PAIRS[pair], f"{pair} in {scheme}: {ratio:.2f}"


def test_the_measure_of_contrast_is_the_published_one() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_every_colour_is_in_a_pair_and_has_a_night() -> None:
    light, dark = _colours("light"), _colours("dark")
    assert set(light) - ORNAMENT == {name for pair in PAIRS for name in pair}
    assert all(light[name] != dark[name] for name in light)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_rule_that_sets_text_and_ground_uses_a_measured_pair(path: Path) -> None:
    for around, declarations in _rules(_plain(path)):
        text = re.search(r"(?<![-\w])color:\s*var\(--([\w-]+)\)", declarations)
        ground = re.search(r"background(?:-color)?:\s*var\(--([\w-]+)\)", declarations)
        if text and ground:
            assert (text[1], ground[1]) in PAIRS, around


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_take_colour_and_type_from_tokens(path: Path) -> None:
    for _, declarations in _rules(_plain(path)):
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\b(rgb|hsl|hwb|lab|lch)a?\(", declarations)
        assert not re.search(
            r"(color|background|border[\w-]*):[^;]*\b(white|black|gr[ae]y|red)\b", declarations
        )
        assert not re.search(r"(?<![-\w])font(-size)?:[^;]*\d(px|pt)", declarations)
        assert not re.search(r"font-family:(?!\s*var\()", declarations)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_styles_are_flat_in_a_layer_and_fetch_nothing(path: Path) -> None:
    css = _plain(path)
    assert not [word for word in ("@import", "url(", "&") if word in css]
    for around, _ in _rules(css):
        assert all(prelude.startswith("@") for prelude in around[:-1]), f"nested: {around}"
        assert around[0].startswith("@layer"), f"in no layer: {around}"


def test_every_token_is_declared_and_used() -> None:
    everything = "".join(_plain(path) for path in FILES)
    declared = set(re.findall(r"(?<![\w-])--([\w-]+):", everything))
    used = set(re.findall(r"var\(--([\w-]+)", everything))
    assert declared == used


def test_every_class_is_worn_by_something() -> None:
    worn = "".join(
        path.read_text()
        for folder, ending in ((TEMPLATES, "html"), (TEMPLATES, "svg"), (ROOT / "learning", "py"))
        for path in folder.rglob(f"*.{ending}")
    )
    rules = [
        prelude for path in FILES for around, _ in _rules(_plain(path)) for prelude in around[-1:]
    ]
    classes = {
        name
        for prelude in rules
        if prelude[:1] != "@"
        for name in re.findall(r"\.([a-z][\w-]*)", prelude)
    }
    renderer = {name for name in classes if name.startswith(("footnote", "align-"))}
    idle = {
        n
        for n in classes - renderer
        if n not in worn and f"{n.partition('--')[0]}--{{{{" not in worn
    }
    assert not idle


def test_the_whole_look_is_small() -> None:
    whole = b"\n".join(path.read_bytes() for path in FILES)
    assert len(gzip.compress(whole, 9)) <= LARGEST


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.*")), ids=lambda path: path.name)
def test_templates_carry_no_style_and_no_script_of_their_own(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|\|\s*safe\b", text)
    assert (
        re.sub(r"""<script type="module" src="[^"]+"></script>""", "", text).count("<script") == 0
    )

"""No style, script or page needs what Chrome 109 or Firefox 115 do not have.

`tests/in_browser/old` opens pages in Chromium 109; these words are of Firefox 115 too. Whatever
changes nothing but the look where it is missing is not among them: `field-sizing`, `text-wrap`,
`font-size-adjust`, `scrollbar-color`.
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "static"
CSS = re.compile(
    r""":(has|user-(in)?valid|dir|open|popover-open|state)\b|::(details-content|picker|highlight)
    |:nth-(last-)?child\([^)]*\ of\ |@(scope|property|starting-style|view-transition|position-try)\b
    |\b(light-dark|color-mix|oklch|oklab|lch|lab|color|contrast-color|anchor|anchor-size|calc-size
       |if|round|mod|rem|abs|sign|sin|cos|tan|pow|sqrt|linear|sibling-index|sibling-count)\(
    |\d(lh|rlh|cap|rcap|ric|rex|rch)\b|\bsubgrid\b|\ballow-discrete\b|\bauto\ from\b
    |\b(anchor-name|position-anchor|position-area|interpolate-size|animation-timeline|zoom|mask
       |text-box[\w-]*|transition-behavior|view-transition-name|white-space-collapse)\s*:""",
    re.VERBOSE,
)
JS = re.compile(
    r"""\.(toSorted|toReversed|toSpliced|with|isWellFormed|toWellFormed|union|intersection|difference
       |symmetricDifference|isSubsetOf|isSupersetOf|isDisjointFrom|toBase64|fromBase64|toHex|fromHex
       |setHTML|setHTMLUnsafe|parseHTMLUnsafe|getHTML|moveBefore|startViewTransition|showPopover
       |hidePopover|togglePopover|requestClose|getOrInsert|bytes|transferToFixedLength)\(
    |\b(Array\.fromAsync|(Object|Map)\.groupBy|Promise\.(withResolvers|try)|URL\.(canParse|parse)
       |AbortSignal\.any|RegExp\.escape|Error\.isError|Iterator\.\w+|ReadableStream\.from|Temporal
       |Float16Array|Intl\.(Segmenter|DurationFormat)|CSS\.highlights|scheduler|navigation
       |BarcodeDetector|fetchLater|CloseWatcher|Symbol\.(asyncDispose|dispose))\b
    |\b(values|keys|entries)\(\)\.(map|filter|take|drop|flatMap|reduce|toArray|some|every|find)\(
    |\b(await\ )?using\ \w+\ =|\bfor\ await\b|\bwith\ \{\ *type|/[dgimsuy]*v[dgimsuy]*[,.;)]
    |\(\?[ims]*-?[ims]+:""",
    re.VERBOSE,
)
HTML = re.compile(
    r"\s(popover|popovertarget|commandfor|closedby|shadowrootmode)\b|<(search|selectedcontent)\b"
    r"|<details[^>]*\sname="
)
COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)
PASSED = {
    CSS: "main { color: var(--ink); } a:focus-visible { margin: calc(1rem) } p:not(.a, .b) {}",
    JS: "const { a } = await read(); JSON.parse(x).map(f); caches.keys().then((k) => k.filter(g))",
    HTML: '<input type="search" name="q"><details class="a"><summary>A</summary></details>',
}
REFUSED = {
    CSS: ("p:has(a) {}", "p { color: lab(1 2 3) }", "i { block-size: 2lh }", "@scope (a) {}",
          "td:nth-child(2 of .a) {}", "a { anchor-name: --a }", "p { gap: round(1.2em, 1px) }"),
    JS: ("a.toSorted()", "Object.groupBy(a, b)", "new Set(a).union(b)", "URL.canParse(a)",
         "AbortSignal.any([a])", "map.values().map(f)", "for await (const a of b) c()",
         "Promise.withResolvers()", "/[a--b]/v.test(c)", "/(?i:a)/.test(b)", "Array.fromAsync(a)"),
    HTML: ("<p popover>", "<search>", '<details class="a" name="b">'),
}  # fmt: skip


def _sources() -> list[tuple[re.Pattern[str], Path]]:
    """Return every file that browsers read, with what it must not have; `vendor/` runs in 109."""
    scripts = [path for path in STATIC.rglob("*.js") if path.parent.name != "vendor"]
    pages = [*(ROOT / "templates").rglob("*.html"), *STATIC.rglob("*.html")]
    kinds = ((CSS, STATIC.rglob("*.css")), (JS, scripts), (HTML, pages))
    return [(words, path) for words, paths in kinds for path in paths]


def test_nothing_needs_a_browser_of_later_than_2023() -> None:
    found = {}
    for words, path in _sources():
        plain = COMMENT.sub("", path.read_text("utf-8"))
        if used := words.search(plain):
            found[str(path.relative_to(ROOT))] = used[0]
    assert found == {}


@pytest.mark.parametrize("words", [CSS, JS, HTML], ids=["styles", "scripts", "pages"])
def test_what_is_too_new_is_told_from_what_is_not(words: re.Pattern[str]) -> None:
    assert not words.search(PASSED[words])
    assert [text for text in REFUSED[words] if not words.search(text)] == []

from pathlib import Path

import pytest
from markdown_it.token import Token
from markdown_it.utils import read_fixture_file

from learning.content import Block, Prose
from learning.content.mistakes import Findings
from learning.content.reading.markdown import render
from learning.content.reading.materials import Materials
from learning.content.reading.pages import read_pages
from learning.content.reading.source import Source

CASES = read_fixture_file(Path(__file__).parent / "cases" / "markdown.md")


def read(text: str) -> tuple[tuple[Block, ...], Findings]:
    """Return the blocks of the one page that says ``text``, and its mistakes."""
    findings = Findings()
    materials = Materials(findings, {}, {})
    file = Source("modules/01-page.md", f"## Page {{#page}}\n{text}")
    (page,) = read_pages("page", file, file, materials).pages
    return page.blocks, findings


def shown(block: Block) -> str:
    if isinstance(block, Prose):
        return block.html
    return f"{block}\n"


@pytest.mark.parametrize(
    ("title", "text", "expected"), [case[1:] for case in CASES], ids=[case[1] for case in CASES]
)
def test_markdown(title: str, text: str, expected: str) -> None:
    blocks, findings = read(text)

    assert findings.mistakes == []
    assert "".join(map(shown, blocks)) == expected


def test_whatever_a_renderer_makes_is_sanitised() -> None:
    unsafe = '<p onclick="x" lang="cy">a<script>b</script><a href="javascript:c">d</a></p>'
    token = Token("html_block", "", 0, content=unsafe)

    assert render([token]) == '<p lang="cy">a<a>d</a></p>'

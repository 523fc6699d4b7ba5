"""What an author sees in the browser while writing."""

import shutil
from pathlib import Path

import pytest
from werkzeug.test import Client

from learning.cli.draft import Draft

SMALL = Path(__file__).parent.parent / "programme"


def test_mistakes_are_shown_in_the_browser_until_they_are_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = tmp_path / "content"
    shutil.copytree(SMALL, content)
    page = content / "modules" / "02-feedback.md"
    whole = page.read_text("utf-8")
    page.write_text(whole.replace("{#say-what-you-saw}", ""), encoding="utf-8")
    monkeypatch.setenv("LEARNING_CONTENT", str(content))
    monkeypatch.setenv("LEARNING_DATA", str(tmp_path / "var"))
    monkeypatch.setenv("LEARNING_DEVELOPMENT", "1")
    draft = Draft()
    author = Client(draft)

    refused = author.get("/")
    assert refused.status_code == 503
    assert "modules/02-feedback.md:" in refused.text

    page.write_text(whole, encoding="utf-8")
    assert author.get("/").status_code == 200
    assert author.get("/_components").status_code == 200

    page.write_text(whole.replace("title: Feedback", "titel: Feedback"), encoding="utf-8")
    assert "did you mean `title`" in author.get("/").text
    draft.close()

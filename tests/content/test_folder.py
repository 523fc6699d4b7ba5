import os
import shutil
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from learning.content import Mistake, check_programme, load_programme
from learning.content.folder import MAX_TEXT_BYTES
from learning.content.kinds import Kind
from tests.content.edits import BASE, copy_base

TODAY = date(2026, 11, 25)
FIRST = "modules/01-first.md"
TEXTS = sorted(
    str(path.relative_to(BASE)) for path in BASE.rglob("*.*") if path.suffix in (".md", ".yaml")
)
PICTURES = ["modules/files/dot.png", "modules/files/pier.svg"]

Change = Callable[[Path], object]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return copy_base(tmp_path / "content")


def mistakes(content: Path) -> tuple[Mistake, ...]:
    return check_programme(content, today=TODAY).mistakes


def replaced(name: str, old: bytes, new: bytes) -> Change:
    def change(content: Path) -> None:
        path = content / name
        assert old in path.read_bytes()
        path.write_bytes(path.read_bytes().replace(old, new, 1))

    return change


def linked_to_itself(content: Path) -> None:
    """A link in a circle, which nobody can open, root included."""
    (content / "quizzes/all.yaml").unlink()
    (content / "quizzes/all.yaml").symlink_to("all.yaml")


def folder_is_a_file(content: Path) -> None:
    shutil.rmtree(content / "modules/cases")
    (content / "modules/cases").write_text("a file")


def folder_linked_outside(content: Path) -> None:
    (content / "quizzes").rename(content.parent / "quizzes")
    (content / "quizzes").symlink_to(content.parent / "quizzes")


def unspeakable_name(content: Path) -> None:
    Path(os.fsdecode(os.fsencode(content) + b"/modules/files/a\xff.svg")).write_text("<svg/>")


def linked_outside(content: Path) -> None:
    outside = content.parent / "secret.md"
    (content / FIRST).rename(outside)
    (content / FIRST).symlink_to(outside)


CHANGES: list[tuple[Kind, Change, str]] = [
    (Kind.NOT_A_FILE, lambda c: (c / "modules/03-third.md").mkdir(), "modules/03-third.md:1:1"),
    (Kind.NOT_A_FILE, lambda c: os.mkfifo(c / "quizzes/pipe.yaml"), "quizzes/pipe.yaml:1:1"),
    (Kind.NOT_A_FILE, lambda c: (c / "quizzes/x.yaml").symlink_to("y"), "quizzes/x.yaml:1:1"),
    (Kind.UNREADABLE, linked_to_itself, "quizzes/all.yaml:1:1"),
    (Kind.UNREADABLE, folder_is_a_file, "modules/cases:1:1"),
    (Kind.OUTSIDE, folder_linked_outside, "quizzes:1:1"),
    (Kind.STRAY_FILE, unspeakable_name, "modules/files/a?.svg:1:1"),
    (Kind.OUTSIDE, linked_outside, f"{FIRST}:1:1"),
    (Kind.TOO_LARGE, replaced(FIRST, b"Some", b"S" * MAX_TEXT_BYTES), f"{FIRST}:1:1"),
    (Kind.NOT_UTF8, replaced(FIRST, b"A word", b"A w\xf6rd"), f"{FIRST}:12:4"),
    (Kind.NOT_UTF8, lambda c: (c / FIRST).write_bytes("é".encode("utf-16")), f"{FIRST}:1:1"),
    (Kind.CONTROL, replaced(FIRST, b"A word", b"A \x00word"), f"{FIRST}:12:3"),
    (Kind.CONTROL, replaced(FIRST, b"title: F", b"title: \x07F"), f"{FIRST}:2:8"),
    (Kind.LONG_TEXT, replaced(FIRST, b"title: F", b"title: F" + b"f" * 300), f"{FIRST}:2:8"),
]


@pytest.mark.parametrize(("kind", "change", "where"), CHANGES)
def test_a_file_that_is_no_text_is_reported(
    kind: Kind, change: Change, where: str, content: Path
) -> None:
    change(content)

    what = kind.what.partition("{")[0]
    assert any(str(m).startswith(f"{where}: {what}") for m in mistakes(content))


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    (found, *_) = mistakes(tmp_path)

    assert found.what == Kind.NO_FOLDER.what.format(name="modules")


def test_one_mistake_does_not_hide_another(content: Path) -> None:
    for name in TEXTS:
        path = content / name
        path.write_bytes(path.read_bytes().replace(b": ", b":\t\x00[", 1))

    assert {mistake.file for mistake in mistakes(content)} >= set(TEXTS)


def test_a_byte_order_mark_and_line_ends_of_windows_are_accepted(content: Path) -> None:
    before = load_programme(content, today=TODAY)
    for name in TEXTS:
        path = content / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    after = load_programme(content, today=TODAY)

    assert after.modules == before.modules


def test_a_link_within_the_folder_is_followed(content: Path) -> None:
    (content / "shared").mkdir()
    (content / FIRST).rename(content / "shared/first.md")
    (content / FIRST).symlink_to(content / "shared/first.md")

    assert mistakes(content) == ()


def test_aliases_cannot_be_used_to_swell(content: Path) -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{c}: &{c} [*{p}, *{p}]\n" for p, c in pairs("abcdefghijklm")
    )
    (content / "quizzes/bomb.yaml").write_text(bomb)

    assert {m.what for m in mistakes(content)} >= {Kind.ANCHOR.what}


def pairs(letters: str) -> list[tuple[str, str]]:
    return list(pairwise(letters))


@pytest.mark.parametrize("name", TEXTS)
def test_brackets_without_end_are_refused_at_once(name: str, content: Path) -> None:
    (content / name).write_bytes(b"---\nx: " + b"[" * 500_000)

    assert mistakes(content)


@pytest.mark.parametrize("name", [*TEXTS, *PICTURES])
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(junk=st.binary(max_size=200), at=st.floats(0, 1), cut=st.integers(0, 40))
@example(junk=b"\xff\xd8\xff", at=0, cut=0)
@example(junk=b"- &a [*a]\n? {}\n", at=0, cut=0)
@example(junk=b"\n```\n[^1]:\n\n> ```fact\n", at=0.5, cut=9)
def test_no_bytes_break_the_loader(
    name: str, junk: bytes, at: float, cut: int, content: Path
) -> None:
    good = (BASE / name).read_bytes()
    where = int(len(good) * at)
    (content / name).write_bytes(good[:where] + junk + good[where + cut :])

    report = check_programme(content, today=TODAY)

    assert bool(report.programme) is not bool(report.mistakes)


MARKS = """\
## A {#a}
### B
#### C {#c}
# D
text[^1] [x](/y#z)
[^1]: n
- item
> quote
| a | b |
|---|---|
term
: means
```
```fact
```note
---
year: 2
source: [
- x: &y
```exercise quiz
~~~
![a](pier.svg)
    code
<b>
***
[r]: /s
[^2]: ```fact
`
"""
LINES = st.sampled_from(["", *MARKS.splitlines()])


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=st.lists(LINES, max_size=25))
def test_no_order_of_marks_breaks_the_loader(lines: list[str], content: Path) -> None:
    good = (BASE / FIRST).read_text()
    (content / FIRST).write_text(good + "\n".join(lines))

    for mistake in mistakes(content):
        assert mistake.line <= len(good.splitlines()) + len(lines) + 1

import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.content import Programme, check_programme, load_programme
from learning.content.cache import NAME
from tests.content.edits import BASE, apply, copy_base

TODAY = date(2026, 11, 25)
FRESH = load_programme(BASE, today=TODAY)


def load(cache: Path, content: Path = BASE) -> Programme:
    return load_programme(content, today=TODAY, cache=cache)


def test_what_is_kept_is_the_same(tmp_path: Path) -> None:
    assert load(tmp_path) == FRESH
    kept = (tmp_path / NAME).read_bytes()

    assert load(tmp_path) == FRESH
    assert (tmp_path / NAME).read_bytes() == kept
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_what_is_kept_is_used(tmp_path: Path) -> None:
    load(tmp_path)
    head, _, body = (tmp_path / NAME).read_bytes().partition(b"\n")
    body = body.replace(b'"Harbour"', b'"Kept"')
    engine, _ = head.split()
    head = b" ".join([engine, sha256(body).hexdigest().encode()])
    (tmp_path / NAME).write_bytes(head + b"\n" + body)

    assert load(tmp_path).title == "Kept"


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    content = copy_base(tmp_path / "content")
    load(tmp_path / "cache", content)
    apply("modules/01-first.md\n- title: First\n+ title: Changed", content)

    changed = load(tmp_path / "cache", content)

    assert changed.module("first").title == "Changed"
    assert changed.fingerprint != FRESH.fingerprint
    assert load(tmp_path / "cache", content) == changed


def test_mistakes_are_never_kept(tmp_path: Path) -> None:
    content = copy_base(tmp_path / "content")
    apply("modules/01-first.md\n- title: First\n+ titel: First", content)

    for _ in range(2):
        assert check_programme(content, today=TODAY, cache=tmp_path / "cache").mistakes
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("at", [0, 64, 65, 130, 195, 300, -1])
def test_a_file_with_a_byte_wrong_is_replaced(at: int, tmp_path: Path) -> None:
    load(tmp_path)
    good = (tmp_path / NAME).read_bytes()
    bad = bytearray(good)
    bad[at] ^= 1
    (tmp_path / NAME).write_bytes(bad)

    assert load(tmp_path) == FRESH
    assert (tmp_path / NAME).read_bytes() == good


def signed(body: bytes, good: bytes) -> bytes:
    """Return ``body`` under the head it would have if we had written it."""
    engine, _ = good.partition(b"\n")[0].split()
    return b" ".join([engine, sha256(body).hexdigest().encode()]) + b"\n" + body


JUNK = st.recursive(
    st.none() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["", "programme", "value", "html", "dated"]),
            inner | st.sampled_from(["Loaded", "Prose", "date", "Measure", "Programme"]),
            max_size=3,
        )
    ),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(junk=JUNK)
def test_a_file_that_is_something_else_is_replaced(junk: object, tmp_path: Path) -> None:
    load(tmp_path)
    good = (tmp_path / NAME).read_bytes()
    (tmp_path / NAME).write_bytes(signed(json.dumps(junk).encode(), good))

    assert load(tmp_path) == FRESH
    assert (tmp_path / NAME).read_bytes() == good


def test_a_folder_that_cannot_be_written_to_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    assert load(tmp_path / "file") == FRESH
    assert load(tmp_path / "file" / "deeper") == FRESH
    (tmp_path / "cache" / NAME).mkdir(parents=True)
    assert load(tmp_path / "cache") == FRESH
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [NAME]

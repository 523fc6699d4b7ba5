"""What can be given to the offline checker: files, pictures, the camera, what is dropped."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import segno
from playwright.sync_api import Browser

from learning.certificates import badge
from learning.certificates.compact import qr_address
from tests.certificates.signed import FACTS, HOME, OTHER, json_of, jwt_of, payload, square
from tests.in_browser.checking import (
    ALTERED,
    GENUINE,
    UNREADABLE,
    Checker,
    altered,
    answered,
    checking,
    chosen,
)
from tests.in_browser.visit import QUIET

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path) -> Iterator[Checker]:
    with checking(chromium, tmp_path) as checker:
        yield checker


@pytest.mark.parametrize("dpi", [150, 300])
def test_the_square_on_a_picture_of_the_paper(opened: Checker, tmp_path: Path, dpi: int) -> None:
    longest = replace(FACTS.snapshot, holder="Ада Лавлейс " * 5 + "愛達勒芙蕾絲" * 10)
    page = opened()
    for snapshot in (FACTS.snapshot, longest):
        picture = square(tmp_path, replace(FACTS, snapshot=snapshot), dpi=dpi)
        assert chosen(page, tmp_path, "paper.png", picture.read_bytes()) == GENUINE


def test_files_with_a_credential(opened: Checker, tmp_path: Path) -> None:
    page = opened()
    for name, content in (("a.json", json_of()), ("a.jwt", jwt_of()), ("a.txt", payload())):
        assert chosen(page, tmp_path, name, content) == GENUINE
    for credential in (json_of(), jwt_of()):
        assert chosen(page, tmp_path, "a.svg", badge.svg(credential, FACTS.snapshot)) == GENUINE
        assert chosen(page, tmp_path, "a.png", badge.png(credential, FACTS.snapshot)) == GENUINE
    assert (
        chosen(page, tmp_path, "a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>") == UNREADABLE
    )


def paper(folder: Path, *credentials: str, **how: Any) -> bytes:
    """A PDF with credentials attached."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        for number, credential in enumerate(credentials):
            pdf.attachments[f"{number}"] = pikepdf.AttachedFileSpec(
                pdf,
                credential.encode(),
                filename="credential.json",
                description="",
                mime_type="application/vc",
                creation_date="",
                mod_date="",
            )
        pdf.save(folder / "paper.pdf", **how)
    return (folder / "paper.pdf").read_bytes()


def test_a_pdf_with_the_credential_attached(opened: Checker, tmp_path: Path) -> None:
    page = opened()
    plain = paper(tmp_path, json_of())
    packed = paper(tmp_path, json_of(), object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert [chosen(page, tmp_path, "a.pdf", pdf) for pdf in (plain, packed)] == [GENUINE] * 2

    changed = json_of().replace("Ada Lovelace", "Eve Lovelace")
    assert chosen(page, tmp_path, "a.pdf", paper(tmp_path, changed)) == ALTERED
    locked = paper(tmp_path, json_of(), encryption=pikepdf.Encryption(owner="o", user="u"))
    two = paper(tmp_path, json_of(), json_of(key=OTHER))
    cut = plain[: len(plain) // 3]
    for pdf, told in (
        (locked, "locked"), (two, "more than one"), (cut, "cut"),
        (paper(tmp_path), "no credential"),
    ):  # fmt: skip
        assert chosen(page, tmp_path, "a.pdf", pdf) == UNREADABLE
        assert told in page.locator("#verdict").inner_text()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.7\n" + bytes(20 * 1024 * 1024), "too large: 21 MB"),
        (b"", "empty"),
        (b"%PDF-1.7\n" + b"/EmbeddedFile <<obj" * 1_000_000, "broken or cut"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\1", "No square code"),
        (json.dumps({"type": "x" * 10_000}).encode(), "nothing in it is a signature"),
    ],
    ids=["20 MB", "empty", "odd PDF", "broken picture", "other JSON"],
)
def test_what_cannot_be_read_gets_a_sentence(
    opened: Checker, tmp_path: Path, content: bytes, told: str
) -> None:
    page = opened()

    assert chosen(page, tmp_path, "given", content) == UNREADABLE
    assert told in page.locator("#verdict").inner_text()


@pytest.mark.parametrize("how", ["drop", "paste"])
def test_files_and_words_can_be_dropped_and_pasted_anywhere(opened: Checker, how: str) -> None:
    page = opened()
    give = """([how, text, isFile]) => {
        const held = new DataTransfer();
        if (isFile) held.items.add(new File([text], "a.json"));
        else held.setData("text/plain", text);
        const event = { bubbles: true, cancelable: true, dataTransfer: held, clipboardData: held };
        const Kind = how === "drop" ? DragEvent : ClipboardEvent;
        document.querySelector("h1").dispatchEvent(new Kind(how, event));
    }"""
    for text, is_file in ((json_of(), True), (payload(), False), (altered(payload(), 99), False)):
        page.evaluate(give, [how, text, is_file])
        assert answered(page) == (ALTERED if text == altered(payload(), 99) else GENUINE)


def film(address: str, path: Path) -> None:
    """Write what a camera sees that looks at the square: one frame, in shades of grey."""
    dots = [list(row) for row in segno.make(address, error="m", micro=False).matrix_iter(7, 4)]
    side = len(dots) // 2 * 2
    grey = bytes(16 if dots[y][x] else 235 for y in range(side) for x in range(side))
    frame = grey + b"\x80" * (side * side // 2)
    path.write_bytes(b"YUV4MPEG2 W%d H%d F5:1 C420jpeg\nFRAME\n" % (side, side) + frame)


def test_a_camera_is_used_or_its_refusal_is_put_kindly(
    chromium: Browser, executable: str, tmp_path: Path
) -> None:
    film(qr_address(HOME, payload()), tmp_path / "film.y4m")
    pretending = (
        *QUIET,
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={tmp_path / 'film.y4m'}",
    )
    another = chromium.browser_type.launch(executable_path=executable, args=pretending)
    with checking(another, tmp_path) as opened:
        page = opened()
        page.get_by_role("button", name="Use the camera").click()
        assert answered(page) == GENUINE
        assert page.locator("#seen").is_hidden()
    another.close()

    with checking(chromium, tmp_path) as opened:
        page = opened()
        page.get_by_role("button", name="Use the camera").click()
        page.get_by_text("Take a photo with your phone").wait_for()

"""Two people at one computer, slow lines, and other things that happen in a ward office."""

import socket
from pathlib import Path

from flask import Flask

from learning.db import Busy
from learning.web.database import db
from tests.cast import Cast
from tests.conftest import Browse
from tests.server import Server

PAGE = "/modules/listening/a-conversation"
HEARD = "last-conversation.heard"
SMALL = Path(__file__).parent.parent / "programme"


def test_what_one_person_typed_is_never_saved_for_another(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    typed = ada.get(PAGE).fields(also="writer") | {HEARD: "Ada’s private words"}
    ada.post("/sign-out")
    ada.sign_in(cast.ben.email)  # Ben, in the same browser; Ada's page is still open

    page = ada.post(f"{PAGE}/entries", typed, expect=401)
    assert "opened by somebody else" in page.text("main")
    assert ada.send(f"{PAGE}/entries", typed).status_code == 401
    assert "Ada" not in ada.get(PAGE).fields()[HEARD]

    ada.post("/sign-out")
    ada.sign_in(cast.ada.email)
    ada.post(f"{PAGE}/entries", page.fields(also="writer"))
    assert ada.get(PAGE).fields()[HEARD] == "Ada’s private words"


def test_a_paste_is_never_cut_by_the_browser(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    for path in (PAGE, "/account", "/certificates"):
        assert "maxlength" not in ada.get(path).html


def test_a_half_sent_save_keeps_nobody_else_from_writing(tmp_path: Path) -> None:
    server = Server(tmp_path / "var", SMALL)
    server.start()
    body = b"name=Ada&email=ada%40example.org&password=three+unrelated+kettles"
    head = (
        f"POST /sign-up HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n"
    )
    slow = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    slow.sendall((head % 5000).encode() + b"name=A")
    quick = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    quick.sendall((head % len(body)).encode() + body)

    answer = quick.recv(100)
    quick.close()
    slow.close()
    server.stop()

    assert answer.startswith(b"HTTP/1.1 303")


def test_a_server_too_busy_to_write_says_so_and_shows_the_text(
    app: Flask, browse: Browse, cast: Cast
) -> None:
    @app.post("/crowded")
    def crowded() -> str:
        db()
        raise Busy

    ada = browse(cast.ada)
    page = ada.post("/crowded", {HEARD: "My long text"}, expect=503)

    assert "Many people are writing" in page.text("main")
    assert "My long text" in page.text("main")

"""Learners who write, without a screen: what a page’s form and script send, and what comes back."""

import json
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Protocol
from urllib.parse import urlencode

from learning.db import Database
from tests.browser import Page
from tests.cast import PASSWORD, join

PAGE = "/modules/listening/a-conversation"
HEARD, VERSION = "last-conversation.heard", "last-conversation.version"


class Reached(Protocol):
    """Where they write to: a server, or a proxy before it."""

    @property
    def port(self) -> int: ...


class Person:
    """A browser without a screen: keeps its cookie, sends what a page's form and script send."""

    def __init__(self, server: Reached, number: int) -> None:
        self._server, self.number = server, number
        self._cookie = ""

    def request(self, method: str, path: str, **fields: object) -> tuple[int, str, str]:
        """Return the status, the address it leads to and the body."""
        connection = HTTPConnection("127.0.0.1", self._server.port, timeout=20)
        headers = {"Cookie": self._cookie, "Content-Type": "application/x-www-form-urlencoded"}
        if path.endswith("/entries"):
            headers["Accept"] = "application/json"
        try:
            connection.request(method, path, urlencode(fields), headers)
            response = connection.getresponse()
            body = response.read().decode()
        finally:
            connection.close()
        if cookie := response.headers["Set-Cookie"]:
            self._cookie = cookie.split(";")[0]
        return response.status, response.headers["Location"] or "", body

    def sign_in(self) -> None:
        email = f"learner.{self.number}@example.org"
        status, _, _ = self.request("POST", "/sign-in", email=email, password=PASSWORD)
        assert status == 303

    def save(self, heard: str, base: int) -> int:
        """Autosave and return the version the server acknowledged."""
        fields = {HEARD: heard, VERSION: base}
        status, _, body = self.request("POST", f"{PAGE}/entries", **fields)
        assert status == 200, body
        return int(json.loads(body)["versions"]["last-conversation"])

    def read(self) -> str:
        return Page(self.request("GET", PAGE)[2]).fields()[HEARD]


def signed_in(database: Database, server: Reached, count: int) -> list[Person]:
    """Make so many learners and sign them in."""
    with database.writing.begin() as db:
        for number in range(count):
            join(db, f"Learner {number}")
    people = [Person(server, number) for number in range(count)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(Person.sign_in, people))
    return people

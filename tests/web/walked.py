"""Every address of the application, with things of one person and of another in it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from flask import Flask, Response, g
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from learning.accounts import Person
from tests.browser import Browser

METHODS = ("GET", "POST")
Things = dict[str, list[Any]]
"""What may stand in an address, by the name it has there."""


@dataclass(frozen=True, slots=True)
class Step:
    """One question to the server."""

    method: str
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


class Walker:
    """Somebody at a door, signed in or not; no answer takes the sign-in away."""

    def __init__(self, app: Flask, person: Person | None = None) -> None:
        signing_in = Browser(app.test_client())
        if person:
            signing_in.sign_in(person.email)
        kept = signing_in.client.get_cookie("learning")
        assert bool(kept) == bool(person), "whoever has an account can sign in"
        self._headers = {"Cookie": f"learning={kept.value}"} if kept else {}
        self._client = app.test_client(use_cookies=False)

    def ask(self, step: Step, sent: Mapping[str, str] | None = None) -> TestResponse:
        """Ask; nothing is typed into what is posted, unless ``sent`` says it."""
        return self._client.open(
            step.path, method=step.method, data=sent or None, headers=self._headers
        )

    def send(self, step: Step, body: bytes | None, **headers: str) -> TestResponse:
        """Ask with a form as its bytes, well made or not."""
        kind = "application/x-www-form-urlencoded" if body is not None else None
        return self._client.open(
            step.path,
            method=step.method,
            data=body,
            content_type=kind,
            headers=self._headers | headers,
        )


def steps(rule: Rule, *things: Things) -> Iterator[Step]:
    """Yield every question that ``rule`` answers.

    Each of ``things`` says what may stand in the address; of two that name the same, both may.
    """
    names = sorted(rule.arguments)
    for chosen in product(*(_values(rule, name, things) for name in names)):
        built = rule.build(dict(zip(names, chosen, strict=True)))
        assert built
        for method in METHODS:
            if method in (rule.methods or ()):
                yield Step(method, built[1])


def chosen_words(rule: Rule, name: str) -> list[str]:
    """Return the words that a rule itself allows for a part of its address."""
    words = re.search(rf"<any\(([^)]*)\):{name}>", rule.rule)
    return [word.strip(" '") for word in words[1].split(",")] if words else []


def is_number(rule: Rule, name: str) -> bool:
    """Tell whether only a number may stand there."""
    return bool(re.search(rf"<int(\([^)]*\))?:{name}>", rule.rule))


def _values(rule: Rule, name: str, things: tuple[Things, ...]) -> list[Any]:
    if words := chosen_words(rule, name):
        return words
    known = [value for some in things for value in some.get(name, ())]
    return known or ([1] if is_number(rule, name) else ["x"])


class Rehearsal:
    """While it lasts, nothing that a request writes is kept, so that every step is a first one."""

    def __init__(self, app: Flask) -> None:
        self._lasts = False

        @app.after_request  # registered last, so it runs before what commits
        def undo(response: Response) -> Response:
            if self._lasts and "db" in g:
                g.db.flush()
                g.db.rollback()
            return response

    def __enter__(self) -> None:
        self._lasts = True

    def __exit__(self, *_: object) -> None:
        self._lasts = False

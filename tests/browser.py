"""A browser for tests. Every page it opens is held to the house standard."""

from collections import Counter
from collections.abc import Mapping
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from learning import clock
from tests.cast import PASSWORD, next_code

VOID = {"meta", "link", "input", "br", "hr", "img", "source", "track"}
SHAPES = {"path", "circle", "rect", "line", "ellipse", "polyline", "polygon", "use"}


class Page(HTMLParser):
    """The parts of a page that tests ask about."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self._labelling = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if "label" in self._open:
            attributes["within-label"] = ""
        self.tags.append((tag, attributes))
        if tag not in VOID:
            self._open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open.pop() == tag, f"</{tag}> is out of place"

    def handle_data(self, data: str) -> None:
        for tag in set(self._open):
            self.texts[tag][-1] += data

    def text(self, tag: str) -> str:
        """Return the text of the only such element."""
        (text,) = self.texts[tag]
        return " ".join(text.split())

    def fields(self, also: str = "") -> dict[str, str]:
        """Return what exercises would send: hidden, typed and chosen values; ``also`` one more."""
        texts = iter(self.texts.get("textarea", []))
        found: dict[str, str] = {}
        select = ""
        for tag, attributes in self.tags:
            name = attributes.get("name") or ""
            if tag == "textarea":
                found[name] = next(texts).removeprefix("\r").removeprefix("\n")
            elif tag == "input" and ("." in name or name == also != ""):
                is_choice = attributes.get("type") == "radio"
                if not is_choice or "checked" in attributes:
                    found[name] = attributes.get("value") or ""
            elif tag == "select":
                select = name
                found[name] = ""
            elif tag == "option" and "selected" in attributes:
                found[select] = attributes.get("value") or ""
        return found

    def check(self) -> None:
        """Fail unless the page has one title, labelled fields, explicit forms and unique ids."""
        assert not self._open, f"left open: {self._open}"
        assert self.texts["title"][0].startswith(self.text("h1")), self.texts["title"][0]
        ids = Counter(a["id"] for _, a in self.tags if "id" in a)
        assert not [i for i, n in ids.items() if n > 1], f"duplicate ids {ids}"
        labelled = {a.get("for") for tag, a in self.tags if tag == "label"}
        for tag, attributes in self.tags:
            assert "style" not in attributes, f"inline style: {tag} {attributes}"
            if tag == "form":
                assert {"method", "action"} <= attributes.keys(), f"bare form: {attributes}"
            if tag in {"input", "textarea", "select"} and attributes.get("type") != "hidden":
                named = "within-label" in attributes or attributes.get("id") in labelled
                assert named, f"unlabelled: {attributes}"


class Browser:
    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def sign_in(self, email: str) -> None:
        """Sign in with the password and, as admins do, with the code of the app."""
        answer = self.client.post("/sign-in", data={"email": email, "password": PASSWORD})
        self._page(answer, 303)
        if answer.location == "/sign-in/second":
            with self.client.application.extensions["database"].writing.begin() as db:
                code = next_code(db, clock.now())
            self.post("/sign-in/second", {"code": code})

    def get(self, path: str, *, expect: int = 200) -> Page:
        return self._page(self.client.get(path), expect)

    def post(
        self, path: str, fields: Mapping[str, object] | None = None, *, expect: int = 303
    ) -> Page:
        return self._page(self.client.post(path, data=dict(fields or {})), expect)

    def send(self, path: str, fields: Mapping[str, object]) -> TestResponse:
        """Post as the page's script does, which expects JSON."""
        headers = {"Accept": "application/json"}
        return self.client.post(path, data=dict(fields), headers=headers)

    def _page(self, response: TestResponse, expect: int) -> Page:
        assert response.status_code == expect, response.text
        page = Page(response.text)
        if not 300 <= expect < 400:
            page.check()
        return page

"""The forms of a page, as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag


@dataclass(slots=True)
class Form:
    """One way to send something: where to, how, and what may stand in each of its fields."""

    method: str
    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)

    def offer(self, name: str, value: str) -> None:
        """Note one value that the page has, or offers, for a field."""
        if name:
            self.fields.setdefault(name, []).append(value)


class _Reader(HTMLParser):
    def __init__(self, here: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.buttons: list[tuple[Form, str, str, str]] = []
        self._here = here
        self._by_id: dict[str, Form] = {}
        self._open: Form | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._begin(given)
        if tag == "select":
            self._select = given.get("name", "")
        form = self._by_id.get(given["form"]) if "form" in given else self._open
        if form and tag == "button":
            where = given.get("formaction", form.action)
            self.buttons.append((form, where, given.get("name", ""), given.get("value", "")))
        elif form and tag in {"input", "textarea", "option"}:
            name = self._select if tag == "option" else given.get("name", "")
            form.offer(name, given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None

    def _begin(self, given: dict[str, str]) -> None:
        form = Form(given.get("method", "get").upper(), given.get("action") or self._here)
        self.forms.append(form)
        self._open = form
        if "id" in given:
            self._by_id[given["id"]] = form


def forms_of(html: str, here: str) -> list[Form]:
    """Return what a page at the address ``here`` can send; each button is a form of its own."""
    reader = _Reader(here)
    reader.feed(html)
    found = list(reader.forms)
    for form, where, name, value in reader.buttons:
        one = Form(form.method, where, {key: list(values) for key, values in form.fields.items()})
        one.offer(name, value)
        found.append(one)
    for form in found:
        form.action = urldefrag(form.action)[0]
    return [form for form in found if form.action.startswith("/")]

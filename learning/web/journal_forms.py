"""What of a journal is looked at: in which order, of which kind, read by whom, with which words."""

from collections import Counter
from collections.abc import Collection, Iterable
from urllib.parse import urlencode

from wtforms import Form, SelectField, ValidationError

from learning import journal
from learning.journal import KINDS, EntryView
from learning.web.clean import clean_text, whole_number

READERS = {
    "me": "Only you",
    "team": "A team, too",
    "quoted": "May be quoted",
}
"""Who can read an entry, by the word that stands in an address."""
ORDERS = {"fit": "What fits best", "module": "By module", "date": "By date, latest first"}
"""In which order entries stand, by the word in an address; the first needs words to look for."""
EVERY_PAGE = "all"
"""What stands in an address in place of a page’s number to get all of them at once."""


class JournalFilter(Form):
    """Which entries to show; empty is all of them."""

    kind = SelectField("Kind", validate_choice=False)
    readers = SelectField("Who can read it", validate_choice=False)

    @property
    def is_chosen(self) -> bool:
        """Tell whether anything is left out."""
        return any(field.data and not field.errors for field in self)

    def validate_kind(self, field: SelectField) -> None:
        """Refuse a kind that there is not."""
        _refuse_unknown(field, KINDS)

    def validate_readers(self, field: SelectField) -> None:
        """Refuse readers that there are not."""
        _refuse_unknown(field, READERS)

    def chosen(self, entries: Iterable[EntryView], shared: Collection[int]) -> list[EntryView]:
        """Return those of ``entries`` that are asked for, and offer what there is.

        ``shared`` are the ids of those that a team can read.
        """
        found = [(e, journal.kind_of(e), _readers(e, shared)) for e in entries]
        _offer(self.kind, "Every kind", KINDS, (kind for _, kind, _ in found))
        _offer(self.readers, "All entries", READERS, (who for _, _, whos in found for who in whos))
        kind, readers = ("" if f.errors else f.data or "" for f in (self.kind, self.readers))
        return [e for e, k, whos in found if kind in ("", k) and readers in ("", *whos)]


class Look:
    """How the journal is asked for by an address, and the addresses of other ways to look at it."""

    def __init__(self, asked: dict[str, str]) -> None:
        self.words = (clean_text(asked.get("q")) or "").strip()
        self.orders = {by: said for by, said in ORDERS.items() if by != "fit" or self.words}
        by = asked.get("by", "")
        self.by = by if by in self.orders else next(iter(self.orders))
        self.page = asked.get("page", "")
        self._asked = {name: asked[name] for name in ("kind", "readers") if asked.get(name)}

    @property
    def number(self) -> int | None:
        """Return which page is asked for, the first is 1; None for all of them."""
        return None if self.page == EVERY_PAGE else whole_number(self.page) or 1

    def path(self, **other: str | int) -> str:
        """Return the address of the same, but for what ``other`` says; without, its first page."""
        asked = {"by": self.by, "q": self.words, **self._asked, **other}
        if asked["by"] in ("fit", "" if asked["q"] else "module"):
            del asked["by"]  # it is so by itself
        said = {name: value for name, value in asked.items() if value}
        return f"/journal?{urlencode(said)}" if said else "/journal"


def _readers(entry: EntryView, shared: Collection[int]) -> list[str]:
    others = {"team": entry.id in shared, "quoted": entry.is_quotable}
    return [who for who, may in others.items() if may] or ["me"]


def _offer(field: SelectField, every: str, words: dict[str, str], found: Iterable[str]) -> None:
    count = Counter(found)
    there = [(key, f"{text} ({count[key]})") for key, text in words.items()]
    is_offered = {"", field.data or "", *count}
    field.choices = [("", every), *(choice for choice in there if choice[0] in is_offered)]


def _refuse_unknown(field: SelectField, known: dict[str, str]) -> None:
    said = set(field.raw_data or ())
    if len(said) > 1 or said - {"", *known}:
        raise ValidationError("Choose one of these")

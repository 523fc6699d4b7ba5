"""A gentle look at what somebody wrote, before they show it: what may tell who a person is. Pure.

It warns of what to look at again. It never blocks or changes anything, and nothing of it is kept.
It knows no list of names: a capital letter, a title and a few words of care are all it goes by.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile
from typing import Literal

Kind = Literal["person", "care", "birth", "number", "postcode", "phone", "email"]
CHILDHOOD = 10
"""Years: a day that lies further back than this may be somebody’s date of birth."""
AROUND = 40
"""Characters of the text that are shown before and after what was found."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SHORTENED = _set("mr mrs ms mx dr prof rev cllr")
_TITLES = _SHORTENED | _set(
    "miss doctor professor sir dame lord lady sister nurse matron reverend father imam rabbi"
    " councillor auntie uncle"
)
_OF_THE_CALENDAR = _set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june"
    " july august september october november december christmas easter ramadan diwali"
)
_LEADING = _set(
    "a an and as at but by for from he her his i if in it my no of on or our she so that the their"
    " then there these they this those to we what when where who why with you your"
)
_WORD = r"(?<![\w’'\-])[^\W\d_](?:\w|[’'\-](?=\w)){0,40}"
_WORDS = re.compile(_WORD)
_PLACE = re.compile(
    rf"((?:{_WORD}\.? ){{1,4}})(?:Ward|Hospital|Infirmary|Surgery|Clinic|Hospice|(?:Medical|Health)"
    r" Cent(?:re|er)|(?:Care|Nursing|Residential) Home|Practice)\b"
)
_NUMBERED = re.compile(r"\b[Ww]ard \d{1,3}[A-Z]?\b")
_MONTHS = (
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?",
    "aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
_MONTH = "|".join(_MONTHS)
_DAY = re.compile(
    r"(?<![\d/.\-])(?:\d{1,2}([/.\-])\d{1,2}\1(?P<a>\d{4}|\d\d)|(?P<b>\d{4})-\d\d-\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTH}),? (?P<c>\d{{4}})"
    rf"|(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?,? (?P<d>\d{{4}}))(?![\d/])",
    re.IGNORECASE,
)
_BORN = re.compile(r"\b(?:born|d\.?o\.?b\.?|birth\w*)\b[^.!?\n]{0,25}$", re.IGNORECASE)
_OTHERS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("email", re.compile(r"(?<![\w.+\-])[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,5}")),
    ("phone", re.compile(r"(?<!\w)(?:\+44[ (0)]*|0)[1-9](?:[ \-]?\d){8,9}(?!\w)")),
    ("number", re.compile(r"(?<![\w/.\-])\d{3}([ \-]?)\d{3}\1\d{4}(?![\w/])")),
    (
        "postcode",
        re.compile(
            r"\b(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}"
            r"|[a-z]{1,2}\d[a-z\d]? \d(?!st|nd|rd|th)[abd-hjlnp-uw-z]{2})\b"
        ),
    ),
)
_BEGINS = frozenset('.!?:;…\n•*–—“"(/|\N{LEFT SINGLE QUOTATION MARK}')
"""After one of these, and spaces, a capital letter says nothing."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to look at again."""

    kind: Kind
    found: str = field(repr=False)
    before: str = field(repr=False)
    """What stands before it, shortened."""
    after: str = field(repr=False)


class Known:
    """The programme’s own words, which are no cause for a warning."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._text = "\n".join(texts)
        self._words = frozenset(w for w in _WORDS.findall(self._text) if w[0].islower())

    def has(self, phrase: str) -> bool:
        """Tell whether the programme says ``phrase``, or each of its words as a common one."""
        words = _WORDS.findall(phrase)
        return self.says(phrase) or all(self.is_common(word) for word in words)

    def says(self, phrase: str) -> bool:
        """Tell whether the programme says ``phrase``, letter by letter."""
        return phrase in self._text

    def is_common(self, word: str) -> bool:
        """Tell whether the programme writes ``word`` with a small letter too."""
        return word.lower() in self._words


def hints_in(text: str, known: Known, *, today: date) -> tuple[Hint, ...]:
    """Return what in ``text`` may tell of a person, in order; the same words only once."""
    taken: list[tuple[int, int]] = []
    found: dict[tuple[Kind, str], tuple[int, Hint]] = {}
    for kind, start, end in _all(text, known, today):
        if any(start < last and end > first for first, last in taken):
            continue
        taken.append((start, end))
        hint = Hint(kind, text[start:end], _before(text, start), _after(text, end))
        found.setdefault((kind, hint.found.casefold()), (start, hint))
    return tuple(hint for _, hint in sorted(found.values(), key=lambda pair: pair[0]))


def _all(text: str, known: Known, today: date) -> Iterator[tuple[Kind, int, int]]:
    """Yield kind, start and end of everything; what is surest comes first."""
    yield from _births(text, today)
    for kind, pattern in _OTHERS:
        for match in pattern.finditer(text):
            yield kind, *match.span()
    yield from _places(text, known)
    yield from _people(text, known)


def _births(text: str, today: date) -> Iterator[tuple[Kind, int, int]]:
    for match in _DAY.finditer(text):
        written = next(year for year in match.group("a", "b", "c", "d") if year)
        is_told = _BORN.search(text, max(0, match.start() - 40), match.start())
        if is_told or _year(written, today) < today.year - CHILDHOOD:
            yield "birth", *match.span()


def _year(written: str, today: date) -> int:
    """Return the year that is meant, also of two figures: the latest that is not to come."""
    if len(written) == 4:
        return int(written)
    return int(written) + (2000 if int(written) <= today.year % 100 + 1 else 1900)


def _places(text: str, known: Known) -> Iterator[tuple[Kind, int, int]]:
    for match in _NUMBERED.finditer(text):
        if not known.says(match[0]):
            yield "care", *match.span()
    for match in _PLACE.finditer(text):
        start = match.end(1)
        for word in reversed(list(_WORDS.finditer(text, match.start(), start))):
            if not _is_name(word[0]) or _opens(text, word.start(), word[0], known):
                break
            start = word.start()
        if start < match.end(1) and not known.has(text[start : match.end()]):
            yield "care", start, match.end()


def _people(text: str, known: Known) -> Iterator[tuple[Kind, int, int]]:
    for run in _runs(text):
        if _is_title(run[0]) and len(run) > 1:
            yield "person", run[0].start(), _end(run[-1])
            continue
        opening = takewhile(lambda word: _opens(text, word.start(), word[0], known), run)
        run = run[len(list(opening)) :]
        if len(run) > 1 and not known.has(text[run[0].start() : _end(run[-1])]):
            yield "person", run[0].start(), _end(run[-1])


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Yield words with capitals that follow each other; a title begins anew, however written."""
    run: list[re.Match[str]] = []
    for word in _WORDS.finditer(text):
        if run and (_is_title(word) or not _follows(word, run[-1], text)):
            yield run
            run = []
        after_title = bool(run) and _is_title(run[-1]) and word[0][0].isupper()
        if _is_title(word) or after_title or _is_name(word[0]):
            run.append(word)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _follows(word: re.Match[str], before: re.Match[str], text: str) -> bool:
    """Tell whether only a space parts two words, or the stop of something shortened."""
    may_stop = len(before[0]) == 1 or before[0].lower() in _SHORTENED
    between = text[before.end() : word.start()].replace("\u00a0", " ")
    return between == " " or (may_stop and between in (". ", "."))


def _is_title(word: re.Match[str]) -> bool:
    return word[0].lower() in _TITLES


def _is_name(word: str) -> bool:
    is_acronym = len(word) > 1 and word.isupper()
    is_self = word in ("I", "A") or word.startswith(("I’", "I'"))
    return word[0].isupper() and not (is_acronym or is_self or word.lower() in _OF_THE_CALENDAR)


def _opens(text: str, start: int, word: str, known: Known) -> bool:
    """Tell whether ``word`` has its capital only because something begins with it."""
    before = text[:start].rstrip(" \t\u00a0")
    begins = not before or before[-1] in _BEGINS
    return word.lower() in _LEADING or (begins and known.is_common(word))


def _end(word: re.Match[str]) -> int:
    """Return where a name ends, without the ’s of what belongs to it."""
    return word.end() - (2 if word[0].endswith(("’s", "'s")) else 0)


def _before(text: str, start: int) -> str:
    line = text[:start].rpartition("\n")[2]
    return line if len(line) <= AROUND else f"…{line[-AROUND:].partition(' ')[2] or line[-AROUND:]}"


def _after(text: str, end: int) -> str:
    line = text[end:].partition("\n")[0]
    return line if len(line) <= AROUND else f"{line[:AROUND].rpartition(' ')[0] or line[:AROUND]}…"

"""What may tell who somebody is: found where it is, and seldom where it is not."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
import yaml

from learning.content import Programme, load_programme, texts_of
from learning.exports.hints import Hint, Known, hints_in
from learning.search.documents import documents_of

ROOT = Path(__file__).parent.parent.parent
TODAY = date(2026, 11, 22)
KNOWN = Known(["Our ward and the social value of an act. The Lambeth Walk is a song of yesterday."])
NOTHING = Known([])

FOUND = [
    ("Mrs Ahmed fell.", "person", "Mrs Ahmed"),
    ("Then mrs. Ahmed’s daughter came.", "person", "mrs. Ahmed"),
    ("I asked Dr Khan", "person", "Dr Khan"),
    ("Sister Mary-Jane Watts said so.", "person", "Sister Mary-Jane Watts"),
    ("It was Mrs May who came.", "person", "Mrs May"),
    ("I spoke to Sarah Jones about it.", "person", "Sarah Jones"),
    ("Sarah Jones told me.", "person", "Sarah Jones"),
    ("Yesterday Łucja Żak’s son came", "person", "Łucja Żak"),
    ("for J. Smith, who", "person", "J. Smith"),
    ("We met at St Mary’s Hospital.", "care", "St Mary’s Hospital"),
    ("Call the Heron Ward", "care", "Heron Ward"),
    ("up on Ward 12B,", "care", "Ward 12B"),
    ("Rose Court Care Home closed.", "care", "Rose Court Care Home"),
    ("in Meanwood Group Practice", "care", "Meanwood Group Practice"),
    ("the Beckside Medical Centre", "care", "Beckside Medical Centre"),
    ("She is from 3 May 1950.", "birth", "3 May 1950"),
    ("date of birth: 01/02/56", "birth", "01/02/56"),
    ("born on 2 February 2020", "birth", "2 February 2020"),
    ("1956-02-01", "birth", "1956-02-01"),
    ("Number 943 476 5919", "number", "943 476 5919"),
    ("9434765919", "number", "9434765919"),
    ("near LS1 4DY", "postcode", "LS1 4DY"),
    ("near e17 6jz.", "postcode", "e17 6jz"),
    ("ring 07700 900123", "phone", "07700 900123"),
    ("ring +44 (0)113 496 0123", "phone", "+44 (0)113 496 0123"),
    ("write to ada.b@example.org.", "email", "ada.b@example.org"),
]
NO_CAUSE = [
    "",
    "We met on 12 March 2026, and I said no.",
    "The Social Value Act asks for it.",
    "I asked the doctor. Then we left the ward.",
    "The hospital and the GP Practice, NHS England and the CEO.",
    "Our Hospital is old. A Ward is a world.",
    "On Monday I Wrote, in May",
    "Between 2010/11 and 2024/25 it rose from 1,200,300 to 5,000,000.",
    "£41,000 in 2025; 4 of 31; version 1.2.3; page 12-14",
    "CO2 fell by the 1st of May",
    "“Nobody asked,” she said. Nobody came.",
    "The Lambeth Walk again",
]


@pytest.mark.parametrize(("text", "kind", "found"), FOUND, ids=[case[0] for case in FOUND])
def test_what_may_tell_of_a_person_is_found(text: str, kind: str, found: str) -> None:
    hints = hints_in(text, KNOWN, today=TODAY)
    assert [(hint.kind, hint.found) for hint in hints] == [(kind, found)]


@pytest.mark.parametrize("text", NO_CAUSE)
def test_what_tells_of_nobody_is_left_alone(text: str) -> None:
    assert hints_in(text, KNOWN, today=TODAY) == ()


def test_each_is_shown_once_in_order_with_the_words_around_it() -> None:
    text = f"{'word ' * 20}for Ahmed Khan and Mrs Poole, {'word ' * 20}\nAhmed Khan"
    khan, poole = hints_in(text, KNOWN, today=TODAY)
    assert (khan.found, poole.found) == ("Ahmed Khan", "Mrs Poole")
    assert khan.before.startswith("…word ")
    assert khan.before.endswith(" for ")
    assert khan.after.startswith(" and Mrs Poole, word")
    assert khan.after.endswith("…")
    assert max(len(khan.before), len(khan.after)) <= 42


def test_what_was_found_stands_in_no_text_that_code_prints() -> None:
    (hint,) = hints_in("Mrs Ahmed", KNOWN, today=TODAY)
    assert repr(hint) == "Hint(kind='person')"


@pytest.fixture(scope="module")
def shipped() -> Programme:
    return load_programme(ROOT, today=TODAY)


def test_the_programmes_own_words_and_what_a_learner_writes_raise_few(shipped: Programme) -> None:
    documents = list(documents_of(shipped))
    known = Known(text for document in documents for text in (document.title, document.text))
    told = _found_in((document.text for document in documents), known)
    assert len(told) <= 2, told

    lived_in = yaml.safe_load((ROOT / "tests" / "lived_in.yaml").read_text("utf-8"))
    told = _found_in(texts_of(lived_in), known)
    # The only two places that are named in them: no false alarm in all that the cast has written.
    assert {hint.found.casefold() for hint in told} == {"harbour row", "ward 7"}


def _found_in(texts: Iterable[str], known: Known) -> list[Hint]:
    return [hint for text in texts for hint in hints_in(text, known, today=TODAY)]


def test_a_very_long_text_is_read_in_no_time() -> None:
    for text in ("A" * 20_000, "Aa " * 7_000, "Aa-" * 7_000, "1 " * 10_000, "a@" * 10_000):
        hints_in(text, NOTHING, today=TODAY)

"""Finding organisations among ten thousand, and those that are likely to be the same."""

from itertools import product
from time import process_time

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from learning import organisations
from learning.organisations import Organisation, Work
from learning.organisations.alike import COMPARED_ON_A_PAGE
from learning.organisations.finding import ON_A_PAGE
from tests.cast import Cast

BARTS, ELFT = "Barts Health NHS Trust", "East London NHS Foundation Trust"
KINDS = ("Council", "NHS Foundation Trust", "University", "Housing Association", "College")
BEGINNINGS = "Bra Bed Lon Lee Man Nor Sou Wes Eas Kir Der Not Lei Cam Oxf Rea Sal Wig Bol Bur"
ENDINGS = "ford ham ton field wick bury mouth sea worth dale"


def known(db: Session, *names: str) -> list[int]:
    """Put organisations of these names there, and return their ids."""
    rows = [organisations.new_row(name) for name in names]
    db.execute(insert(Organisation), rows)
    ids = {row.name: row.id for row in db.execute(select(Organisation.name, Organisation.id))}
    return [ids[name] for name in names]


def names(found: tuple[organisations.Known, ...]) -> list[str]:
    return [organisation.name for organisation in found]


def test_a_typed_name_brings_those_it_may_mean_the_likeliest_first(db: Session) -> None:
    known(db, BARTS, ELFT, "University of Leeds", "Leeds City Council", "Leeds Beckett University")
    for typed, meant in (
        ("Barst Health", [BARTS]),
        ("ELFT", [ELFT]),
        ("Leeds", ["University of Leeds", "Leeds City Council", "Leeds Beckett University"]),
        ("leeds council", ["Leeds City Council"]),
        ("BARTS HEALTH NHS FT", []),
        ("Hull", []),
        ("", []),
        (None, []),
        ("%", []),
        ("=cmd|'/c calc'!A1", []),
    ):
        assert names(organisations.suggestions(db, typed)) == meant


def test_a_merged_spelling_suggests_the_one_that_stands_for_it(db: Session, cast: Cast) -> None:
    (elft, full) = known(db, "ELFT", ELFT)
    organisations.merge(db, cast.dana, full, [elft], "Its initials")

    assert names(organisations.suggestions(db, "East London")) == [ELFT]
    assert organisations.suggestions(db, "elft") == ()
    assert names(organisations.search(db, "elft")) == [ELFT]
    assert organisations.names_of(db, [elft, full, 99]) == {elft: "ELFT", full: ELFT}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [BARTS, ELFT, "Łódź_100%"]),
        ("trust", []),
        ("the health NHS trust", [BARTS]),
        ("LONDON east", [ELFT]),
        ("lodz", []),
        ("łódz", ["Łódź_100%"]),
        ("100%", ["Łódź_100%"]),
        ("_", []),
        ("%", []),
    ],
)
def test_search_wants_every_word_and_takes_signs_for_what_they_are(
    db: Session, text: str, found: list[str]
) -> None:
    known(db, BARTS, ELFT, "Łódź_100%")

    assert names(organisations.search(db, text)) == found
    assert names(organisations.listed(db, text, 1).organisations) == found


def test_the_list_has_pages_and_says_how_many_spellings(db: Session, cast: Cast) -> None:
    ids = known(db, *(f"Place {number:03}" for number in range(ON_A_PAGE + 3)))
    organisations.merge(db, cast.dana, ids[0], ids[1:3], "The same place")

    first, last = organisations.listed(db, "", 1), organisations.listed(db, "", 999)
    assert (first.total, first.pages, len(first.organisations)) == (ON_A_PAGE + 1, 2, ON_A_PAGE)
    assert [o.spellings for o in first.organisations] == [3, *[1] * (ON_A_PAGE - 1)]
    assert (last.number, names(last.organisations)) == (2, [f"Place {ON_A_PAGE + 2:03}"])
    assert organisations.listed(db, "", -4).number == 1
    assert organisations.listed(db, "nowhere", 3).organisations == ()


def test_doubles_are_shown_together_and_others_apart(db: Session) -> None:
    known(
        db, BARTS, "Barst Health", "Leeds City Council", "Leeds Council", "Leeds City College",
        "University of Leeds", "Leeds University", "Hull",
    )  # fmt: skip
    groups = [sorted(names(group)) for group in organisations.doubles(db, 1).groups]

    assert groups == [
        ["Barst Health", BARTS],
        ["Leeds City Council", "Leeds Council"],
        ["Leeds University", "University of Leeds"],
    ]


def test_doubles_on_either_side_of_a_page_are_found(db: Session) -> None:
    towns = [f"Kir{number:03}shire Council" for number in range(COMPARED_ON_A_PAGE - 1)]
    known(db, *towns, "Kirz Council", "Kirz City Council", "Kirzz")

    found = [organisations.doubles(db, number) for number in (1, 2)]
    assert [page.pages for page in found] == [2, 2]
    assert any(
        {"Kirz Council", "Kirz City Council"} <= {*names(group)}
        for page in found
        for group in page.groups
    )


@pytest.mark.slow
def test_ten_thousand_organisations_are_quick(db: Session, cast: Cast, queries: list[str]) -> None:
    places = [f"{one}{two}" for one, two in product(BEGINNINGS.split(), ENDINGS.split())]
    parts = product(("", "North ", "South ", "Old ", "New "), places, KINDS, ("", " Two"))
    many = [f"{before}{place} {kind}{after}" for before, place, kind, after in parts]
    assert len(known(db, *many)) == 10_000

    for act, statements, most in (
        (lambda: organisations.suggestions(db, "Nort Bradford Counsil"), 1, 0.1),
        (lambda: organisations.suggestions(db, "North"), 1, 0.1),
        (lambda: organisations.suggestions(db, "NBU"), 1, 0.1),
        (lambda: organisations.listed(db, "", 200), 3, 0.1),
        (lambda: organisations.listed(db, "wick council", 1), 3, 0.1),
        (lambda: organisations.doubles(db, 2), 2, 0.25),
        (lambda: organisations.set_profile(db, cast.ada, Work(organisation="Brand new")), 5, 0.1),
    ):
        queries.clear()
        begun = process_time()
        act()
        assert process_time() - begun < most
        assert len(queries) <= statements

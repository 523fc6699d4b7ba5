"""Finding organisations among ten thousand, and those that are likely to be the same."""

from itertools import product

import pytest
from sqlalchemy.orm import Session

from learning import organisations
from learning.organisations import Work
from learning.organisations.alike import COMPARED_ON_A_PAGE
from learning.organisations.finding import ON_A_PAGE
from tests import pace
from tests.cast import Cast
from tests.organisations.peopled import FEW, give_people, known, peopled

BARTS, ELFT = "Barts Health NHS Trust", "East London NHS Foundation Trust"
KINDS = ("Council", "NHS Foundation Trust", "University", "Housing Association", "College")
BEGINNINGS = "Bra Bed Lon Lee Man Nor Sou Wes Eas Kir Der Not Lei Cam Oxf Rea Sal Wig Bol Bur"
ENDINGS = "ford ham ton field wick bury mouth sea worth dale"


def names(found: tuple[organisations.Known, ...]) -> list[str]:
    return [organisation.name for organisation in found]


def test_a_typed_name_brings_those_it_may_mean_the_likeliest_first(db: Session, cast: Cast) -> None:
    peopled(
        db, BARTS, ELFT, "University of Leeds", "Leeds City Council", "Leeds Beckett University"
    )
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
        assert names(organisations.suggestions(db, cast.ada, typed, FEW)) == meant


def test_one_that_few_people_name_is_as_if_it_did_not_exist(db: Session, cast: Cast) -> None:
    (tiny,) = peopled(db, "Barts Hospice", people=FEW - 1)
    peopled(db, BARTS)
    for typed, meant in (
        ("the BARTS hospice", []),
        ("Barts Hospise", []),
        ("Barts", [BARTS]),
    ):
        assert names(organisations.suggestions(db, cast.ada, typed, FEW)) == meant
    peopled(db, "Barts Health Board Ward", people=1)
    asked = [
        names(organisations.suggestions(db, cast.ada, f"Barts Health {end}", FEW))
        for end in ("Board Ward", "Board Bard")
    ]
    assert asked[0] == asked[1], "whether somebody typed it makes no difference"
    give_people(db, [tiny], 1)
    assert names(organisations.suggestions(db, cast.ada, "Barts Hospise", FEW)) == ["Barts Hospice"]


def test_nobody_is_asked_again_about_what_they_said(db: Session, cast: Cast) -> None:
    peopled(db, BARTS)
    assert names(organisations.suggestions(db, cast.ada, "Barts", FEW)) == [BARTS]
    organisations.set_profile(db, cast.ada, Work(organisation="Barts"))
    assert organisations.suggestions(db, cast.ada, "barts.", FEW) == ()
    assert names(organisations.suggestions(db, cast.ben, "barts.", FEW)) == [BARTS]


def test_who_is_counted_by_another_name_learns_it_once_enough_are(db: Session, cast: Cast) -> None:
    (barts,) = peopled(db, BARTS, people=FEW - 2)
    organisations.set_profile(db, cast.ada, Work(organisation="the BARTS health nhs ft"))
    assert organisations.shown_name(db, cast.ada, FEW) is None
    give_people(db, [barts], 1)
    assert organisations.shown_name(db, cast.ada, FEW) == BARTS
    assert organisations.shown_name(db, cast.ben, FEW) is None


@pytest.mark.slow
def test_names_made_to_be_slow_are_compared_quickly(db: Session, cast: Cast) -> None:
    peopled(db, *(f"aab{'ab' * 240} {number}" for number in range(300)), people=1)
    strange = f"aab{'ba' * 240}"
    assert pace.seconds(lambda: organisations.suggestions(db, cast.ada, strange, 1)) < 0.3


def test_a_merged_spelling_suggests_the_one_that_stands_for_it(db: Session, cast: Cast) -> None:
    (elft, full) = peopled(db, "ELFT", ELFT)
    organisations.merge(db, cast.dana, full, [elft], "Its initials")

    assert names(organisations.suggestions(db, cast.ada, "East London", FEW)) == [ELFT]
    assert organisations.suggestions(db, cast.ada, "elft", FEW) == ()
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
    assert len(peopled(db, *many, people=2)) == 10_000

    for act, statements, most in (
        (lambda: organisations.suggestions(db, cast.ben, "Nort Bradford Counsil", 2), 2, 0.1),
        (lambda: organisations.suggestions(db, cast.ben, "North", 2), 2, 0.1),
        (lambda: organisations.suggestions(db, cast.ben, "NBU", 2), 2, 0.1),
        (lambda: organisations.listed(db, "", 200), 3, 0.1),
        (lambda: organisations.listed(db, "wick council", 1), 3, 0.1),
        (lambda: organisations.doubles(db, 2), 2, 0.25),
        (lambda: organisations.set_profile(db, cast.ada, Work(organisation="Brand new")), 5, 0.1),
    ):
        queries.clear()
        assert pace.seconds(act) < most
        assert len(queries) <= statements

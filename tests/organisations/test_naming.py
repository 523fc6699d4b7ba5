"""Which spellings are one without asking, and which are only suggested."""

import pytest

from learning.organisations.naming import (
    LIKE,
    block_of,
    first_of,
    initials_of,
    key_of,
    likeness,
    read_as_initials,
)


@pytest.mark.parametrize(
    "spellings",
    [
        (
            "Barts Health NHS Trust", "BARTS HEALTH NHS TRUST", "  barts   health NHS trust ",
            "The Barts Health N.H.S. Trust", "Barts Health NHS Foundation Trust",
            "Barts Health NHS FT", "Barts-Health NHSFT",
        ),
        ("Guy’s and St Thomas’", "Guys & St. Thomas", "Guy's + Saint Thomas'"),
        ("Łódź Café Ltd", "Łódź cafe limited", "Ło\u0301dz\u0301 CAFE\u0301 LTD."),
        ("Straße der Ärzte", "STRASSE DER ARZTE"),
        ("Ｌｅｅｄｓ", "Leeds"),
        ("بلدية القدس", "بلدية  القدس."),
        ("=Acme", "Acme", "@acme", "-ACME plc"),
    ],
    ids=lambda spellings: spellings[0],
)  # fmt: skip
def test_spellings_that_are_one(spellings: tuple[str, ...]) -> None:
    assert len({key_of(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Manchester University", "Manchester University NHS Foundation Trust"),
        ("Leeds City Council", "Leeds City College"),
        ("School 1", "School 2"),
        ("हिन्दी", "हिन्द"),
        ("NHS Trust", "NHS"),
        ("The", "Ltd"),
    ],
)
def test_names_that_are_never_made_one_unasked(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


@pytest.mark.parametrize("name", ["The", "Ltd", "NHS Trust", "&", "²", "A", "ﷺ" * 120, "&" * 120])
def test_every_name_has_a_key_that_an_index_can_take(name: str) -> None:
    assert 0 < len(key_of(name).encode()) <= 2_000
    assert block_of(key_of(name))


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Barst Health", "Barts Health NHS Trust"),
        ("Leeds Council", "Leeds City Council"),
        ("Leeds University", "University of Leeds"),
        ("Univeristy of Leeds", "University of Leeds"),
        ("Royal Free", "Royal Free London NHS Foundation Trust"),
        ("Manchester University", "Manchester University NHS Foundation Trust"),
        ("ELFT", "East London NHS Foundation Trust"),
        ("UCLH", "University College London Hospitals NHS Foundation Trust"),
        ("Great Ormond Street Hospital", "GOSH"),
    ],
)
def test_names_that_are_suggested(typed: str, known: str) -> None:
    one, other = key_of(typed), key_of(known)
    shared = first_of(block_of(one)) == first_of(block_of(other))
    by_initials = initials_of(other) in read_as_initials(one)

    assert likeness(one, other) == likeness(other, one) >= LIKE
    assert shared or by_initials or initials_of(one) in read_as_initials(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Leeds City Council", "Leeds City College"),
        ("North Bristol NHS Trust", "South Bristol NHS Trust"),
        ("Essex Partnership", "Wessex Partnership"),
        ("School 12", "School 13"),
        ("Kent Police", "Kent Council"),
        ("University Hospital", "Royal Hospital"),
        ("Leeds City Council", "Leeds NHS Trust"),
    ],
)
def test_names_that_are_not(one: str, other: str) -> None:
    assert likeness(key_of(one), key_of(other)) < LIKE


def test_a_name_of_very_many_words_is_compared_by_its_first() -> None:
    many = " ".join(f"heron{letter}" for letter in "abcdefghijkl")
    assert likeness(f"{many} kettle", f"{many} lantern") == 1.0
    assert likeness(f"kettle {many}", f"lantern {many}") == 0.0

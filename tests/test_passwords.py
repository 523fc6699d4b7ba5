"""Passwords that are mostly words which belong to the person, the programme or its site."""

import pytest

from learning.accounts import password_problem

ADA = ("Ada Lovelace", "ada.lovelace@example.org")
HERE = ("Anchored here", "Harbour Learning Trust", "NHS Harbour", "learn.harbour.example")


@pytest.mark.parametrize(
    "password",
    [
        "Harbour-Trust", "anchored2026!", "Learn.Harbour.1", "anchor-202611", "learning 1234567",
        "harbour_harbour_9", "lovelace-harbour-99",
    ],
)  # fmt: skip
def test_words_of_the_programme_and_its_site_make_no_password(password: str) -> None:
    assert password_problem(password, ADA, HERE) == (
        "This password is mostly words that belong to this programme. Choose another"
    )


@pytest.mark.parametrize("password", ["lovelace-1234", "al.bo.cy.du-99", "ada.lovelace1"])
def test_nor_do_the_words_of_a_name_and_an_address(password: str) -> None:
    problem = password_problem(password, (*ADA, "al.bo.cy.du@example.org"), HERE)

    assert problem == "This password is too close to your name or address. Choose another"


@pytest.mark.parametrize(
    "password",
    [
        "harbour kettle walnut prism dusk", "nhs nhs two kettles", "three unrelated kettles",
        "unanchored kettles swim",
    ],
)  # fmt: skip
def test_a_long_passphrase_may_hold_one_of_them_and_short_words_do_not_count(password: str) -> None:
    assert password_problem(password, ADA, HERE) is None

"""Lists of addresses as people paste and save them, line by line."""

import pytest

from learning import invitations
from learning.invitations import CannotRead, Guest, Mistake

ADA = "ada@example.org"


def said(text: str) -> list[tuple[str, str]]:
    return [(guest.email, guest.name) for guest in invitations.read(text).guests]


def wrong(text: str) -> list[tuple[int, str]]:
    return [(mistake.line, mistake.words) for mistake in invitations.read(text).mistakes]


@pytest.mark.parametrize(
    "line",
    [
        "ada@example.org,Ada Olsen",
        "ada@example.org;Ada Olsen",
        "ada@example.org\tAda Olsen",
        "Ada Olsen, ADA@example.org ",
        '"Ada Olsen";"ada@example.org"',
        "Ada,Olsen,ada@example.org",
        "Ada Olsen <ada@example.org>",
        '"Ada Olsen" <mailto:ada@example.org>;',
        "'ada@example.org,'Ada Olsen",
    ],
)
def test_an_address_and_a_name_are_found_in_any_order(line: str) -> None:
    assert said(line) == [(ADA, "Ada Olsen")]
    assert wrong(line) == []


def test_a_heading_and_empty_lines_say_nothing_and_lines_keep_their_numbers() -> None:
    text = f"E-mail address;Name\r\n\r\n;;\r\n{ADA};\r\nbroken\r\n"
    assert said(text) == [(ADA, "")]
    assert wrong(text) == [(5, "There is no address in “broken”")]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("ada@", "is not an address like name@example.org"),
        ("Ada Olsen", "There is no address in “Ada Olsen”"),
        ("a@b.org, b@b.org", "two addresses"),
        ("ada@example.org,Ada,Olsen,Estates", "Take out the other columns"),
        ('ada@example.org,"=HYPERLINK(1)"', "as a formula"),
        ("ada@example.org,'+44 formula", "as a formula"),
        ("=cmd@example.org", "as a formula"),
        ("ada@example.org,＝1+1", "as a formula"),
        (f"ada@example.org,{'x' * 500}", "The name is too long"),
        (f"ada@example.org,{'x' * 140_000}", "The line is too long"),
        (f'"ada@example.org{" " * 140_000}', "The line is too long"),
    ],
)
def test_what_is_wrong_with_a_line_is_a_sentence(line: str, words: str) -> None:
    (mistake,) = invitations.read(line).mistakes
    assert words in mistake.words
    assert said(line) == []


def test_nobody_is_on_a_list_twice() -> None:
    text = f"{ADA}\nben@example.org\nAda@EXAMPLE.org;Ada"
    assert said(text) == [(ADA, ""), ("ben@example.org", "")]
    assert wrong(text) == [(3, f"“{ADA}” is on line 1 already")]


def test_an_open_quote_ends_with_its_line() -> None:
    assert said(f'{ADA},"Ada\nben@example.org') == [(ADA, "Ada"), ("ben@example.org", "")]


def test_two_thousand_lines_are_read_and_the_next_is_told() -> None:
    text = "\n".join(f"n{number}@example.org" for number in range(2_003))
    read = invitations.read(text)
    assert len(read.guests) == 2_000
    (mistake,) = read.mistakes
    assert mistake == Mistake(
        2_001, "From here on nothing was read: 2,000 lines at a time are the most"
    )


def test_what_was_read_reads_the_same_again() -> None:
    guests = (Guest(1, ADA, "Ada; Olsen, of “Harbour”"), Guest(2, "ben@example.org", ""))
    text = invitations.as_text(guests)
    assert said(text) == [(guest.email, guest.name) for guest in guests]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_files_of_spreadsheets_are_read_in_their_encodings(encoding: str) -> None:
    text = f"Adresse;Name\r\n{ADA};Åda Nuñez\r\n"
    assert said(invitations.decoded(text.encode(encoding))) == [(ADA, "Åda Nuñez")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 a workbook", "Save it as CSV"),
        (b"\x81\x8d\x8f", "not a list of words"),
        (b"\xff\xfe\x00", "not a list of words"),
        (b"a" * 500_001, "too large"),
    ],
)
def test_other_files_are_refused_with_what_to_do(content: bytes, words: str) -> None:
    with pytest.raises(CannotRead, match=words):
        invitations.decoded(content)

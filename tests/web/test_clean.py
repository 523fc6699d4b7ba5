"""What is typed on one line holds nothing that cannot be seen."""

import pytest

from learning.web.clean import clean_text, one_line


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada \n Łukasz ", "Ada Łukasz"),
        ("Ada\u200b", "Ada"),
        ("\u202eadA\u202c", "adA"),
        ("Ada\u2066\u2069\ufeff\u00ad", "Ada"),
        ("Ada \u200d \ue000\U000e0041", "Ada"),
        ("\u200d\u200b\u2060", None),
        ("می\u200cخواهم\u200c", "می\u200cخواهم"),
        ("A\u200dda É\u200cva", "Ada Éva"),
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("", None),
        (None, None),
    ],
)
def test_a_line_keeps_what_can_be_seen(typed: str | None, kept: str | None) -> None:
    assert one_line(typed) == kept


def test_a_text_keeps_its_lines_and_its_marks_but_turns_nothing_round() -> None:
    assert clean_text("one\r\ntwo\u202ethree\u200f\x00") == "one\ntwothree\u200f"

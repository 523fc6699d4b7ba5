import pytest

from tests.content.test_markdown import read

QUOTED = [
    "Nearly 45% of them left.",
    "Some 3.5 per cent more.",
    "It rose by 12 percentage points.",
    "It cost £3.",
    "It cost €1,200.50 a year.",
    "A budget of £3 million a year.",
    "A rent of 400 pounds.",
    "They hired 1,400 people.",
    "They hired 1400 local people.",
    "There are 2 million jobs in it.",
    "One street, 250 families.",
    "About 1 in 5 adults cannot.",
    "It helped 7 out of 10 patients.",
    "**45%** of them.",
    "> It was 45%.",
    "Term\n: It was 45%.",
    "| share |\n|---|\n| 45% |",
    "- One\n- Two, 45%\n",
    "One.[^1]\n\nTwo, 45%.\n\n[^1]: Source.",
]
FREE = [
    "In 2019 people moved, and in 1990 staff did.",
    "The 3rd and the 21st century.",
    "It takes 20 minutes, or 1,000 words.",
    "A team of 3 to 8 people.",
    "Ask 10 people.",
    "1. One\n2. Two",
    "Read pages 100 to 200.",
    "Suppose your trust spends £10 million.",
    "Imagine that 40% of them left.",
    "Nearly 45% of them left.[^1]\n\n[^1]: Source.",
    "| share |\n|---|\n| 45%[^1] |\n| 46% |\n\n[^1]: Source.",
    "### About 45%\n\nWords.",
    "```fact\nsource: A\nyear: 2000\n---\nIt was 45%.\n```",
    "```definition\nterm: A\nsource: B\n---\nIt is 45%.\n```",
]


def whats(text: str) -> list[str]:
    return [mistake.what for mistake in read(text)[1].mistakes]


@pytest.mark.parametrize("text", QUOTED)
def test_a_quoted_number_needs_a_source(text: str) -> None:
    (what,) = whats(text)

    assert "has no source" in what


@pytest.mark.parametrize("text", FREE)
def test_other_numbers_do_not(text: str) -> None:
    assert whats(text) == []

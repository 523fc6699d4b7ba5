"""What people are asked about their practice: at the end, and months later. Plain and pure.

Ids are kept with answers and counted in statistics: they stay, also when words change. Answers are
a mapping of a question’s id to the id of an option, a list of those where several fit, or a text;
``promises`` maps a promise’s key to ``what``, ``outcome`` and ``why``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from learning.followups.tables import Moment

LONGEST = 2_000
"""Characters of an answer in one’s own words."""
LONGEST_WHY = 1_000
PROMISES = "promises"
"""Stands among the ids of questions."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose."""

    id: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. Nobody has to answer any of them."""

    id: str
    text: str
    hint: str = ""
    options: tuple[Option, ...] = ()
    """Empty: it is answered in one’s own words, and the writer may let these be quoted."""
    several: bool = False
    """Whether more than one option may be chosen."""

    def words_of(self, answer: Any) -> tuple[str, ...]:
        """Return what was chosen, or the text, as it is read; what is not offered any more not."""
        if not self.options:
            return (answer,) if isinstance(answer, str) and answer else ()
        chosen = answer if isinstance(answer, list) else [answer]
        return tuple(option.words for option in self.options if option.id in chosen)


OUTCOMES = (
    Option("done", "Done"),
    Option("trying", "Still trying"),
    Option("changed", "Changed: I did something else"),
    Option("dropped", "Dropped"),
)
"""What may have become of a promise."""
_USED = Question(
    id="used",
    text="Have you used anything from the programme in your work?",
    options=(
        Option("often", "Yes, more than once"),
        Option("once", "Yes, once"),
        Option("not-yet", "Not yet"),
    ),
)
_CHANGED = Question(
    id="changed",
    text="Is anything done differently because of it?",
    options=(
        Option("others", "Yes, by me and by others"),
        Option("me", "Yes, by me"),
        Option("begun", "It has begun"),
        Option("not-yet", "Not yet"),
    ),
)
END = (
    _USED,
    _CHANGED,
    Question(
        id="story",
        text="What has changed so far, or what do you mean to change?",
        hint="In your own words.",
    ),
)
FOLLOW_UP = (
    _USED,
    Question(
        id="shared",
        text="Have you shared something from it with others?",
        options=(
            Option("several", "Yes, with several people"),
            Option("one", "Yes, with one person"),
            Option("no", "No"),
        ),
    ),
    Question(
        id="talked",
        text="Has a conversation gone differently because of it?",
        options=(Option("yes", "Yes"), Option("perhaps", "Perhaps"), Option("no", "No")),
    ),
    _CHANGED,
    Question(
        id="helped",
        text="What helped?",
        hint="Choose all that fit.",
        several=True,
        options=(
            Option("time", "Time to work on it"),
            Option("leaders", "Support from those I answer to"),
            Option("colleagues", "Colleagues or my team"),
            Option("partners", "People outside my organisation"),
            Option("materials", "Something from the programme"),
            Option("figures", "Figures or examples to show"),
            Option("other", "Something else"),
        ),
    ),
    Question(
        id="blocked",
        text="What got in the way?",
        hint="Choose all that fit.",
        several=True,
        options=(
            Option("time", "Not enough time"),
            Option("leaders", "No support from those I answer to"),
            Option("first", "Other things came first"),
            Option("money", "Money"),
            Option("rules", "Rules or contracts"),
            Option("alone", "Nobody to do it with"),
            Option("moved", "My work has changed"),
            Option("other", "Something else"),
            Option("nothing", "Nothing did"),
        ),
    ),
    Question(
        id="story",
        text="What came of it?",
        hint="In your own words, and with numbers if you have any: people who found work, pounds"
        " spent nearby, a room opened, journeys saved.",
    ),
)


def questions_of(moment: Moment) -> tuple[Question, ...]:
    """Return what is asked then, in that order."""
    return END if moment is Moment.END else FOLLOW_UP


def story_in(answers: Mapping[str, Any]) -> str:
    """Return what was told in one’s own words, the only words that can be quoted."""
    told = answers.get("story")
    return told if isinstance(told, str) else ""

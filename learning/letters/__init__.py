"""Letters to oneself: sealed until a day, then mailed about and shown."""

from learning.letters.read import LetterView, back_lately, letter_for, letters_of
from learning.letters.returning import return_due
from learning.letters.tables import Letter
from learning.letters.write import LONGEST, MOST, discard, open_now, send_on, write

__all__ = [
    "LONGEST",
    "MOST",
    "Letter",
    "LetterView",
    "back_lately",
    "discard",
    "letter_for",
    "letters_of",
    "open_now",
    "return_due",
    "send_on",
    "write",
]

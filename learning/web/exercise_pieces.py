"""An answered exercise put together of pieces, where answers are choices, ratings or plain words.

What is between the answers is alike for everybody; a choice is one of few; and words stand in a
box of which only they differ. Nothing that is kept holds what anybody wrote. Whatever is seldom
(a table, a text shared with a team) is rendered anew, by the same macros.
"""

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace

from markupsafe import Markup, escape

from learning.content import Exercise, Page, Prompt
from learning.journal import EntryView, is_shown
from learning.web.clean import clean_text
from learning.web.exercise_form import form_for
from learning.web.fragments import Fragments, macro_of, rendered_exercise
from learning.web.gaps import Sheet, cut, gap
from learning.web.page_seen import Seen
from learning.web.pieces import Piece

_VERSION, _PROMPTS, _STATUS, _WORDS = ".version", ".prompts", ".status", ".words"
_CHOSEN = {"rating", "choice"}


def pieces_of(kept: Fragments, seen: Seen, exercise: Exercise) -> Iterator[Piece]:
    """Yield ``exercise`` as its reader sees it: unanswered, or with what is theirs."""
    entry, measured = seen.entries.get(exercise.id), seen.measured.get(exercise.id)
    shares = seen.shares.get(exercise.id, ())
    if entry is None and not measured:
        yield kept.unanswered(seen.page, exercise)
    elif entry is None or measured or shares or not _is_plain(exercise, entry):
        form = form_for(exercise, entry)
        html = rendered_exercise(seen.page, exercise, form, entry, measured, shares)
        yield Piece(html.encode(), level=1)
    else:
        yield from _filled(kept, seen.page, exercise, entry)


def _is_plain(exercise: Exercise, entry: EntryView) -> bool:
    """Tell whether all that is the reader's own is the version, the time and plain answers."""
    if entry.is_shared or entry.is_quotable or entry.has_aside:
        return False
    return all(prompt.answered_by in {*_CHOSEN, "words"} for prompt in exercise.prompts)


def _filled(kept: Fragments, page: Page, exercise: Exercise, entry: EntryView) -> Iterator[Piece]:
    for text, name in kept.sheet(("answered", exercise.id), lambda: _sheet(page, exercise, entry)):
        yield text
        if name == _VERSION:
            yield Piece(b"%d" % entry.version)
        elif name == _STATUS:
            status = macro_of("components/save_status.html", "save_status")(entry)
            yield Piece(str(status).encode())
        elif name == _PROMPTS:
            # Together: statements resemble each other so much that one by one they weigh twice.
            found = (_prompt(kept, exercise, prompt, entry) for prompt in exercise.prompts)
            yield Piece(b"".join(piece.text for pieces in found for piece in pieces), level=1)


def _sheet(page: Page, exercise: Exercise, entry: EntryView) -> Sheet:
    form = SimpleNamespace(version=SimpleNamespace(data=gap(_VERSION)))
    html = rendered_exercise(
        page, exercise, form, _nobodys(entry), prompts=gap(_PROMPTS), status=gap(_STATUS)
    )
    return cut(html)


def _nobodys(entry: EntryView) -> EntryView:
    """Return an entry that holds nothing of its writer."""
    return replace(entry, id=0, version=0, title="", answers={}, wording={}, firsts={})


def _prompt(
    kept: Fragments, exercise: Exercise, prompt: Prompt, entry: EntryView
) -> Iterator[Piece]:
    answer = entry.answers.get(prompt.id)
    if not is_shown(prompt, answer, entry.wording.get(prompt.id)):
        answer = None
    is_chosen = prompt.answered_by in _CHOSEN
    value = answer if is_chosen else gap(_WORDS)
    key = ("prompt", exercise.id, prompt.id, value)
    for text, name in kept.sheet(key, lambda: _prompt_sheet(exercise, prompt, value, entry)):
        yield text
        if name:
            yield Piece(str(escape(clean_text(answer) or "")).encode(), level=1)


def _prompt_sheet(
    exercise: Exercise, prompt: Prompt, value: Markup | int | str | None, entry: EntryView
) -> Sheet:
    nobodys = _nobodys(entry)
    answers = {} if value is None else {prompt.id: value}
    form = form_for(exercise, replace(nobodys, answers=answers))
    prompt_of = macro_of("components/exercise.html", "prompt_of")
    return cut(prompt_of(exercise, prompt, form[prompt.id], True, ""))  # it was answered

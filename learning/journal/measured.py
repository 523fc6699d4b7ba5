"""The same statements rated at the start, at the end and thinking back, side by side. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from learning.content import Measure, Page, Programme, Scale
from learning.journal.entries import EntryView


@dataclass(frozen=True, slots=True)
class Measured:
    """What one statement was rated; None where it was not."""

    statement: str
    start: int | None = field(repr=False)
    end: int | None = field(repr=False)
    then: int | None = field(repr=False)


def measured(scales: Iterable[Scale], entries: Mapping[str, EntryView]) -> tuple[Measured, ...]:
    """Return every statement of ``scales``, which rate the same, with its ratings."""
    ratings: dict[Measure, Mapping[str, int]] = {}
    wording: dict[str, str] = {}
    for scale in scales:
        wording.update({prompt.id: prompt.text for prompt in scale.prompts})
        if (entry := entries.get(scale.id)) and entry.answers:
            ratings[scale.measure] = {
                prompt.id: entry.answers[prompt.id]
                for prompt in scale.prompts
                if prompt.fits(entry.answers.get(prompt.id))
            }
    start, end, then = (ratings.get(measure, {}) for measure in Measure)
    return tuple(
        Measured(text, start.get(name), end.get(name), then.get(name))
        for name, text in wording.items()
    )


def scales_beside(page: Page, programme: Programme) -> dict[str, tuple[Scale, ...]]:
    """Return all scales of each rating of ``page``, under the page's last scale of it.

    What was rated earlier is shown there. The page of the start shows nothing.
    """
    scales = [exercise for exercise in page.exercises if isinstance(exercise, Scale)]
    last = {scale.rating: scale for scale in scales if scale.measure is not Measure.START}
    return {scale.id: programme.scales_beside(scale) for scale in last.values()}


def measured_on(
    page: Page, scales: Mapping[str, tuple[Scale, ...]], entries: Mapping[str, EntryView]
) -> dict[str, tuple[Measured, ...]]:
    """Return what stands under each of ``scales``, once everything on the page is rated.

    Not before: a number in sight would lead the hand.
    """
    return {
        name: measured(beside, entries)
        for name, beside in scales.items()
        if all(_is_rated(scale, entries) for scale in beside if scale in page.exercises)
    }


def _is_rated(scale: Scale, entries: Mapping[str, EntryView]) -> bool:
    entry = entries.get(scale.id)
    return entry is not None and not scale.unanswered(entry.answers)

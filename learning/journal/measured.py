"""The same statements rated at the start, at the end and thinking back, side by side. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from learning.content import Measure, Scale
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

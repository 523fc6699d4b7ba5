"""What an entry was before, and what waits beside it. Pure; versions come latest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from learning.content import Exercise
from learning.errors import NotFound
from learning.journal.changes import words_of
from learning.journal.entries import EntryView, VersionView


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier version, and how much was written there and afterwards."""

    version: VersionView
    words: int
    words_after: int


def waiting(entry: EntryView, versions: Sequence[VersionView]) -> tuple[VersionView, ...]:
    """Return the texts that were set aside since the entry was last saved."""
    if not entry.has_aside:
        return ()
    return tuple(v for v in versions if v.is_aside and v.saved_at >= entry.saved_at)


def history_of(
    entry: EntryView, versions: Sequence[VersionView], exercise: Exercise | None
) -> tuple[Past, ...]:
    """Return every version but those that wait to be dealt with."""
    words = {v.id: words_of(v, exercise) for v in versions}
    now = words_of(entry, exercise)
    past = []
    for version in versions:
        after = _after(versions, version)
        past.append(Past(version, words[version.id], words[after.id] if after else now))
    left = {version.id for version in waiting(entry, versions)}
    return tuple(one for one in past if one.version.id not in left)


def version_among(versions: Sequence[VersionView], version_id: int) -> VersionView:
    """Return one of ``versions``; raise `NotFound` if it is not there."""
    found = next((v for v in versions if v.id == version_id), None)
    if found is None:
        raise NotFound("This version is not there any more.")
    return found


def next_of(
    entry: EntryView, versions: Sequence[VersionView], version: VersionView
) -> VersionView | EntryView:
    """Return what the entry was after ``version``; of a text set aside, what it is now."""
    return _after(versions, version) or entry


def version_before(entry: EntryView, versions: Sequence[VersionView]) -> VersionView | None:
    """Return what stood before the entry was last saved, if that was kept."""
    kept = (v for v in versions if not v.is_aside and v.version == entry.version - 1)
    return next(kept, None)


def _after(versions: Sequence[VersionView], version: VersionView) -> VersionView | None:
    later = (v for v in versions if not v.is_aside and v.version > version.version)
    return None if version.is_aside else min(later, key=lambda v: v.version, default=None)

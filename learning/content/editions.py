"""The programme that is being served, and the newer edition that takes its place."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock

from learning.content.cache import latest
from learning.content.folder import Signature, signature
from learning.content.load import check_programme
from learning.content.mistakes import InvalidContent, Mistake
from learning.content.programme import Programme
from learning.content.vanished import vanished

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shelf:
    """What is served, and what was found when the files were last looked at."""

    programme: Programme
    mistakes: tuple[Mistake, ...]
    warnings: tuple[Mistake, ...]
    seen: Signature


class Editions:
    """Serves one valid programme at a time; safe to share between threads.

    A changed folder is loaded beside it and takes its place whole. While the folder has
    mistakes, is half written or gone, the last valid programme goes on being served.
    """

    def __init__(
        self, content: Path, *, today: Callable[[], date], cache: Path | None = None
    ) -> None:
        """Load the programme in ``content``; raise `InvalidContent` if it has mistakes."""
        self._content = content
        self._today = today
        self._cache = cache
        self._looking = Lock()
        seen = signature(content)
        before = latest(cache) if cache else None
        report = check_programme(content, today=today(), cache=cache)
        if report.programme is None:
            raise InvalidContent(report.mistakes)
        # A start is not refused for it, since nothing else could be served; it is said.
        gone = vanished(before.programme if before else None, report.programme)
        for mistake in gone:
            _log.warning("%s", mistake)
        warnings = (*gone, *report.warnings)
        self._shelf = _Shelf(programme=report.programme, mistakes=(), warnings=warnings, seen=seen)

    @property
    def programme(self) -> Programme:
        """Return the programme that is served now."""
        return self._shelf.programme

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """Return why the files on disk are not what is served; nothing if they are."""
        return self._shelf.mistakes

    @property
    def warnings(self) -> tuple[Mistake, ...]:
        """Return what authors should look at in the programme that is served."""
        return self._shelf.warnings

    def look_again(self) -> bool:
        """Take up a changed folder; return whether another programme is served now.

        Without a change this only asks for the files' times and sizes. If another thread is
        already looking, it returns at once.
        """
        if not self._looking.acquire(blocking=False):
            return False
        try:
            seen = signature(self._content)
            return seen != self._shelf.seen and self._take(seen)
        finally:
            self._looking.release()

    def _take(self, seen: Signature) -> bool:
        old = self._shelf
        report = check_programme(
            self._content, today=self._today(), cache=self._cache, before=old.programme
        )
        if signature(self._content) != seen:
            # Somebody is still writing: what was read may be half old, half new.
            return False
        new = report.programme
        self._shelf = _Shelf(
            programme=new or old.programme,
            mistakes=report.mistakes,
            warnings=report.warnings if new else old.warnings,
            seen=seen,
        )
        if new is None:
            _log.warning("content has %d mistakes; the last edition stays", len(report.mistakes))
            return False
        _log.info("content changed; now serving %s %s", new.edition, new.fingerprint[:12])
        return new.fingerprint != old.programme.fingerprint

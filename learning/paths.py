"""Where the programme and the look lie: inside the package in a wheel, beside it in a checkout."""

from pathlib import Path

from learning.errors import CannotStart

PACKAGE = Path(__file__).parent
SHIPPED = PACKAGE / "shipped" if (PACKAGE / "shipped").is_dir() else PACKAGE.parent
"""Holds ``templates/``, ``static/``, ``modules/`` and ``quizzes/``."""
HOME = Path.cwd() if SHIPPED.parent == PACKAGE else PACKAGE.parent
"""Where ``var/`` is made unless a setting says otherwise."""


def make_writable(folder: Path) -> None:
    """Make ``folder`` if it is missing; raise `CannotStart` if nothing can be written there."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # what is private lies there
        probe = folder / ".writable"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise CannotStart(
            f"The data folder {folder} cannot be written ({error.strerror}). Mend its"
            " permissions or free some space, or set LEARNING_DATA to another folder."
        ) from None

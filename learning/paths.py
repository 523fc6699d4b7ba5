"""Where the programme and the look lie: inside the package in a wheel, beside it in a checkout."""

from pathlib import Path

PACKAGE = Path(__file__).parent
SHIPPED = PACKAGE / "shipped" if (PACKAGE / "shipped").is_dir() else PACKAGE.parent
"""Holds ``templates/``, ``static/``, ``modules/`` and ``quizzes/``."""
HOME = Path.cwd() if SHIPPED.parent == PACKAGE else PACKAGE.parent
"""Where ``var/`` is made unless a setting says otherwise."""

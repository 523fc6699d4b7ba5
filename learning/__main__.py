"""``python -m learning`` is the ``learning`` command."""

import sys

from learning.cli import main

sys.exit(main())

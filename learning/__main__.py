"""``python -m learning`` is the ``learning`` command."""

import sys

from learning.cli import main

if __name__ == "__main__":  # a worker’s interpreter imports this, too
    sys.exit(main())

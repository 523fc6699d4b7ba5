"""Another process that announces: changes each topic named on a line, and commits.

``python -m tests.broadcast.announcer <database>``; a line that begins with ``-`` is rolled back.
"""

import sys

from learning.db import connect
from tests.broadcast.spoken import say


def main(url: str) -> None:
    database = connect(url)
    for line in sys.stdin:
        with database.writing() as db:
            version = say(db, line.strip().removeprefix("-"))
            if line.startswith("-"):
                db.rollback()
            else:
                db.commit()
        print(version, flush=True)
    database.close()


if __name__ == "__main__":
    main(sys.argv[1])

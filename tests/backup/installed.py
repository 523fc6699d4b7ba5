"""An installation to be kept and put back: settings, a database, keys."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import SecretStr

from learning.config import Settings
from learning.db import Database, connect
from tests.databases import Databases

SMALL = Path(__file__).parents[1] / "programme"
SECRET = SecretStr("the secret of an installation on PostgreSQL")


@contextmanager
def installed(
    databases: Databases, backend: str, data: Path
) -> Iterator[tuple[Settings, Database]]:
    """Give an installation with an empty database of today and keys of its own."""
    data.mkdir()
    if backend == "postgresql":
        with databases.fresh(backend) as database:
            url = database.engine.url.render_as_string(hide_password=False)
            settings = Settings(data=data, content=SMALL, database_url=url, secret_key=SECRET)
            _ = settings.signing_key
            yield settings, database
        return
    settings = Settings(data=data, content=SMALL)
    shutil.move(databases.sqlite_url().removeprefix("sqlite:///"), data / "learning.db")
    settings.secret()
    _ = settings.signing_key
    database = connect(settings.url)
    yield settings, database
    database.close()


def standing(folder: Path) -> list[str]:
    """Return what lies in a folder, but the lock and what was tried."""
    return sorted(path.name for path in folder.iterdir() if path.name != ".being-made")

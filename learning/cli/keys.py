"""``learning keys``: the keys that sign certificates, and putting a new one in their place."""

from learning import signing
from learning.cli.refusal import refusing
from learning.config import settings_from_environment
from learning.db import open_database
from learning.errors import Conflict


@refusing
def show() -> int:
    """List every key that ever signed here: its id, since when and until when."""
    settings = settings_from_environment().prepare()
    in_use = settings.signing_key
    database = open_database(settings.url)
    try:
        with database.writing.begin() as db:
            signing.publish(db, in_use)
            known = signing.published_keys(db)
    finally:
        database.close()
    for one in known:
        until = f"ended {one.ended_at:%d %B %Y %H:%M} UTC" if one.ended_at else "in use"
        print(f"{one.key.id}  since {one.began_at:%d %B %Y %H:%M} UTC  {until}")
    return 0


@refusing
def rotate() -> int:
    """Sign with a new key from now on; what was signed before can still be checked."""
    settings = settings_from_environment().prepare()
    if settings.certificate_key:
        raise Conflict(
            "The key is given by LEARNING_CERTIFICATE_KEY. Give another one there and restart;"
            " the public half of this one stays published."
        )
    before, folder = settings.signing_key, settings.data / "keys"
    database = open_database(settings.url)
    try:
        with database.writing.begin() as db:
            signing.publish(db, before)  # it may have signed and not be known yet
            after = signing.rotate(folder)
            signing.publish(db, after)
    finally:
        database.close()
    print(f"{after.id} signs from now on. {before.id} stays published; back up {folder}.")
    return 0

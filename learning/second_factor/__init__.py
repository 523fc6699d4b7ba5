"""Second factors: codes of an app, passkeys, recovery codes on paper."""

from learning.second_factor.authenticator import set_up
from learning.second_factor.codes import Key, new_key, opened_key
from learning.second_factor.lock import lock_of
from learning.second_factor.passkeys import (
    LONGEST_NAME,
    Challenge,
    Site,
    add_passkey,
    creation_options,
    request_options,
    show_passkey,
)
from learning.second_factor.recovery import (
    hash_codes,
    new_codes,
    replace_codes,
)
from learning.second_factor.removing import forget, remove_all, remove_app, remove_passkey
from learning.second_factor.showing import Shown, settle_code, try_code
from learning.second_factor.tables import Authenticator, Passkey, RecoveryCode
from learning.second_factor.ways import PasskeyView, Ways, is_set_up, ways_of

__all__ = [
    "LONGEST_NAME",
    "Authenticator",
    "Challenge",
    "Key",
    "Passkey",
    "PasskeyView",
    "RecoveryCode",
    "Shown",
    "Site",
    "Ways",
    "add_passkey",
    "creation_options",
    "forget",
    "hash_codes",
    "is_set_up",
    "lock_of",
    "new_codes",
    "new_key",
    "opened_key",
    "remove_all",
    "remove_app",
    "remove_passkey",
    "replace_codes",
    "request_options",
    "set_up",
    "settle_code",
    "show_passkey",
    "try_code",
    "ways_of",
]

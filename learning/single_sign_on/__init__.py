"""Coming in through an organisation's own sign-in, by OpenID Connect."""

from learning.single_sign_on.coming import (
    LASTS,
    Arrival,
    Declined,
    Journey,
    Purpose,
    come_back,
    set_out,
)
from learning.single_sign_on.fetch import NoAnswer
from learning.single_sign_on.identities import (
    IdentityView,
    connect,
    disconnect,
    disconnect_all,
    has_account,
    identities_of,
    join,
    known_as,
    providers_of,
)
from learning.single_sign_on.tables import Identity
from learning.single_sign_on.tokens import NotBelieved

__all__ = [
    "LASTS",
    "Arrival",
    "Declined",
    "Identity",
    "IdentityView",
    "Journey",
    "NoAnswer",
    "NotBelieved",
    "Purpose",
    "come_back",
    "connect",
    "disconnect",
    "disconnect_all",
    "has_account",
    "identities_of",
    "join",
    "known_as",
    "providers_of",
    "set_out",
]

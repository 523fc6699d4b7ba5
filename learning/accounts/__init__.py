"""Who uses the programme, how they prove it, and where they are signed in."""

from learning.accounts.passwords import LONGEST, SHORTEST, hash_password, password_problem
from learning.accounts.people import (
    LONGEST_EMAIL,
    LONGEST_NAME,
    change_email,
    change_password,
    is_email,
    normal_email,
    register,
    rename,
)
from learning.accounts.sign_ins import (
    Person,
    Proof,
    SignInView,
    end,
    end_others,
    end_this,
    note_use,
    person_of,
    settle_proof,
    sign_in,
    sign_ins_of,
    try_password,
)
from learning.accounts.tables import FailedTry, Role, SignIn, User

__all__ = [
    "LONGEST",
    "LONGEST_EMAIL",
    "LONGEST_NAME",
    "SHORTEST",
    "FailedTry",
    "Person",
    "Proof",
    "Role",
    "SignIn",
    "SignInView",
    "User",
    "change_email",
    "change_password",
    "end",
    "end_others",
    "end_this",
    "hash_password",
    "is_email",
    "normal_email",
    "note_use",
    "password_problem",
    "person_of",
    "register",
    "rename",
    "settle_proof",
    "sign_in",
    "sign_ins_of",
    "try_password",
]

"""What admins may do for one person: find them, mend a name, end sign-ins."""

from learning.people.finding import LONGEST_QUERY, MOST_FOUND, SHORTEST_QUERY, Found, Result, find
from learning.people.first_shown import note_address_shown
from learning.people.helping import begin_deletion, forget_second_factor, send_new_password
from learning.people.mending import correct_name, end_sign_ins, reissue_certificate
from learning.people.organisation_admins import (
    make_organisation_admin,
    unmake_organisation_admin,
)
from learning.people.rights import make_admin, unmake_admin
from learning.people.seeing import PersonView, WaysIn, open_page, person_for

__all__ = [
    "LONGEST_QUERY",
    "MOST_FOUND",
    "SHORTEST_QUERY",
    "Found",
    "PersonView",
    "Result",
    "WaysIn",
    "begin_deletion",
    "correct_name",
    "end_sign_ins",
    "find",
    "forget_second_factor",
    "make_admin",
    "make_organisation_admin",
    "note_address_shown",
    "open_page",
    "person_for",
    "reissue_certificate",
    "send_new_password",
    "unmake_admin",
    "unmake_organisation_admin",
]

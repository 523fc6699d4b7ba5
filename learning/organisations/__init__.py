"""What people say about their work, so that statistics can be told apart; all of it optional."""

from learning.organisations.admins import (
    AdminView,
    administered_by,
    admins_of,
    make_admin,
    unmake_admin,
)
from learning.organisations.alike import Doubles, doubles, suggestions
from learning.organisations.choices import Nation, Sector, Stage, WorkRole
from learning.organisations.finding import Known, Listed, Listing, listed, names_of, search
from learning.organisations.merging import (
    LONGEST_REASON,
    MOST_AT_ONCE,
    Merges,
    MergeView,
    Spelled,
    merge,
    merges,
    spelled,
)
from learning.organisations.naming import key_of
from learning.organisations.profile import (
    LONGEST_NAME,
    NOTHING,
    Work,
    decline,
    is_unasked,
    new_row,
    profile_of,
    set_profile,
)
from learning.organisations.shown import shown_name
from learning.organisations.standing import add, belong, belongs_to, keep, standing
from learning.organisations.tables import (
    Organisation,
    OrganisationAdmin,
    OrganisationMerge,
    Profile,
)
from learning.organisations.unused import forget_unused

__all__ = [
    "LONGEST_NAME",
    "LONGEST_REASON",
    "MOST_AT_ONCE",
    "NOTHING",
    "AdminView",
    "Doubles",
    "Known",
    "Listed",
    "Listing",
    "MergeView",
    "Merges",
    "Nation",
    "Organisation",
    "OrganisationAdmin",
    "OrganisationMerge",
    "Profile",
    "Sector",
    "Spelled",
    "Stage",
    "Work",
    "WorkRole",
    "add",
    "administered_by",
    "admins_of",
    "belong",
    "belongs_to",
    "decline",
    "doubles",
    "forget_unused",
    "is_unasked",
    "keep",
    "key_of",
    "listed",
    "make_admin",
    "merge",
    "merges",
    "names_of",
    "new_row",
    "profile_of",
    "search",
    "set_profile",
    "shown_name",
    "spelled",
    "standing",
    "suggestions",
    "unmake_admin",
]

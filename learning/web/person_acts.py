"""What an admin can do for one person: each with a page that says what it does and asks why."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from learning import people
from learning.accounts import LONGEST_NAME
from learning.own_data import SharedNotes, Where, Wish
from learning.people import PersonView
from learning.typesetting import tidy
from learning.web.access import learner
from learning.web.account_forms import NotBlank
from learning.web.asked import site
from learning.web.clean import one_line
from learning.web.context import programme, settings
from learning.web.credentials import sign_now
from learning.web.database import db
from learning.web.reason import ReasonForm, reason_field


class NameAndReason(ReasonForm):
    """The name as it should be."""

    name = StringField(
        "Name on the account",
        [
            InputRequired("Enter the name"),
            NotBlank("Enter the name"),
            Length(max=LONGEST_NAME, message="Use at most %(max)d characters"),
        ],
        filters=[one_line, lambda name: name and tidy(name)],
        description="As the person writes it.",
    )
    reason = reason_field()


class DeletionForm(ReasonForm):
    """How somebody wants to go."""

    certificate = RadioField(
        "Their certificates",
        [InputRequired("Choose what becomes of their certificates, as they wish")],
        choices=[
            SelectChoice("keep", "Stay, so that anybody with the number can check them"),
            SelectChoice("remove", "Go with the account"),
        ],
    )
    notes = RadioField(
        "What they wrote in live sessions for all to see",
        [InputRequired("Choose what becomes of their notes, as they wish")],
        choices=[
            SelectChoice(SharedNotes.UNNAMED, "Stays, without their name"),
            SelectChoice(SharedNotes.REMOVED, "Goes with the account"),
        ],
    )
    reason = reason_field()

    @property
    def wish(self) -> Wish:
        """Return what was chosen."""
        return Wish(self.certificate.data == "keep", SharedNotes(self.notes.data))


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAct:
    """One thing to do for a person."""

    title: str
    does: str
    """What it does, in sentences."""
    button: str
    done: str
    """What the page says afterwards."""
    do: Callable[[int, Any], None]
    """Does it for the account with this number, as the valid form says.

    Where the form asks for what is so already, it says so in the form, and nothing is done.
    """
    form: type[ReasonForm] = ReasonForm
    is_offered: Callable[[PersonView], bool] = lambda _: True
    is_grave: bool = False


def _correct_name(user_id: int, form: NameAndReason) -> None:
    name = form.name.data or ""
    if not people.correct_name(db(), learner(), user_id, name, reason=form.why, site=site()):
        form.name.errors = ["This is the name on the account already"]


def _reissue(user_id: int, form: ReasonForm) -> None:
    what = (db(), learner(), user_id, programme())
    sign_now(people.reissue_certificate(*what, reason=form.why, site=site()))


def _end_sign_ins(user_id: int, form: ReasonForm) -> None:
    people.end_sign_ins(db(), learner(), user_id, reason=form.why, site=site())


def _new_password(user_id: int, form: ReasonForm) -> None:
    people.send_new_password(db(), learner(), user_id, reason=form.why, site=site())


def _forget_second(user_id: int, form: ReasonForm) -> None:
    people.forget_second_factor(db(), learner(), user_id, reason=form.why)


def _make_admin(user_id: int, form: ReasonForm) -> None:
    people.make_admin(db(), learner(), user_id, reason=form.why, site=site())


def _unmake_admin(user_id: int, form: ReasonForm) -> None:
    people.unmake_admin(db(), learner(), user_id, reason=form.why, site=site())


def _delete(user_id: int, form: DeletionForm) -> None:
    where = Where(settings().base_url, settings().time_zone)
    people.begin_deletion(db(), learner(), user_id, form.wish, reason=form.why, where=where)


ACTS: Final[dict[str, PersonAct]] = {
    "name": PersonAct(
        title="Correct the name",
        does="The name on the account changes. A certificate that was issued keeps its name until"
        " it is issued anew, which is a button of its own.",
        button="Correct the name",
        done="The name is corrected.",
        form=NameAndReason,
        do=_correct_name,
    ),
    "certificate": PersonAct(
        title="Issue the certificate anew",
        does="A new certificate is made out to the name on the account, with a number of its own"
        " and today’s day. The one before stays and can still be checked.",
        button="Issue it anew",
        done="The certificate is issued anew.",
        do=_reissue,
        is_offered=lambda person: person.can_be_reissued,
    ),
    "sign-ins": PersonAct(
        title="Sign out everywhere",
        does="They are signed out in every browser, as after a lost phone. What they wrote stays;"
        " words that were not saved yet wait in the browser they were typed in.",
        button="Sign out everywhere",
        done="They are signed out everywhere.",
        do=_end_sign_ins,
        is_offered=lambda person: bool(person.sign_ins),
    ),
    "new-password": PersonAct(
        title="Mail a link for a new password",
        does="A mail with a link goes to the address on the account. Whoever opens it can choose a"
        " new password, once. Make sure that the address is theirs.",
        button="Mail the link",
        done="The mail is on its way.",
        do=_new_password,
        is_offered=lambda _: settings().mails_links,
    ),
    "second-step": PersonAct(
        title="Remove the second steps of signing in",
        does="For somebody who has lost their phone, their keys and their recovery codes. All of"
        " them are removed, and they are signed out everywhere. Make sure, by a call to a number"
        " that you know, that it is they who ask: this is what a thief would ask for.",
        button="Remove them",
        done="The second steps are removed.",
        do=_forget_second,
        is_offered=lambda person: person.ways.has_second,
        is_grave=True,
    ),
    "admin": PersonAct(
        title="Make them an admin",
        does="They will see statistics and the log, and can do for others what you can. They are"
        " asked for a second step whenever they sign in.",
        button="Make them an admin",
        done="They are an admin now.",
        do=_make_admin,
        is_offered=lambda person: not person.is_admin and person.leaves_at is None,
        is_grave=True,
    ),
    "no-admin": PersonAct(
        title="Take the rights of an admin away",
        does="They are a learner from then on. Their own work stays as it is.",
        button="Take the rights away",
        done="They are no longer an admin.",
        do=_unmake_admin,
        is_offered=lambda person: person.is_admin,
        is_grave=True,
    ),
    "deletion": PersonAct(
        title="Delete the account",
        does="Only for somebody who has asked for it and cannot do it themselves. In seven days"
        " everything goes: what they wrote, what they shared, their place on teams. They are signed"
        " out everywhere; until that day they can sign in and keep the account.",
        button="Begin the deletion",
        done="The account will be deleted in seven days.",
        form=DeletionForm,
        do=_delete,
        is_offered=lambda person: person.leaves_at is None,
        is_grave=True,
    ),
}
"""By the word in their address, in the order of the page."""

"""The forms of actions: agreeing on one, and saying what became of it.

Their names have a dot, so that what was typed is shown again when a sign-in has ended meanwhile.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import (
    Form,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, Optional

from learning import actions
from learning.actions import ActionView, Agreed, Status
from learning.teams import Member
from learning.web.account_forms import NotBlank
from learning.web.clean import clean_text, one_line, whole_number
from learning.web.day_field import DayField

BY_NAME = "other"
OUTCOMES = {
    Status.DONE.value: "Done",
    Status.CHANGED.value: "Changed: something else was done",
    Status.DROPPED.value: "Dropped",
    Status.OPEN.value: "Still open, begun or not",
}
_MISSING = "Write what will be done"
_TOO_LONG = "Use at most %(max)d characters"
_YEARS = range(2000, 2100)


class ActionForm(Form):
    """Who does what by when, and the first step."""

    what = TextAreaField(
        "What",
        [
            InputRequired(_MISSING),
            NotBlank(_MISSING),
            Length(max=actions.LONGEST, message=_TOO_LONG),
        ],
        filters=[one_line],
        description="One thing that somebody could see you do.",
    )
    owner = SelectField("Who", validate_choice=False)
    owner_name = StringField(
        "Name of somebody else",
        [Optional(), Length(max=actions.LONGEST_OWNER, message=_TOO_LONG)],
        filters=[one_line],
        description="Only if they are not in the list.",
    )
    by = DayField("By when", [Optional()], description="Leave it empty only if you mean it.")
    first_step = TextAreaField(
        "First step",
        [Optional(), Length(max=actions.LONGEST, message=_TOO_LONG)],
        filters=[one_line],
        description="Small enough for this week.",
    )
    seen = HiddenField()

    def __init__(
        self, *sent: Any, members: Iterable[Member], prefix: str = "action.", **given: Any
    ) -> None:
        """Offer the members of the team as owners."""
        super().__init__(*sent, prefix=prefix, **given)
        people = {str(member.user_id): member.name for member in members}
        self.owner.choices = {"": "Nobody yet", **people, BY_NAME: "Somebody else"}

    def validate_owner(self, field: SelectField) -> None:
        """Refuse somebody who is not offered, nobody in particular, and two at once."""
        if field.data is None and not field.raw_data:
            field.data = ""
        if field.data not in field.choices:
            raise ValidationError("Choose somebody from the list")
        if field.data == BY_NAME and not self.owner_name.data:
            raise ValidationError("Write the name of whoever it is")
        if field.data.isdigit() and self.owner_name.data:
            raise ValidationError("One person has it. Choose from the list, or write a name")

    def validate_by(self, field: DayField) -> None:
        """Refuse a year that is a slip of the finger."""
        if field.data and field.data.year not in _YEARS:
            raise ValidationError("Look at the year again")

    def agreed(self) -> Agreed:
        """Return what was agreed; only once the form is valid."""
        return Agreed(
            what=self.what.data or "",
            owner_id=whole_number(self.owner.data),
            owner_name=self.owner_name.data,
            by=self.by.data,
            first_step=self.first_step.data or "",
        )

    @property
    def seen_version(self) -> int:
        """Return which version was shown, 0 for a made-up one."""
        return whole_number(self.seen.data) or 0


class OutcomeForm(Form):
    """What became of one action, and the one thing learned."""

    status = RadioField("How it stands", choices=OUTCOMES, validate_choice=False)
    learned = TextAreaField(
        "One thing you learned",
        [Optional(), Length(max=actions.LONGEST_LEARNED, message=_TOO_LONG)],
        filters=[clean_text],
        description="You can leave this empty. Everyone on the team can read it.",
    )
    seen = HiddenField()

    def __init__(self, view: ActionView, *sent: Any) -> None:
        """Begin with what was said before, if anything was."""
        said = {
            "status": None if view.is_open else view.status.value,
            "learned": view.learned,
            "seen": str(view.version),
        }
        super().__init__(*sent, data=said, prefix=f"outcome.{view.id}.")

    def validate_status(self, field: RadioField) -> None:
        """Refuse anything but what is offered."""
        if field.data not in OUTCOMES:
            raise ValidationError("Choose one of the four")

    @property
    def seen_version(self) -> int:
        """Return which version was shown, 0 for a made-up one."""
        return whole_number(self.seen.data) or 0


def as_agreed(view: ActionView) -> dict[str, str | date | None]:
    """Return the action as it is, to be changed."""
    by_name = BY_NAME if view.owner else ""
    return {
        "what": view.what,
        "owner": str(view.owner_id) if view.owner_id else by_name,
        "owner_name": None if view.owner_id else view.owner,
        "by": view.by,
        "first_step": view.first_step,
        "seen": str(view.version),
    }

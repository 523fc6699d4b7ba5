"""The forms of a record: putting attendance right, mailing a code, claiming with one.

Their names have a dot, so that what was typed is shown again when a sign-in has ended meanwhile.
"""

from collections.abc import Iterable
from typing import Any

from wtforms import Form, SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from learning.accounts import is_email
from learning.live import LONGEST_REASON, Record, bare_code
from learning.teams import Member
from learning.web.account_forms import NotBlank
from learning.web.clean import clean_text, one_line, whole_number

_WHY = "Say why. Everyone on the team can read it"


class AttendanceForm(Form):
    """Who was there how long, and why the record did not say so."""

    who = SelectField("Who", validate_choice=False)
    minutes = StringField(
        "Minutes they were there",
        [InputRequired("Write a number of minutes")],
        filters=[one_line],
        description="0 says that they were not there.",
    )
    reason = StringField(
        "Reason",
        [
            InputRequired(_WHY),
            NotBlank(_WHY),
            Length(max=LONGEST_REASON, message="Use at most %(max)d characters"),
        ],
        filters=[one_line],
        description="It stands in the record, with your name.",
    )

    def __init__(self, *sent: Any, record: Record, members: Iterable[Member], most: int) -> None:
        """Offer whoever is in ``record``, then members of the team who are not."""
        super().__init__(*sent, prefix="attendance.")
        known = {person.user_id for person in record.people}
        self.who.choices = [
            ("", "Choose somebody"),
            *((f"p{person.id}", person.name) for person in record.people),
            *((f"m{m.user_id}", f"{m.name}, not in it yet") for m in members
              if m.user_id not in known),
        ]  # fmt: skip
        # Somebody who was added a moment ago, by the first of two clicks.
        self._added = {f"m{user_id}" for user_id in known if user_id}
        self._most = most

    def validate_who(self, field: SelectField) -> None:
        """Refuse nobody, and somebody who is not offered."""
        if not field.data or field.data not in {*dict(field.choices), *self._added}:
            raise ValidationError("Choose somebody from the list")

    def validate_minutes(self, field: StringField) -> None:
        """Refuse what is no number, and more than there was."""
        number = whole_number(field.data)
        if number is None or number > self._most:
            raise ValidationError(f"Write a whole number from 0 to {self._most}")

    @property
    def participant(self) -> int | None:
        """Return which participant is meant, or None if it is a member who was forgotten."""
        kind, number = self.who.data[0], int(self.who.data[1:])
        return number if kind == "p" else None

    @property
    def member(self) -> int:
        """Return which member is meant, where `participant` is None."""
        return int(self.who.data[1:])

    @property
    def number(self) -> int:
        """Return the minutes; only once the form is valid."""
        return whole_number(self.minutes.data) or 0


class CodeMailForm(Form):
    """Where somebody’s code is mailed to."""

    address = StringField(
        "Mail it to",
        [InputRequired("Write their mail address")],
        filters=[clean_text, lambda address: address and address.strip()],
    )

    def __init__(self, participant: int, *sent: Any) -> None:
        """Give each participant’s form names of its own."""
        super().__init__(*sent, prefix=f"code.{participant}.")

    def validate_address(self, field: StringField) -> None:
        """Refuse what cannot be an address."""
        if not is_email(field.data or ""):
            raise ValidationError("Write it like name@place.org")


class ClaimForm(Form):
    """The code of an attendance, as it stands on a slip or in a mail."""

    code = StringField(
        "Your code",
        [InputRequired("Type the code")],
        filters=[clean_text, lambda code: code and code.strip()],
        description="Twelve letters, such as BDF-HJK-MNP-RST. Small or capital, with or without"
        " the dashes.",
    )

    def validate_code(self, field: StringField) -> None:
        """Refuse what cannot be a code, before it counts as a wrong one."""
        if bare_code(field.data or "") is None:
            raise ValidationError(
                "A code is twelve letters, such as BDF-HJK-MNP-RST, none of them a vowel. Look at"
                " yours again"
            )

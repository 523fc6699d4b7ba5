"""The form into which a team types what it wrote down on paper.

Every name has a dot, so that what was typed is shown again when a sign-in has ended meanwhile.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from wtforms import BooleanField, Form, SelectField, StringField, TextAreaField, ValidationError

from learning.content import Script
from learning.content.scripts import Role, Step
from learning.live import LONGEST_LINE, LONGEST_NAME, ROLES, Result
from learning.planning import SessionView
from learning.teams import Member
from learning.web.action_forms import ActionForm
from learning.web.clean import clean_text, one_line, whole_number

ROWS = 3
"""Rows for actions that are there from the beginning, and that each press of *More rows* adds."""
MOST_ROWS = 30
MORE = "more"
_ROWS = "paper.rows"


class ThereForm(Form):
    """Whether one member was there, and how long."""

    there = BooleanField()
    minutes = StringField("Minutes", filters=[one_line])

    def __init__(self, member: Member, length: int, *sent: Any) -> None:
        """Begin with the whole length."""
        super().__init__(*sent, prefix=f"there.{member.user_id}.", data={"minutes": str(length)})
        self.there.label.text = member.name
        self.member = member
        self._length = length

    def validate_minutes(self, field: StringField) -> None:
        """Refuse what is no number of minutes of this session; without the tick it is nothing."""
        if self.there.data and not 1 <= (whole_number(field.data) or 0) <= self._length:
            raise ValidationError(f"Write a whole number from 1 to {self._length}")


class RoleForm(Form):
    """Who had one of the roles."""

    who = SelectField(validate_choice=False)

    def __init__(self, role: Role, members: Sequence[Member], *sent: Any) -> None:
        """Offer the members of the team."""
        super().__init__(*sent, prefix=f"role.{role.value}.")
        self.role = role
        self.who.label.text = ROLES[role].capitalize()
        self.who.choices = {"": "Nobody, or a guest"} | {str(m.user_id): m.name for m in members}

    def validate_who(self, field: SelectField) -> None:
        """Refuse somebody who is not offered."""
        field.data = field.data or ""
        if field.data not in field.choices:
            raise ValidationError("Choose somebody from the list")


class LinesForm(Form):
    """What was written down in one step, a line each."""

    text = TextAreaField(filters=[clean_text])

    def __init__(self, step: Step, *sent: Any) -> None:
        """Call the box as the step is called."""
        super().__init__(*sent, prefix=f"lines.{step.id}.")
        self.step = step
        self.text.label.text = step.title

    @property
    def lines(self) -> list[str]:
        """Return the lines that say something."""
        return [line.strip() for line in (self.text.data or "").split("\n") if line.strip()]

    def validate_text(self, field: TextAreaField) -> None:
        """Refuse a line that is too long."""
        if any(len(line) > LONGEST_LINE for line in self.lines):
            raise ValidationError(f"Use at most {LONGEST_LINE:,} characters in a line")


class GuestsForm(Form):
    """Who was there without an account."""

    names = TextAreaField(
        "People without an account here",
        filters=[clean_text],
        description="One name in each line. Each gets a code with which the session counts for"
        " them if they ever make an account.",
    )

    @property
    def list(self) -> list[str]:
        """Return the names."""
        lines = (self.names.data or "").split("\n")
        return [" ".join(line.split()) for line in lines if line.strip()]

    def validate_names(self, field: TextAreaField) -> None:
        """Refuse a name that is too long."""
        if any(len(name) > LONGEST_NAME for name in self.list):
            raise ValidationError(f"Use at most {LONGEST_NAME} characters for a name")


class ResultForm:
    """All of it: who was there, their roles, lines by step, and actions."""

    def __init__(
        self, view: SessionView, script: Script, members: Sequence[Member], *sent: Any
    ) -> None:
        """Offer the team’s ``members`` and the steps of the plan’s length."""
        steps = [step for step, _ in script.steps_in(view.length)]
        self.rows = _rows(*sent)
        self.there = [ThereForm(member, view.length, *sent) for member in members]
        self.guests = GuestsForm(*sent, prefix="paper.")
        self.roles = [RoleForm(role, members, *sent) for role in Role]
        self.lines = [LinesForm(step, *sent) for step in steps]
        self.actions = [
            ActionForm(*sent, members=members, prefix=f"action.{number}.")
            for number in range(1, self.rows + 1)
        ]
        self.form_errors: list[str] = []

    @property
    def refusals(self) -> list[tuple[str | None, str]]:
        """Return what is to be mended, with the id of its field."""
        found = [(field.id, field.errors[0]) for form in self for field in form if field.errors]
        return [*((None, words) for words in self.form_errors), *found]

    def validate(self) -> bool:
        """Tell whether all of it can be kept; rows without a word do not count."""
        validated = [form.validate() for form in self]  # every one, so that all is said at once
        return all(validated)

    def result(self) -> Result:
        """Return what was typed; only once it is valid."""
        there = {f.member.user_id: f for f in self.there if f.there.data}
        return Result(
            members={who: whole_number(form.minutes.data) or 0 for who, form in there.items()},
            guests=self.guests.list,
            roles={form.role: int(form.who.data) for form in self.roles if form.who.data},
            lines={form.step.id: form.lines for form in self.lines if form.lines},
            agreed=[form.agreed() for form in self.actions if _is_filled(form)],
        )

    def __iter__(self) -> Iterator[Form]:
        yield from (*self.there, self.guests, *self.roles, *self.lines)
        yield from (form for form in self.actions if _is_filled(form))


def _rows(sent: Any = None) -> int:
    """Return how many rows for actions to show."""
    asked = whole_number(sent.get(_ROWS)) if sent else None
    more = ROWS if sent and MORE in sent else 0
    return min(max(asked or ROWS, ROWS) + more, MOST_ROWS)


def _is_filled(form: ActionForm) -> bool:
    return any(field.data or field.errors for field in form if field.short_name != "seen")

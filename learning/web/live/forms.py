"""The forms of the page of a live session. All of them are sent together, so each has a prefix."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from wtforms import Form, HiddenField, RadioField, StringField, TextAreaField
from wtforms.form import BaseForm
from wtforms.validators import AnyOf, InputRequired, Length, ValidationError

from learning import live
from learning.actions import Agreed
from learning.content.scripts import Role
from learning.live import Visibility
from learning.live.people import Somebody
from learning.web.account_forms import NotBlank
from learning.web.action_forms import BY_NAME, ActionForm
from learning.web.clean import clean_text, one_line, whole_number

DOTS = "live_dots."
PRESS = "Press one of the buttons on the page"
RATINGS = {"5": "very", "4": "", "3": "", "2": "", "1": "not at all"}
VISIBILITIES = {
    Visibility.NAMED: "With my name",
    Visibility.UNNAMED: "Without my name",
    Visibility.WITHHELD: "Not at all",
}
_TOO_LONG = "Use at most %(max)d characters"
_NAMED = "person-"


ACTS = (
    "begin", "ready", "not-ready", "next", "back", "pause", "resume", "minute", "finish", "refresh",
)  # fmt: skip
"""What a button can do to the session; the last only keeps what was typed."""


class CourseForm(Form):
    """A button that moves the session on, and the step that was on the screen."""

    act = StringField(validators=[AnyOf(ACTS, PRESS)])
    seen = StringField()
    added = StringField()

    @property
    def seen_step(self) -> int:
        """Return the position of the step, or one that is none: then nothing moves."""
        found = whole_number(self.seen.data)
        return -2 if found is None else found

    @property
    def added_seconds(self) -> int:
        """Return how many seconds had been added."""
        found = whole_number(self.added.data)
        return -1 if found is None else found


class RoleForm(Form):
    """Who is to have a role from now on."""

    role = StringField(validators=[AnyOf(list(Role), PRESS)])
    to = StringField()

    @property
    def participant(self) -> int:
        """Return whom it is given to, 0 for a made-up one."""
        return whole_number(self.to.data) or 0


class CardForm(Form):
    """Who may see a card from now on."""

    visibility = StringField(validators=[AnyOf(list(Visibility), PRESS)])


class RoomForm(Form):
    """Whether the team sits around one screen."""

    room = StringField(validators=[AnyOf(("yes", "no"), PRESS)])


class NameForm(Form):
    """Somebody in the room who has no device of their own."""

    name = StringField(
        "Name of somebody without a device",
        [
            InputRequired("Write their name"),
            NotBlank("Write their name"),
            Length(max=live.LONGEST_NAME, message=_TOO_LONG),
        ],
        filters=[one_line],
    )

    def __init__(self, *sent: Any, **given: Any) -> None:
        super().__init__(*sent, prefix="live_person.", **given)


class LineForm(Form):
    """A line that the scribe writes for the group, a new one or one to change."""

    text = TextAreaField(
        "A line for the group",
        [
            InputRequired("Write the line first"),
            NotBlank("Write the line first"),
            Length(max=live.LONGEST_LINE, message=_TOO_LONG),
        ],
        filters=[clean_text],
        description="Everybody sees it at once, and it stands in the record.",
    )
    line = HiddenField()

    def __init__(self, *sent: Any, **given: Any) -> None:
        super().__init__(*sent, prefix="live_line.", **given)


class RatingForm(Form):
    """How good the hour was."""

    rating = RadioField(
        "Was this hour worth your time?",
        choices={v: f"{v}, {words}" if words else v for v, words in RATINGS.items()},
        validate_choice=False,
        description="Nobody sees whose number is whose.",
    )

    def __init__(self, *sent: Any, **given: Any) -> None:
        super().__init__(*sent, prefix="live_rating.", **given)

    def validate_rating(self, field: RadioField) -> None:
        """Refuse a number that is not offered."""
        if field.data not in RATINGS:
            raise ValidationError("Choose a number from 1 to 5")


class VisibilityForm(Form):
    """What the others may see of one card."""

    visibility = RadioField(
        "When the cards are shown together, show mine",
        choices={value.value: words for value, words in VISIBILITIES.items()},
        validate_choice=False,
    )

    def __init__(self, step_id: str, *sent: Any, **given: Any) -> None:
        super().__init__(*sent, prefix=f"live_card.{step_id}.", **given)

    def validate_visibility(self, field: RadioField) -> None:
        """Refuse what is not offered; nothing chosen shows nothing."""
        if field.data and field.data not in list(Visibility):
            raise ValidationError("Choose one of the three")

    @property
    def chosen(self) -> Visibility | None:
        """Return the choice, None while there is none."""
        return Visibility(self.visibility.data) if self.visibility.data else None


class DotsForm(BaseForm):
    """How many dots each option gets; a field for each, named as the option is."""

    def __init__(
        self,
        options: Iterable[str],
        *,
        sent: Any = None,
        placed: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__([(option, StringField(filters=[one_line])) for option in options], DOTS)
        self.process(sent, data={option: str(dots) for option, dots in (placed or {}).items()})

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse what is no number."""
        is_valid: bool = super().validate(extra_validators)
        for field in self:
            if field.data and whole_number(field.data) is None:
                field.errors = ["Write a number of dots, or leave it empty"]
                is_valid = False
        return is_valid

    @property
    def wanted(self) -> dict[str, int]:
        """Return the dots by option."""
        return {field.short_name: whole_number(field.data) or 0 for field in self}


class DecisionForm(ActionForm):
    """An action that the group agrees on; whoever takes part can have it."""

    action = HiddenField()

    def __init__(self, *sent: Any, people: Iterable[Somebody], **given: Any) -> None:
        """Offer who takes part: members, and by name those who were added by name."""
        super().__init__(*sent, members=(), **given)
        self._named = {f"{_NAMED}{p.id}": p.name for p in people if not p.has_device and p.is_in}
        members = {str(p.user_id): p.name for p in people if p.user_id and p.is_member}
        everybody = {"": "Nobody yet", **members, **self._named, BY_NAME: "Somebody else"}
        self.owner.choices = everybody

    def agreed(self) -> Agreed:
        """Return what was agreed; only once the form is valid."""
        agreed = super().agreed()
        return replace(agreed, owner_name=self._named.get(self.owner.data, agreed.owner_name))

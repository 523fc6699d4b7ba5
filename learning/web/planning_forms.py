"""The forms of live sessions: planning or starting one, changing it, saying whether one comes."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from wtforms import (
    BooleanField,
    EmailField,
    Form,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TimeField,
    URLField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, Optional

from learning import accounts, planning
from learning.content import Module
from learning.planning import Answer, Wanted
from learning.web.clean import clean_text, one_line, whole_number
from learning.web.day_field import DayField

AGAIN = {
    0: "Just this once",
    1: "Every week",
    2: "Every second week",
    4: "Every fourth week",
}
TOGETHER = {
    0: "Together, at one time",
    1: "Over days: 1 day for each step",
    2: "Over days: 2 days for each step",
    3: "Over days: 3 days for each step",
}
_TOO_LONG = "Use at most %(max)d characters"


class _Time(TimeField):
    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata([clean_text(value) for value in valuelist])
        except ValueError:
            raise ValueError("Write the time like 14:00") from None


class PlanForm(Form):
    """A plan by the clock on the wall."""

    module = HiddenField()
    length = RadioField("How long", coerce=whole_number, validate_choice=False)
    days = RadioField(
        "Together, or each when it suits", coerce=whole_number, validate_choice=False,
        choices=TOGETHER, default=0,
    )  # fmt: skip
    day = DayField("Day", [InputRequired("Choose the day")])
    at = _Time(
        "Begins at", [InputRequired("Enter the time")], format=["%H:%M", "%H:%M:%S", "%H.%M"]
    )
    time_zone = SelectField("By the clocks of", validate_choice=False)
    place = StringField(
        "Place",
        [Optional(), Length(max=planning.LONGEST_PLACE, message=_TOO_LONG)],
        filters=[one_line],
        description="If you meet in a room, which one. You can leave this empty and say it later.",
    )
    link = URLField(
        "Link to the video call",
        [Optional(), Length(max=planning.LONGEST_LINK, message=_TOO_LONG)],
        filters=[one_line],
        description="From whatever you use for calls; it begins with https://. We only show it.",
    )
    seen = HiddenField()

    def __init__(
        self, *args: Any, of: Module | None, home_zone: str, also: str = "", **kwargs: Any
    ) -> None:
        """Offer the lengths of the module ``of``, and the zone ``also`` wherever it is."""
        super().__init__(*args, **kwargs)
        lengths = of.script.lengths if of and of.script else ()
        self.length.choices = {minutes: f"{minutes} minutes" for minutes in lengths}
        zones = _zones(home_zone)
        if also and not self._offers(zones, also):
            zones = {"Now": {also: planning.city(also)}, **zones}
        self.time_zone.choices = zones

    def validate_length(self, field: RadioField) -> None:
        """Refuse a length that the module's guide does not have."""
        if field.data not in field.choices:
            raise ValidationError("Choose how long you have got")

    def validate_days(self, field: RadioField) -> None:
        """Refuse days that are not offered; without any it is at one time."""
        if field.data is None and not field.raw_data:
            field.data = 0
        if field.data not in TOGETHER:
            raise ValidationError("Choose one of these")

    def validate_time_zone(self, field: SelectField) -> None:
        """Refuse a zone that is not offered."""
        if not self._offers(field.choices, field.data):
            raise ValidationError("Choose a place from the list")

    def validate_link(self, field: URLField) -> None:
        """Refuse what is no address of a call: only ``https`` is shown as a link."""
        if problem := planning.link_problem(field.data):
            raise ValidationError(problem)

    def wanted(self) -> Wanted:
        """Return the plan; only once the form is valid."""
        return Wanted(
            module_id=self.module.data,
            length=self.length.data,
            day=self.day.data,
            at=self.at.data,
            time_zone=self.time_zone.data,
            place=self.place.data,
            link=self.link.data,
            days=self.days.data or None,
        )

    @property
    def seen_sequence(self) -> int:
        """Return which plan was shown, -1 for a made-up one."""
        found = whole_number(self.seen.data)
        return -1 if found is None else found

    @staticmethod
    def _offers(zones: Mapping[str, Mapping[str, str]], zone: str | None) -> bool:
        return any(zone in group for group in zones.values())


class SeriesForm(PlanForm):
    """A plan that may be for several sessions."""

    weeks = SelectField("How often", coerce=whole_number, validate_choice=False, choices=AGAIN)
    times = SelectField(
        "How many times in all",
        coerce=whole_number,
        validate_choice=False,
        choices={number: str(number) for number in range(2, planning.MOST_TIMES + 1)},
    )
    goes_on = BooleanField("Each time the next module")

    def validate_weeks(self, field: SelectField) -> None:
        """Refuse a made-up distance."""
        if field.data is None and not field.raw_data:
            field.data = 0
        if field.data not in AGAIN:
            raise ValidationError("Choose how often")

    def validate_times(self, field: SelectField) -> None:
        """Refuse a series that is too short or too long; it does not matter for one session."""
        if self.weeks.data and field.data not in range(2, planning.MOST_TIMES + 1):
            raise ValidationError(f"Choose a number from 2 to {planning.MOST_TIMES}")


class StartForm(Form):
    """Which module to do now, and for how long."""

    what = SelectField("Module and length", validate_choice=False)

    def __init__(self, *sent: Any, modules: Iterable[Module], first: Module | None = None) -> None:
        """Offer every length of every module; begin with the usual one of ``first``."""
        usual = f"{first.id} {first.script.usual}" if first and first.script else None
        super().__init__(*sent, data={"what": usual})
        self.what.choices = {
            f"Module {module.number}: {module.title}": {
                f"{module.id} {length}": f"{module.number}. {module.title}, {length} minutes"
                for length in module.script.lengths
            }
            for module in modules
            if module.script
        }

    def validate_what(self, field: SelectField) -> None:
        """Refuse what is not offered."""
        if not any(field.data in lengths for lengths in field.choices.values()):
            raise ValidationError("Choose a module and a length from the list")

    @property
    def wanted(self) -> tuple[str, int]:
        """Return the module’s id and the minutes; only once the form is valid."""
        module_id, _, length = self.what.data.partition(" ")
        return module_id, int(length)


class ReplyForm(Form):
    """Whether somebody comes."""

    answer = RadioField(
        "Will you come?",
        choices={answer.value: answer.value for answer in Answer},
        validate_choice=False,
    )

    def validate_answer(self, field: RadioField) -> None:
        """Refuse anything but the three answers."""
        if field.data not in list(Answer):
            raise ValidationError("Choose yes, no or maybe")


class GuestForm(ReplyForm):
    """The same from somebody without an account."""

    email = EmailField(
        "Your email address",
        [InputRequired("Enter your email address")],
        filters=[one_line],
        description="The team sees it, so that they know who comes.",
    )

    def validate_email(self, field: EmailField) -> None:
        """Refuse what mail cannot reach."""
        if not accounts.is_email(field.data or ""):
            raise ValidationError("Enter an address like name@example.org")


@cache
def _zones(home: str) -> dict[str, dict[str, str]]:
    """Return every zone by continent, the programme's own first."""
    found: dict[str, dict[str, str]] = {"Here": {home: planning.city(home)}}
    for zone in planning.zones():
        continent, _, rest = zone.partition("/")
        if zone != home:
            words = ", ".join(part.replace("_", " ") for part in reversed(rest.split("/")))
            found.setdefault(continent, {})[zone] = words
    return {
        group: dict(sorted(zones.items(), key=lambda zone: zone[1]))
        for group, zones in found.items()
    }

"""Whose figures are asked for: one form for every dashboard and every file."""

from collections.abc import Iterator
from urllib.parse import urlencode

from sqlalchemy.orm import Session
from wtforms import Field, Form, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice

from learning import statistics
from learning.organisations import LONGEST_NAME
from learning.statistics import ATTRIBUTES, CHOICES, LEFT_OPEN, NOT_SAID, Attribute, Group
from learning.statistics.dashboards.months import month_meant, month_words
from learning.web.clean import one_line

_OPEN = "not-said"
"""Stands in an address for the value of those who left it open."""
_SHOWN = 40
"""Characters of a wrong value that are said again."""


def _choice(attribute: Attribute) -> SelectField:
    words = [SelectChoice(each.value, each.words) for each in CHOICES[attribute]]
    choices = [SelectChoice("", "Any"), *words, SelectChoice(_OPEN, LEFT_OPEN)]
    return SelectField(ATTRIBUTES[attribute], choices=choices, validate_choice=False)


class StatisticsFilter(Form):
    """Who is counted; an empty field leaves nobody out."""

    organisation = StringField(
        ATTRIBUTES[Attribute.ORGANISATION],
        description="The whole name, as it stands under Groups, by organisation",
    )
    sector = _choice(Attribute.SECTOR)
    nation = _choice(Attribute.NATION)
    role = _choice(Attribute.ROLE)
    stage = _choice(Attribute.STAGE)
    cohort = StringField(ATTRIBUTES[Attribute.COHORT], description="Like November 2026, or 2026-11")

    def validate_organisation(self, field: StringField) -> None:
        """Refuse what no name can be."""
        if len(_text(field)) > LONGEST_NAME:
            raise ValidationError(f"No name here is longer than {LONGEST_NAME} characters")

    def validate_sector(self, field: SelectField) -> None:
        """Refuse what nobody could choose, here and for the other choices."""
        refuse_unknown(field)

    validate_nation = validate_role = validate_stage = validate_sector

    def validate_cohort(self, field: StringField) -> None:
        """Refuse what is no month."""
        text = _text(field)
        if text and not month_meant(text):
            raise ValidationError(
                f"“{short(text)}” is not a month. Write one like November 2026, or 2026-11"
            )

    def group(self, db: Session, protection: statistics.Protection) -> Group | None:
        """Return who is asked for, or None with what to mend on the field.

        At most two queries, and none unless an organisation is named.
        """
        if not self.validate():
            return None
        chosen = {
            Attribute(field.name): NOT_SAID if field.data == _OPEN else _value(field)
            for field in self
            if _text(field)
        }
        if name := chosen.get(Attribute.ORGANISATION):
            found = statistics.organisation_called(db, protection, name)
            if found is None:
                self.organisation.errors = (
                    f"No organisation called “{short(name)}” has {protection.smallest} learners"
                    " or more. Look for its name under Groups, by organisation",
                )
                return None
            chosen[Attribute.ORGANISATION], self.organisation.data = found
        return Group.of(chosen)

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """Return what is chosen in words: ``("Sector", "Housing")``."""
        return tuple((str(field.label.text), _words(field)) for field in self._said())

    @property
    def query(self) -> dict[str, str]:
        """Return what is chosen as it stands in an address."""
        return {field.name: _value(field) for field in self._said()}

    def path(self, path: str, **more: str) -> str:
        """Return an address of ours with the same choice in it."""
        said = self.query | {name: value for name, value in more.items() if value}
        return f"{path}?{urlencode(said)}" if said else path

    def _said(self) -> Iterator[Field]:
        return (field for field in self if _text(field) and not field.errors)


def refuse_unknown(field: SelectField) -> None:
    """Raise `ValidationError` for a value that is not offered, or several at once."""
    said = {one for one in field.raw_data or () if one}
    if len(said) > 1:
        raise ValidationError("Choose one at a time")
    if unknown := said - {choice.value for choice in field.choices}:
        raise ValidationError(f"“{short(unknown.pop())}” is not on offer. Choose one of these")


def short(text: str) -> str:
    """Return the beginning of what somebody typed, to be said again."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _text(field: Field) -> str:
    return one_line(field.data) or ""


def _value(field: Field) -> str:
    """Return what is said as it stands in an address: a month the same however it was written."""
    text = _text(field)
    return month_meant(text) or text if field.name == Attribute.COHORT else text


def _words(field: Field) -> str:
    if isinstance(field, SelectField):
        return next(str(c.label) for c in field.choices if c.value == field.data)
    if field.name == Attribute.COHORT:
        return month_words(_value(field))
    return _text(field)

"""Form fields for the answers that are more than one box."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import Field, Form, RadioField
from wtforms.utils import unset_value
from wtforms.validators import ValidationError

from learning.content import Column, Dimension, Rows
from learning.journal import LONGEST_CELL, MOST_ROWS
from learning.web.clean import clean_text

_TOO_LONG = f"Shorten this to {LONGEST_CELL:,} characters"
REMOVE = "_remove"
"""Stands where a column does in the name of a row's button; no id has an underscore."""


class ChoiceOrNone(RadioField):
    """Radio buttons, or a list to pick from, of which none need be chosen yet."""

    def __init__(self, label: str, *, refusal: str, **kwargs: Any) -> None:
        super().__init__(label, validate_choice=False, **kwargs)
        self._refusal = refusal

    def pre_validate(self, form: Form) -> None:
        """Refuse a value that is not among the choices: it was made up, or the page is old."""
        if self.data and self.data not in {self.coerce(c.value) for c in self.choices}:
            raise ValidationError(self._refusal)


class LevelField(Field):
    """A level of a dimension and its line of evidence, ``<name>.level`` and ``<name>.evidence``."""

    data: dict[str, str] | None
    process_errors: list[str]
    longest = LONGEST_CELL

    def __init__(self, label: str, *, dimension: Dimension, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.dimension = dimension

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take what was sent, or else what is saved and can still be shown."""
        self.process_errors = []
        self.object_data = data
        if formdata is None:
            self.data = data if self.dimension.fits(data) else None
            return
        sent = {
            key: clean_text(formdata.get(f"{self.name}.{key}")) for key in ("level", "evidence")
        }
        self.data = {key: text for key, text in sent.items() if text and text.strip()} or None

    def pre_validate(self, form: Form) -> None:
        """Refuse a level that is not offered, and evidence of more than a few lines."""
        sent = self.data or {}
        if sent.get("level") and not self.dimension.level(sent["level"]):
            raise ValidationError("Choose one of the levels shown here")
        if len(sent.get("evidence", "")) > LONGEST_CELL:
            raise ValidationError(_TOO_LONG)


class RowsField(Field):
    """The rows of a table, ``<name>.<number>.<column>``; an empty row is none."""

    data: dict[str, dict[str, str]] | None
    process_errors: list[str]
    longest = LONGEST_CELL

    def __init__(self, label: str, *, prompt: Rows, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.prompt = prompt
        self.cell_errors: dict[tuple[str, str], str] = {}
        """What to mend, by row number and column id."""

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take what was sent, or else what is saved; find what cannot be kept as it is."""
        self.process_errors = []
        self.object_data = data
        if formdata is None:
            self.data = self._saved(data) if self.prompt.fits(data) else None
            return
        self.data = self._sent(formdata) or None
        for number, cells in (self.data or {}).items():
            for column in self.prompt.columns:
                if problem := _problem(column, cells.get(column.id, "")):
                    self.cell_errors[number, column.id] = problem
        self.process_errors.extend(self.cell_errors.values())
        if len(self.data or {}) > MOST_ROWS:
            self.process_errors.append(f"Take rows out: {MOST_ROWS} can be kept")

    def _saved(self, data: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
        asked = {column.id for column in self.prompt.columns}
        kept = {n: {k: v for k, v in cells.items() if k in asked} for n, cells in data.items()}
        return {number: cells for number, cells in kept.items() if cells}

    def _sent(self, formdata: Any) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        start = f"{self.name}."
        for name in formdata:
            number, _, column = name.removeprefix(start).partition(".")
            text = clean_text(formdata.get(name)) or ""
            if name.startswith(start) and text.strip():
                found.setdefault(number, {})[column] = text
        rows = {n: cells for n, cells in found.items() if REMOVE not in cells}
        order = [column.id for column in self.prompt.columns]
        return {
            n: dict(sorted(rows[n].items(), key=lambda cell: order.index(cell[0])))
            for n in sorted(rows, key=int)
        }

    @property
    def rows(self) -> list[tuple[str, dict[str, str], bool]]:
        """Return the rows to show: number, cells, and whether it is an empty one to fill."""
        filled = [(number, cells, False) for number, cells in (self.data or {}).items()]
        saved = self.object_data if isinstance(self.object_data, Mapping) else {}
        last = max((int(number) for number in (*(self.data or {}), *saved)), default=0)
        blank = max(self.prompt.shown - len(filled), int(len(filled) < self.prompt.most))
        return filled + [(str(last + n), {}, True) for n in range(1, blank + 1)]


def _problem(column: Column, text: str) -> str | None:
    if len(text) > LONGEST_CELL:
        return _TOO_LONG
    if column.is_date and text:
        try:
            # Other ways to write a day are valid too, but browsers show them as none.
            is_day = date.fromisoformat(text).isoformat() == text
        except ValueError:
            is_day = False
        return None if is_day else "Write the day as 2027-03-31"
    return None

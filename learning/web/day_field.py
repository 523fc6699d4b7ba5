"""A field for a day, however people write it."""

from typing import Any

from wtforms import DateField

from learning.web.clean import clean_text


class DayField(DateField):
    """A day as browsers send it, or as people type it where there is no calendar to choose from."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, format=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"], **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Say in our words what cannot be read as a day."""
        try:
            super().process_formdata([clean_text(value) for value in valuelist])
        except ValueError:
            raise ValueError("Write the day like 2027-03-28, or 28/03/2027") from None

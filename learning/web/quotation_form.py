"""The form with which a writer lets a passage be quoted.

Its names have a dot, so that what was typed is shown again when a sign-in has ended meanwhile.
"""

from typing import Any

from wtforms import Form, RadioField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired

from learning import sharing
from learning.sharing import LONGEST_DESCRIPTION, LONGEST_PASSAGE, Naming, Quotable
from learning.web.clean import clean_text, one_line

NAMINGS = {
    Naming.NAMED.value: "With my name",
    Naming.DESCRIBED.value: "As I describe myself",
    Naming.UNNAMED.value: "Without a name",
}


class QuotationForm(Form):
    """A passage, and how its writer is named."""

    passage = TextAreaField(
        "The passage",
        [InputRequired("Leave the words that may be quoted")],
        filters=[clean_text, lambda text: text and sharing.tidied(text)],
        description="These are the words of your entry. Take out what is not to be quoted, also"
        " names of people and places. Where you leave out words in the middle, put “…”."
        f" At most {LONGEST_PASSAGE:,} characters.",
    )
    naming = RadioField("Who said it", choices=NAMINGS, validate_choice=False)
    described = StringField(
        "How you describe yourself",
        filters=[one_line],
        description="Only if you chose so. For example: a ward sister in a teaching hospital."
        f" At most {LONGEST_DESCRIPTION} characters.",
    )

    def __init__(self, *sent: Any, words: str, **given: Any) -> None:
        """``words`` are those of the entry, of which the passage is a part."""
        super().__init__(*sent, prefix="quotation.", **given)
        self._words = words

    def validate_passage(self, field: TextAreaField) -> None:
        """Refuse what is too long, without looking further, and what the entry does not say."""
        passage = field.data or ""
        if refusal := sharing.no_passage(passage):
            raise ValidationError(refusal)
        if (strange := sharing.strange_words(passage, self._words)) is not None:
            raise ValidationError(
                f"“{strange}” is not in your entry just so. Only its own words can be quoted, in"
                " their order. You can leave words out with “…”"
            )

    def validate_naming(self, field: RadioField) -> None:
        """Refuse anything but what is offered: nobody is named by default."""
        if field.data not in NAMINGS:
            raise ValidationError("Choose how you are named")

    def validate_described(self, field: StringField) -> None:
        """Ask for a description if it is to stand there."""
        if self.naming.data != Naming.DESCRIBED:
            return
        if not field.data:
            raise ValidationError("Describe yourself in a few words")
        if len(field.data) > LONGEST_DESCRIPTION:
            raise ValidationError(
                f"How you describe yourself: use at most {LONGEST_DESCRIPTION} characters"
            )

    @property
    def chosen(self) -> Quotable:
        """Return what was chosen; only once the form is valid."""
        naming = Naming(self.naming.data)
        described = self.described.data if naming is Naming.DESCRIBED else None
        return Quotable(passage=self.passage.data or "", naming=naming, described=described)

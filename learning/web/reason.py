"""Why an admin does something: asked wherever it changes something or concerns a person."""

from wtforms import Form, TextAreaField
from wtforms.validators import InputRequired, Length

from learning import audit
from learning.web.account_forms import NotBlank
from learning.web.clean import one_line

_MISSING = "Write why, in a few words"


def reason_field() -> TextAreaField:
    """Return the field, to stand after those of a form of its own."""
    return TextAreaField(
        "Why",
        [
            InputRequired(_MISSING),
            NotBlank(_MISSING),
            Length(max=audit.LONGEST_REASON, message="Use at most %(max)d characters"),
        ],
        filters=[one_line],
        description="Every admin can read it, and so can the person. Write no names or addresses:"
        " it stays when an account is gone.",
    )


class ReasonForm(Form):
    """Why it is done; kept in the log, and read by the person it is about."""

    reason = reason_field()

    @property
    def why(self) -> str:
        """Return the reason."""
        return self.reason.data or ""

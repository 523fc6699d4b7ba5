"""The forms of second factors."""

from wtforms import Form, HiddenField, StringField
from wtforms.validators import InputRequired, Length

from learning.second_factor import LONGEST_NAME
from learning.web.account_forms import NotBlank
from learning.web.clean import one_line

_LONGEST_CODE = 40


def _code(label: str, missing: str, description: str) -> StringField:
    too_long = Length(max=_LONGEST_CODE, message="That is too long for a code")
    return StringField(
        label,
        [InputRequired(missing), too_long],
        filters=[lambda text: "".join((text or "").split())],  # apps show two groups of three
        description=description,
    )


class CodeForm(Form):
    """A code of the app."""

    code = _code("Code from your app", "Enter the code that your app shows", "Six figures.")
    next = HiddenField()


class RecoveryForm(Form):
    """A code on paper."""

    recovery = _code(
        "Recovery code", "Enter one of your recovery codes", "Ten letters and figures."
    )
    next = HiddenField()


class AnswerForm(Form):
    """What a browser answers with a passkey; a script fills it in."""

    answer = HiddenField()
    next = HiddenField()


class AppForm(CodeForm):
    """A code that shows that the app has the key."""

    key = HiddenField()
    """Sealed; it comes back with the code, and is kept only then."""


class PasskeyForm(AnswerForm):
    """A new passkey and what its owner calls it."""

    name = StringField(
        "A name for it",
        [
            InputRequired("Name it, so that you know it again"),
            NotBlank("Name it, so that you know it again"),
            Length(max=LONGEST_NAME, message="Use at most %(max)d characters"),
        ],
        filters=[one_line],
        description="The device or the place where it is kept, such as “Work laptop”.",
    )

"""The forms of the account pages."""

from typing import Any

from wtforms import (
    BooleanField,
    EmailField,
    Form,
    HiddenField,
    PasswordField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length

from learning import accounts
from learning.accounts import LONGEST, LONGEST_NAME, SHORTEST
from learning.mail import Kind
from learning.typesetting import tidy
from learning.web.clean import clean_text, one_line
from learning.web.context import programme, settings

_FILLERS = "\u115f\u1160\u3164\uffa0"
"""Letters to Unicode, nothing to the eye."""


class NotBlank:
    """A name of spaces is no name; ``message`` says what to do."""

    def __init__(self, message: str) -> None:
        self._message = message

    def __call__(self, form: Form, field: Any) -> None:
        """Refuse what has neither letter nor figure."""
        letters = (sign for sign in field.data or "" if sign not in _FILLERS)
        if not any(letter.isalnum() for letter in letters):
            raise ValidationError(self._message)


def _check_email(form: Form, field: Any) -> None:
    if not accounts.is_email(field.data or ""):
        raise ValidationError("Enter an address like name@example.org")


def _name() -> StringField:
    too_long = Length(max=LONGEST_NAME, message="Use at most %(max)d characters")
    return StringField(
        "Your name",
        [InputRequired("Enter your name"), NotBlank("Enter your name"), too_long],
        filters=[one_line, lambda name: name and tidy(name)],
        description="As it should stand on your certificate. You can change it.",
    )


def _email(label: str = "Email address") -> EmailField:
    return EmailField(
        label,
        [InputRequired("Enter an email address"), _check_email],
        filters=[lambda text: accounts.normal_email(clean_text(text) or "") if text else text],
    )


def _password(label: str, missing: str, description: str = "") -> PasswordField:
    too_long = Length(max=LONGEST, message="Use at most %(max)d characters")
    return PasswordField(label, [InputRequired(missing), too_long], description=description)


def _code() -> StringField:
    missing = "Enter the code from the mail"
    return StringField(
        "Code from the mail", [InputRequired(missing), Length(max=40, message=missing)],
        description="Eight letters, such as BDFH-JKMN. Small letters will do.",
    )  # fmt: skip


_ADVICE = f"At least {SHORTEST} characters. Three or four unrelated words work well."


class SignUpForm(Form):
    """What it takes to have an account."""

    name = _name()
    email = _email()
    password = _password("Password", "Choose a password", _ADVICE)
    next = HiddenField()

    def validate_password(self, field: PasswordField) -> None:
        """Refuse what attackers try first."""
        _refuse_weak(field, (self.name.data or "", self.email.data or ""))


class SignInForm(Form):
    """What it takes to sign in."""

    email = _email()
    password = PasswordField("Password", [InputRequired("Enter your password")])
    next = HiddenField()


class ProofForm(Form):
    """The password once more, before something grave."""

    password = _password("Your password", "Enter your password")
    next = HiddenField()


class AddressForm(Form):
    """Where to mail what was asked for."""

    email = _email()
    next = HiddenField()


class CodeForm(Form):
    """The code from a mail."""

    code = _code()


class NewPasswordForm(Form):
    """A password for who has proved by mail that the account is theirs."""

    new_password = _password("New password", "Choose a new password", _ADVICE)

    def __init__(self, *args: Any, about: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._about = about

    def validate_new_password(self, field: PasswordField) -> None:
        """Refuse what attackers try first."""
        _refuse_weak(field, self._about)


class CodeAndPasswordForm(NewPasswordForm):
    """The code from the mail, and the password in one go: nothing waits half done."""

    code = _code()


class NameForm(Form):
    """Another name on the account."""

    name = _name()


class EmailForm(Form):
    """Another address to sign in with."""

    email = _email("New email address")


class MailForm(Form):
    """Which mails one wants; the names are those of the kinds."""

    session = BooleanField("Invitations to live sessions, changes of them, and their records")
    reminder = BooleanField("A reminder the day before, with what to read")
    follow_up = BooleanField("Questions three and six months after the end, if you agreed to them")
    invitation = BooleanField("Invitations by organisations to take part")

    @property
    def wanted(self) -> frozenset[Kind]:
        """Return the kinds that are ticked."""
        return frozenset(Kind(field.name) for field in self if field.data)


class PasswordForm(NewPasswordForm):
    """Another password, by who knows the present one."""

    old_password = _password("Present password", "Enter your present password")


def _refuse_weak(field: PasswordField, about: tuple[str, ...]) -> None:
    here = (programme().title, programme().provider, *settings().called)
    if problem := accounts.password_problem(field.data or "", about, here):
        raise ValidationError(problem)

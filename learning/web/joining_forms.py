"""The forms of joining two accounts."""

from wtforms import BooleanField, Form, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from learning.accounts import LONGEST
from learning.web.account_forms import AddressForm

_LONGEST_CODE = 40


class OtherForm(AddressForm):
    """Which account, and its password unless a code is mailed there."""

    password = PasswordField(
        "Password of the other account",
        [Length(max=LONGEST, message="Use at most %(max)d characters")],
    )


class SecondForm(Form):
    """The second step of signing in to the other account."""

    code = StringField(
        "Code for the other account",
        [
            InputRequired("Enter a code"),
            Length(max=_LONGEST_CODE, message="That is too long for a code"),
        ],
        filters=[lambda text: "".join((text or "").split())],
        description="Six figures from its app, or one of its recovery codes.",
    )


class AgreedForm(Form):
    """That this account shall have the second step of the other, where it comes along."""

    second = BooleanField(
        "Yes, from now on signing in to this account takes that second step",
        [InputRequired("Tick this to go on, or leave the accounts apart")],
    )

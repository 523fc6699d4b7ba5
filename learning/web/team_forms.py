"""The forms of teams."""

from wtforms import Form, StringField, ValidationError
from wtforms.validators import AnyOf, InputRequired, Length

from learning import teams
from learning.teams import LONGEST_NAME
from learning.typesetting import tidy
from learning.web.account_forms import NotBlank
from learning.web.clean import clean_text, one_line

_MISSING = "Give the team a name"


class TeamForm(Form):
    """What a team is called, for a new one and for one that is there."""

    name = StringField(
        "Name of the team",
        [
            InputRequired(_MISSING),
            NotBlank(_MISSING),
            Length(max=LONGEST_NAME, message="Use at most %(max)d characters"),
        ],
        filters=[one_line, lambda name: name and tidy(name)],
    )


class JoinForm(Form):
    """The code of a team, as it came with the invitation or was read out."""

    code = StringField(
        "Code of the team",
        [InputRequired("Type the code")],
        filters=[clean_text, lambda code: code and code.strip()],
        description="Six letters, such as BDF-HJK. Small or capital, with or without the dash.",
    )

    def validate_code(self, field: StringField) -> None:
        """Refuse what cannot be a code, before it counts as a wrong one."""
        if teams.bare(field.data or "") is None:
            raise ValidationError(
                "A code is six letters, such as BDF-HJK, none of them a vowel. Look at yours again"
            )


class ShowsForm(Form):
    """Whether the others see how many pages one has done."""

    shows = StringField(
        validators=[AnyOf(("yes", "no"), "Press one of the buttons beside your name")]
    )

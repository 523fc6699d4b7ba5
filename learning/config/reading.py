"""Reading the settings from the environment, and saying in words what is wrong with them."""

from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from learning.config.fields import Fields
from learning.config.settings import Settings
from learning.errors import CannotStart


def settings_from_environment() -> Settings:
    """Read the settings; raise `CannotStart` with one line for each that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        raise CannotStart("\n".join(_in_words(e) for e in error.errors())) from None


def readable_settings() -> tuple[Settings, tuple[str, ...]]:
    """Return the settings as far as they can be read, and a sentence for each that is wrong.

    Those are as if nobody had set them. For whoever looks at an installation that may not start.
    """
    mistakes: list[str] = []
    unset: dict[str, Any] = {}
    try:
        Fields()
    except OSError as error:
        mistakes.append(f"The file .env cannot be read ({error.strerror})")
        unset["_env_file"] = None
    except ValidationError:
        pass  # said below
    for _ in range(2):  # what has to fit together is looked at once each is right by itself
        try:
            return Settings(**unset), tuple(dict.fromkeys(mistakes))
        except ValidationError as error:
            mistakes += (_in_words(e) for e in error.errors())
            wrong = {str(e["loc"][0]) for e in error.errors() if e["loc"]}
            unset |= {name: Fields.model_fields[name].default for name in wrong}
    return Settings.model_construct(**dict(Fields(**unset))), tuple(dict.fromkeys(mistakes))


_WORDS = {
    "literal_error": "Write {expected}",
    "greater_than_equal": "Give {ge} or more",
    "less_than_equal": "Give {le} or less",
    "int_parsing": "Give a whole number",
    "float_parsing": "Give a number",
    "bool_parsing": "Write true or false",
}
"""Instead of the words of the library."""


def _in_words(error: ErrorDetails) -> str:
    name = "_".join(str(part) for part in error["loc"]).upper()
    message = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] in _WORDS:
        message = _WORDS[error["type"]].format(**error.get("ctx", {}))
    return "\n".join(f"LEARNING_{name}: {m}" if name else m for m in message.splitlines())

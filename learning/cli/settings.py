"""``learning settings``: every setting, what it is for and what it is now. Never a secret."""

from pydantic import SecretStr

from learning.cli.refusal import refusing
from learning.config import Settings, settings_from_environment


@refusing
def show() -> int:
    """Print the settings."""
    settings = settings_from_environment()
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        shown = "(given)" if isinstance(value, SecretStr) else value
        if name == "database_url" and value:
            shown = "(given)"  # it may hold a password
        print(f"LEARNING_{name.upper()} = {'' if shown is None else shown}")
        print(f"    {field.description}")
    return 0

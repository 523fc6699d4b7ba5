"""Every setting, its default and its environment variable (``LEARNING_`` and the name).

`fields` lists them, `checks` refuses what cannot work, `settings` adds what follows from them.
"""

from learning.config.reading import readable_settings, settings_from_environment
from learning.config.settings import Settings

__all__ = ["Settings", "readable_settings", "settings_from_environment"]

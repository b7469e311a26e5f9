"""The database: how it is opened, written, read and kept; knows no rule of the field."""

import os

# Before the first model pydantic would look for plugins in every package that is installed; there are none for it.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

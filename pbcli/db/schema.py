"""What marks a database as ours, and the revision of the schema that this program works with."""

APPLICATION_ID = 0x70626331
"""Stands in the header of the file: "pbc1"."""

REVISION = "0006"
"""The newest migration. A test ties it to the files under migrations/versions."""

SCHEMA_NUMBER = int(REVISION)
"""The same as a number, kept in the header as `user_version`, so that a reader learns it without a query."""

MACHINERY = frozenset({"journal", "journal_batch", "journal_state", "operation", "alembic_version"})
"""Tables that keep the journal and the schema itself: their own changes are not journalled."""

UNJOURNALLED = MACHINERY | {"reminder_said"}
"""`reminder_said` is what the program said last, not a record of the school: `undo` must never take it back."""

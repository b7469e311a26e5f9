"""What the program does not do: the ways that look right, for the controls that must go wrong."""

from pathlib import Path

import sqlalchemy as sa


def migrate(path: Path) -> None:
    """Upgrade as Alembic does on SQLite unless told otherwise: the driver commits each change of the schema by itself."""
    from pbcli.db import schema
    from pbcli.db.migrate import _apply

    with sa.create_engine(f"sqlite:///{path}").connect() as connection, connection.begin():
        _apply(connection, "head")
        connection.exec_driver_sql(f"PRAGMA user_version = {schema.SCHEMA_NUMBER}")

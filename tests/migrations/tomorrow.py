"""Tomorrow's program: the migrations of today and one more, tried on a copy of their folder."""

import shutil
from pathlib import Path

import pytest

from pbcli.db import migrate, schema

NEXT_NUMBER = schema.SCHEMA_NUMBER + 1
NEXT = f"{NEXT_NUMBER:04d}"

REBUILD = '''
from alembic import op

revision = "{next}"
down_revision = "{own}"

def upgrade():
    op.execute("""
        CREATE TABLE setting_new (
          id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
          name TEXT NOT NULL,
          value TEXT,
          colour TEXT,
          CONSTRAINT uq_setting_name UNIQUE (name)
        ) STRICT
    """)
    op.execute("INSERT INTO setting_new (id, name, value) SELECT id, name, value FROM setting")
    op.execute("UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'setting')"
               " WHERE name = 'setting_new'")
    op.execute("DROP TABLE setting")
    op.execute("ALTER TABLE setting_new RENAME TO setting")
    {more}
'''


def plan(monkeypatch: pytest.MonkeyPatch, folder: Path, more: str = "pass") -> None:
    """Make this program tomorrow's: a column more in `setting`, by rebuilding the table, and whatever else."""
    shutil.copytree(migrate.scripts_folder(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    text = REBUILD.format(next=NEXT, own=schema.REVISION, more=more)
    (folder / "versions" / f"{NEXT}_tomorrow.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(migrate, "scripts_folder", lambda: folder)
    monkeypatch.setattr(schema, "REVISION", NEXT)
    monkeypatch.setattr(schema, "SCHEMA_NUMBER", NEXT_NUMBER)
    migrate.schema_at.cache_clear()

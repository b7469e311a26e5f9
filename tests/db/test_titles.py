"""What only reads has the models' own titles."""

import pytest
from sqlmodel import SQLModel

from pbcli.db import models
from pbcli.db.naming import NAME_COLUMNS
from pbcli.db.titles import COLUMN_TITLES, TABLE_TITLES, row_title, title_of

MODELS: dict[str, type[SQLModel]] = {
    getattr(models, name).__tablename__: getattr(models, name) for name in models.__all__ if name != "Record"
}


def test_every_table_has_a_title() -> None:
    assert set(TABLE_TITLES) == set(COLUMN_TITLES) == set(MODELS)


@pytest.mark.parametrize("table", sorted(MODELS))
def test_every_column_has_its_fields_title(table: str) -> None:
    fields = {name: field.title for name, field in MODELS[table].model_fields.items() if name != "id"}
    assert COLUMN_TITLES[table] == fields
    assert all(fields.values())


@pytest.mark.parametrize(("table", "column"), NAME_COLUMNS.items())
def test_what_a_row_is_called_is_one_of_its_columns(table: str, column: str) -> None:
    assert column in MODELS[table].model_fields


def test_what_has_no_title_is_called_by_its_name() -> None:
    assert title_of("alembic_version") == "alembic_version"
    assert title_of("member", "id") == "id"
    assert row_title("member", 3) == "“党员 3”"

"""Every column has a class of data, in the model as well as for what only reads."""

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from pbcli.db import models
from pbcli.db.data_classes import DATA_CLASSES, NUMBERED, data_class
from pbcli.domain.privacy import DataClass

models.load_all()
TABLES: dict[str, sa.Table] = dict(SQLModel.metadata.tables)


def classed(table: sa.Table) -> set[str]:
    """The columns that must have a class: all but ids and links; an operation's number is a link without its constraint."""
    return {
        column.name
        for column in table.columns
        if not column.primary_key and not column.foreign_keys and column.name != "operation_id"
    }


@pytest.mark.parametrize("table", sorted(TABLES))
def test_each_column_has_a_class_and_no_class_is_of_a_column_that_is_gone(table: str) -> None:
    assert set(DATA_CLASSES[table]) == classed(TABLES[table])


@pytest.mark.parametrize("table", sorted(TABLES))
def test_the_model_bears_it(table: str) -> None:
    assert {column.name: column.info["data_class"] for column in TABLES[table].columns} == {
        column.name: DATA_CLASSES[table].get(column.name) for column in TABLES[table].columns
    }


@pytest.mark.parametrize("table", sorted(TABLES))
def test_a_text_that_may_be_long_is_one_that_people_write(table: str) -> None:
    long = {
        column.name
        for column in TABLES[table].columns
        for check in TABLES[table].constraints
        if isinstance(check, sa.CheckConstraint) and f"length({column.name}) <= 32000" in str(check.sqltext)
    }
    kinds = {DataClass.TEXT, DataClass.NOTE, DataClass.SYSTEM}
    assert {column: data_class(table, column) for column in long if data_class(table, column) not in kinds} == {}


def test_what_is_most_personal_is_marked_so() -> None:
    assert data_class("member", "phone") is DataClass.PHONE
    assert data_class("id_number", "number") is DataClass.IDENTITY
    assert data_class("dues_base", "base_fen") is DataClass.PAY
    assert data_class("unit", "digest_key") is DataClass.KEY
    assert data_class("contact", "problem") is DataClass.NOTE
    assert data_class("member", "id") is data_class("nowhere", "x") is None
    assert all(data_class(table, column) for table, column in NUMBERED)


def test_the_tables_whose_rows_go_with_any_record_are_named() -> None:
    found = {name for name, table in TABLES.items() if {"record_kind", "record_id"} <= set(table.columns.keys())}
    assert found == set(models.ATTACHED)

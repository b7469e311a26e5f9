"""What every table shares: the types of columns, the checks behind them, and validation on writing.

Tables are STRICT: days are ISO text, moments UTC ISO text, money whole fen, flags 0 or 1, enumerations their Chinese
terms; each has a CHECK constraint with a name, so that a raw write is refused as well.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Self

import sqlalchemy as sa
from pydantic import BaseModel, TypeAdapter, ValidationError, create_model
from sqlalchemy.engine import Dialect
from sqlmodel import Field, SQLModel

from pbcli.db.data_classes import data_class
from pbcli.domain.errors import RuleForbids

NAME_LENGTH = 200
TEXT_LENGTH = 32_000
TIME_PATTERN = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
MONTH_PATTERN = r"^[12][0-9]{3}-(0[1-9]|1[0-2])$"

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = NAMING


class DayType(sa.TypeDecorator[date]):
    """A day, as ISO text."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Write the day as ISO text."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:  # noqa: ARG002
        """Read the day from ISO text."""
        return None if value is None else date.fromisoformat(value)


class MomentType(sa.TypeDecorator[datetime]):
    """A moment in UTC, as ISO text with a Z, to the second."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Write the moment as UTC text."""
        return None if value is None else value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Read the moment as an aware datetime."""
        return None if value is None else datetime.fromisoformat(value)


class FlagType(sa.TypeDecorator[bool]):
    """True or false, as 1 or 0."""

    impl = sa.Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Write 1 or 0."""
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:  # noqa: ARG002
        """Read a boolean."""
        return None if value is None else bool(value)


class TermType(sa.TypeDecorator[StrEnum]):
    """A member of a closed list, stored as its Chinese term."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, terms: type[StrEnum]) -> None:
        super().__init__()
        self.terms = terms

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Write the term itself."""
        return None if value is None else self.terms(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002
        """Read the term back into the list."""
        return None if value is None else self.terms(value)


def _nullable(check: str, column: str, *, nullable: bool) -> str:
    return f"{column} IS NULL OR {check}" if nullable else check


def name_column(*, nullable: bool = False, unique: bool = False, index: bool = False, title: str = "") -> Any:
    """Declare a name: 1 to 200 characters."""
    return Field(
        default=None if nullable else ...,
        min_length=1,
        max_length=NAME_LENGTH,
        sa_type=sa.Text,
        nullable=nullable,
        unique=unique,
        index=index,
        title=title,
    )


def text_column(*, title: str = "") -> Any:
    """Declare a text that may be missing: 1 to 32,000 characters."""
    return Field(default=None, min_length=1, max_length=TEXT_LENGTH, sa_type=sa.Text, nullable=True, title=title)


def day_column(*, nullable: bool = False, index: bool = False, title: str = "") -> Any:
    """Declare a day."""
    return Field(default=None if nullable else ..., sa_type=DayType, nullable=nullable, index=index, title=title)


def moment_column(*, title: str = "") -> Any:
    """Declare a moment that is always there."""
    return Field(sa_type=MomentType, nullable=False, title=title)


def recorded_column(*, title: str = "") -> Any:
    """Declare the moment at which a day was written down: none while there is no day, and where nobody knows it."""
    return Field(default=None, sa_type=MomentType, nullable=True, title=title)


def flag_column(*, default: bool = False, title: str = "") -> Any:
    """Declare a boolean that is always there."""
    return Field(default=default, sa_type=FlagType, nullable=False, title=title)


def term_column(terms: type[StrEnum], *, nullable: bool = False, title: str = "") -> Any:
    """Declare a member of a closed list."""
    return Field(default=None if nullable else ..., sa_type=TermType(terms), nullable=nullable, title=title)


def whole_column(*, nullable: bool = True, least: int = 0, most: int = 10**12, title: str = "") -> Any:
    """Declare a whole number within bounds: a count, or money in fen."""
    return Field(
        default=None if nullable else ..., ge=least, le=most, sa_type=sa.Integer, nullable=nullable, title=title
    )


def time_column(*, title: str = "") -> Any:
    """Declare a time of day, "HH:MM"."""
    return Field(default=None, schema_extra={"pattern": TIME_PATTERN}, sa_type=sa.Text, nullable=True, title=title)


def month_column(*, index: bool = False, title: str = "") -> Any:
    """Declare a month, "YYYY-MM"."""
    return Field(schema_extra={"pattern": MONTH_PATTERN}, sa_type=sa.Text, nullable=False, index=index, title=title)


def link_column(target: str, *, nullable: bool = False, index: bool = True, title: str = "") -> Any:
    """Declare a link to another table's id; what is linked to can't be removed."""
    return Field(
        default=None if nullable else ...,
        sa_type=sa.Integer,
        foreign_key=target,
        ondelete="RESTRICT",
        nullable=nullable,
        index=index,
        title=title,
    )


class Record(SQLModel):
    """A row of a table of the school's records.

    `table=True` models don't validate themselves: `make` and `revise` do.
    """

    id: int | None = Field(default=None, primary_key=True, sa_type=sa.Integer)

    @classmethod
    def make(cls, **values: Any) -> Self:
        """Return a validated new record. Raises RuleForbids that names the field."""
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            raise _refusal(cls, error) from None

    @classmethod
    def check(cls, **values: Any) -> dict[str, Any]:
        """Return the values of a record after validating them, without making one: what an import of thousands needs.

        Raises RuleForbids that names the field.
        """
        try:
            return dict(_values_of(cls)(**values).__dict__)
        except ValidationError as error:
            raise _refusal(cls, error) from None

    @classmethod
    def check_field(cls, name: str, value: Any) -> Any:
        """Return the value of one field after validating it alone: of a record that has the same values as others.

        Raises RuleForbids that names the field.
        """
        try:
            return _rule_of(cls, name)(value)
        except ValidationError as error:
            raise _refusal(cls, error, name) from None

    def revise(self, **changes: Any) -> Self:
        """Change fields of this record after validating the whole. Raises RuleForbids that names the field."""
        checked = self.make(**(self.model_dump() | changes))
        for name in changes:
            value = getattr(checked, name)
            if getattr(self, name) != value:
                setattr(self, name, value)
        return self


@cache
def _values_of(model: type[SQLModel]) -> type[BaseModel]:
    """Return a plain model with the same fields and rules; that of a table is slow, since its records are tracked."""
    fields: dict[str, Any] = {name: (field.annotation, field) for name, field in model.model_fields.items()}
    made: type[BaseModel] = create_model(f"{model.__name__}Values", **fields)
    return made


@cache
def _rule_of(model: type[SQLModel], name: str) -> Callable[[Any], Any]:
    """Return what validates one field of a model, by that field's own declaration."""
    field = model.model_fields[name]
    declared: Any = Annotated[field.annotation, field]
    rule: Callable[[Any], Any] = TypeAdapter(declared).validator.validate_python
    return rule


_REFUSALS = {
    "missing": "缺少“{field}”。",
    "string_too_short": "“{field}”不能为空。",
    "string_too_long": "“{field}”最多 {most} 个字符。",
    "greater_than_equal": "“{field}”不能小于 {least}。",
    "less_than_equal": "“{field}”不能大于 {most}。",
    "enum": "“{field}”不能是“{value}”，可用：{terms}。",
}
"""What is said of each kind of complaint that validation has."""


def _refusal(model: type[SQLModel], error: ValidationError, alone: str = "") -> RuleForbids:
    """Turn the first complaint of a validation into one sentence that names the field."""
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else alone
    field = model.model_fields.get(name)
    context: Mapping[str, Any] = first.get("ctx") or {}
    is_nothing = first["type"] != "missing" and first["input"] is None
    return RuleForbids(
        _REFUSALS["string_too_short"] if is_nothing else _REFUSALS.get(first["type"], "“{field}”不能是“{value}”。"),
        field=(field.title if field is not None else None) or name,
        value=first["input"],
        least=context.get("ge"),
        most=context.get("max_length", context.get("le")),
        terms=str(context.get("expected", "")).replace("'", "").replace(" or ", "、").replace(", ", "、"),
    )


def _checks(table: sa.Table) -> None:
    """Add the named CHECK constraints that follow from the columns' types and bounds."""
    for column in table.columns:
        rule: str | None = None
        name = column.name
        if isinstance(column.type, TermType):
            terms = ", ".join("'" + term.value + "'" for term in column.type.terms)
            rule = f"{name} IN ({terms})"
        elif isinstance(column.type, DayType):
            rule = f"{name} IS date({name}, '+0 days')"
        elif isinstance(column.type, MomentType):
            rule = f"{name} IS strftime('%Y-%m-%dT%H:%M:%SZ', {name})"
        elif isinstance(column.type, FlagType):
            rule = f"{name} IN (0, 1)"
        if rule is not None:
            nullable = bool(column.nullable)
            table.append_constraint(sa.CheckConstraint(_nullable(rule, name, nullable=nullable), name=name))


def _field_checks(model: type[SQLModel], table: sa.Table) -> None:
    """Add the CHECK constraints that follow from the bounds of the model's fields."""
    for name, field in model.model_fields.items():
        column = table.columns.get(name)
        if column is None or column.primary_key:
            continue
        rules = []
        for bound in field.metadata:
            if (least := getattr(bound, "min_length", None)) is not None:
                rules.append(f"length({name}) >= {least}")
            if (most := getattr(bound, "max_length", None)) is not None:
                rules.append(f"length({name}) <= {most}")
            if (least := getattr(bound, "ge", None)) is not None:
                rules.append(f"{name} >= {least}")
            if (most := getattr(bound, "le", None)) is not None:
                rules.append(f"{name} <= {most}")
            pattern = getattr(bound, "pattern", None)
            if pattern is not None:
                rules.append(_SHAPES[pattern].format(name=name))
        if rules:
            rule = _nullable(" AND ".join(rules), name, nullable=bool(column.nullable))
            table.append_constraint(sa.CheckConstraint(rule, name=name))


_SHAPES = {
    TIME_PATTERN: "{name} IS strftime('%H:%M', {name})",
    MONTH_PATTERN: "{name} IS strftime('%Y-%m', {name} || '-01')",
}


def complete_tables() -> None:
    """Make every table STRICT, its ids never reused, give it the checks of its columns, and mark their classes of data.

    Called once, when all models are declared.
    """
    for mapper in SQLModel._sa_registry.mappers:  # noqa: SLF001  SQLModel has no public way to its registry
        table = mapper.local_table
        if isinstance(table, sa.Table) and not table.dialect_options["sqlite"].get("strict"):
            table.dialect_options["sqlite"]["strict"] = True
            table.dialect_options["sqlite"]["autoincrement"] = True
            _checks(table)
            _field_checks(mapper.class_, table)
            for column in table.columns:
                column.info["data_class"] = data_class(table.name, column.name)

"""Keeping the statements that SQLAlchemy compiled from one unit of work to the next."""

from typing import Any


def keep_compiled() -> None:
    """Let all engines' dialects be equal, which they are: SQLAlchemy looks compiled statements up by them.

    The program makes one engine in its life, a test a dozen, and each would compile every statement anew.
    """
    from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

    def is_equal(one: Any, other: object) -> bool:
        return type(one) is type(other)

    def hashed(one: Any) -> int:
        return hash(type(one))

    SQLiteDialect_pysqlite.__eq__ = is_equal  # type: ignore[method-assign]
    SQLiteDialect_pysqlite.__hash__ = hashed  # type: ignore[method-assign, assignment]

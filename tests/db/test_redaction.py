"""Taking values out of the journal: each image once, the chain whole, the damaged passed over."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from pbcli.db.redaction import Blanked, blank_images, blank_rows, record_redactions, redacted_by, redacted_seals
from pbcli.db.verify import verify
from tests.invented_school import fill

Opened = Callable[[], AbstractContextManager[Any]]
GONE = {"phone": lambda _value: None, "note": lambda _value: "〔〕"}


def phone(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return connection.execute(
        "SELECT json_extract(before, '$.phone'), json_extract(after, '$.phone'), json_extract(after, '$.note')"
        " FROM journal WHERE table_name = 'member' AND row_id = 1 ORDER BY id"
    ).fetchall()


def prepare(work: Opened) -> int:
    with work() as opened:
        fill(opened)
    with work() as opened:
        opened.connection.execute("UPDATE member SET phone = '13912345678', note = '甲' WHERE id = 1")
        return int(opened.operation_id)


def test_rows_and_images_lose_the_values_and_the_chain_holds(work: Opened) -> None:
    edited = prepare(work)
    with work() as opened:
        blank_rows(opened.connection, "member", [1, 2, 99], GONE)
        blanked = blank_images(opened.connection, "member", [1, 2, 99], GONE)
        assert blanked == Blanked("member", ("phone", "note"), (1,), {edited: 1, opened.operation_id: 1})
        assert record_redactions(opened.connection, opened.operation_id, [blanked]) == 1
        purge = opened.operation_id
    with work() as opened:
        assert phone(opened.connection)[-2:] == [(None, None, "〔〕"), (None, None, "〔〕")]
        assert verify(opened.connection)[:1] != []  # the operation under way
        assert [redacted_by(opened.connection, number) for number in (edited, purge, 1)] == [purge, purge, None]
        assert set(redacted_seals(opened.connection)) == {edited}
        assert blank_images(opened.connection, "member", [1], GONE).changes == {}


def test_a_damaged_image_and_one_without_an_operation_stop_nothing(work: Opened, database: Any) -> None:
    prepare(work)
    connection = sqlite3.connect(database)
    connection.execute("UPDATE member SET phone = '13912345679' WHERE id = 1")
    connection.execute(
        "UPDATE journal SET after = 'x' WHERE table_name = 'member' AND action = 'insert' AND row_id = 1"
    )
    connection.execute(
        "UPDATE journal SET after = '1' WHERE table_name = 'member' AND action = 'insert' AND row_id = 2"
    )
    connection.commit()
    blanked = blank_images(connection, "member", [1, 2], GONE)
    assert blanked.changes[None] == 1
    assert record_redactions(connection, 3, [Blanked("member", ("phone",), (1,), {None: 1, 3: 1})]) == 0
    connection.close()

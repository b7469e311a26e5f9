"""G10: a wrong value gets in neither by a command nor by raw SQL, and every list still answers."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tests.commands import READING
from tests.conftest import Program
from tests.endurance.goal import Bench, Finding, Goal
from tests.endurance.home import home, small_school
from tests.papers import FIRST, snapshot

EACH = 20
REFUSED = {2, 4, 5, 6}

TYPED = (
    "member add 王一 --branch 第一党支部 --joined-on 2026-02-30",
    "member add 王一 --branch 第一党支部 --joined-on 2026-13-01",
    "member add 王一 --branch 第一党支部 --joined-on 明天之后",
    "member add 王一 --branch 第一党支部 --joined-on 2020-01-01 --sex 其它",
    "member add 王一 --branch 没有的支部 --joined-on 2020-01-01",
    "member edit 赵六 --birth-date 1990-02-29",
    "member convert 赵六 --on 2020-01-01",
    "class add 2026级一班 --pupils -1",
    "class add 2026级一班 --pupils 三十",
    "class add 2026级一班 --started-on 2026-09-01 --graduated-on 2020-09-01",
    "branch add 第三党支部 --elected-on 2026-01-01 --years 99",
    "branch edit 第一党支部 --founded-on 2016-06-31",
    "liaison log 张三 2024级护理1班 散步",
    "liaison log 张三 2024级护理1班 走访寝室 --start 25:00",
    "liaison log 张三 2024级护理1班 走访寝室 --gift-money -5",
    "liaison log 张三 2024级护理1班 走访寝室 --note 13800138000",
    "event add 第一党支部 主题党日 --on 2026-10-21 --hours 一天",
    "dues pay 张三 1.005 --month 2026-10",
    "dues pay 张三 10 --month 2026-13",
    "term add 坏学期 --from 2027-01-22 --to 2026-09-01",
)
"""Wrong values as people type them."""

RAW = (
    "INSERT INTO membership (member_id, branch_id, from_on, join_reason) VALUES (1, 1, '2026-02-30', '入党')",
    "UPDATE membership SET from_on = '2026-13-01' WHERE id = 1",
    "UPDATE membership SET from_on = '20260101' WHERE id = 1",
    "UPDATE membership SET from_on = 20260101 WHERE id = 1",
    "UPDATE membership SET to_on = '1900-01-01' WHERE id = 1",
    "UPDATE member SET sex = '其它' WHERE id = 1",
    "UPDATE member SET birth_date = '' WHERE id = 1",
    "UPDATE member SET birth_date = 1990.5 WHERE id = 1",
    "UPDATE member SET name = '' WHERE id = 1",
    "UPDATE member SET name = NULL WHERE id = 1",
    "UPDATE member SET name = printf('%.201c', '长') WHERE id = 1",
    "UPDATE class SET pupils = -1 WHERE id = 1",
    "UPDATE class SET pupils = 'viele' WHERE id = 1",
    "UPDATE class SET pupils = 40.5 WHERE id = 1",
    "UPDATE contact SET kind = '散步' WHERE id = 1",
    "UPDATE contact SET start_time = '25:00' WHERE id = 1",
    "UPDATE contact SET recorded_at = '2026-10-31 08:00:00' WHERE id = 1",
    "UPDATE dues_payment SET amount_fen = 97.5 WHERE id = 1",
    "UPDATE dues_payment SET month = '2026-13' WHERE id = 1",
    "UPDATE unit SET keeps_id_numbers = 2 WHERE id = 1",
)
"""Wrong values as another tool would write them."""

LISTS = {
    command: words for command, words in READING.items() if command.endswith(" list") and words[:4] in {"", "2026"}
} | {
    "liaison contacts": "2026-10", "liaison count": "2026-10", "liaison gaps": "2026-10", "report monthly": "2026-10", "remind due": "",
}  # fmt: skip


def through_commands(pb: Program) -> Iterator[str]:
    """Type each wrong value. Gives what was taken, or refused otherwise than with a sentence."""
    for line in TYPED:
        before = snapshot(pb)
        outcome = pb(*line.split(), ok=None)
        if outcome.code not in REFUSED or not outcome.err.strip():
            yield f"{line}: exit {outcome.code}: {outcome.err.strip()}"
        if snapshot(pb) != before:
            yield f"{line}: something was written"


def through_sql(path: Path, statements: tuple[str, ...]) -> list[str]:
    """Write each wrong value past the program. Gives those that the database took."""
    taken = []
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            try:
                taken += [statement] if connection.execute(statement).rowcount else []
            except sqlite3.IntegrityError:
                continue
    return taken


def plain_copy(path: Path, copy: Path) -> None:
    """Make the control: the same rows in tables as a schema without rules declares them, the columns' names alone."""
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy, isolation_level=None)) as target:
        for table in ("membership", "member", "class", "contact", "dues_payment", "unit"):
            cursor = source.execute(f"SELECT * FROM {table}")
            names = ", ".join(column[0] for column in cursor.description)
            target.execute(f"CREATE TABLE {table} ({names})")
            target.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(cursor.description))})", cursor)


def silent(pb: Program) -> Iterator[str]:
    """Call every list. Gives those that don't answer."""
    for command, words in LISTS.items():
        outcome = pb(*command.split(), *words.split(), ok=None)
        if outcome.code:
            yield f"{command} doesn't answer: exit {outcome.code}: {outcome.err.strip()}"


def run(bench: Bench) -> Finding:
    """Try the values both ways, and the lists."""
    with home(bench.folder / "school") as pb:
        small_school(pb)
        pb("branch", "group", "add", FIRST, "第一党小组")
        plain_copy(pb.database, bench.folder / "plain.db")
        by_command = list(through_commands(pb))
        by_sql = [f"the database took: {statement}" for statement in through_sql(pb.database, RAW)]
        unanswered = list(silent(pb))
        if pb("db", "verify", ok=None).code:
            by_sql.append("db verify finds a change")
    taken = through_sql(bench.folder / "plain.db", RAW)
    return Finding(
        found=f"{len(TYPED)} by command, {len(RAW)} by SQL: {len(by_command)} and {len(by_sql)} taken; {len(LISTS)} lists, "
        f"{len(unanswered)} silent",
        problems=[*by_command, *by_sql, *unanswered],
        control=f"tables without our checks take {len(taken)} of {len(RAW)}",
        has_fired=len(taken) > 0,
        is_enough=min(len(TYPED), len(RAW)) >= EACH,
    )


GOAL = Goal(
    "G10", f"{EACH} wrong values through commands, {EACH} by raw SQL", "all refused; every list still answers", run
)

"""SQLite's errors become sentences that name the file or the field; what can only be a bug stays one."""

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import select

from pbcli.db.connection import check_schema, connect
from pbcli.db.faults import fault, translated
from pbcli.db.models import Branch, PartyGroup, Post, SchoolTerm
from pbcli.domain.errors import Conflict, PbcliError, RuleForbids, StorageUnusable, UnknownName

PATH = Path("/an odd/党务.db")


def error_of(code: int, kind: type[sqlite3.Error] = sqlite3.OperationalError, text: str = "") -> sqlite3.Error:
    error = kind(text)
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "kind", "sentence", "hint"),
    [
        (sqlite3.SQLITE_BUSY, Conflict, "数据库正被另一个程序占用：/an odd/党务.db。", "稍后再试一次。"),
        (sqlite3.SQLITE_LOCKED_SHAREDCACHE, Conflict, "数据库正被另一个程序占用：/an odd/党务.db。", "稍后再试一次。"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, StorageUnusable, "数据库是只读的，无法写入：/an odd/党务.db。", "ls -ld '/an odd/党务.db' '/an odd'"),
        (sqlite3.SQLITE_IOERR_FSYNC, StorageUnusable, "读写数据库时磁盘出错：/an odd/党务.db。", "pbcli db check"),
        (sqlite3.SQLITE_CORRUPT, StorageUnusable, "数据库已损坏：/an odd/党务.db。", "pbcli db restore FILE"),
        (sqlite3.SQLITE_FULL, StorageUnusable, "磁盘已满，什么也没有写入：/an odd/党务.db。", "df -h '/an odd'"),
        (sqlite3.SQLITE_CANTOPEN, StorageUnusable, "无法打开或写入数据库：/an odd/党务.db。", "ls -ld '/an odd/党务.db' '/an odd'"),
        (sqlite3.SQLITE_NOTADB, StorageUnusable, "这不是 pbcli 的数据库：/an odd/党务.db。", "pbcli --db PATH db info"),
    ],
)  # fmt: skip
def test_each_code_has_its_sentence(code: int, kind: type[PbcliError], sentence: str, hint: str) -> None:
    ours = fault(error_of(code), PATH)
    assert type(ours) is kind
    assert str(ours) == sentence
    assert ours.hint.format(**ours.values) == hint


def test_a_table_that_someone_took_away() -> None:
    ours = fault(error_of(sqlite3.SQLITE_ERROR, text="no such table: branch"), PATH)
    assert isinstance(ours, StorageUnusable)
    assert ours.hint == "pbcli db check"


@pytest.mark.parametrize("error", [error_of(1, text="near FORM: syntax error"), sqlite3.ProgrammingError("binding 1")])
def test_a_bug_stays_a_bug(error: sqlite3.Error) -> None:
    assert fault(error, PATH) is None
    with pytest.raises(sqlite3.Error), translated(PATH):
        raise error


def refusal(work: Any, *statements: str) -> str:
    def written() -> None:
        with work() as opened:
            for statement in statements:
                opened.connection.execute(statement)

    with pytest.raises(RuleForbids) as refused:
        written()
    return str(refused.value)


BRANCH = "INSERT INTO branch (name, pinyin, initials) VALUES ('甲', 'j', 'j')"
GROUP = "INSERT INTO party_group (branch_id, name) VALUES (1, '组')"


@pytest.mark.parametrize(
    ("statements", "sentence"),
    [
        ([BRANCH, BRANCH], "“党支部”相同的记录已经有了。"),
        ([BRANCH, GROUP, GROUP], "“党支部、党小组”相同的记录已经有了。"),
        (["INSERT INTO branch (pinyin, initials) VALUES ('j', 'j')"], "缺少“党支部”。"),
        (["INSERT INTO branch (name, pinyin, initials, founded_on) VALUES ('甲', 'j', 'j', '2026-02-30')"], "“成立日期”的值不合规则。"),
        (["INSERT INTO school_term (name, starts_on, ends_on) VALUES ('甲', '2026-03-01', '2026-03-01')"], "“学期”的值不合规则。"),
        (["INSERT INTO project_step (project_id, step) VALUES (1, '立项')"], "“课题环节”的值不合规则。"),
        ([GROUP], "别的记录还要用它，或者它要用的记录不存在。"),
        (["INSERT INTO branch (name, pinyin, initials) VALUES ('甲', 'j', 5.5e0)", "UPDATE branch SET id = 9"], "数据库不接受这个值：an id never changes。"),
    ],
)  # fmt: skip
def test_a_constraint_names_the_field(statements: list[str], sentence: str, work: Any) -> None:
    assert refusal(work, *statements) == sentence


def test_a_value_of_the_wrong_type_is_refused_by_the_table_itself(work: Any) -> None:
    text = refusal(work, "INSERT INTO project (title, branch_id, funds_fen) VALUES ('甲', 1, '很多')")
    assert text.startswith("数据库不接受这个值：")


def test_a_check_of_no_known_column_is_named_as_it_is() -> None:
    error = error_of(sqlite3.SQLITE_CONSTRAINT, sqlite3.IntegrityError, "CHECK constraint failed: ck_song_length")
    assert str(fault(error, PATH)) == "“song_length”的值不合规则。"


def test_through_the_models_it_is_the_same(work: Any) -> None:
    with work() as opened:
        branch = opened.add(Branch.make(name="甲", pinyin="j", initials="j"))
        opened.add(PartyGroup.make(branch_id=branch.id, name="组"))
    with pytest.raises(RuleForbids, match="“党支部”相同的记录已经有了"), work() as opened:
        opened.add(Branch.make(name="甲", pinyin="j", initials="j"))
    with pytest.raises(RuleForbids, match="别的记录还要用它"), work() as opened:
        opened.remove(opened.session.exec(select(Branch)).one())


def test_no_value_stands_in_an_error_of_the_database(work: Any) -> None:
    with pytest.raises(RuleForbids) as refused, work() as opened:
        opened.add(Post.make(branch_id=1, kind="书记", holder_name="13800138000"))
    assert "13800138000" not in f"{refused.value}{refused.value.__cause__!r}"


def test_a_number_beyond_the_database_is_no_id(database: Path) -> None:
    with pytest.raises(UnknownName, match="没有这么大的编号。"), translated(PATH):
        sqlite3.connect(":memory:").execute("SELECT ?", (2**63,))
    with pytest.raises(OverflowError, match="another"), translated(PATH):
        raise OverflowError("another")


def test_what_is_no_database_cannot_be_connected_to(tmp_path: Path, database: Path) -> None:
    (tmp_path / "text").write_text("党费" * 1000)
    with pytest.raises(sqlite3.DatabaseError):
        connect(tmp_path / "text", "rw")
    with pytest.raises(StorageUnusable, match="这不是 pbcli 的数据库"):
        check_schema(sqlite3.connect(":memory:"), database)


def test_a_bug_in_a_statement_stays_one(work: Any) -> None:
    with work() as opened:
        for statement, values in (("SELEKT 1", ()), ("SELECT ?", (10**30,))):
            with pytest.raises((sa.exc.OperationalError, OverflowError)):
                opened.session.connection().exec_driver_sql(statement, values)


# ---- what the models refuse


def test_values_are_validated_without_making_a_record() -> None:
    values = SchoolTerm.check(name="甲", starts_on="2026-03-01", ends_on=date(2026, 7, 1))
    assert values == {"id": None, "name": "甲", "starts_on": date(2026, 3, 1), "ends_on": date(2026, 7, 1)}
    with pytest.raises(RuleForbids, match="“学期”不能为空"):
        SchoolTerm.check(name="", starts_on="2026-03-01", ends_on="2026-07-01")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, "缺少“学期”。"),
        ({"name": ""}, "“学期”不能为空。"),
        ({"name": None}, "“学期”不能为空。"),
        ({"name": "长" * 201}, "“学期”最多 200 个字符。"),
        ({"name": "甲", "starts_on": "2026-02-30", "ends_on": "2026-03-01"}, "“开学日期”不能是“2026-02-30”。"),
    ],
)
def test_a_model_names_the_field(facts: dict[str, object], sentence: str) -> None:
    with pytest.raises(RuleForbids) as refused:
        SchoolTerm.make(**facts)
    assert str(refused.value) == sentence


def test_a_term_of_no_list_is_refused_with_the_list() -> None:
    with pytest.raises(RuleForbids) as refused:
        Post.make(branch_id=1, kind="主席", holder_name="甲")
    assert str(refused.value) == "“职务”不能是“主席”，可用：书记、副书记、组织委员、宣传委员、纪检委员、委员。"

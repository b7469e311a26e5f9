"""The records of an import in memory: found, changed, removed, and written in one go."""

import pytest

from pbcli.domain.enums import LiaisonRole
from pbcli.domain.errors import RuleForbids
from pbcli.intake.store import Store, plain
from tests.conftest import NOW


@pytest.fixture
def store(reader):
    """An empty store on an empty database."""
    return Store(reader, NOW)


def branch(store, name="第一党支部"):
    """Add a branch."""
    return store.add("branch", name=name, pinyin="d", initials="d")


def test_values_are_held_as_they_are_stored():
    assert plain(LiaisonRole.MEMBER) == "党员联系人"
    assert plain(NOW) == "2026-11-01T04:00:00Z"
    assert plain(NOW.date()) == "2026-11-01"
    assert plain(True) == 1
    assert plain("x") == "x"


def test_new_records_are_found_by_their_columns(store):
    first, second = branch(store), branch(store, "第二党支部")
    assert store.where("branch", "name", "第二党支部") == [second]
    third = branch(store, "第三党支部")
    assert store.where("branch", "name", "第三党支部") == [third]
    assert store.get("branch", first.id) is first
    assert [record.id for record in (first, second, third)] == [1, 2, 3]


def test_a_record_is_validated(store):
    with pytest.raises(RuleForbids, match="不能为空"):
        branch(store, "")
    kept = branch(store)
    with pytest.raises(RuleForbids):
        store.revise(kept, {"founded_on": "2026-02-30"})
    assert kept["founded_on"] is None


def test_a_change_moves_a_record_in_the_indexes(store):
    kept = branch(store)
    assert store.where("branch", "name", "第一党支部") == [kept]
    assert store.revise(kept, {"name": "第九党支部"})
    assert not store.revise(kept, {"name": "第九党支部"})
    assert store.where("branch", "name", "第一党支部") == []
    assert store.where("branch", "name", "第九党支部") == [kept]


def test_what_is_removed_is_gone(store):
    kept = branch(store)
    assert store.where("branch", "name", "第一党支部") == [kept]
    store.remove(kept)
    assert store.where("branch", "name", "第一党支部") == []
    assert store.rows("branch") == {}


def test_written_changed_and_removed(work):
    with work() as unit:
        store = Store(unit.reader, NOW)
        branch(store), branch(store, "第二党支部")
        store.write(unit.connection)
    with work() as unit:
        store = Store(unit.reader, NOW)
        first, second = store.rows("branch").values()
        store.revise(first, {"note": "好"})
        store.remove(second)
        branch(store, "第三党支部")
        store.write(unit.connection)
        rows = unit.connection.execute("SELECT id, name, note FROM branch ORDER BY id").fetchall()
    assert rows == [(1, "第一党支部", "好"), (3, "第三党支部", None)]


def test_ids_are_never_given_again(work):
    with work() as unit:
        store = Store(unit.reader, NOW)
        branch(store)
        store.write(unit.connection)
    with work() as unit:
        store = Store(unit.reader, NOW)
        store.remove(next(iter(store.rows("branch").values())))
        store.write(unit.connection)
    with work() as unit:
        assert branch(Store(unit.reader, NOW)).id == 2

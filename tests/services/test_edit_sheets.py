"""Sheets of records: what they hide, whose they are, and what is changed meanwhile."""

import os
from datetime import date
from typing import Any

import pytest

from pbcli.domain.errors import Conflict
from pbcli.services import edit_sheets, storage
from pbcli.services.edit_sheets_kinds import SORTS
from pbcli.services.privacy_masks import HIDDEN
from tests.conftest import Program
from tests.once import once

CONTACTS, EVENTS = SORTS["contacts"], SORTS["events"]


@pytest.fixture
@once
def school(pb: Program) -> Program:
    pb("branch", "add", "第一党支部")
    pb("member", "add", "张三", "--branch", "第一党支部", "--joined-on", "2010-07-01")
    pb("class", "add", "2024级护理1班")
    pb("liaison", "log", "张三", "2024级护理1班", "走访寝室", "--on", "2026-10-12", "--problem", "低保家庭")
    pb("event", "add", "党委", "党委专题会议", "--on", "2026-10-14", "--entitled", "5")
    return pb


def test_what_is_masked_elsewhere_is_masked_in_a_sheet(school: Program, reader: Any) -> None:
    row = dict(zip(edit_sheets.headers(CONTACTS), edit_sheets.rows_of(reader, CONTACTS)[1], strict=True))
    assert (row["发现问题"], row["联系人"], row["采取措施"]) == (HIDDEN, "张三", "")
    assert school.database.exists()


def test_an_event_of_the_unit_itself_has_no_branch(school: Program, reader: Any) -> None:
    row = dict(zip(edit_sheets.headers(EVENTS), edit_sheets.rows_of(reader, EVENTS)[1], strict=True))
    assert (row["主办党组织"], row["应到"]) == ("", "5")
    assert school.database.exists()


def test_a_record_that_was_changed_meanwhile_is_a_conflict(school: Program, work: Any) -> None:
    stale = edit_sheets.Edit(1, "2026-10-12 张三", {"measure": ("已报修", "已修好")})
    with pytest.raises(Conflict, match="在这期间被改过"), work() as unit:
        edit_sheets.apply(unit, CONTACTS, [stale], today=date(2026, 11, 1))
    assert school.json("liaison", "show", "1")["measure"] is None


def test_a_draft_lies_beside_the_database_closed_to_others(school: Program) -> None:
    draft = storage.draft_of(school.database, "edit-contacts.csv")
    assert draft == school.database.with_name("pbcli.db.d") / "edit-contacts.csv"
    if os.name == "posix":
        assert draft.parent.stat().st_mode & 0o077 == 0

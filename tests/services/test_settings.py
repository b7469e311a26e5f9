"""The unit's settings: what they may be, and what counts where nothing is set."""

from typing import Any

import pytest
from sqlmodel import select

from pbcli.db.models import Unit
from pbcli.domain.errors import DatabaseNotReady, UsageFault
from pbcli.services.settings import ID_NUMBERS, SETTINGS, all_texts, known, read, write
from pbcli.services.unit import change_setting, setting, unit_name

KEY = "age1" + "q" * 58


def test_without_any_the_defaults_count(reader: Any) -> None:
    assert all_texts(reader) == {
        "liaison.silent_days": "30", "liaison.term_activities": "2", "liaison.term_dorm_visits": "1",
        "study.full_day": "8", "study.half_day": "4", "study.per_hour": "1", "study.themed_half_day": "4",
        "liaison.term_lessons": "1", "liaison.counsellors": "off", "dues.rounding": "0.01",
            "meetings.theme_day": "off", "meetings.lectures": "1", "meetings.secretary_lectures": "1", "meetings.central_group": "1",
            "events.record_days": "3", "events.make_up_days": "7",
        "backup.keep_daily": "7", "backup.keep_weekly": "4",
        "backup.keep_monthly": "12", "backup.keep_yearly": "10", "backup.recipients": "off", ID_NUMBERS: "off", "evidence.required": "off",
        "retention.liaison_notes": "1", "retention.follow_ups": "1", "retention.former_members": "1", "retention.id_numbers": "1",
        "retention.dues_payments": "30", "retention.events": "永久", "retention.projects": "永久",
        "retention.talks": "永久", "retention.studies": "永久", "retention.checklists": "永久",
    }  # fmt: skip
    assert {name: read(reader, name) for name in SETTINGS if not name.startswith("retention.")} == {
        "liaison.silent_days": 30, "liaison.term_activities": 2, "liaison.term_dorm_visits": 1,
        "liaison.term_lessons": 1, "liaison.counsellors": False, "dues.rounding": 1,
        "backup.keep_daily": 7, "backup.keep_weekly": 4,
        "study.full_day": 800, "study.half_day": 400, "study.per_hour": 100, "study.themed_half_day": 400,
        "meetings.theme_day": {}, "meetings.lectures": 1, "meetings.secretary_lectures": 1, "meetings.central_group": 1,
        "events.record_days": 3, "events.make_up_days": 7,
        "backup.keep_monthly": 12, "backup.keep_yearly": 10, "backup.recipients": (), ID_NUMBERS: False, "evidence.required": {},
    }  # fmt: skip
    assert setting(reader, "liaison.silent_days") is None


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("liaison.silent_days", "45", 45), ("liaison.silent_days", "４５天", 45), ("liaison.silent_days", "9999", 9999),
        ("dues.rounding", "0.1", 10), ("dues.rounding", "1元", 100), ("dues.rounding", "0.01", 1),
        ("backup.keep_daily", "０", 0), ("backup.recipients", "OFF", ()), ("backup.recipients", KEY, (KEY,)),
        ("backup.recipients", f"{KEY} {KEY}", (KEY, KEY)), ("backup.recipients", f"{KEY}, {KEY}", (KEY, KEY)),
    ],
)  # fmt: skip
def test_what_is_set_counts(name: str, text: str, value: int, work: Any) -> None:
    with work() as opened:
        write(opened, name, text)
        assert read(opened.reader, name) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("liaison.silent_days", "0"), ("liaison.silent_days", "10000"), ("liaison.silent_days", "-1"),
        ("liaison.silent_days", "1.5"), ("liaison.silent_days", ""), ("dues.rounding", "0.5"), (ID_NUMBERS, "也许"),
        ("backup.keep_daily", "-1"), ("backup.keep_daily", ""), ("backup.recipients", "age1"), ("backup.recipients", f"{KEY}x"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_what_can(name: str, text: str, work: Any) -> None:
    with pytest.raises(UsageFault) as refused, work() as opened:
        write(opened, name, text)
    assert str(refused.value) == f"{name} 不能是“{text}”，可以是：{SETTINGS[name].allowed}。"


def test_a_name_that_is_none_lists_those_there_are(work: Any) -> None:
    with pytest.raises(UsageFault, match=r"没有叫“song”的设置；有的是：liaison.silent_days、"):
        known("song")


def test_a_setting_is_set_again_and_taken_away(work: Any) -> None:
    for value in ("1", "2", None, None):
        with work() as opened:
            change_setting(opened, "x", value)
            assert setting(opened.reader, "x") == value


def test_whole_id_numbers_are_the_units_own_switch(work: Any) -> None:
    with work() as opened:
        write(opened, ID_NUMBERS, "开")
        assert opened.session.exec(select(Unit)).one().keeps_id_numbers is True
        assert opened.changed == 1
    with work() as opened:
        write(opened, ID_NUMBERS, "on")
        assert opened.changed == 0


def test_the_units_name(work: Any) -> None:
    with work() as opened:
        assert unit_name(opened.reader) == "某职业学校"
        opened.connection.execute("DELETE FROM unit")
        with pytest.raises(DatabaseNotReady, match="数据库里还没有单位"):
            unit_name(opened.reader)

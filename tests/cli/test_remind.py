"""`remind`: a digest that is silent when nothing is due, says each thing once, and shows what to install."""

import json
import subprocess
import sys
from datetime import date

import pytest

from pbcli.db.models import Contact, Event, EventHasKind, Member, Membership, PartyStatusPeriod, Study, Talk
from pbcli.domain.enums import ContactKind, JoinReason, PartyStatus
from tests.conftest import NOW, call
from tests.invented_school import fill
from tests.once import once


@pytest.fixture
@once
def school(pb, work):
    """The invented school, whose branches and members have met, talked and studied as the rules ask of them."""
    with work() as w:
        fill(w)
        ninth = w.add(Member.make(name="吴九", pinyin="wujiu", initials="wj"))
        w.add(Membership.make(member_id=ninth.id, branch_id=2, from_on=date(2016, 7, 1), join_reason=JoinReason.JOINED))
        w.add(PartyStatusPeriod.make(member_id=ninth.id, status=PartyStatus.FULL, from_on=date(2016, 7, 1)))
        facts = {"occurred_on": date(2026, 5, 6), "recorded_at": NOW}
        for first, second in ((1, 2), (1, 3), (4, 6), (4, 7)):
            w.add(Talk.make(first_id=first, second_id=second, **facts))
        kinds = [row["id"] for row in w.reader.rows("event_kind_names")]
        for branch in (1, 2):
            for day in (date(2026, 9, 1), date(2026, 10, 20)):
                event = w.add(Event.make(branch_id=branch, occurred_on=day, recorded_at=NOW))
                for kind in kinds:
                    w.add(EventHasKind.make(event_id=event.id, event_kind_id=kind))
        # The unit's first contact: since that day of the others can be said that they had none.
        begun = {"occurred_on": date(2025, 9, 1), "recorded_at": NOW}
        w.add(Contact.make(member_id=1, class_id=3, kind=ContactKind.DORM_VISIT, **begun))
        for member in (1, 2, 3, 4, 6, 7):
            w.add(Study.make(member_id=member, hours_hundredths=5600, source="区委党校", **facts))
    return pb


@pytest.fixture
def quiet(pb):
    """A database in which nothing is due."""
    return pb


KEYS = ["article", "command", "days", "due_on", "kind", "message", "rule", "severity", "subject"]


def test_each_line_has_the_rule_its_article_and_the_command(school):
    outcome = school("remind", "due")
    head, _rule, *lines = outcome.out.splitlines()
    assert head.split() == ["事项", "规则", "依据", "处理命令"]
    assert [line.split()[-1] for line in lines] == ["2024级护理1班", "2025级机电2班", "2026级幼教1班", "2026级幼教1班"]
    assert "2024级护理1班从 2025-09-01 起没有联系" in lines[0]
    assert "2025级机电2班开学以来没有联系" in lines[1]
    assert all("LI-0" in line and "本单位规定" in line and "pbcli liaison " in line for line in lines)
    assert outcome.err == ""


def test_the_machine_keys_are_stable_and_english(school):
    rows = school.json("remind", "due")
    assert {tuple(sorted(row)) for row in rows} == {tuple(KEYS)}
    assert [(row["severity"], row["kind"], row["subject"], row["days"]) for row in rows] == [
        ("overdue", "silent_class", "2024级护理1班", -396),
        ("overdue", "silent_class", "2025级机电2班", -396),
        ("overdue", "vacant_class", "2026级幼教1班", -61),
        ("overdue", "silent_class", "2026级幼教1班", -31),
    ]


def test_nothing_due_is_no_output_at_all(quiet):
    for words in (["due"], ["due", "--exit-code"], ["due", "--within", "14d"], ["send"], ["due", "-f", "table"]):
        outcome = quiet("remind", *words)
        assert (outcome.out, outcome.err) == ("", "")


@pytest.mark.parametrize(("format_", "expected"), [("json", []), ("jsonl", None)])
def test_nothing_due_is_well_formed_for_a_machine(quiet, format_, expected):
    out = quiet("remind", "due", "-f", format_).out
    assert (json.loads(out) if out.strip() else None) == expected


def test_nothing_due_fails_only_where_it_was_asked_for(quiet):
    outcome = quiet("remind", "due", "--fail-empty", ok=3)
    assert (outcome.out, outcome.err) == ("", "没有到期的事项。\n")


def test_the_exit_code_tells_that_something_is_due_only_when_asked(school):
    assert school("remind", "due").code == 0
    outcome = school("remind", "due", "--exit-code", ok=10)
    assert len(outcome.out.splitlines()) == 6
    assert outcome.err == "有 4 项到期。\n"


def test_within_says_what_falls_due_and_what_is_overdue(school):
    school("branch", "elect", "第一党支部", "--on", "2024-03-20")
    assert "第一党支部" in school("remind", "due").out
    assert "第一党支部" not in school("remind", "due", "--within", "14d").out
    assert "第一党支部" in school("remind", "due", "--within", "5m").out
    assert "2026级幼教1班" in school("remind", "due", "--within", "0").out


def test_a_span_that_is_none_is_refused(school):
    outcome = school("remind", "due", "--within", "soon", ok=2)
    assert "“soon”不是天数" in outcome.err
    assert outcome.out == ""


def test_a_file_is_written_in_the_format_of_its_name(school, tmp_path):
    school("remind", "due", "-o", tmp_path / "due.csv")
    assert (tmp_path / "due.csv").read_text(encoding="utf-8-sig").startswith("severity,")


def test_send_says_each_thing_once(school):
    first = school("remind", "send")
    assert first.out == school("remind", "due").out
    assert school("remind", "send").out == ""
    assert school("remind", "send", today="2026-11-02").out == ""
    assert school("remind", "due").out == first.out


def test_a_rehearsed_send_is_not_remembered(school):
    assert school("remind", "send", "--dry-run").out == school("remind", "send").out
    assert school("remind", "send", "--dry-run").out == ""


def test_send_is_no_operation_and_undo_never_takes_it_back(school):
    before = school("history").out
    school("remind", "send")
    assert school("history").out == before
    assert school("remind", "send").out == ""


def test_what_is_settled_by_its_command_is_due_no_more(school):
    school("liaison", "log", "张三丰", "2024级护理1班", "走访寝室", "--on", "2026-10-31")
    school("liaison", "assign", "王五", "2026级幼教1班", "--from", "2026-10-31")
    due = school.json("remind", "due")
    silent = {("silent_class", name) for name in ("2025级机电2班", "2026级幼教1班")}
    assert {(row["kind"], row["subject"]) for row in due} == silent


def test_it_works_without_a_path_a_home_and_a_locale(school):
    done = subprocess.run(
        [sys.executable, "-m", "pbcli", "--db", str(school.database), "--today", "2026-11-01", "remind", "due"],
        capture_output=True, env={}, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode("utf-8") == school("remind", "due").out
    assert done.stderr == b""


def test_reading_what_is_due_imports_no_models(school):
    words = ["--db", str(school.database), "--today", "2026-11-01", "remind", "due"]
    code = (
        "import sys; from pbcli.cli.app import run; assert run(sys.argv[1:]) == 0;"
        "sys.exit(', '.join({'sqlmodel', 'sqlalchemy', 'pydantic', 'alembic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, check=False, timeout=60)
    assert done.stderr.decode() == "\n"


def test_without_a_database_it_says_how_to_make_one(tmp_path):
    outcome = call(["--db", str(tmp_path / "none.db"), "remind", "due"])
    assert outcome.code == 7
    assert "pbcli init" in outcome.err


def test_cron_is_one_line_that_depends_on_nothing(school):
    outcome = school("remind", "cron")
    (line,) = outcome.out.splitlines()
    assert line.startswith("0 7 * * * /")
    assert line.endswith(f" --db {school.database} remind send")
    assert "crontab -e" in outcome.err


def test_cron_speaks_the_language_that_was_chosen(school):
    assert " --lang en remind send\n" in school("--lang", "en", "remind", "cron").out


def test_the_line_of_cron_runs_as_it_stands(school):
    command = school("remind", "cron").out.removeprefix("0 7 * * * ").rstrip("\n")
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, env={}, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


def test_systemd_is_a_service_and_a_timer(school):
    outcome = school("remind", "systemd")
    service, timer = outcome.out.split("# ~/.config/systemd/user/pbcli-remind.timer\n")
    assert service.startswith("# ~/.config/systemd/user/pbcli-remind.service\n[Unit]\n")
    assert f" --db {school.database} remind send\n" in service
    assert "Type=oneshot" in service
    assert "OnCalendar=*-*-* 07:00:00\nPersistent=true\n" in timer
    assert timer.endswith("[Install]\nWantedBy=timers.target\n")
    assert "systemctl --user enable --now pbcli-remind.timer" in outcome.err


def test_the_day_of_the_title_is_today(school):
    assert f"到期提醒（{date(2026, 11, 1)}）" in school("remind", "due", "-f", "table").out

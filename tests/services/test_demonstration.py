"""The invented school: the same every time, of the real one's size, and nothing in it contradicts anything else."""

from collections import Counter
from datetime import date
from itertools import islice

import pytest

from pbcli.db.check import check
from pbcli.db.connection import open_database
from pbcli.db.read import open_reader
from pbcli.db.verify import verify
from pbcli.domain.enums import ProjectState
from pbcli.domain.idnumber import check_digit, digest
from pbcli.domain.periods import read_period
from pbcli.services.demonstration.classes import COHORTS
from pbcli.services.demonstration.days import is_school_day, school_day
from pbcli.services.demonstration.dice import Dice
from pbcli.services.demonstration.draft import last_day, material
from pbcli.services.demonstration.people import DIGEST_KEY, _names
from pbcli.services.demonstration.place import open_school, today
from pbcli.services.dues import dues_of_month
from pbcli.services.monthly import monthly_figures
from pbcli.services.project_parts import list_materials
from pbcli.services.reminders import due_items
from pbcli.services.rulebook import national
from pbcli.services.study_hours import year_of_members
from tests.conftest import NOW

LAST = "2026-10-31"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    made = open_school(tmp_path_factory.mktemp("demo") / "pbcli.db", NOW, fresh=False)
    assert made.is_new
    return made.path


@pytest.fixture
def ask(path):
    """Ask the school's database a question of one's own."""
    connection = open_database(path, "ro")
    yield lambda question, *values: connection.execute(question, values).fetchall()
    connection.close()


@pytest.fixture
def school(path):
    with open_reader(path) as reader:
        yield reader


@pytest.fixture
def month(school):
    return monthly_figures(school, read_period("2026-10", today=today(), terms=()), today())


def test_it_is_the_same_every_time(path, tmp_path):
    again = open_school(tmp_path / "pbcli.db", NOW, fresh=False)
    assert again.path.read_bytes() == path.read_bytes()


def test_it_is_sound_and_agrees_with_its_journal(path, school):
    assert list(check(path)) == []
    assert list(verify(school.connection, [])) == []


def test_its_name_says_that_it_is_invented_and_its_day_is_fixed(month):
    assert "虚构" in month["unit"]
    assert last_day() == date(2026, 10, 31)
    assert today() == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("question", "least", "most"),
    [
        ("SELECT count(*) FROM branch", 6, 6),
        ("SELECT count(*) FROM membership WHERE to_on IS NULL", 95, 105),
        ("SELECT count(*) FROM class", 60, 60),
        ("SELECT count(*) FROM project", 11, 11),
        ("SELECT count(*) FROM contact", 1000, 1500),
        ("SELECT count(*) FROM event", 200, 300),
        ("SELECT count(*) FROM dues_payment", 800, 1100),
        ("SELECT count(*) FROM school_term", 3, 3),
        ("SELECT count(DISTINCT kind) FROM contact", 11, 11),
        ("SELECT count(DISTINCT topic) FROM contact", 8, 8),
        ("SELECT count(DISTINCT event_kind_id) FROM event_has_kind", 12, 17),
        ("SELECT count(DISTINCT substr(occurred_on, 1, 7)) FROM contact", 12, 14),
        ("SELECT count(DISTINCT substr(occurred_on, 1, 7)) FROM event", 14, 14),
    ],
)
def test_it_has_the_real_ones_size(ask, question, least, most):
    assert least <= ask(question)[0][0] <= most


def test_the_branches_have_the_six_focuses(ask):
    assert [focus for (focus,) in ask("SELECT brand_focus FROM branch ORDER BY id")] == [
        "帮扶困难学生",
        "关爱特殊学生",
        "抓好师生思政",
        "讲解红色故事",
        "走访学生家庭",
        "实施课程思政",
    ]
    assert all(4 <= len(name) <= 8 for (name,) in ask("SELECT brand_name FROM branch"))


@pytest.mark.parametrize(
    ("question", "least"),
    [
        ("SELECT count(*) FROM party_status WHERE status = '预备党员' AND to_on IS NULL", 4),
        ("SELECT count(*) FROM party_status WHERE status = '正式党员' AND from_on BETWEEN '2025-11-01' AND ?1", 3),
        ("SELECT count(*) FROM membership WHERE leave_reason = '去世'", 1),
        ("SELECT count(*) FROM membership WHERE leave_reason = '转出' AND counterpart LIKE '虚构%'", 2),
        ("SELECT count(*) FROM membership WHERE join_reason = '转入' AND counterpart = '第四党支部'", 1),
        ("SELECT count(*) FROM assignment WHERE to_on IS NOT NULL", 10),
        ("SELECT count(*) FROM assignment WHERE role = '政治辅导员'", 10),
        ("SELECT count(*) FROM class_head WHERE to_on IS NOT NULL", 5),
        ("SELECT count(*) FROM follow_up WHERE closed_on IS NULL AND due_on < ?1", 3),
        ("SELECT count(*) FROM follow_up WHERE closed_on IS NULL AND due_on > ?1", 3),
        ("SELECT count(*) FROM contact WHERE gift IS NOT NULL", 10),
        ("SELECT count(*) FROM contact WHERE julianday(substr(recorded_at, 1, 10)) - julianday(occurred_on) > 3", 10),
        ("SELECT count(*) FROM attendance WHERE state = '请假'", 50),
        ("SELECT count(*) FROM attendance WHERE state = '缺席'", 10),
        ("SELECT count(*) FROM post WHERE kind = '书记'", 6),
        ("SELECT count(*) FROM (SELECT name FROM member GROUP BY name HAVING count(*) > 1)", 1),
        ("SELECT count(*) FROM dues_base WHERE payer_group = '离退休'", 5),
        ("SELECT count(*) FROM event_has_kind GROUP BY event_id HAVING count(*) > 1", 2),
        ("SELECT count(*) FROM class WHERE graduated_on < ?1", 10),
        ("SELECT count(*) FROM issuing_office WHERE extensions_most IS NOT NULL", 2),
        ("SELECT count(DISTINCT kind) FROM project_change", 3),
        ("SELECT count(*) FROM project_expert", 5),
        ("SELECT count(DISTINCT form) FROM project_outcome", 4),
        ("SELECT count(*) FROM project_outcome WHERE published_on IS NOT NULL", 3),
        ("SELECT count(*) FROM project_person WHERE role = '参研'", 11),
        ("SELECT count(*) FROM project_material WHERE place IS NOT NULL", 20),
    ],
)
def test_it_looks_alive(ask, question, least):
    rows = ask(question, LAST) if "?1" in question else ask(question)
    assert rows[0][0] >= least


def test_the_month_has_something_of_everything(month):
    assert [row["state"] for row in month["projects"]] == [state.value for state in ProjectState]
    assert sum(row["extended"] for row in month["projects"]) == 1
    assert 3 <= len(month["silent_classes"]) <= 10
    assert 2 <= len(month["vacant_classes"]) <= 4
    assert all(month["follow_ups"].values())
    assert any(row["arrears"] != "0.00" for row in month["dues"])
    assert any(row["arrears"] == "0.00" for row in month["dues"])
    assert sum(row["unknown"] for row in month["dues"]) == 2
    assert {(row["branch"], row["kind"]) for row in month["events"] if row["done"] < row["required"]} == {
        ("第三党支部", "支委会"),
        ("第四党支部", "党小组会"),
        ("第五党支部", "主题党日"),
    }
    assert sum(row["joined"] for row in month["members"]) == 1
    assert sum(row["left"] for row in month["members"]) == 1


def test_it_has_something_of_every_kind_to_remind_of(school):
    items = due_items(school, today())
    kinds = Counter(item.reminder.key for item in items)
    assert kinds["branch_term"] == 1
    # Its records are made on the day that it counts as today, so that no copy is overdue yet.
    # Of the term's targets nothing is said in its second month, of counsellors only where the unit wants them, no
    # day is fixed, its branches are of a good size, and it is the first of a month; openings and inspections are planned. Its quarter has only begun, and the meetings of the year were held in January.
    assert set(kinds) == set(national().reminders) - {
        "copy_elsewhere",
        "term_target",
        "lacking_role",
        "project_opening",
        "meetings_quarter",
        "meetings_year",
        "theme_day",
        "central_group",
        "secretary_lecture",
        "branch_small",
        "branch_large",
        "branch_committee",
        "dues_month",
        "political_birthday",
        "fifty_years",
        "working_calendar",
        "project_midterm",
    }
    assert any("已离开" in item.what for item in items)
    assert len(items) <= 70


def test_the_offices_with_limits_of_their_own_have_projects(ask):
    kept = ask("SELECT name FROM issuing_office")
    assert set(kept) < set(ask("SELECT DISTINCT office FROM project"))


def test_some_papers_of_its_projects_are_missing_but_most_are_there(school):
    states = Counter(row["state"] for row in list_materials(school, day=today()))
    assert 5 <= states["缺"] <= 15 < states["已有"]


def test_one_members_care_for_one_class_is_the_example_of_a_whole_year(ask):
    counts = ask(
        "SELECT c.kind, count(*), count(DISTINCT c.member_id) FROM contact AS c JOIN class AS k ON k.id = c.class_id"
        " WHERE k.name = '2024级会计2班' AND c.occurred_on BETWEEN '2025-09-01' AND '2026-07-10' GROUP BY c.kind"
    )
    assert counts == [("思想宣传教育", 8, 1), ("走访寝室", 21, 1)]
    gifts = ask(
        "SELECT c.gift FROM contact AS c JOIN class AS k ON k.id = c.class_id WHERE k.name = '2024级会计2班'"
        " AND c.occurred_on BETWEEN '2025-09-01' AND '2026-07-10' AND c.gift IS NOT NULL ORDER BY c.occurred_on"
    )
    assert gifts == [("热水袋",), ("苹果",), ("棒棒糖",)]


CONTRADICTIONS = """
-- nothing after the last day
SELECT occurred_on FROM contact WHERE occurred_on > ?1;
SELECT recorded_at FROM contact WHERE recorded_at > ?1 || 'T99';
SELECT occurred_on FROM event WHERE occurred_on > ?1 OR recorded_at > ?1 || 'T99';
SELECT paid_on FROM dues_payment WHERE paid_on > ?1;
SELECT closed_on FROM follow_up WHERE closed_on > ?1;
SELECT actual_on FROM project_step WHERE actual_on > ?1;
SELECT received_on FROM project_material WHERE received_on > ?1;
SELECT occurred_on FROM project_money WHERE occurred_on > ?1;
SELECT changed_on FROM project_change WHERE changed_on > ?1;
SELECT published_on FROM project_outcome WHERE published_on > ?1;
SELECT from_on FROM membership WHERE from_on > ?1 OR to_on > ?1;
SELECT from_on FROM assignment WHERE from_on > ?1;
-- contacts: the class in school, the member one of the school and looking after the class, the head teacher's own
SELECT c.id FROM contact AS c JOIN class AS k ON k.id = c.class_id WHERE NOT c.occurred_on BETWEEN k.started_on
    AND k.graduated_on;
SELECT c.id FROM contact AS c WHERE NOT EXISTS (SELECT 1 FROM membership AS m WHERE m.member_id = c.member_id
    AND m.from_on <= c.occurred_on AND (m.to_on IS NULL OR m.to_on > c.occurred_on));
SELECT c.id FROM contact AS c WHERE NOT EXISTS (SELECT 1 FROM assignment AS a WHERE a.member_id = c.member_id
    AND a.class_id = c.class_id AND a.role = c.role AND a.from_on <= c.occurred_on AND (a.to_on IS NULL OR
    a.to_on > c.occurred_on));
SELECT c.id FROM contact AS c WHERE c.head_teacher IS NOT (SELECT h.teacher_name FROM class_head AS h WHERE
    h.class_id = c.class_id AND h.from_on <= c.occurred_on AND (h.to_on IS NULL OR h.to_on > c.occurred_on));
SELECT c.id FROM contact AS c JOIN class AS k ON k.id = c.class_id WHERE c.pupils > k.pupils;
-- follow-ups: promised for a later day, closed after they were opened
SELECT f.id FROM follow_up AS f JOIN contact AS c ON c.id = f.contact_id WHERE f.due_on < c.occurred_on OR
    f.closed_on < c.occurred_on;
-- events: present are those entitled and not missing, and only the entitled can be missing
SELECT e.id FROM event AS e WHERE e.branch_id IS NOT NULL AND e.present IS NOT e.entitled - (SELECT count(*)
    FROM attendance AS a WHERE a.event_id = e.id);
SELECT a.id FROM attendance AS a JOIN event AS e ON e.id = a.event_id WHERE NOT EXISTS (SELECT 1 FROM membership
    AS m WHERE m.member_id = a.member_id AND m.branch_id = e.branch_id AND m.from_on <= e.occurred_on AND
    (m.to_on IS NULL OR m.to_on > e.occurred_on));
SELECT e.id FROM event AS e WHERE NOT EXISTS (SELECT 1 FROM event_has_kind AS h WHERE h.event_id = e.id);
SELECT e.id FROM event AS e WHERE e.entitled * 0.5 > e.present;
-- members: a standing on every day, posts held by full members of the branch
SELECT m.id FROM membership AS m WHERE NOT EXISTS (SELECT 1 FROM party_status AS s WHERE s.member_id =
    m.member_id AND s.from_on <= m.from_on AND (s.to_on IS NULL OR s.to_on > m.from_on));
SELECT p.id FROM post AS p WHERE NOT EXISTS (SELECT 1 FROM membership AS m JOIN party_status AS s ON s.member_id
    = m.member_id AND s.status = '正式党员' AND s.from_on <= p.from_on WHERE m.member_id = p.member_id AND
    (p.branch_id IS NULL OR m.branch_id = p.branch_id) AND m.to_on IS NULL);
-- the school's own committee: as many as its meetings are for
SELECT e.id FROM event AS e JOIN event_has_kind AS h ON h.event_id = e.id JOIN event_kind AS k ON k.id = h.event_kind_id
    WHERE k.name IN ('中心组学习', '党委专题会议') AND e.entitled IS NOT (SELECT count(*) FROM post AS p WHERE
    p.branch_id IS NULL AND p.from_on <= e.occurred_on);
-- dues: only for months of membership
SELECT p.id FROM dues_payment AS p WHERE NOT EXISTS (SELECT 1 FROM membership AS m WHERE m.member_id =
    p.member_id AND substr(m.from_on, 1, 7) <= p.month);
-- projects: none spends more than it was granted, its budget is what was granted, its experts aren't the school's people
SELECT project_id FROM project_money GROUP BY project_id HAVING sum(iif(kind = '拨款', amount_fen, -amount_fen)) < 0;
SELECT p.id FROM project AS p WHERE p.id IN (SELECT project_id FROM project_money) AND p.funds_fen IS NOT (SELECT
    sum(m.amount_fen) FROM project_money AS m WHERE m.project_id = p.id AND m.kind = '拨款');
SELECT e.id FROM project_expert AS e WHERE e.name IN (SELECT name FROM member);
-- nobody's identity: no whole number, phones with a prefix that nobody has
SELECT id FROM id_number;
SELECT id FROM member WHERE phone NOT LIKE '100________';
"""


def questions():
    """Give each question of the list, without its heading."""
    text = "\n".join(line for line in CONTRADICTIONS.splitlines() if not line.startswith("--"))
    return [one.strip() for one in text.split(";") if one.strip()]


@pytest.mark.parametrize("question", questions())
def test_nothing_in_it_contradicts_anything_else(ask, question):
    assert (ask(question, LAST) if "?1" in question else ask(question)) == []


def test_a_post_begins_when_its_holder_was_a_member_of_the_branch(ask):
    early = ask(
        "SELECT p.holder_name FROM post AS p JOIN membership AS m ON m.member_id = p.member_id AND m.to_on IS NULL"
        " WHERE m.from_on > p.from_on"
    )
    assert early == []


def test_its_own_committee_has_a_secretary_who_lectures_and_the_hours_of_its_studies(school, ask):
    assert ask("SELECT kind, count(*) FROM post WHERE branch_id IS NULL GROUP BY kind ORDER BY min(id)") == [
        ("书记", 1), ("副书记", 1), ("纪检委员", 1), ("组织委员", 1), ("宣传委员", 1), ("委员", 4),
    ]  # fmt: skip
    assert [item for item in due_items(school, date(2026, 12, 15)) if item.reminder.key == "secretary_lecture"] == []
    sitting = {member for (member,) in ask("SELECT member_id FROM post WHERE branch_id IS NULL")}
    rows, _unnamed = year_of_members(school, 2026, today=today(), branch_id=4)
    most = sorted(rows, key=lambda row: float(row["events"]), reverse=True)[:2]
    assert {row["id"] for row in most} == {row["id"] for row in rows if row["id"] in sitting}


def test_an_id_number_is_kept_as_a_digest_of_an_area_that_is_nobodys(ask):
    last4, kept, born, sex = ask("SELECT id_last4, id_digest, birth_date, sex FROM member WHERE id = 1")[0]
    order = 1 if sex == "男" else 0
    first = f"999999{born.replace('-', '')}{order:03d}"
    number = first + check_digit(first)
    assert number.endswith(last4)
    assert kept == digest(DIGEST_KEY, number)


def test_who_paid_all_owes_nothing(school):
    table = national().dues
    rows = dues_of_month(school, "2026-10", table)
    behind = [row for row in rows if row.arrears_fen]
    assert 4 <= len(behind) <= 10
    assert any(row.months_behind > 2 for row in behind)


def test_contacts_and_events_are_on_school_days(ask):
    days = {day for (day,) in ask("SELECT occurred_on FROM contact UNION SELECT occurred_on FROM event")}
    assert [day for day in days if not is_school_day(date.fromisoformat(day))] == []


def test_every_year_has_as_many_classes(ask):
    counts = dict(ask("SELECT cohort, count(*) FROM class GROUP BY cohort"))
    assert counts == {f"{year}级": sum(major["classes"] for major in material()["majors"]) for year in COHORTS}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 10, 1), date(2026, 10, 8)),
        (date(2026, 10, 31), date(2026, 11, 2)),
        (date(2026, 9, 25), date(2026, 9, 28)),
        (date(2026, 9, 24), date(2026, 9, 24)),
    ],
)
def test_a_school_day_is_found(day, expected):
    assert school_day(day) == expected


def test_no_more_than_two_people_share_a_name():
    names = Counter(name for name, _sex in islice(_names(Dice("many")), 1500))
    assert [count for _name, count in names.most_common(2)] == [2, 1]


def test_dice_fall_the_same_with_the_same_seed():
    drawn = [[Dice(seed).between(0, 10**9) for _ in range(2)] for seed in ("a", "a", "b")]
    assert drawn[0] == drawn[1] != drawn[2]
    assert [Dice("pbcli").between(1, 6) for _ in range(1)] == [Dice("pbcli").between(1, 6)]


def test_dice_reach_both_ends_and_every_weight_in_its_share():
    dice = Dice("shares")
    assert {dice.between(1, 3) for _ in range(100)} == {1, 2, 3}
    counts = Counter(dice.weighed({"a": 1, "b": 0, "c": 3}) for _ in range(4000))
    assert set(counts) == {"a", "c"}
    assert 2800 < counts["c"] < 3200
    assert sorted(dice.shuffled("abc")) == ["a", "b", "c"]
    assert {dice.day(date(2026, 1, 1), date(2026, 1, 2)) for _ in range(50)} == {date(2026, 1, 1), date(2026, 1, 2)}
    assert [Dice("x").chance(0), Dice("x").chance(1)] == [False, True]

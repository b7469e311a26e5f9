"""`pbcli class`, as its user meets it."""

from typing import Any

import pytest

from tests.invented_school import fill
from tests.once import once

NURSES, MECHANICS, ACCOUNTANTS, KINDERGARTEN = "2024级护理1班", "2025级机电2班", "2023级会计1班", "2026级幼教1班"


@pytest.fixture
@once
def school(work: Any) -> None:
    with work() as opened:
        fill(opened)


def names(pb: Any, *words: str) -> list[str]:
    return [row["name"] for row in pb.json("class", "list", *words)]


def test_adding_is_acknowledged_and_listed(pb: Any) -> None:
    done = pb("class", "add", "2026级 护理 1 班", "--cohort", "2026级", "--department", "医护部", "--major", "护理",
              "--pupils", "45", "--started-on", "2026-09-01", "--head", "赵　老师", "--note", "在南校区")  # fmt: skip
    assert (done.out, done.err) == ("", "已添加2026级护理1班。\n")
    assert pb.json("class", "list") == [
        {
            "id": 1,
            "name": "2026级护理1班",
            "cohort": "2026级",
            "department": "医护部",
            "major": "护理",
            "head_teacher": "赵老师",
            "pupils": 45,
            "started_on": "2026-09-01",
            "graduated_on": None,
            "members": [],
            "last_contact_on": None,
        }
    ]
    assert pb("-q", "class", "add", NURSES).out == "2\n"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "还缺：班级名称（NAME）。"),
        (("",), 5, "“班级名称”不能为空。"),
        (("班\x00",), 5, "“班级名称”里有不能用的字符 U+0000。"),
        (("班" * 201,), 5, "“班级名称”最多 200 个字符。"),
        (("1班", "--head", "师\u202e"), 5, "“班主任”里有不能用的字符 U+202E。"),
        (("1班", "--pupils", "-1"), 2, "--pupils"),
        (("1班", "--pupils", "很多"), 2, "“很多”不是整数"),
        (("1班", "--pupils", "9999999"), 5, "人数"),
        (("1班", "--started-on", "明年"), 2, "--started-on：“明年”不是日期。"),
        (("1班", "--started-on", "2026-09-01", "--graduated-on", "2026-08-31"), 5, "毕业时间 2026-08-31 早于入学时间"),
        ((NURSES,), 5, "已经有叫“2024级护理1班”的班级。"),
    ],
)
def test_what_adding_refuses(pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
    pb("class", "add", NURSES)
    assert said in pb("class", "add", *words, ok=code).err
    assert names(pb) == [NURSES]


@pytest.mark.usefixtures("school")
class TestSchool:
    def test_the_list_is_as_of_a_day(self, pb: Any) -> None:
        assert names(pb) == [NURSES, MECHANICS, KINDERGARTEN]
        assert names(pb, "--on", "2026-07-10") == [NURSES, MECHANICS, ACCOUNTANTS]
        assert names(pb, "--graduated") == [ACCOUNTANTS]
        assert names(pb, "--graduated", "--on", "2026-07-10") == []
        heads = {row["name"]: row["head_teacher"] for row in pb.json("class", "list", "--on", "2026-08-31")}
        assert heads[NURSES] == "赵老师"
        assert pb("class", "list").out.splitlines()[-1].split() == ["合计", "78"]

    def test_the_list_of_a_cohort_or_a_department(self, pb: Any) -> None:
        pb("class", "edit", NURSES, "--cohort", "2024级", "--department", "医护部")
        assert names(pb, "--cohort", "2024级") == names(pb, "--department", "医护部") == [NURSES]
        assert names(pb, "--cohort", "2099级") == []
        assert "合计" not in pb("class", "list", "--cohort", "2024级").out
        pb("class", "list", "--cohort", "2099级", "--fail-empty", ok=3)

    def test_editing(self, pb: Any) -> None:
        assert pb("class", "edit", "2024", "--name", "2024级护理2班", "--pupils", "41").err == "已修改2024级护理2班。\n"
        assert pb("class", "show", "2024jhl2b").out.startswith("2024级护理2班\n")
        pb("class", "edit", "1", "--name", "2024级护理2班", "--clear", "pupils", "--clear", "started-on")
        row = pb.json("class", "list")[0]
        assert (row["pupils"], row["started_on"]) == (None, None)

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            ((NURSES,), 2, "没有说要改什么，可用：--name --cohort"),
            ((NURSES, "--clear", "head"), 2, "没有可清空的“head”"),
            ((NURSES, "--name", " "), 5, "“班级名称”不能为空。"),
            ((NURSES, "--name", MECHANICS), 5, "已经有叫“2025级机电2班”的班级。"),
            ((NURSES, "--started-on", "2027-09-01"), 5, "毕业时间 2027-07-10 早于入学时间 2027-09-01。"),
            (("202", "--pupils", "1"), 4, "“202”可指：2024级护理1班、2025级机电2班"),
            (("3000级", "--pupils", "1"), 4, "没有叫“3000级”的班级。\n下一步：pbcli class list"),
        ],
    )
    def test_what_editing_refuses(self, pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
        assert said in pb("class", "edit", *words, ok=code).err

    def test_show_has_heads_liaisons_and_contacts(self, pb: Any) -> None:
        pb("liaison", "log", "张三丰", NURSES, "走访寝室", "--on", "2026-10-30")
        page = pb.json("class", "show", NURSES)
        assert [(row["teacher_name"], row["from_on"], row["to_on"]) for row in page["heads"]] == [
            ("赵老师", None, "2026-09-01"),
            ("孙老师", "2026-09-01", None),
        ]
        assert [(row["member"], row["branch"], row["from_on"]) for row in page["assignments"]] == [
            ("张三丰", "第一党支部", "2025-09-01")
        ]
        assert (page["contacts"], page["last_contact_on"], page["head_teacher"]) == (1, "2026-10-30", "孙老师")
        assert pb.json("class", "show", NURSES, "--on", "2026-08-31")["head_teacher"] == "赵老师"
        plain = pb("class", "show", KINDERGARTEN).out
        assert "没有登记班主任。" in plain
        assert "没有联系人。" in plain

    def test_a_new_head_teacher_follows_the_last(self, pb: Any) -> None:
        done = pb("class", "head", NURSES, "周老师", "--from", "2026-10-01")
        assert done.err == "孙老师任班主任到 2026-10-01 为止。\n2024级护理1班的班主任是周老师。\n"
        pb("class", "head", NURSES, "钱老师", "--from", "2026-09-15")
        heads = [
            (row["teacher_name"], row["from_on"], row["to_on"]) for row in pb.json("class", "show", NURSES)["heads"]
        ]
        assert heads == [
            ("赵老师", None, "2026-09-01"),
            ("孙老师", "2026-09-01", "2026-09-15"),
            ("钱老师", "2026-09-15", "2026-10-01"),
            ("周老师", "2026-10-01", None),
        ]
        pb("class", "head", KINDERGARTEN, "吴老师")
        assert pb.json("class", "show", KINDERGARTEN)["heads"][0]["from_on"] == "2026-11-01"

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            ((NURSES,), 2, "还缺：新班主任（TEACHER）。"),
            ((NURSES, "孙老师"), 5, "孙老师已经是“2024级护理1班”的班主任。"),
            ((NURSES, "吴老师", "--from", "2026-09-01"), 5, "在 2026-09-01 已有新班主任孙老师。"),
            ((NURSES, "师" * 201), 5, "“班主任”最多 200 个字符。"),
        ],
    )
    def test_what_a_new_head_teacher_refuses(self, pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
        assert said in pb("class", "head", *words, ok=code).err

    def test_graduating_ends_who_looks_after_the_class_the_day_after(self, pb: Any) -> None:
        pb("liaison", "assign", "王五", NURSES, "--from", "2026-12-01")
        pb("liaison", "assign", "周八", NURSES, "--from", "2026-09-10")
        pb("liaison", "end", "周八", NURSES, "--on", "2026-10-01")
        done = pb("class", "graduate", NURSES, KINDERGARTEN, "--on", "2026-10-31")
        assert done.err == (
            "“2024级护理1班”的联系班级安排同时结束：2 人。\n"
            "2024级护理1班于 2026-10-31 毕业。\n"
            "2026级幼教1班于 2026-10-31 毕业。\n"
        )
        page = pb.json("class", "show", NURSES)
        assert [(row["member"], row["to_on"]) for row in page["assignments"]] == [
            ("张三丰", "2026-11-01"),
            ("周八", "2026-10-01"),
            ("王五", "2026-12-01"),
        ]
        pb("undo")
        assert names(pb) == [NURSES, MECHANICS, KINDERGARTEN]

    def test_a_class_cannot_graduate_before_it_began(self, pb: Any) -> None:
        refused = pb("class", "graduate", NURSES, KINDERGARTEN, "--on", "2026-08-31", ok=5)
        assert "毕业时间 2026-08-31 早于入学时间 2026-09-01。" in refused.err
        assert names(pb) == [NURSES, MECHANICS, KINDERGARTEN]

    def test_a_class_with_records_cannot_be_removed(self, pb: Any) -> None:
        refused = pb("class", "remove", NURSES, "--yes", ok=5)
        assert "还有关联的记录，不能删除：联系班级安排 1。" in refused.err
        assert "下一步：pbcli class graduate 2024级护理1班 --on DATE" in refused.err

    def test_removing_asks_first_and_takes_the_head_teachers_along(self, pb: Any) -> None:
        pb("class", "head", KINDERGARTEN, "吴老师")
        assert "要先确认：删除“2026级幼教1班”？" in pb("class", "remove", KINDERGARTEN, ok=2).err
        assert "什么也没有写入" in pb("class", "remove", KINDERGARTEN, "--dry-run").err
        assert KINDERGARTEN in names(pb)
        assert pb("class", "remove", KINDERGARTEN, "--yes").err == "已删除2026级幼教1班。\n"
        assert KINDERGARTEN not in names(pb)

    def test_dry_runs_write_nothing(self, pb: Any) -> None:
        before = pb("history", "-f", "json").out
        for words in (
            ("add", "1班", "--head", "赵老师"),
            ("edit", NURSES, "--pupils", "1"),
            ("head", NURSES, "吴老师"),
            ("graduate", NURSES),
        ):
            assert "这是预演，什么也没有写入。" in pb("class", *words, "--dry-run").err
        assert pb("history", "-f", "json").out == before


def test_many_classes_at_once_are_confirmed(pb: Any) -> None:
    many = [f"2023级数控{number}班" for number in range(10, 21)]
    for name in many:
        pb("class", "add", name)
    refused = pb("class", "graduate", *many, ok=2)
    assert "要先确认：让 11 个班级毕业？" in refused.err
    assert len(names(pb)) == 11
    pb("class", "graduate", *many[:10])
    assert len(names(pb)) == 11  # the day of graduation is the last one in school
    pb("class", "graduate", *many, "--yes", "--on", "2026-10-31")
    assert names(pb) == []

"""`pbcli branch`, as its user meets it."""

from datetime import date
from typing import Any

import pytest

from pbcli.db.models import Member, Membership, PartyStatusPeriod
from pbcli.domain.enums import JoinReason, PartyStatus
from tests.invented_school import FIRST, SECOND, fill
from tests.once import once


@pytest.fixture
@once
def school(work: Any) -> None:
    with work() as opened:
        fill(opened)


def names(pb: Any, *words: str) -> list[str]:
    return [row["name"] for row in pb.json("branch", "list", *words)]


# ---- add, edit, list, show, remove


def test_adding_is_acknowledged_on_stderr_and_listed(pb: Any) -> None:
    done = pb("branch", "add", "第一　党支部", "--founded-on", "2020.1.1", "--brand", "红烛", "--focus", "帮扶困难学生",
              "--elected-on", "2023年10月31日", "--note", "在南校区")  # fmt: skip
    assert (done.out, done.err) == ("", "已添加第一党支部。\n")
    assert pb.json("branch", "list") == [
        {
            "id": 1,
            "name": FIRST,
            "secretary": None,
            "full": 0,
            "probationary": 0,
            "brand_name": "红烛",
            "brand_focus": "帮扶困难学生",
            "term_ends_on": "2026-10-31",
            "groups": 0,
            "founded_on": "2020-01-01",
            "elected_on": "2023-10-31",
            "note": "在南校区",
        }
    ]


def test_quiet_adding_prints_the_id(pb: Any) -> None:
    assert (pb("-q", "branch", "add", FIRST).out, pb("-q", "branch", "add", SECOND).out) == ("1\n", "2\n")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "还缺：党支部名称（NAME）。\n下一步：pbcli branch add --help"),
        ((" 　",), 5, "“党支部”不能为空。"),
        (("支\x1b部",), 5, "“党支部”里有不能用的字符 U+001B。"),
        (("支\u202e部",), 5, "“党支部”里有不能用的字符 U+202E。"),
        (("支" * 201,), 5, "“党支部”最多 200 个字符。"),
        (("第三党支部", "--note", "字" * 32_001), 5, "“备注”最多 32000 个字符。"),
        (("第三党支部", "--brand", "字" * 201), 5, "“品牌名称”最多 200 个字符。"),
        (("第三党支部", "--note", "打13800138000"), 5, "“备注”里有手机号"),
        (("第三党支部", "--founded-on", "2026-02-30"), 2, "--founded-on：没有“2026-02-30”这一天。"),
        (("第三党支部", "--years", "3"), 2, "说了任期几年，还要说哪天选举。\n下一步：--elected-on DATE"),
        (("第三党支部", "--elected-on", "2026-01-01", "--years", "0"), 2, "--years"),
        (("第三党支部", "--founded-on", "2026-09-01", "--elected-on", "2026-08-01"), 5, "早于成立日期 2026-09-01。"),
        ((FIRST,), 5, "已经有叫“第一党支部”的党支部。"),
        (("第一 党支部",), 5, "已经有叫“第一党支部”的党支部。"),
    ],
)
def test_what_adding_refuses(pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
    pb("branch", "add", FIRST)
    refused = pb("branch", "add", *words, ok=code)
    assert said in refused.err
    assert refused.out == ""
    assert names(pb) == [FIRST]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@A1", "[red]红[/red]", "[/x]", "{name}", "<b>x</b>", "支" * 200])
def test_naughty_names_are_kept_whole_in_every_format(pb: Any, name: str, tmp_path: Any) -> None:
    import openpyxl

    pb("branch", "add", "--note", "字" * 32_000, "--", name)
    assert names(pb) == [name]
    assert pb.json("branch", "list")[0]["note"] == "字" * 32_000
    guard = "'" if name[0] in "=+-@" else ""
    assert f",{guard}{name}," in pb("branch", "list", "-f", "csv").out
    assert f"\t{guard}{name}\t" in pb("branch", "list", "-f", "tsv").out
    assert name in pb("branch", "list", "-f", "plain").out
    assert name in pb("branch", "list", "-f", "table").out
    assert "<b>" not in pb("branch", "list", "-f", "md").out + pb("branch", "list", "-f", "html").out
    pb("branch", "list", "-o", tmp_path / "x.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "x.xlsx").worksheets[0].cell(row=2, column=2)
    assert (cell.value, cell.data_type) == (name, "s")


def test_editing_changes_what_was_said_and_clears_what_was_named(pb: Any) -> None:
    pb("branch", "add", FIRST, "--brand", "红烛", "--note", "旧")
    assert pb("branch", "edit", "dyd", "--name", "第七党支部", "--clear", "note").err == "已修改第七党支部。\n"
    row = pb.json("branch", "list")[0]
    assert (row["name"], row["brand_name"], row["note"]) == ("第七党支部", "红烛", None)
    assert pb("branch", "show", "dqd").out.startswith("第七党支部\n")
    pb("branch", "edit", "1", "--name", "第七党支部", "--focus", "课程思政")
    assert pb.json("branch", "list")[0]["brand_focus"] == "课程思政"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((FIRST,), 2, "没有说要改什么，可用：--name --founded-on"),
        ((FIRST, "--clear", "name"), 2, "没有可清空的“name”，可用：founded_on、dissolved_on、brand、focus、note。"),
        ((FIRST, "--name", ""), 5, "“党支部”不能为空。"),
        ((FIRST, "--name", SECOND), 5, "已经有叫“第二党支部”的党支部。"),
        ((FIRST, "--founded-on", "2026-01-02", "--dissolved-on", "2026-01-01"), 5, "早于成立日期"),
        (("第九党支部", "--note", "x"), 4, "没有叫“第九党支部”的党支部。\n下一步：pbcli branch list"),
        (("党支部", "--note", "x"), 4, "相近的有：第一党支部、第二党支部。"),
        (("第", "--note", "x"), 4, "“第”可指：第一党支部、第二党支部。\n下一步：pbcli branch show 第一党支部"),
    ],
)
def test_what_editing_refuses(pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
    pb("branch", "add", FIRST)
    pb("branch", "add", SECOND)
    assert said in pb("branch", "edit", *words, ok=code).err


@pytest.mark.usefixtures("school")
class TestWithMembers:
    def test_the_list_is_as_of_a_day(self, pb: Any) -> None:
        now = {row["name"]: (row["full"], row["secretary"]) for row in pb.json("branch", "list")}
        assert now == {FIRST: (3, "张三丰"), SECOND: (2, None)}
        then = {row["name"]: row["full"] for row in pb.json("branch", "list", "--on", "2026-02-28")}
        assert then == {FIRST: 3, SECOND: 2}
        total = pb("branch", "list").out.splitlines()[-1].split()
        assert total == ["合计", "5", "0", "0"]

    def test_a_branch_with_records_cannot_be_removed(self, pb: Any) -> None:
        refused = pb("branch", "remove", FIRST, "--yes", ok=5)
        assert refused.err == (
            "“第一党支部”还有关联的记录，不能删除：党员 3、职务 2。\n"
            "下一步：pbcli branch edit 第一党支部 --dissolved-on DATE\n"
        )

    def test_a_branch_with_members_cannot_be_dissolved(self, pb: Any) -> None:
        refused = pb("branch", "edit", SECOND, "--dissolved-on", "2026-10-31", ok=5)
        assert "第二党支部在 2026-10-31 还有 2 名党员，先转出再撤销。" in refused.err
        for member in ("第二党支部/李四", "周八"):
            pb("member", "transfer", member, "--to", FIRST, "--on", "2026-10-31")
        pb("branch", "edit", SECOND, "--dissolved-on", "2026-10-31")
        assert names(pb) == [FIRST]
        assert names(pb, "--on", "2026-10-30") == [FIRST, SECOND]
        refused = pb("member", "add", "吴九", "--branch", SECOND, "--joined-on", "2026-10-31", ok=5)
        assert "第二党支部已于 2026-10-31 撤销。" in refused.err

    def test_show_has_posts_terms_groups_classes_and_what_the_rules_say(self, pb: Any) -> None:
        pb("branch", "elect", FIRST, "--on", "2024-01-10", "--years", "3")
        pb("branch", "group", "add", FIRST, "第一党小组", "--from", "2026-09-01")
        pb("member", "group", "王五", "第一党小组")
        page = pb.json("branch", "show", FIRST)
        assert (page["term_ends_on"], page["term_days_left"]) == ("2027-01-10", 70)
        assert [(post["kind"], post["holder"]) for post in page["posts"]] == [("书记", "张三丰"), ("组织委员", "李四")]
        assert [(row["name"], row["members"]) for row in page["groups"]] == [("第一党小组", 1)]
        assert page["classes"] == [{"id": 1, "name": "2024级护理1班", "member": "张三丰"}]
        assert page["warnings"] == [
            "正式党员 3 人，不足 7 人不设支部委员会（BR-04）。",
            "任期到 2027-01-10 届满，应准备换届（BR-07）。",
        ]
        plain = pb("branch", "show", FIRST).out
        assert "届满日期      2027-01-10（还有 70 天）" in plain
        assert "※ 任期到 2027-01-10 届满" in plain

    def test_dry_runs_write_nothing(self, pb: Any) -> None:
        before = pb("history", "-f", "json").out
        for words in (
            ("add", "第三党支部"),
            ("edit", FIRST, "--note", "x"),
            ("remove", SECOND),
            ("post", SECOND, "书记", "周八"),
            ("post", FIRST, "书记", "--end"),
            ("elect", FIRST),
            ("group", "add", FIRST, "第一党小组"),
        ):
            outcome = pb("branch", *words, "--dry-run", ok=None)
            assert outcome.code == (5 if words[0] == "remove" else 0), (words, outcome.err)
            assert outcome.code or "这是预演，什么也没有写入。" in outcome.err
        assert pb("history", "-f", "json").out == before


def test_removing_asks_first(pb: Any) -> None:
    pb("branch", "add", FIRST, "--elected-on", "2026-01-01")
    refused = pb("branch", "remove", FIRST, ok=2)
    assert "要先确认：删除“第一党支部”？" in refused.err
    assert names(pb) == [FIRST]
    assert "已删除第一党支部。" in pb("branch", "remove", FIRST, "--yes").err
    assert names(pb) == []
    pb("undo")
    assert pb.json("branch", "list")[0]["elected_on"] == "2026-01-01"


# ---- terms of office


@pytest.mark.parametrize(
    ("elected", "years", "today", "left", "warning"),
    [
        ("2023-10-31", None, "2026-10-31", 0, "任期到 2026-10-31 届满，应准备换届（BR-07）。"),
        ("2023-10-31", None, "2026-11-01", -1, "任期已于 2026-10-31 届满，应换届（BR-05）。"),
        ("2024-02-29", "3", "2026-08-27", 185, None),
        ("2024-02-29", "3", "2026-08-28", 184, "任期到 2027-02-28 届满，应准备换届（BR-07）。"),
        ("2024-02-29", "4", "2026-11-01", 485, None),
    ],
)
def test_a_term_ends_after_whole_years(
    pb: Any, elected: str, years: str | None, today: str, left: int, warning: str | None
) -> None:
    pb("branch", "add", FIRST, "--elected-on", elected, *(("--years", years) if years else ()))
    page = pb.json("branch", "show", FIRST, today=today)
    assert page["term_days_left"] == left
    assert [said for said in page["warnings"] if "任期" in said] == ([warning] if warning else [])


def test_over_term_is_said_with_its_days(pb: Any) -> None:
    pb("branch", "add", FIRST, "--elected-on", "2023-10-31")
    assert "2026-10-31（已超期 1 天）" in pb("branch", "show", FIRST).out


def test_an_election_keeps_the_years_of_the_last(pb: Any) -> None:
    pb("branch", "add", FIRST, "--founded-on", "2019-01-01", "--elected-on", "2020-01-01", "--years", "5")
    early = pb("branch", "elect", FIRST, "--on", "2024-12-31")
    assert "上一届到 2025-01-01 才届满：提前换届须报上级党组织批准（BR-06）。" in early.err
    assert "职务有变的请用 branch post 更新" in early.err
    assert pb.json("branch", "list")[0]["term_ends_on"] == "2029-12-31"
    assert "提前换届" not in pb("branch", "elect", FIRST, "--on", "2029-12-31", "--years", "3").err
    for day, said in (("2029-12-31", "在 2029-12-31 已经选举"), ("2018-01-01", "早于成立日期 2019-01-01")):
        assert said in pb("branch", "elect", FIRST, "--on", day, ok=5).err


def test_an_extension_is_a_year_at_most_unless_forced(pb: Any) -> None:
    pb("branch", "add", FIRST)
    refused = pb("branch", "extend", FIRST, "--to", "2027-01-01", ok=5)
    assert refused.err.endswith("下一步：pbcli branch elect 第一党支部 --on DATE\n")
    pb("branch", "elect", FIRST, "--on", "2023-10-31")
    assert "要晚于届满日期 2026-10-31" in pb("branch", "extend", FIRST, "--to", "2026-10-31", ok=5).err
    assert "还缺：延期至（--to）。" in pb("branch", "extend", FIRST, ok=2).err
    refused = pb("branch", "extend", FIRST, "--to", "2027-11-01", ok=5)
    assert "最晚到 2027-10-31（BR-06，" in refused.err
    assert "下一步：--force REASON" in refused.err
    assert "没有批复文号" in pb("branch", "extend", FIRST, "--to", "2027-10-31").err
    done = pb("branch", "extend", FIRST, "--to", "2027-11-01", "--force", "疫情", "--approval", "某委〔2026〕9号")
    assert done.err == "已把第一党支部的任期延长到 2027-11-01。\n"
    assert pb.json("history", "--limit", "1")[0]["note"] == "疫情"
    term = pb.json("branch", "show", FIRST)["terms"][0]
    assert (term["extended_to"], term["approval"], term["ends_on"]) == ("2027-11-01", "某委〔2026〕9号", "2027-11-01")


# ---- posts


@pytest.mark.usefixtures("school")
class TestPosts:
    @pytest.mark.parametrize("typed", ["周八", "zb", "6"])
    def test_a_holder_by_name_pinyin_or_id(self, pb: Any, typed: str) -> None:
        assert pb("branch", "post", SECOND, "书记", typed, "--from", "2026-10-01").err == "已登记第二党支部的书记。\n"
        (post,) = pb.json("branch", "show", SECOND)["posts"]
        assert (post["holder"], post["member_id"], post["from_on"]) == ("周八", 6, "2026-10-01")

    @pytest.mark.parametrize("typed", ["孙十一", "Ada"])
    def test_a_stranger_is_kept_by_name_until_arriving(self, pb: Any, typed: str) -> None:
        done = pb("branch", "post", SECOND, "宣传", typed, "--from", "2026-01-01")
        assert f"第二党支部还没有叫“{typed}”的党员，先按姓名保存。" in done.err
        assert any(typed in said for said in pb.json("branch", "show", SECOND)["warnings"])
        done = pb("member", "add", typed, "--branch", SECOND, "--joined-on", "2026-10-01")
        assert f"第二党支部按姓名保存的职务已归到“{typed}”名下。" in done.err
        assert pb.json("branch", "show", SECOND)["posts"][0]["member_id"] == 7

    def test_without_a_day_it_begins_today_and_earlier_months_stay_as_they_were(self, pb: Any) -> None:
        pb("branch", "post", SECOND, "组织委员", "周八")
        pb("branch", "group", "add", SECOND, "第一党小组")
        page = pb.json("branch", "show", SECOND)
        assert (page["posts"][0]["from_on"], page["groups"][0]["from_on"]) == ("2026-11-01", "2026-11-01")
        demanded = {
            month: {row["kind"] for row in pb.json("report", "monthly", month)["events"] if row["branch"] == SECOND}
            for month in ("2026-10", "2026-11")
        }
        assert demanded == {"2026-10": {"主题党日"}, "2026-11": {"主题党日", "支委会", "党小组会"}}

    def test_one_secretary_at_a_time(self, pb: Any) -> None:
        refused = pb("branch", "post", FIRST, "书记", "王五", ok=5)
        assert "第一党支部的书记这段时间是张三丰。" in refused.err
        assert "下一步：pbcli branch post 第一党支部 书记 --end --on DATE" in refused.err
        pb("branch", "post", FIRST, "书记", "--end", "--on", "2026-10-01")
        pb("branch", "post", FIRST, "书记", "王五", "--from", "2026-10-01")
        for day, secretary in (("2026-09-30", "张三丰"), ("2026-10-01", "王五")):
            assert pb.json("branch", "list", "--on", day)[0]["secretary"] == secretary
        assert "这段时间是张三丰" in pb("branch", "post", FIRST, "书记", "王五", "--to", "2020-01-01", ok=5).err

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            (("书记",), 2, "还缺：担任者（HOLDER）。"),
            (("校长", "王五"), 2, "“校长”不行，可用：书记、副书记、组织委员"),
            (("委员", "王五", "--on", "2026-01-01"), 2, "--on 只和 --end 一起用"),
            (("委员", "王五", "--from", "2026-01-01", "--to", "2026-01-01"), 5, "止日 2026-01-01 要晚于起日"),
            (("组织委员", "李四"), 5, "李四已经是第一党支部的组织委员。"),
            (("纪检委员", "--end"), 5, "没有可以结束的纪检委员"),
            (("组织委员", "王五", "--end"), 5, "没有可以结束的组织委员"),
        ],
    )
    def test_what_a_post_refuses(self, pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
        assert said in pb("branch", "post", FIRST, *words, ok=code).err

    def test_several_holders_are_told_apart_by_name(self, pb: Any) -> None:
        pb("branch", "post", FIRST, "组织委员", "王五", "--from", "2026-09-01")
        refused = pb("branch", "post", FIRST, "组织委员", "--end", ok=4)
        assert "第一党支部有几位组织委员：李四、王五。" in refused.err
        early = pb("branch", "post", FIRST, "组织委员", "王五", "--end", "--on", "2026-08-31", ok=5)
        assert "王五从 2026-09-01 起才担任组织委员，不能在 2026-08-31 结束。" in early.err
        pb("branch", "post", FIRST, "组织委员", "ww", "--end", "--to", "2026-10-01")
        ends = {post["holder"]: post["to_on"] for post in pb.json("branch", "show", FIRST)["posts"]}
        assert ends == {"张三丰": None, "李四": None, "王五": "2026-10-01"}

    def test_two_members_of_the_name_are_told_apart_by_id(self, pb: Any) -> None:
        pb("member", "add", "王五", "--branch", FIRST, "--joined-on", "2026-01-01", "--birth-date", "1990-01-01")
        assert "这个支部有几位“王五”：编号 3、7。" in pb("branch", "post", FIRST, "委员", "王五", ok=4).err
        pb("branch", "post", FIRST, "委员", "7")
        assert [post["member_id"] for post in pb.json("branch", "show", FIRST)["posts"]] == [1, 2, 7]


# ---- groups


@pytest.mark.usefixtures("school")
class TestGroups:
    def test_a_group_is_formed_and_dissolved(self, pb: Any) -> None:
        assert pb("branch", "group", "add", FIRST, "第一党小组").err == "已在第一党支部设立第一党小组。\n"
        assert "第一党支部已经有“第一党小组”。" in pb("branch", "group", "add", FIRST, "第一党小组", ok=5).err
        pb("member", "group", "王五", "第一")
        refused = pb("branch", "group", "remove", FIRST, "第一", "--yes", ok=5)
        assert "“第一党小组”里还有 1 名党员。" in refused.err
        pb("member", "transfer", "王五", "--to", SECOND, "--on", "2026-10-01")
        assert "要先确认：撤销“第一党小组”？" in pb("branch", "group", "remove", FIRST, "第一", ok=2).err
        pb("branch", "group", "remove", FIRST, "第一", "--yes", "--on", "2026-10-10")
        assert pb.json("branch", "show", FIRST)["groups"][0]["to_on"] == "2026-10-10"
        assert "已于 2026-10-10 撤销" in pb("branch", "group", "remove", FIRST, "第一", "--yes", ok=5).err
        assert "已于 2026-10-10 撤销" in pb("member", "group", "张三丰", "第一", ok=5).err
        pb("branch", "group", "add", FIRST, "第一党小组")
        assert pb.json("branch", "show", FIRST)["groups"][0]["to_on"] is None

    def test_a_group_that_nobody_was_in_goes_away(self, pb: Any) -> None:
        pb("branch", "group", "add", FIRST, "第二党小组")
        assert "已撤销第一党支部的第二党小组。" in pb("branch", "group", "remove", FIRST, "第二党小组", "--yes").err
        assert pb.json("branch", "show", FIRST)["groups"] == []

    def test_a_beginning_of_several_groups(self, pb: Any) -> None:
        for name in ("党小组一", "党小组二"):
            pb("branch", "group", "add", FIRST, name)
        refused = pb("member", "group", "王五", "党小组", ok=4)
        assert refused.err == "“党小组”可指：党小组一、党小组二。\n下一步：pbcli branch list\n"

    def test_an_unknown_group_or_branch(self, pb: Any) -> None:
        pb("branch", "group", "add", FIRST, "第一党小组")
        for words, said in (
            ((FIRST, "青年组"), "没有叫“青年组”的党小组。已有：第一党小组。"),
            (("第九党支部", "第一党小组"), "没有叫“第九党支部”的党支部"),
        ):
            assert said in pb("branch", "group", "remove", *words, ok=4).err


def test_what_the_rules_say_of_size_and_committee(work: Any, pb: Any) -> None:
    pb("branch", "add", FIRST)
    day = date(2020, 7, 1)
    with work() as opened:
        for number in range(51):
            member = opened.add(Member.make(name=f"张{number}", pinyin="z", initials="z"))
            opened.add(Membership.make(member_id=member.id, branch_id=1, from_on=day, join_reason=JoinReason.JOINED))
            opened.add(PartyStatusPeriod.make(member_id=member.id, status=PartyStatus.FULL, from_on=day))
    assert pb.json("branch", "show", FIRST)["warnings"] == [
        "党员 51 人，一般不超过 50 人（BR-02）。",
        "没有书记，应及时补选（BR-10）。",
        "正式党员 51 人，应设支部委员会（BR-04）。",
        "没有登记选举日期，算不出任期（BR-05）。",
    ]

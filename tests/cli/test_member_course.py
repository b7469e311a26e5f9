"""What happens to a member, by command: join, convert, transfer, transfer-in, leave, post, group."""

from typing import Any

import pytest

from tests.invented_school import FIRST, SECOND, fill
from tests.once import once


@pytest.fixture(autouse=True)
@once
def _school(work: Any) -> None:
    with work() as opened:
        fill(opened)


def memberships(pb: Any, who: str) -> list[tuple[Any, ...]]:
    keys = ("branch", "join_reason", "leave_reason", "counterpart", "from_on", "to_on")
    return [tuple(row[key] for key in keys) for row in pb.json("member", "show", who)["memberships"]]


def standing(pb: Any, who: str) -> list[tuple[Any, ...]]:
    return [(row["status"], row["from_on"], row["to_on"]) for row in pb.json("member", "show", who)["statuses"]]


def newcomer(pb: Any, name: str = "吴九", *, on: str = "2025-10-31", branch: str = FIRST) -> None:
    pb("member", "join", name, "--branch", branch, "--on", on)


class TestJoining:
    def test_someone_new_is_on_probation(self, pb: Any) -> None:
        assert pb("member", "join", "吴九", "--branch", "dyd").err == "“吴九”已加入。\n"
        assert memberships(pb, "吴九") == [(FIRST, "入党", None, None, "2026-11-01", None)]
        assert standing(pb, "吴九") == [("预备党员", "2026-11-01", None)]
        assert pb("-q", "member", "join", "郑十", "--branch", FIRST).out == "8\n"

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            (("吴九",), 2, "还缺：党支部（--branch）。"),
            (("王五", "--branch", FIRST), 5, "第一党支部已经有“王五”（编号 3）"),
            (("3", "--branch", FIRST), 5, "“王五”已经是第一党支部的党员。"),
            (("第一党支部/王五", "--branch", SECOND), 5, "“王五”已经是第一党支部的党员。"),
            (("99", "--branch", FIRST), 4, "没有叫“99”的党员"),
            (("钱七", "--branch", FIRST, "--on", "2026-02-28"), 5, "“钱七”到 2026-03-01 才离开原支部"),
        ],
    )
    def test_what_it_refuses(self, pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
        assert said in pb("member", "join", *words, ok=code).err

    def test_who_left_is_taken_back(self, pb: Any) -> None:
        pb("member", "join", "钱七", "--branch", FIRST, "--on", "2026-03-01")
        assert [row[0] for row in memberships(pb, "钱七")] == [SECOND, FIRST]

    def test_two_who_left_are_told_apart_by_id(self, pb: Any) -> None:
        pb("member", "add", "钱七", "--branch", FIRST, "--joined-on", "2025-10-31")
        pb("member", "leave", "第一党支部/钱七", "--reason", "转出", "--on", "2026-05-01")
        refused = pb("member", "join", "钱七", "--branch", FIRST, ok=4)
        assert "有几位已离开的“钱七”：第二党支部/钱七（5）、第一党支部/钱七（7）。" in refused.err
        pb("member", "join", "7", "--branch", FIRST)
        assert len(memberships(pb, "7")) == 2

    def test_the_dead_do_not_come_back(self, pb: Any) -> None:
        pb("member", "leave", "王五", "--reason", "去世", "--on", "2026-10-01")
        assert "“王五”已于 2026-10-01 去世。" in pb("member", "join", "3", "--branch", FIRST, ok=5).err
        pb("member", "join", "王五", "--branch", FIRST)
        assert [row["id"] for row in pb.json("member", "list") if row["name"] == "王五"] == [7]

    @pytest.mark.parametrize(
        ("reason", "comes_as", "status"),
        [
            ("转出", "转入", "正式党员"),
            ("停止党籍", "恢复", "正式党员"),
            ("退党", "入党", "预备党员"),
            ("除名", "入党", "预备党员"),
            ("开除", "入党", "预备党员"),
        ],
    )
    def test_how_someone_comes_back(self, pb: Any, reason: str, comes_as: str, status: str) -> None:
        pb("member", "leave", "王五", "--reason", reason, "--on", "2026-08-01")
        assert pb.json("member", "list", "--left")[-1]["status"] == "正式党员"
        pb("member", "join", "王五", "--branch", SECOND, "--on", "2026-10-01")
        assert memberships(pb, "王五")[1][:2] == (SECOND, comes_as)
        assert pb.json("member", "show", "王五")["status"] == status


class TestConverting:
    @pytest.mark.parametrize(
        ("joined", "on", "allowed"),
        [
            ("2025-10-31", "2026-10-31", True),
            ("2025-10-31", "2026-10-30", False),
            ("2024-02-29", "2025-02-28", True),
            ("2024-02-29", "2025-02-27", False),
        ],
    )
    def test_a_year_from_the_vote(self, pb: Any, joined: str, on: str, allowed: bool) -> None:
        newcomer(pb, on=joined)
        done = pb("member", "convert", "吴九", "--on", on, ok=0 if allowed else 5)
        if allowed:
            assert done.err == f"“吴九”自 {on} 转正。\n"
            assert standing(pb, "吴九") == [("预备党员", joined, on), ("正式党员", on, None)]
        else:
            assert f"预备期从支部大会通过之日起 1 年（{joined} 通过）" in done.err
            assert "（RC-15，" in done.err
            assert done.err.endswith("下一步：--force REASON\n")
            assert standing(pb, "吴九") == [("预备党员", joined, None)]

    def test_forcing_needs_a_reason_which_is_journalled(self, pb: Any) -> None:
        newcomer(pb, on="2026-05-01")
        assert "“理由”不能为空。" in pb("member", "convert", "吴九", "--force", " ", ok=5).err
        pb("member", "convert", "吴九", "--force", "组织批准提前")
        assert pb.json("history", "--limit", "1")[0]["note"] == "组织批准提前"
        assert pb.json("member", "show", "吴九")["converted_on"] == "2026-11-01"

    def test_it_may_be_written_down_after_a_transfer(self, pb: Any) -> None:
        newcomer(pb)
        pb("member", "transfer", "吴九", "--to", SECOND, "--on", "2026-10-31")
        pb("member", "convert", "吴九", "--on", "2026-10-31")
        assert standing(pb, "吴九")[1] == ("正式党员", "2026-10-31", None)

    def test_it_may_be_written_down_after_leaving(self, pb: Any) -> None:
        newcomer(pb, on="2025-01-01")
        pb("member", "leave", "吴九", "--reason", "去世", "--on", "2026-10-01")
        assert "“吴九”在 2026-10-01 不在任何支部。" in pb("member", "convert", "吴九", "--on", "2026-10-01", ok=5).err
        pb("member", "convert", "吴九", "--on", "2026-01-01")
        assert standing(pb, "吴九") == [
            ("预备党员", "2025-01-01", "2026-01-01"),
            ("正式党员", "2026-01-01", "2026-10-01"),
        ]

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            (("王五",), 5, "“王五”自 2015-07-01 起已是正式党员。"),
            (("赵无极",), 4, "没有叫“赵无极”的党员"),
            (("钱七",), 5, "“钱七”在 2026-11-01 不在任何支部。\n下一步：pbcli member show 5"),
        ],
    )
    def test_what_it_refuses(self, pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
        assert said in pb("member", "convert", *words, ok=code).err

    def test_a_day_to_come_is_said(self, pb: Any) -> None:
        newcomer(pb, on="2025-11-02")
        assert "日期 2026-11-02 在今天之后，请核对。" in pb("member", "convert", "吴九", "--on", "2026-11-02").err


class TestTransferring:
    def test_posts_end_and_classes_stay(self, pb: Any) -> None:
        done = pb("member", "transfer", "张三丰", "--to", SECOND, "--on", "2026-10-31")
        assert done.err == "职务同时结束：书记。\n“张三丰”的组织关系已转接。\n"
        assert memberships(pb, "张三丰") == [
            (FIRST, "入党", "转出", SECOND, "2010-07-01", "2026-10-31"),
            (SECOND, "转入", None, FIRST, "2026-10-31", None),
        ]
        page = pb.json("member", "show", "张三丰")
        assert [(row["class"], row["to_on"]) for row in page["classes"]] == [("2024级护理1班", None)]
        assert [(row["kind"], row["to_on"]) for row in page["posts"]] == [("书记", "2026-10-31")]
        before = {row["name"]: row["branch"] for row in pb.json("member", "list", "--on", "2026-10-30")}
        after = {row["name"]: row["branch"] for row in pb.json("member", "list", "--on", "2026-10-31")}
        assert (before["张三丰"], after["张三丰"]) == (FIRST, SECOND)

    def test_two_change_places_on_one_day(self, pb: Any) -> None:
        pb("member", "transfer", "王五", "--to", SECOND, "--on", "2026-10-15")
        pb("member", "transfer", "周八", "--to", FIRST, "--on", "2026-10-15")
        rows = {row["branch"]: row for row in pb.json("report", "monthly", "2026-10")["members"]}
        assert rows[FIRST] == {"branch": FIRST, "full": 3, "probationary": 0, "joined": 1, "left": 1}
        assert rows[SECOND] == {"branch": SECOND, "full": 2, "probationary": 0, "joined": 1, "left": 1}

    def test_a_post_kept_by_name_is_joined_in_the_new_branch(self, pb: Any) -> None:
        pb("branch", "post", SECOND, "书记", "王五", "--from", "2026-10-15")
        pb("member", "transfer", "王五", "--to", SECOND, "--on", "2026-10-15")
        assert pb.json("branch", "show", SECOND)["posts"][0]["member_id"] == 3

    def test_out_of_the_unit_ends_what_was_looked_after(self, pb: Any) -> None:
        done = pb("member", "transfer", "张三丰", "--out", "某中学", "--on", "2026-10-31")
        assert "职务同时结束：书记。\n联系班级安排同时结束：1 个班级。" in done.err
        assert memberships(pb, "张三丰") == [(FIRST, "入党", "转出", "某中学", "2010-07-01", "2026-10-31")]
        assert standing(pb, "张三丰") == [("正式党员", "2010-07-01", None)]

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            (("王五",), 2, "转到本单位的支部用 --to，转出本单位用 --out，只用其中一个。"),
            (("王五", "--to", SECOND, "--out", "某中学"), 2, "只用其中一个"),
            (("王五", "--to", FIRST), 5, "“王五”已经在第一党支部。"),
            (("王五", "--to", "第九"), 4, "没有叫“第九”的党支部"),
            (("钱七", "--to", FIRST), 5, "“钱七”在 2026-11-01 不在任何支部。"),
            (
                ("王五", "--to", SECOND, "--on", "2015-07-01"),
                5,
                "从 2015-07-01 起才在第一党支部，日期 2015-07-01 要晚于",
            ),
            (("王五", "--out", "校\x00"), 5, "“去往”里有不能用的字符 U+0000。"),
        ],
    )
    def test_what_it_refuses(self, pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
        before = pb("history", "-f", "json").out
        assert said in pb("member", "transfer", *words, ok=code).err
        assert pb("history", "-f", "json").out == before

    def test_undo_takes_the_whole_step_back(self, pb: Any) -> None:
        before = pb.json("member", "show", "张三丰")
        pb("member", "transfer", "张三丰", "--to", SECOND)
        pb("undo")
        assert pb.json("member", "show", "张三丰") == before


class TestTransferringIn:
    def test_someone_new(self, pb: Any) -> None:
        done = pb("member", "transfer-in", "吴九", "--branch", FIRST, "--from", "某中学", "--joined-on", "2010-07-01",
                  "--converted-on", "2011-07-01", "--on", "2026-10-08", "--sex", "女")  # fmt: skip
        assert done.err == "“吴九”已转入。\n"
        assert memberships(pb, "吴九") == [(FIRST, "转入", None, "某中学", "2026-10-08", None)]
        assert standing(pb, "吴九") == [("预备党员", "2010-07-01", "2011-07-01"), ("正式党员", "2011-07-01", None)]
        assert pb.json("member", "show", "吴九")["sex"] == "女"

    def test_a_former_member_needs_no_particulars(self, pb: Any) -> None:
        pb("member", "transfer", "王五", "--out", "某中学", "--on", "2026-05-01")
        pb("member", "transfer-in", "王五", "--branch", SECOND, "--from", "某中学", "--on", "2026-10-08")
        assert memberships(pb, "王五")[1] == (SECOND, "转入", None, "某中学", "2026-10-08", None)
        assert standing(pb, "王五") == [("正式党员", "2015-07-01", None)]

    def test_a_former_member_brings_what_has_changed(self, pb: Any) -> None:
        newcomer(pb, on="2025-01-01")
        pb("member", "transfer", "吴九", "--out", "某中学", "--on", "2025-06-01")
        words = ("吴九", "--branch", SECOND, "--on", "2026-10-08", "--phone", "86781234")
        assert "最早 2026-01-01 转正" in pb("member", "transfer-in", *words, "--converted-on", "2025-12-31", ok=5).err
        done = pb("member", "transfer-in", *words, "--converted-on", "2026-01-10")
        assert "手机号不是 1 开头的 11 位号码，请核对。" in done.err
        assert standing(pb, "吴九") == [("预备党员", "2025-01-01", "2026-01-10"), ("正式党员", "2026-01-10", None)]
        assert pb.json("member", "show", "吴九")["phone"] == "****1234"

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            (("吴九",), 2, "还缺：党支部（--branch）。"),
            (("吴九", "--branch", FIRST), 2, "还缺：入党日期（--joined-on）。"),
            (
                ("吴九", "--branch", FIRST, "--joined-on", "2026-11-02"),
                5,
                "转入日期 2026-11-01 早于入党日期 2026-11-02。",
            ),
            (
                ("吴九", "--branch", FIRST, "--joined-on", "2026-01-01", "--converted-on", "2026-06-01"),
                5,
                "最早 2027-01-01 转正",
            ),
            (
                ("吴九", "--branch", FIRST, "--joined-on", "2010-01-01", "--from", "校" * 201),
                5,
                "“来自”最多 200 个字符。",
            ),
        ],
    )
    def test_what_it_refuses(self, pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
        assert said in pb("member", "transfer-in", *words, ok=code).err


class TestLeaving:
    def test_posts_classes_and_standing_end(self, pb: Any) -> None:
        done = pb("member", "leave", "张三丰", "--reason", "去世", "--on", "2026-10-31")
        assert done.err == "职务同时结束：书记。\n联系班级安排同时结束：1 个班级。\n“张三丰”自 2026-10-31 离开。\n"
        assert standing(pb, "张三丰") == [("正式党员", "2010-07-01", "2026-10-31")]
        assert pb.json("liaison", "assignments", "--branch", FIRST) == []

    def test_an_assignment_still_to_begin_never_does(self, pb: Any) -> None:
        pb("liaison", "assign", "王五", "2026级幼教1班", "--from", "2026-12-01")
        pb("member", "leave", "王五", "--reason", "转出", "--to", "某中学", "--on", "2026-10-31")
        (row,) = pb.json("member", "show", "王五")["classes"]
        assert (row["from_on"], row["to_on"]) == ("2026-12-01", "2026-12-01")
        assert memberships(pb, "王五")[0][2:4] == ("转出", "某中学")

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            (("王五",), 2, "还缺：离开原因（--reason）。"),
            (("王五", "--reason", "毕业"), 2, "“毕业”不行，可用：转出、去世、开除"),
            (("王五", "--reason", "取消预备资格"), 5, "“王五”不是预备党员，不能“取消预备资格”。"),
            (("王五", "--reason", "转出", "--on", "2015-07-01"), 5, "要晚于这一天"),
            (("钱七", "--reason", "转出"), 5, "“钱七”在 2026-11-01 不在任何支部。"),
        ],
    )
    def test_what_it_refuses(self, pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
        assert said in pb("member", "leave", *words, ok=code).err

    def test_probation_can_be_cancelled(self, pb: Any) -> None:
        newcomer(pb)
        pb("member", "leave", "吴九", "--reason", "取消", "--on", "2026-10-31")
        assert standing(pb, "吴九") == [("预备党员", "2025-10-31", "2026-10-31")]

    def test_nobody_leaves_before_the_last_standing_began(self, pb: Any) -> None:
        newcomer(pb)
        pb("member", "convert", "吴九", "--on", "2026-10-31")
        refused = pb("member", "leave", "吴九", "--reason", "退党", "--on", "2026-10-01", ok=5)
        assert "“吴九”从 2026-10-31 起才是正式党员，不能在 2026-10-01 离开。" in refused.err

    def test_dry_runs_write_nothing(self, pb: Any) -> None:
        newcomer(pb)
        before = pb("history", "-f", "json").out
        for words in (
            ("join", "郑十", "--branch", FIRST),
            ("convert", "吴九"),
            ("transfer", "王五", "--to", SECOND),
            ("transfer", "王五", "--out", "某中学"),
            ("transfer-in", "孙一", "--branch", FIRST, "--joined-on", "2010-01-01"),
            ("leave", "王五", "--reason", "转出"),
            ("post", "王五", "委员"),
        ):
            done = pb("member", *words, "--dry-run")
            assert done.err.endswith("这是预演，什么也没有写入。\n")
        assert pb("history", "-f", "json").out == before


class TestPostsAndGroups:
    def test_a_post_in_the_branch_of_the_day(self, pb: Any) -> None:
        pb("member", "transfer", "王五", "--to", SECOND, "--on", "2026-10-15")
        assert pb("member", "post", "王五", "宣传", "--from", "2026-01-01", "--to", "2026-10-15").err == (
            "“王五”担任宣传委员。\n"
        )
        pb("member", "post", "王五", "纪检委员")
        posts = [(row["branch"], row["kind"], row["from_on"]) for row in pb.json("member", "show", "王五")["posts"]]
        assert sorted(posts) == [(FIRST, "宣传委员", "2026-01-01"), (SECOND, "纪检委员", "2026-11-01")]
        assert (
            pb("member", "post", "王五", "纪检委员", "--end", "--on", "2026-11-01").err == "“王五”不再担任纪检委员。\n"
        )

    def test_one_of_two_of_a_name_and_post(self, pb: Any) -> None:
        pb("member", "add", "王五", "--branch", FIRST, "--joined-on", "2026-01-01", "--birth-date", "1990-01-01")
        pb("member", "post", "3", "委员", "--from", "2026-02-01")
        pb("member", "post", "7", "委员", "--from", "2026-02-01")
        pb("member", "post", "7", "委员", "--end", "--to", "2026-10-01")
        assert pb.json("member", "show", "3")["posts"][0]["to_on"] is None
        assert pb.json("member", "show", "7")["posts"][0]["to_on"] == "2026-10-01"
        assert "已经是第一党支部的委员" in pb("member", "post", "3", "委员", ok=5).err

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            (("钱七", "委员"), 5, "“钱七”在 2026-11-01 不在任何支部。"),
            (("王五", "书记"), 5, "第一党支部的书记这段时间是张三丰。"),
            (("王五", "班长"), 2, "“班长”不行"),
            (("王五", "委员", "--end"), 5, "没有可以结束的委员"),
        ],
    )
    def test_what_a_post_refuses(self, pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
        assert said in pb("member", "post", *words, ok=code).err

    def test_into_a_group_and_out(self, pb: Any) -> None:
        pb("branch", "group", "add", FIRST, "第一党小组")
        assert pb("member", "group", "王五", "第一").err == "已更新“王五”的党小组。\n"
        assert pb.json("member", "show", "王五")["party_group"] == "第一党小组"
        pb("member", "group", "王五", "--out")
        assert pb.json("member", "show", "王五")["party_group"] is None

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            (("王五",), 2, "还缺：党小组（GROUP | --out）。"),
            (("王五", "一组"), 4, "没有叫“一组”的党小组。"),
            (("钱七", "--out"), 5, "“钱七”在 2026-11-01 不在任何支部。"),
        ],
    )
    def test_what_a_group_refuses(self, pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
        assert said in pb("member", "group", *words, ok=code).err

"""`pbcli member` add, edit, list, show, remove: who the members are, and what of them is masked."""

from typing import Any

import pytest

from pbcli.db.read import open_reader
from tests.invented_school import FIRST, SECOND, fill
from tests.once import once

WOMAN, MAN = "11010519491231002X", "440308199901010012"


@pytest.fixture
@once
def school(work: Any) -> None:
    with work() as opened:
        fill(opened)


@pytest.fixture
@once
def branch(pb: Any) -> None:
    pb("branch", "add", FIRST)
    pb("branch", "add", SECOND)


def names(pb: Any, *words: str) -> list[str]:
    return [row["name"] for row in pb.json("member", "list", *words)]


def add(pb: Any, name: str, *words: Any, joined: str = "2020-07-01", ok: int = 0) -> Any:
    return pb("member", "add", name, "--branch", FIRST, "--joined-on", joined, *words, ok=ok)


@pytest.mark.usefixtures("branch")
class TestAdding:
    def test_every_particular_is_kept(self, pb: Any) -> None:
        done = add(
            pb, "张　三", "--converted-on", "2021-07-01", "--sex", "男", "--ethnicity", "汉族", "--birth-date", "1990.5.4",
            "--education", "本科", "--degree", "学士", "--school", "某大学数学", "--native-place", "重庆", "--work-started-on",
            "2012-09-01", "--position", "讲师", "--duty", "教务主任", "--party-duty", "委员", "--phone", "138 0013 8000",
            "--mobility", "否", "--note", "一\n二",
        )  # fmt: skip
        assert (done.out, done.err) == ("", "已添加张三。\n")
        page = pb.json("member", "show", "张三")
        kept = {key: value for key, value in page.items() if value is not None and not isinstance(value, list)}
        assert kept == {
            "id": 1, "name": "张三", "branch": FIRST, "status": "正式党员", "joined_on": "2020-07-01",
            "converted_on": "2021-07-01", "sex": "男", "ethnicity": "汉族", "birth_date": "1990-05-04", "education": "本科",
            "degree": "学士", "school": "某大学数学", "native_place": "重庆", "work_started_on": "2012-09-01", "position": "讲师",
            "duty": "教务主任", "party_duty": "委员", "phone": "138****8000", "mobility": "否", "note": "一\n二",
        }  # fmt: skip
        assert [(row["status"], row["from_on"], row["to_on"]) for row in page["statuses"]] == [
            ("预备党员", "2020-07-01", "2021-07-01"),
            ("正式党员", "2021-07-01", None),
        ]

    def test_quiet_adding_prints_the_id(self, pb: Any) -> None:
        done = pb("-q", "member", "add", "张三", "--branch", FIRST, "--joined-on", "2027-07-01")
        assert (done.out, done.err) == ("1\n", "")
        assert pb.json("member", "list", "--on", "2027-07-01")[0]["status"] == "预备党员"

    def test_a_day_to_come_is_said(self, pb: Any) -> None:
        assert "日期 2026-11-02 在今天之后，请核对。" in add(pb, "张三", joined="2026-11-02").err
        done = add(pb, "李四", "--converted-on", "2027-03-01", joined="2026-03-01")
        assert "日期 2027-03-01 在今天之后，请核对。" in done.err
        assert pb.json("member", "show", "李四")["status"] == "预备党员"

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            ((), 2, "还缺：姓名（NAME）。"),
            (("张三",), 2, "还缺：党支部（--branch）。"),
            (("张三", "--branch", FIRST), 2, "还缺：入党日期（--joined-on）。"),
            (("张三", "--branch", "第九", "--joined-on", "2020-01-01"), 4, "没有叫“第九”的党支部"),
            (("张三", "--branch", FIRST, "--joined-on", "2020-02-30"), 2, "--joined-on：没有“2020-02-30”这一天。"),
            (("张\x07", "--branch", FIRST, "--joined-on", "2020-01-01"), 5, "“姓名”里有不能用的字符 U+0007。"),
            (("张" * 201, "--branch", FIRST, "--joined-on", "2020-01-01"), 5, "“姓名”最多 200 个字符。"),
            (("张三", "--branch", FIRST, "--joined-on", "2020-01-01", "--sex", "无"), 2, "“无”不行，可用：男、女。"),
            (("张三", "--branch", FIRST, "--joined-on", "2020-01-01", "--group", "一组"), 4, "没有叫“一组”的党小组"),
            (
                ("张三", "--branch", FIRST, "--joined-on", "2020-01-01", "--education", "学" * 201),
                5,
                "“学历”最多 200 个字符。",
            ),
            (
                ("张三", "--branch", FIRST, "--joined-on", "2020-01-01", "--note", "字" * 32_001),
                5,
                "“备注”最多 32000 个字符。",
            ),
            (("张三", "--branch", FIRST, "--joined-on", "2020-01-01", "--note", WOMAN), 5, "“备注”里有身份证号"),
            (
                ("张三", "--branch", FIRST, "--joined-on", "2020-01-01", "--birth-date", "2020-01-01"),
                5,
                "要晚于出生日期",
            ),
            (
                ("张三", "--branch", FIRST, "--joined-on", "2020-01-01", "--id-number", WOMAN),
                2,
                "身份证号不要写在命令行里",
            ),
        ],
    )
    def test_what_it_refuses(self, pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
        refused = pb("member", "add", *words, ok=code)
        assert said in refused.err
        assert names(pb) == []

    @pytest.mark.parametrize(
        "name", ["=1+1", "-2", "@x", "[red]张[/red]", "[/x]", "{name}", "<i>张", "张" * 200, "العربية"]
    )
    def test_naughty_names_are_kept_whole_in_every_format(self, pb: Any, name: str) -> None:
        pb("member", "add", "--branch", FIRST, "--joined-on", "2020-07-01", "--note", "字" * 32_000, "--", name)
        assert names(pb) == [name]
        guard = "'" if name[0] in "=-@" else ""
        assert f",{guard}{name}," in pb("member", "list", "-f", "csv").out
        for form in ("plain", "table"):
            assert name in pb("member", "list", "-f", form).out.replace("\n", "")
        assert "<i>" not in pb("member", "list", "-f", "html").out
        assert pb.json("member", "show", "1")["note"] == "字" * 32_000

    def test_one_person_is_added_once(self, pb: Any) -> None:
        add(pb, "张三", "--birth-date", "1990-01-01")
        refused = add(pb, "张三", "--birth-date", "1990-01-01", ok=5)
        assert "第一党支部已经有“张三”（编号 1），出生日期相同或都没有登记。" in refused.err
        assert "第一党支部也有叫“张三”的人（编号 1），请核对是不是同一个人。" in add(pb, "张三").err
        assert "第一党支部已经有“张三”（编号 2）" in add(pb, "张三", ok=5).err
        assert names(pb) == ["张三", "张三"]

    def test_a_group_from_the_first_day(self, pb: Any) -> None:
        pb("branch", "group", "add", FIRST, "第一党小组")
        add(pb, "张三", "--group", "第一党小组")
        assert pb.json("member", "show", "张三")["party_group"] == "第一党小组"

    def test_probation_is_a_year_unless_forced(self, pb: Any) -> None:
        refused = add(pb, "张三", "--converted-on", "2021-06-30", ok=5)
        assert "最早 2021-07-01 转正（RC-15，" in refused.err
        assert "下一步：--force REASON" in refused.err
        assert "转正日期 2020-07-01 要晚于入党日期" in add(pb, "张三", "--converted-on", "2020-07-01", ok=5).err
        add(pb, "张三", "--converted-on", "2021-06-30", "--force", "按批复")
        assert pb.json("history", "--limit", "1")[0]["note"] == "按批复"

    def test_a_landline_is_kept_with_a_warning(self, pb: Any) -> None:
        assert "手机号不是 1 开头的 11 位号码，请核对。" in add(pb, "张三", "--phone", "023-86781234").err
        assert pb.json("member", "list")[0]["phone"] == "****1234"

    def test_dry_run_writes_nothing(self, pb: Any) -> None:
        shown = add(pb, "张三", "--phone", "13800138000", "--dry-run")
        assert "这是预演，什么也没有写入。" in shown.err
        assert "138****8000" in shown.out
        assert "13800138000" not in shown.out
        assert names(pb) == []


@pytest.mark.usefixtures("school")
class TestFinding:
    @pytest.mark.parametrize(
        "typed", ["张三丰", "张三", "zsf", "zhangsanfeng", "ZSF", "1", "第一党支部/张三丰", "dyd/zsf"]
    )
    def test_a_member_by_any_name(self, pb: Any, typed: str) -> None:
        assert pb.json("member", "show", typed)["name"] == "张三丰"

    def test_a_homonym_is_told_apart_by_branch(self, pb: Any) -> None:
        refused = pb("member", "show", "李四", ok=4)
        assert (
            refused.err == "“李四”可指：第一党支部/李四、第二党支部/李四。\n下一步：pbcli member show 第一党支部/李四\n"
        )
        assert pb.json("member", "show", "第二党支部/李四")["id"] == 4

    @pytest.mark.parametrize(
        ("name", "initials"),
        [
            ("单雄", "sx"),
            ("仇英", "qy"),
            ("解缙", "xj"),
            ("区适", "os"),
            ("曾国", "zg"),
            ("查良", "zl"),
            ("翟让", "zr"),
        ],
    )
    def test_surnames_of_their_own_reading(self, pb: Any, name: str, initials: str) -> None:
        add(pb, name)
        assert pb.json("member", "show", initials)["name"] == name

    @pytest.mark.parametrize("typed", ["赵无极", "99", "", "张\x00", "第一党支部/钱七"])
    def test_nobody(self, pb: Any, typed: str) -> None:
        assert f"没有叫“{typed}”的党员。".replace("\x00", "") in pb("member", "show", typed, ok=4).err.replace(
            "\\x00", ""
        )


@pytest.mark.usefixtures("school")
class TestListing:
    def test_the_list_is_as_of_a_day(self, pb: Any) -> None:
        assert names(pb) == ["张三丰", "李四", "王五", "李四", "周八"]
        assert names(pb, "--on", "2026-02-28") == ["张三丰", "李四", "王五", "李四", "钱七"]
        assert names(pb, "--as-of", "2026-09-09", "--branch", SECOND) == ["李四"]
        assert pb.json("member", "list")[0]["posts"] == ["书记"]

    def test_by_status(self, pb: Any) -> None:
        add(pb, "吴九", joined="2026-10-01")
        assert names(pb, "--status", "预备") == ["吴九"]
        assert "吴九" not in names(pb, "--status", "正式党员")

    def test_those_who_left(self, pb: Any) -> None:
        assert names(pb, "--left") == ["钱七"]
        assert names(pb, "--left", "--on", "2026-02-28") == []
        assert names(pb, "--left", "--branch", FIRST) == []
        plain = pb("member", "list", "--left").out
        assert "离开日期" in plain
        assert "2026-03-01" in plain

    def test_fields_order_and_number(self, pb: Any) -> None:
        out = pb(
            "member", "list", "-f", "csv", "--fields", "name,joined_on", "--sort", "-joined_on", "--limit", "2"
        ).out
        assert out.splitlines() == ["name,joined_on", "周八,2026-09-10", "李四,2016-07-01"]

    def test_an_unknown_branch(self, pb: Any) -> None:
        assert "没有叫“第九”的党支部" in pb("member", "list", "--branch", "第九", ok=4).err


@pytest.mark.usefixtures("branch")
class TestEditing:
    def test_what_was_said_is_changed(self, pb: Any) -> None:
        add(pb, "张三", "--note", "旧", "--duty", "主任")
        pb("branch", "post", FIRST, "书记", "张三")
        assert (
            pb("member", "edit", "张三", "--name", "张山", "--education", "本科", "--clear", "note").err
            == "已修改张山。\n"
        )
        page = pb.json("member", "show", "zs")
        assert (page["name"], page["education"], page["note"], page["duty"]) == ("张山", "本科", None, "主任")
        assert pb.json("branch", "show", FIRST)["posts"][0]["holder"] == "张山"
        pb("member", "post", "张山", "书记", "--end")

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            ((), 2, "没有说要改什么，可用：--name --sex"),
            (("--name", ""), 5, "“姓名”不能为空。"),
            (("--clear", "id-number"), 2, "没有可清空的“id-number”"),
            (("--birth-date", "2020-07-01"), 5, "入党日期 2020-07-01 要晚于出生日期 2020-07-01。"),
            (("--phone", "1\x1b38"), 5, "“联系电话”里有不能用的字符 U+001B。"),
        ],
    )
    def test_what_it_refuses(self, pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
        add(pb, "张三")
        before = pb("history", "-f", "json").out
        assert said in pb("member", "edit", "张三", *words, ok=code).err
        assert pb("history", "-f", "json").out == before

    def test_an_arriving_name_joins_the_post_that_is_kept_by_it(self, pb: Any) -> None:
        add(pb, "张三")
        pb("branch", "post", FIRST, "书记", "张山")
        pb("member", "edit", "张三", "--name", "张山")
        assert pb.json("branch", "show", FIRST)["posts"][0]["member_id"] == 1

    def test_a_phone_is_changed_and_cleared(self, pb: Any) -> None:
        add(pb, "张三", "--phone", "13800138000")
        assert "请核对" in pb("member", "edit", "张三", "--phone", "86781234").err
        pb("member", "edit", "张三", "--clear", "phone")
        assert pb.json("member", "show", "张三")["phone"] is None


@pytest.mark.usefixtures("branch")
class TestIdNumbers:
    @pytest.fixture
    def paper(self, tmp_path: Any) -> Any:
        def written(number: str) -> str:
            path = tmp_path / "number.txt"
            path.write_text(number + "\n", encoding="utf-8")
            return f"@{path}"

        return written

    def test_only_the_last_four_are_kept_and_tell_birth_date_and_sex(self, pb: Any, paper: Any) -> None:
        add(pb, "张三", "--id-number", paper(WOMAN))
        page = pb.json("member", "show", "张三")
        assert (page["id_last4"], page["birth_date"], page["sex"]) == ("002X", "1949-12-31", "女")
        assert pb.json("member", "show", "张三", "--unmask")["id_number"] is None
        with open_reader(pb.database) as reader:
            assert WOMAN not in map(str, reader.connection.execute("SELECT * FROM member").fetchone())
            assert reader.connection.execute("SELECT count(*) FROM id_number").fetchone()[0] == 0
        assert WOMAN not in pb("history", "member/张三", "-f", "json").out

    def test_from_the_pipe(self, pb: Any, process: Any) -> None:
        add(pb, "张三")
        done = process("--db", pb.database, "--no-input", "member", "edit", "张三", "--id-number", "-",
                       stdin=f" {MAN}\n".encode())  # fmt: skip
        assert done.code == 0, done.err
        assert pb.json("member", "show", "张三")["id_last4"] == "0012"

    def test_one_number_is_one_persons(self, pb: Any, paper: Any) -> None:
        add(pb, "张三", "--id-number", paper(WOMAN))
        refused = add(pb, "李四", "--id-number", paper("110105491231002"), ok=5)
        assert "这个身份证号已经是张三（编号 1）的。" in refused.err
        assert names(pb) == ["张三"]
        pb("member", "edit", "张三", "--id-number", paper(WOMAN))

    def test_what_differs_is_said(self, pb: Any, paper: Any) -> None:
        done = add(pb, "张三", "--sex", "男", "--birth-date", "1950-01-01", "--id-number", paper(WOMAN))
        assert "身份证号与登记的出生日期不一致，请核对。" in done.err
        assert "身份证号与登记的性别不一致，请核对。" in done.err

    @pytest.mark.parametrize(
        ("number", "said"),
        [("110105194912310021", "校验位不对"), ("123", "这里是 3 位")],
    )
    def test_a_number_that_cannot_be(self, pb: Any, paper: Any, number: str, said: str) -> None:
        refused = add(pb, "张三", "--id-number", paper(number), ok=5)
        assert said in refused.err
        assert number not in refused.err or len(number) < 15
        assert names(pb) == []

    def test_the_whole_number_is_kept_where_the_unit_wants_it_and_shown_only_unmasked(
        self, pb: Any, paper: Any
    ) -> None:
        pb("config", "set", "id_numbers", "on")
        add(pb, "张三", "--id-number", paper(WOMAN), "--phone", "13800138000")
        for form in ("plain", "json", "csv", "md", "html", "jsonl"):
            for words in (("member", "list"), ("member", "show", "张三"), ("history",)):
                out = pb(*words, "-f", form).out
                assert WOMAN not in out
                assert "13800138000" not in out
        before = pb.json("history")
        shown = pb.json("member", "show", "张三", "--unmask")
        assert (shown["phone"], shown["id_number"]) == ("13800138000", WOMAN)
        assert WOMAN in pb("member", "show", "张三", "--unmask").out
        noted = pb.json("history")[: len(pb.json("history")) - len(before)]
        assert [row["note"] for row in noted] == ["查看了“张三”（编号 1）的完整号码。"] * 2
        pb("member", "edit", "张三", "--id-number", paper("110105491231002"))
        pb("member", "edit", "张三", "--clear", "birth-date", "--clear", "sex")
        pb("member", "edit", "张三", "--id-number", paper(MAN))
        assert pb.json("member", "show", "张三", "--unmask")["id_number"] == MAN

    def test_undoing_a_removal_brings_the_number_back(self, pb: Any, paper: Any) -> None:
        pb("config", "set", "id_numbers", "on")
        add(pb, "张三", "--id-number", paper(WOMAN))
        assert "要先确认：删除“张三”（第一党支部）？" in pb("member", "remove", "张三", ok=2).err
        assert pb("member", "remove", "张三", "--yes").err == "已删除张三。\n"
        assert names(pb) == []
        pb("undo")
        assert pb.json("member", "show", "张三", "--unmask")["id_number"] == WOMAN


@pytest.mark.usefixtures("school")
class TestRemoving:
    def test_someone_with_records_cannot_be_removed(self, pb: Any) -> None:
        refused = pb("member", "remove", "张三丰", "--yes", ok=5)
        assert "“张三丰”还有关联的记录，不能删除：职务 1、联系班级安排 1。" in refused.err
        assert "下一步：pbcli member leave 张三丰 --reason REASON" in refused.err

    def test_dry_run_removes_nobody(self, pb: Any) -> None:
        assert "什么也没有写入" in pb("member", "remove", "王五", "--dry-run").err
        assert "王五" in names(pb)

    def test_someone_of_no_branch_can_be_asked_for(self, pb: Any) -> None:
        assert "删除“钱七”（第二党支部）？" in pb("member", "remove", "钱七", ok=2).err

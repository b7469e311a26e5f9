"""`pbcli term`, as its user meets it."""

import pytest

AUTUMN, SPRING = "2026-2027学年第一学期", "2026-2027学年第二学期"


def add(pb, name=AUTUMN, start="2026-09-01", end="2027-01-22", **options):
    return pb("term", "add", name, "--from", start, "--to", end, **options)


def terms(pb):
    return [(row["name"], row["starts_on"], row["ends_on"]) for row in pb.json("term", "list")]


def test_terms_are_listed_in_order_of_time(pb):
    add(pb, SPRING, "2027-02-22", "2027-07-09")
    done = add(pb)
    assert (done.out, done.err) == ("", f"已添加{AUTUMN}。\n")
    assert pb.json("term", "list") == [
        {"id": 2, "name": AUTUMN, "starts_on": "2026-09-01", "ends_on": "2027-01-22", "weeks": 21, "current": True},
        {"id": 1, "name": SPRING, "starts_on": "2027-02-22", "ends_on": "2027-07-09", "weeks": 20, "current": False},
    ]
    lines = pb("term", "list").out.splitlines()
    assert lines[0].split() == ["编号", "学期", "开学日期", "结束日期", "周数", "本学期"]
    assert lines[2].split() == ["2", AUTUMN, "2026-09-01", "2027-01-22", "21", "是"]
    assert pb("term", "list", "-f", "csv").out.splitlines()[0] == "id,name,starts_on,ends_on,weeks,current"


def test_without_terms_the_default_ones_are_named(pb):
    assert "没有登记学期：按默认学期，从 9 月 1 日、3 月 1 日开始。" in pb("term", "list").out
    assert pb.json("term", "list") == []
    assert pb("-q", "term", "add", AUTUMN, "--from", "2026-09-01", "--to", "2027-01-22").out == "1\n"
    assert "按默认学期" not in pb("term", "list").out


def test_periods_follow_the_terms(pb):
    assert "按默认学期" in pb("event", "list", "本学期").err
    add(pb, start="2026-10-30")
    assert "按默认学期" not in pb("event", "list", "本学期").err
    pb("event", "add", "党委", "中心组学习", "--on", "2026-10-29")
    pb("event", "add", "党委", "中心组学习", "--on", "2026-10-30")
    assert [row["occurred_on"] for row in pb.json("event", "list", "本学期")] == ["2026-10-30"]
    assert [row["occurred_on"] for row in pb.json("event", "list", AUTUMN)] == ["2026-10-30"]
    # The first week is the one that holds the first day, from its Monday on.
    assert [row["occurred_on"] for row in pb.json("event", "list", "第1周")] == ["2026-10-29", "2026-10-30"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "还缺：学期（NAME）"),
        ((SPRING,), 2, "还缺：开学日期（--from）"),
        ((SPRING, "--from", "2027-02-22"), 2, "还缺：结束日期（--to）"),
        ((SPRING, "--from", "2027-02-30", "--to", "2027-07-09"), 2, "没有“2027-02-30”这一天"),
        ((SPRING, "--from", "2027-07-09", "--to", "2027-02-22"), 5, "结束日期 2027-02-22 要晚于开学日期 2027-07-09。"),
        ((SPRING, "--from", "2027-02-22", "--to", "2027-02-22"), 5, "要晚于开学日期"),
        ((SPRING, "--from", "2027-02-22", "--to", "2028-02-23"), 5, "一个学期最多一年，2027-02-22 到 2028-02-23 是 367 天。"),
        ((AUTUMN, "--from", "2027-02-22", "--to", "2027-07-09"), 5, f"已经有叫“{AUTUMN}”的学期。\n下一步：pbcli term list"),
        ((SPRING, "--from", "2027-01-22", "--to", "2027-07-09"), 5, f"与“{AUTUMN}”（2026-09-01 到 2027-01-22）重叠。"),
        ((SPRING, "--from", "2026-08-01", "--to", "2026-09-01"), 5, "重叠"),
        ((SPRING, "--from", "2026-10-01", "--to", "2026-11-01"), 5, "重叠"),
        ((" ", "--from", "2027-02-22", "--to", "2027-07-09"), 5, "“学期”不能为空。"),
        (("本学期", "--from", "2027-02-22", "--to", "2027-07-09"), 5, "“本学期”本来就是一个时段的说法"),
    ],
)  # fmt: skip
def test_what_adding_refuses(pb, words, code, said):
    add(pb)
    assert said in pb("term", "add", *words, ok=code).err
    assert terms(pb) == [(AUTUMN, "2026-09-01", "2027-01-22")]


def test_a_name_of_other_days_is_said(pb):
    done = add(pb, "2025-2026学年第二学期")
    assert "“2025-2026学年第二学期”一般指 2026-03-01 到 2026-08-31，日期对不上。" in done.err
    assert len(terms(pb)) == 1


def test_trial_and_undo(pb):
    assert AUTUMN in pb("term", "add", AUTUMN, "--from", "2026-09-01", "--to", "2027-01-22", "--dry-run").out
    assert terms(pb) == []
    add(pb)
    pb("term", "edit", AUTUMN, "--to", "2027-01-15", "--dry-run")
    pb("term", "remove", AUTUMN, "--dry-run")
    assert terms(pb) == [(AUTUMN, "2026-09-01", "2027-01-22")]
    pb("undo")
    assert terms(pb) == []


def test_editing(pb):
    add(pb)
    add(pb, SPRING, "2027-02-22", "2027-07-09")
    assert pb("term", "edit", AUTUMN, "--to", "2027-01-15").err == f"已修改{AUTUMN}。\n"
    pb("term", "edit", "1", "--name", "2026秋", "--from", "2026-08-31")
    assert terms(pb)[0] == ("2026秋", "2026-08-31", "2027-01-15")
    pb("undo")
    assert terms(pb)[0] == (AUTUMN, "2026-09-01", "2027-01-15")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((AUTUMN,), 2, "没有说要改什么，可用：--name --from --to。"),
        (("2030", "--to", "2027-01-15"), 4, "没有叫“2030”的学期"),
        (("2026-2027", "--to", "2027-01-15"), 4, "可指"),
        ((AUTUMN, "--to", "2027-02-22"), 5, f"与“{SPRING}”（2027-02-22 到 2027-07-09）重叠。"),
        ((AUTUMN, "--to", "2026-08-31"), 5, "要晚于开学日期"),
        ((AUTUMN, "--name", SPRING), 5, f"已经有叫“{SPRING}”的学期。"),
        ((AUTUMN, "--name", "2026"), 5, "“2026”本来就是一个时段的说法"),
    ],
)
def test_what_editing_refuses(pb, words, code, said):
    add(pb)
    add(pb, SPRING, "2027-02-22", "2027-07-09")
    before = terms(pb)
    assert said in pb("term", "edit", *words, ok=code).err
    assert terms(pb) == before


def test_removing(pb):
    add(pb)
    assert f"删除“{AUTUMN}”？" in pb("term", "remove", "2026", ok=2).err
    assert pb("term", "remove", "2026", "--yes").err == f"已删除{AUTUMN}。\n"
    assert terms(pb) == []
    assert "没有叫“2026”的学期" in pb("term", "remove", "2026", "--yes", ok=4).err
    pb("undo")
    assert len(terms(pb)) == 1

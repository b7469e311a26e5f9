"""A listing and a report of invented people, with names that try to do harm."""

from pbcli.output.result import Column, Labels, Report, Result, Section, View
from pbcli.output.show import render

LABELS = Labels()
NAUGHTY = [
    "张[red]三[/x]",
    "=1+1",
    "+86",
    "-1",
    "@SUM(A1)",
    "'quoted",
    "\tTab",
    "\rreturn",
    "\x1b[31m红\x1b[0m",
    "\u202e反\u2066向",
    "两\n行",
    "<script>alert(1)</script>&amp;",
    "a|b`c`*d*_e_",
    '引"号,逗号',
    "\x9b31m",
    "_x000D_",
    "末尾\\",
    "\ufeff标记",
    "👩\u200d👩\u200d👧 e\u0301",
]

COLUMNS = (
    Column("id", "编号", "int"),
    Column("name", "姓名"),
    Column("contacts", "联系次数", "int", bar=True),
    Column("attendance", "出勤", "percent", bar=True),
    Column("paid", "实缴(元)", "money"),
    Column("joined_on", "入党日期", "day"),
    Column("kinds", "方式", "counts"),
    Column("events", "活动", "terms"),
    Column("is_full", "正式", "flag"),
    Column("note", "备注", hidden=True),
)
ROWS = (
    {
        "id": 1,
        "name": "欧阳小明",
        "contacts": 31,
        "attendance": (13, 15),
        "paid": 5000,
        "joined_on": "2020-07-01",
        "kinds": {"走访寝室": 9, "学生谈心": 4},
        "events": ["主题党日", "党课"],
        "is_full": True,
        "note": "第一行",
    },
    {
        "id": 2,
        "name": "李四",
        "contacts": 7,
        "attendance": (0, 0),
        "paid": -123456,
        "joined_on": "2021-07-01",
        "kinds": {},
        "events": [],
        "is_full": False,
        "note": None,
    },
    {"id": 10, "name": "王五", "contacts": None},
)
LISTING = Result(COLUMNS, ROWS, title="党员", totals={"contacts": 38, "paid": -118456}, notes=["按默认学期"])
REPORT = Report(
    "monthly",
    "支部工作月报",
    "2026年10月 · 某职业学校",
    {
        "report": "monthly",
        "period": "2026-10",
        "liaison": [
            {"branch": "第一党支部", "contacts": 31},
            {"branch": "第二党支部", "contacts": 7},
        ],
        "silent_classes": ["2024级护理1班"],
        "vacant_classes": [],
        "follow_ups": {"opened": 5, "open": 7},
    },
    [
        Section(
            "liaison",
            "联系班级",
            (Column("branch", "党支部"), Column("contacts", "联系次数", "int", bar=True)),
            [{"branch": "第一党支部", "contacts": 31}, {"branch": "第二党支部", "contacts": 7}],
            totals={"contacts": 38},
        ),
        Section("silent_classes", "本月无联系", (Column("class", "班级"),), [{"class": "2024级护理1班"}], notes=["※"]),
        Section("vacant_classes", "无人联系", (Column("class", "班级"),), [], empty="✓ 没有空缺"),
        Section(
            "follow_ups",
            "跟进",
            (Column("opened", "新开", "int"), Column("open", "未办结", "int")),
            [{"opened": 5, "open": 7}],
        ),
    ],
    notes=["截至 2026-10-31"],
)
NAUGHTY_LISTING = Result(
    (Column("name", "姓名"), Column("amount", "金额", "money")),
    [{"name": name, "amount": -5} for name in NAUGHTY],
)
FORMATS = ("table", "plain", "md", "csv", "tsv", "json", "jsonl", "html", "xlsx")


def text(thing: Result | Report, format_: str, *, terminal: bool = False, width: int = 80, **view: object) -> str:
    """Render a text format."""
    chosen = View(format=format_, **view)  # type: ignore[arg-type]
    written = render(thing, chosen, is_terminal=terminal, width=width, labels=LABELS, color=True)
    assert isinstance(written, str)
    return written


def payload(thing: Result | Report, format_: str) -> bytes:
    """Render any format as the bytes that a file gets."""
    written = render(thing, View(format=format_, output=f"x.{format_}"), is_terminal=True, width=80, labels=LABELS)
    return written if isinstance(written, bytes) else written.encode()

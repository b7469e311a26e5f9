"""The words of headers: which column is which field, months, and what must never be kept."""

import pytest

from pbcli.intake import cells, vocabulary
from pbcli.intake.headers import MonthHeader, catalogue, fold, forms, is_refused, match, month_header, spellings
from pbcli.intake.vocabulary import vocabularies

KINDS = catalogue()
FIELDS = [(kind, name) for kind, found in KINDS.items() for name in found.fields]


def test_kinds_stand_in_the_order_of_need():
    assert list(KINDS) == [
        "branches",
        "members",
        "classes",
        "assignments",
        "contacts",
        "events",
        "offices",
        "projects",
        "dues",
        "checklist",
        "brands",
        "study",
        "talks",
        "terms",
        "evidence",
    ]


def test_every_field_is_known_by_its_name_and_its_title():
    assert len(FIELDS) > 400
    assert [(kind, name) for kind, name in FIELDS if match(KINDS[kind], name) != name] == []
    others = [(kind, name) for kind, name in FIELDS if match(KINDS[kind], KINDS[kind].fields[name].title) != name]
    # In a checklist 序号 is the item's own number, not just the line's.
    assert [(kind, name) for kind, name in others if kind != "dues"] == [("checklist", "serial")]


def has_parser(field):
    parser, _colon, words = field.parser.partition(":")
    if words:
        return words in vocabularies() and callable(getattr(vocabulary, f"cell_{parser}", None))
    return parser in {"ignored", "json", "names", "names_of_classes", "moment"} or hasattr(cells, f"cell_{parser}")


def test_every_parser_is_there():
    fields = {(kind, name): KINDS[kind].fields[name] for kind, name in FIELDS}
    assert [place for place, field in fields.items() if bool(field.rows) != (field.parser == "json")] == []
    assert [place for place, field in fields.items() if not has_parser(field)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_tables_name_fields_that_there_are(kind):
    found = KINDS[kind]
    assert found.telling <= found.fields.keys()
    assert all(name in found.fields for group in found.any_of for name in group)


@pytest.mark.parametrize(
    ("kind", "header", "field"),
    [
        ("members", "姓 名", "name"),
        ("members", "姓名（必填）", "name"),
        ("members", "1.姓名", "name"),
        ("members", "入党时间（年月日）", "joined_on"),
        ("members", "加入党组织日期", "joined_on"),
        ("members", "所在党支部\n（全称）", "branch"),
        ("contacts", "参加人数（人）", "pupils"),
        ("contacts", "了解到的情况/发现问题", "problem"),
        ("contacts", "金额（元）", "gift_money"),
        ("events", "应到人数", "entitled"),
        ("projects", "编号", "number"),
        ("projects", "项目负责人", "leader"),
        ("dues", "缴纳基数（元）", "base"),
        ("dues", "一月", "month_1"),
        ("dues", "12月份", "month_12"),
        ("dues", "2026年3月实缴", "month_3"),
        ("dues", "3月应缴", "month_other"),
        ("classes", "班额", "pupils"),
        ("branches", "支部书记", "secretary"),
        ("members", "吉祥物", None),
    ],
)
def test_headers(kind, header, field):
    assert match(KINDS[kind], header) == field


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("1月", MonthHeader("month_1", None)),
        ("十一月", MonthHeader("month_11", None)),
        ("2026年10月", MonthHeader("month_10", 2026)),
        ("2026年10月（元）", MonthHeader("month_10", 2026)),
        ("月份3", MonthHeader("month_3", None)),
        ("13月", None),
        ("备注", None),
    ],
)
def test_months(header, found):
    assert month_header(header) == found


@pytest.mark.parametrize("header", ["宗教信仰", "银行卡号", "工资卡号（建行）", "开户行", "人脸照片"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_no_kind_keeps(kind, header):
    assert is_refused(KINDS[kind], header)


def test_words_of_the_tables():
    assert list(spellings("{所在,}支部")) == ["所在支部", "支部"]
    assert list(spellings("入党~"))[:2] == ["入党时间", "入党日期"]
    assert fold("　入 党\n时间（年月）：") == "入党时间年月"
    assert list(forms("人数(元)")) == ["人数元", "人数"]

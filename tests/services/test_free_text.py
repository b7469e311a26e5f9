"""Texts that people type: cleaned by the field they are for, and free of numbers that belong to a person."""

import pytest

from pbcli.db.models import Contact
from pbcli.domain.enums import ContactKind
from pbcli.domain.errors import RuleForbids
from pbcli.services.free_text import clean_facts


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("place", "  5栋\n302室 ", "5栋 302室"),
        ("problem", " 一\r\n二 ", "一\n二"),
        ("problem", "   ", None),
        ("problem", "=1+1", "=1+1"),
        ("problem", "[red]x", "[red]x"),
        ("note", "字" * 32_000, "字" * 32_000),
        ("pupils", 6, 6),
        ("kind", ContactKind.LESSON, ContactKind.LESSON),
        ("outcome", None, None),
    ],
)
def test_what_a_text_becomes(field: str, typed: object, kept: object) -> None:
    assert clean_facts(Contact, {field: typed}) == {field: kept}


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("problem", "找 110105 19491231 002X", "“发现问题”里有身份证号，不能写进记录：请写人数或代号，不写号码。"),
        ("measure", "打13800138000", "“采取措施”里有手机号"),
        ("note", "卡4111111111111111", "“备注”里有银行卡号"),
        ("place", "楼\x1b[2J", "“地点”里有不能用的字符 U+001B。"),
        ("note", "字" * 32_001, "“备注”最多 32000 个字符。"),
    ],
)
def test_what_is_refused_by_the_name_of_its_field(field: str, typed: str, said: str) -> None:
    with pytest.raises(RuleForbids) as refused:
        clean_facts(Contact, {field: typed})
    assert said in str(refused.value)
    assert "13800138000" not in str(refused.value)

"""Names as they are kept: without the blanks of papers, harmless on a screen, with their pinyin."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbcli.domain.errors import RuleForbids
from pbcli.domain.names import NAME_LENGTH, TEXT_LENGTH, clean_name, clean_text, pinyin_of


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("张三", "张三"),
        ("张　三", "张三"),
        (" 张 \u3000三\u00a0", "张三"),
        ("张\n三", "张三"),
        ("张\u200b三\ufeff", "张三"),
        ("2024级 护理 1 班", "2024级护理1班"),
        ("第 7 党支部", "第7党支部"),
        ("Ada  Lovelace", "Ada Lovelace"),
        ("Ada 张", "Ada 张"),
        ("阿卜杜拉·买买提", "阿卜杜拉·买买提"),
        ("=1+1", "=1+1"),
        ("@SUM(1)", "@SUM(1)"),
        ("-2+3", "-2+3"),
        ("[red]张[/red]", "[red]张[/red]"),
        ("[/x]", "[/x]"),
        ("${jndi:ldap://x}", "${jndi:ldap://x}"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("'; DROP TABLE member;--", "'; DROP TABLE member;--"),
        ("%s{0}", "%s{0}"),
        ("🏳️‍🌈", "🏳️‍🌈"),
        ("𠮷野家", "𠮷野家"),
        ("Z͑ͫ̓ͪ̂ͫ̽", "Z͑ͫ̓ͪ̂ͫ̽"),
        ("العربية", "العربية"),
    ],
)
def test_what_a_name_becomes(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept
    assert clean_name(kept) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("张\x00三", "U+0000"),
        ("\x1b[31m张", "U+001B"),
        ("张\x07", "U+0007"),
        ("张\x7f三", "U+007F"),
        ("张\x85三", "U+0085"),
        ("张\x9b三", "U+009B"),
        ("张\u202e三", "U+202E"),
        ("\u200f张三", "U+200F"),
        ("张\u2067三", "U+2067"),
        ("张\ud800三", "U+D800"),
        ("张\ufffe三", "U+FFFE"),
        ("张\U0001ffff三", "U+1FFFF"),
        ("张\ufdd0三", "U+FDD0"),
    ],
)
def test_what_would_act_on_a_screen_is_refused_by_field(typed: str, code: str) -> None:
    for clean in (clean_name, clean_text):
        with pytest.raises(RuleForbids) as refused:
            clean(typed, field="班级名称")
        assert str(refused.value) == f"“班级名称”里有不能用的字符 {code}。"


@pytest.mark.parametrize("typed", ["", "   ", "　\n", "\u200b"])
def test_nothing_is_no_name(typed: str) -> None:
    for clean in (clean_name, clean_text):
        with pytest.raises(RuleForbids) as refused:
            clean(typed, field="姓名")
        assert str(refused.value) == "“姓名”不能为空。"


@pytest.mark.parametrize(("clean", "most"), [(clean_name, 200), (clean_text, 32_000)])
def test_the_longest_name_and_text(clean, most: int) -> None:
    assert clean("字" * most) == "字" * most
    with pytest.raises(RuleForbids) as refused:
        clean("字" * (most + 1), field="备注")
    assert str(refused.value) == f"“备注”最多 {most} 个字符。"
    assert {NAME_LENGTH, TEXT_LENGTH} == {200, 32_000}


def test_a_text_keeps_its_lines() -> None:
    assert clean_text("  一\r\n二\r三\t四\u200b\n ") == "一\n二\n三\t四"


@given(st.text(max_size=60))
def test_a_kept_name_is_kept_as_it_is(typed: str) -> None:
    try:
        kept = clean_name(typed)
    except RuleForbids:
        return
    assert clean_name(kept) == kept
    assert not any(unicodedata.category(character) == "Cc" for character in kept)


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("张三丰", "zhangsanfeng", "zsf"),
        ("单雄信", "shanxiongxin", "sxx"),
        ("仇英", "qiuying", "qy"),
        ("解缙", "xiejin", "xj"),
        ("区适", "oushi", "os"),
        ("曾国", "zengguo", "zg"),
        ("查良", "zhaliang", "zl"),
        ("翟让", "zhairang", "zr"),
        ("任我行", "renwoxing", "rwx"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("单于飞", "chanyufei", "cyf"),
        ("欧阳修", "ouyangxiu", "oyx"),
        ("单", "dan", "d"),
        ("解放军路支部", "jiefangjunluzhibu", "jfjlzb"),
        ("区支部", "quzhibu", "qzb"),
        ("2024级护理1班", "2024jihuli1ban", "2024jhl1b"),
        ("Ada Lovelace", "adalovelace", "al"),
        ("=1+1", "11", "11"),
        ("🙂", "🙂", "🙂"),
        ("张" * 200, "zhang" * 40, "z" * 200),
    ],
)
def test_pinyin_and_initials(name: str, pinyin: str, initials: str) -> None:
    assert pinyin_of(name) == (pinyin, initials)

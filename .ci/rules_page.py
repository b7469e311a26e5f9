"""Writes docs/reference/rules.md from the rule book that ships with the program; called by reference.py."""

from collections.abc import Iterator

from pbcli.domain.dues import Bracket, GroupDues
from pbcli.services.rulebook import national

HARDNESS = {"must": "必须", "norm": "一般", "unit": "单位自定"}
MARKS = {"n": "全国文件，多处一致", "w": "出处较少，请核对", "d": "本程序的默认，请按本单位的规定核对"}
INTRODUCTION = """\
# 规则

程序里的次数、比例、期限都不写在代码里，都在 `pbcli/rulebook/national.toml`，每一条有出处。下面这页由它生成。
**可靠程度**一栏请认真看：标着“请核对”的，以本单位和上级的文件为准。
"""


def page() -> str:
    """Return the page."""
    parts = [INTRODUCTION, f"规则版本 {national().version}。\n", *rules(), "\n## 党费\n", *dues()]
    return "\n".join(parts) + "\n"


def rules() -> Iterator[str]:
    """Give the table of rules."""
    yield "| 编号 | 事项 | 对象 | 怎么规定 | 性质 | 出处 | 可靠程度 |\n|---|---|---|---|---|---|---|"
    for rule in national().rules.values():
        facts = (
            rule.id,
            rule.title,
            rule.subject,
            rule.frequency,
            HARDNESS[rule.hardness],
            rule.citation,
            MARKS[rule.mark],
        )
        yield f"| {' | '.join(facts)} |"


def dues() -> Iterator[str]:
    """Give the table of dues."""
    yield "| 人员类别 | 按什么算 | 每月缴多少 |\n|---|---|---|"
    book = national()
    for name, group in book.dues.groups.items():
        yield f"| {name} | {book.dues_basis[name]} | {owed(group)} |"
    yield "\n比例按整个基数算，不是分段累进；四舍五入到 0.01 元。"
    yield "单位按角、按元收的，用 `pbcli config set dues.rounding 0.1`。"


def owed(group: GroupDues) -> str:
    """Say what a group owes."""
    if group.fixed_fen is not None:
        return f"{group.fixed_fen / 100:.2f} 元"
    return "；".join(bracket(one) for one in group.brackets)


def bracket(one: Bracket) -> str:
    """Say a bracket's rate."""
    above = "再高的" if one.up_to_fen is None else f"{one.up_to_fen // 100} 元以下（含）"
    return f"{above} {one.basis_points / 100:g}%"

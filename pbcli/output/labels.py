"""The few words that output needs of its own, handed in by the caller in the user's language."""

from pbcli.values import dataclass


@dataclass(frozen=True)
class Labels:
    """Words of the output itself; Chinese where the caller gives none."""

    total: str = "合计"
    yes: str = "是"
    no: str = "否"
    empty: str = "无"
    left_out: str = "屏幕窄，没有列出：{titles}（用 --fields 或 -f csv 看）。"
    language: str = "zh-CN"
    """The language's code, for a page's lang attribute."""

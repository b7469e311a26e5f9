"""What the program knows of privacy as data: the words that warn, and how long each kind of record is kept."""

from __future__ import annotations

import re
from functools import cache
from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING

from pbcli.domain.privacy import Retention, topics_in
from pbcli.messages import N_, _
from pbcli.rulebook import rule_data

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TOPICS = {
    "health": N_("健康或心理状况"),
    "family": N_("家庭情况"),
    "hardship": N_("经济困难情况"),
    "discipline": N_("处分或信仰"),
}
"""What the topics of the words that warn are called."""

TITLES = {
    "liaison_notes": N_("联系记录的文字"),
    "follow_ups": N_("跟进事项的文字"),
    "dues_bases": N_("党费基数"),
    "former_members": N_("离开的党员的联系方式"),
    "id_numbers": N_("离开的党员的完整身份证号"),
    "dues_payments": N_("党费缴纳的经办情况"),
    "memberships": N_("党员名册与组织关系"),
    "events": N_("活动与会议记录"),
    "projects": N_("课题"),
    "talks": N_("谈心谈话"),
    "studies": N_("校外学习"),
    "checklists": N_("清单的文字"),
}
"""What each kind of record is called whose time is reckoned."""

SINCE = {
    "liaison_notes": N_("班级毕业后 {years} 年"),
    "follow_ups": N_("完成或班级毕业后 {years} 年，取早的"),
    "dues_bases": N_("最后用到的那一年结束"),
    "former_members": N_("离开后 {years} 年"),
    "id_numbers": N_("离开后 {years} 年"),
    "dues_payments": N_("所属月份后 {years} 年"),
    "events": N_("活动后 {years} 年"),
    "projects": N_("结题或撤项后 {years} 年"),
    "talks": N_("谈话后 {years} 年"),
    "studies": N_("学习后 {years} 年"),
    "checklists": N_("销号后 {years} 年"),
}
"""How long each kind is kept that isn't kept for ever."""

_FEW_TEXTS = 200
_asked = count()


@cache
def words() -> Mapping[str, Sequence[str]]:
    """Return the words that tell of someone's private circumstances, by topic."""
    return MappingProxyType(rule_data("privacy")["words"])


@cache
def retentions() -> tuple[Retention, ...]:
    """Return how long each kind of record is kept where the unit set nothing, in the file's order."""
    return tuple(
        Retention(**{**facts, "columns": tuple(facts["columns"]), "choices": tuple(facts.get("choices", ()))})
        for facts in rule_data("privacy")["retention"]
    )


def topics_of(text: str) -> list[str]:
    """Name the private circumstances that a text speaks of; most texts speak of none, which one look tells.

    The pattern for that look takes as long to compile as some hundred texts to be looked through word by word.
    """
    if next(_asked) > _FEW_TEXTS and _any_word().search(text) is None:
        return []
    return [_(TOPICS[topic]) for topic in topics_in(text, words())]


def time_of(retention: Retention) -> str:
    """Say how long a kind of record is kept."""
    return _("永久") if retention.years is None else _(SINCE[retention.key], years=retention.years)


@cache
def _any_word() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for listed in words().values() for word in listed))

"""The rule book: what ships with the program, and what the unit set otherwise. Every figure of a rule is from here."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pbcli.db.read import Reader
from pbcli.domain.errors import RuleForbids
from pbcli.domain.frequency import Body, Every, MeetingRule
from pbcli.domain.workdays import WorkingCalendar, WorkingYear
from pbcli.rulebook import rule_data
from pbcli.values import dataclass, replace

if TYPE_CHECKING:
    from pbcli.domain.dues import DuesTable

DUES_ROUNDING = "dues.rounding"
"""The setting by which a unit that counts dues in jiao or in whole yuan says so: "0.1", "1"."""
ROUNDINGS = ("0.01", "0.1", "1")
UNIT_FIGURES = {
    "meetings.lectures": ("OL-04", "times"),
    "meetings.secretary_lectures": ("OL-05", "yearly"),
    "meetings.central_group": ("OL-14", "quarterly"),
    "events.record_days": ("OL-16", "working_days"),
    "events.make_up_days": ("OL-17", "days"),
}
"""The settings by which a unit says otherwise of a rule's figure wherever the rule counts."""


@dataclass(frozen=True)
class Source:
    """A document that rules stand in, by its short name; in force since a day or year, as far as that is known."""

    name: str
    title: str
    valid_from: str


@dataclass(frozen=True)
class Rule:
    """A rule with its source: hardness must, norm or unit; mark n, w or d tells how sure it is."""

    id: str
    title: str
    title_en: str
    subject: str
    frequency: str
    hardness: str
    source: Source
    article: str
    mark: str
    version: str
    figures: Mapping[str, int]

    @property
    def citation(self) -> str:
        """The document, and the article where it is known."""
        return f"{self.source.title}{self.article}"

    @property
    def short_citation(self) -> str:
        """The document by its short name, and the article where it is known."""
        return f"{self.source.name}{self.article}"


@dataclass(frozen=True)
class Reminder:
    """How long before a day something is said, in months or in days, most first; and the rule that it rests on."""

    key: str
    rule: Rule
    months_before: tuple[int, ...] = ()
    days_before: tuple[int, ...] = ()
    percent_gone: tuple[int, ...] = ()
    """Parts of the time until the day after which something is said, where that time has a beginning."""
    when_overdue: str = "once"
    """How often it is said anew after the day: "once", "weekly", "monthly", "daily" or "never"."""
    holidays: tuple[tuple[str, str], ...] = ()
    """First and last day ("07-11", "08-31") of the times of year that count for nothing, where no terms are known."""


@dataclass(frozen=True)
class Rulebook:
    """All rules as they stand for this unit."""

    version: str
    rules: Mapping[str, Rule]
    meetings: tuple[MeetingRule, ...]
    dues_facts: Mapping[str, Any]
    """The rates of the dues as the file has them; most who ask for a rule ask for none of these."""
    dues_basis: Mapping[str, str]
    reminders: Mapping[str, Reminder]
    evidence: Mapping[str, tuple[str, ...]]
    """The kinds of evidence that an event of a kind must have."""

    @property
    def dues(self) -> "DuesTable":
        """The rates of the dues."""
        from pbcli.services.dues_table import dues_table

        return dues_table(self.dues_facts)

    def figure(self, rule_id: str, name: str) -> int:
        """Return one of the figures of a rule, such as the term_years of BR-05."""
        return self.rules[rule_id].figures[name]


def read_rulebook(reader: Reader) -> Rulebook:
    """Return the rule book that ships, with what the unit set otherwise. Raises RuleForbids for a bad setting."""
    kept = {row["name"]: row["value"] for row in reader.rows("setting_list")}
    book = _with_figures(national(), {name: int(kept[name]) for name in UNIT_FIGURES if name in kept})
    rounding = kept.get(DUES_ROUNDING)
    if rounding is None:
        return book
    amount = rounding.removesuffix("元")
    if amount not in ROUNDINGS:
        raise RuleForbids(
            "设置项 {name} 不能是“{value}”，可用：{terms}。",
            name=DUES_ROUNDING,
            value=rounding,
            terms="、".join(ROUNDINGS),
        )
    return replace(book, dues_facts={**book.dues_facts, "rounding": amount})


def _with_figures(book: Rulebook, own: Mapping[str, int]) -> Rulebook:
    """Return the book with the figures that the unit set itself, which its meetings follow."""
    rules, meetings = dict(book.rules), book.meetings
    for name, value in own.items():
        rule_id, figure = UNIT_FIGURES[name]
        rule = rules[rule_id]
        # The words of the rule stay: whoever reads them sees both what it says and what the unit made of it.
        said = f"{rule.frequency}；本单位定为 {value}"
        rules[rule_id] = replace(rule, frequency=said, figures={**rule.figures, figure: value})
        if figure == "times":
            meetings = tuple(replace(one, times=value) if one.rule_id == rule_id else one for one in meetings)
    return replace(book, rules=rules, meetings=meetings) if own else book


@cache
def national() -> Rulebook:
    """Return the rule book that ships with the program."""
    data = rule_data("national")
    sources = {name: Source(name=name, **facts) for name, facts in data["sources"].items()}
    rules = {facts["id"]: _rule(facts, sources, data["version"]) for facts in data["rules"]}
    return Rulebook(
        version=data["version"],
        rules=MappingProxyType(rules),
        meetings=tuple(_meeting(facts["id"], facts["meeting"]) for facts in data["rules"] if "meeting" in facts),
        dues_facts=MappingProxyType(data["dues"]),
        dues_basis=MappingProxyType({group: facts["basis"] for group, facts in data["dues"]["groups"].items()}),
        reminders=MappingProxyType({key: _reminder(key, facts, rules) for key, facts in data["reminders"].items()}),
        evidence=MappingProxyType({kind: tuple(names) for kind, names in data["evidence"]["events"].items()}),
    )


@cache
def working_calendar() -> WorkingCalendar:
    """Return the calendars of working days that ship with the program."""
    data = rule_data("calendar")
    years = {int(year): WorkingYear(frozenset(days["off"]), frozenset(days["worked"])) for year, days in data.items()}
    return WorkingCalendar(MappingProxyType(years))


def _rule(facts: Mapping[str, Any], sources: Mapping[str, Source], version: str) -> Rule:
    own = {key: value for key, value in facts.items() if key not in {"meeting", "figures", "source"}}
    figures = MappingProxyType(facts.get("figures", {}))
    return Rule(**own, source=sources[facts["source"]], version=version, figures=figures)


def _meeting(rule_id: str, facts: Mapping[str, Any]) -> MeetingRule:
    return MeetingRule(rule_id, facts["event_kind"], Every(facts["every"]), Body(facts["body"]), facts["times"])


def _reminder(key: str, facts: Mapping[str, Any], rules: Mapping[str, Rule]) -> Reminder:
    months, days, parts = (tuple(facts.get(name, ())) for name in ("months_before", "days_before", "percent_gone"))
    holidays = tuple((first, last) for first, last in facts.get("holidays", ()))
    return Reminder(key, rules[facts["rule"]], months, days, parts, facts.get("when_overdue", "once"), holidays)

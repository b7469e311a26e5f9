"""What an office forbids of a project: each rule once, with its sentence, for what is typed and for what papers say.

What is typed is refused, unless a reason is given; a row of a paper is taken and remarked on.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pbcli.domain.enums import ProjectRole, ProjectStep
from pbcli.domain.errors import RuleForbids
from pbcli.domain.months import add_months
from pbcli.domain.stages import clashing_step
from pbcli.values import dataclass

NEED_OPENING = (ProjectStep.CLOSING_APPLICATION, ProjectStep.APPRAISAL, ProjectStep.CLOSING)
"""Steps that no project comes to that was never opened."""

LIMITED_ROLES: Mapping[ProjectRole, str] = {ProjectRole.MAIN: "main_most", ProjectRole.OTHER: "others_most"}
"""The roles whose number is limited (PR-05), and the name of the limit."""


@dataclass(frozen=True)
class Limit:
    """A limit of an office: its figure, and whose it is."""

    figure: int
    source: str


def step_faults(done: Mapping[ProjectStep, date], step: ProjectStep, *, today: date) -> Iterator[RuleForbids]:
    """Give what is wrong with a step that is done: dated after today, out of the order, or without an opening."""
    on = done[step]
    if on > today:
        yield RuleForbids("{step}日期 {day} 还没有到。", step=step, day=on)
    other = clashing_step(done, step, on)
    if other is not None:
        values: dict[str, Any] = {"step": step, "day": on, "other": other, "other_day": done[other]}
        if on > done[other]:
            yield RuleForbids("{step}日期 {day} 晚于{other}（{other_day}）。", **values)
        else:
            yield RuleForbids("{step}日期 {day} 早于{other}（{other_day}）。", **values)
    if step in NEED_OPENING and ProjectStep.OPENING not in done:
        yield RuleForbids("还没有开题，不能{step}。", step=step)


def course_faults(done: Mapping[ProjectStep, date], *, today: date) -> Iterator[tuple[ProjectStep, RuleForbids]]:
    """Give what is wrong with each step of a course, two steps out of their order once."""
    so_far: dict[ProjectStep, date] = {}
    for step in ProjectStep:
        if step in done:
            so_far[step] = done[step]
            yield from ((step, fault) for fault in step_faults(so_far, step, today=today))


def opening_fault(done: Mapping[ProjectStep, date]) -> RuleForbids | None:
    """Return why the opening can't be taken away: a step that needs one is done."""
    later = next((step for step in NEED_OPENING if step in done), None)
    if later is None:
        return None
    return RuleForbids("已于 {day} {step}，不能没有开题。", day=done[later], step=later)


def withdrawal_fault(done: Mapping[ProjectStep, date], on: date) -> RuleForbids | None:
    """Return what is wrong with the day of a withdrawal: it is before a step that was done."""
    latest = max(done, key=lambda step: done[step], default=None)
    if latest is None or on >= done[latest]:
        return None
    return RuleForbids("撤项日期 {day} 早于{step}（{step_day}）。", day=on, step=latest, step_day=done[latest])


def number_fault(role: ProjectRole, number: int, limits: Mapping[str, Limit]) -> RuleForbids | None:
    """Return that a role has more people than the office allows (PR-05)."""
    if role not in LIMITED_ROLES or number <= limits[LIMITED_ROLES[role]].figure:
        return None
    limit = limits[LIMITED_ROLES[role]]
    return RuleForbids(
        "{role}最多 {most} 人，写了 {number} 人（{source}）。",
        role=role,
        most=limit.figure,
        number=number,
        source=limit.source,
    )


def double_faults(
    team: Mapping[ProjectRole, Sequence[int]], names: Mapping[int, str]
) -> Iterator[tuple[ProjectRole, RuleForbids]]:
    """Give who stands in two roles, with the second; no reason makes up for that."""
    roles: dict[int, ProjectRole] = {}
    for role, people in team.items():
        for person in people:
            if roles.setdefault(person, role) is not role:
                values = {"member": names[person], "first": roles[person], "second": role}
                yield role, RuleForbids("{member}已是{first}，不能又是{second}。", **values)


def extension_faults(
    ends_on: date | None, to: date, *, times: int, limits: Mapping[str, Limit]
) -> Iterator[RuleForbids]:
    """Give what is wrong with an extension (PR-04): one too many, or one too long where the end so far is known."""
    most, longest = limits["extensions_most"], limits["extension_months_most"]
    if times >= most.figure:
        values: dict[str, Any] = {"times": times, "most": most.figure, "source": most.source}
        yield RuleForbids("已经延期 {times} 次，最多 {most} 次（{source}）。", **values)
    if ends_on is not None and to > (latest := add_months(ends_on, longest.figure)):
        values = {"end": ends_on, "latest": latest, "source": longest.source}
        yield RuleForbids("原期限 {end}，最多延到 {latest}（{source}）。", **values)

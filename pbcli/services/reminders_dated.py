"""What is due on a day that was settled beforehand: terms of office, steps of projects, follow-ups."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from pbcli.db.read import Reader, Row
from pbcli.domain.enums import ProjectStep
from pbcli.domain.months import add_months
from pbcli.domain.offices import term_end
from pbcli.domain.stages import closing_due, furthest_step
from pbcli.messages import _
from pbcli.services.privacy_masks import cover_notes
from pbcli.services.project_limits import limit_of_each
from pbcli.services.reminders import Item, Seen, command

_ORDER = list(ProjectStep)


def branch_terms(reader: Reader, seen: Seen) -> Iterator[Item]:
    """Find the branches whose term of office ends, or has ended without an election (BR-05, BR-07)."""
    for row in reader.rows("due_branch_term", day=seen.today.isoformat()):
        ends_on = term_end(date.fromisoformat(row["elected_on"]), row["years"], _day(row["extended_to"]))
        yield from seen.item(
            "branch_term",
            row["id"],
            subject=row["branch"],
            due_on=ends_on,
            what=_("{branch}本届任期 {day} 届满", branch=row["branch"], day=ends_on),
            command=command("branch", "elect", row["branch"]),
        )


def project_steps(reader: Reader, seen: Seen) -> Iterator[Item]:
    """Find the steps of projects that are planned for a day; a step is settled when it or a later one is done.

    An approved project is to be opened within the months that its office gives (PR-02), and inspected once a part of
    its term is over (PR-06), where nobody planned these.
    """
    day = seen.today.isoformat()
    steps = defaultdict(list)
    for row in reader.rows("due_project_step", day=day):
        steps[row["project_id"]].append(row)
    months, percents = limit_of_each(reader, seen.book, "opening_months_most", "midterm_percent")
    for project in reader.rows("due_project", day=day):
        for step, due_on in _open_steps(project, steps[project["id"]]):
            sentence = _("课题“{title}”{step}计划 {day}", title=project["title"], step=step, day=due_on)
            if step is ProjectStep.CLOSING and project["extended_to"]:
                sentence = _("课题“{title}”延期至 {day} 结题", title=project["title"], day=due_on)
            yield from seen.item("project_step", f"{project['id']}:{step}", **_told(project, step, due_on, sentence))
        limit = months.get(project["office"], months[None])
        for due_on in _unplanned_opening(steps[project["id"]], limit):
            sentence = _("课题“{title}”立项后要在 {day} 以前开题", title=project["title"], day=due_on)
            told = _told(project, ProjectStep.OPENING, due_on, sentence)
            yield from seen.item("project_opening", project["id"], **told)
        percent = percents.get(project["office"], percents[None])
        for due_on in _unplanned_midterm(project, steps[project["id"]], percent):
            sentence = _("课题“{title}”中期检查要在 {day} 以前（研究期过 {percent}%）")
            sentence = sentence.format(title=project["title"], day=due_on, percent=percent)
            told = _told(project, ProjectStep.MIDTERM, due_on, sentence)
            yield from seen.item("project_midterm", project["id"], **told)


def _told(project: Row, step: ProjectStep, due_on: date, sentence: str) -> dict[str, Any]:
    return {
        "subject": project["title"],
        "due_on": due_on,
        "what": sentence,
        "command": command("project", "advance", project["number"] or project["title"], step),
    }


def _unplanned_opening(rows: Sequence[Row], months: int) -> Iterator[date]:
    """Give the day by which a project is to be opened that was approved, and neither opened nor planned to be."""
    done = {ProjectStep(row["step"]): row["done_on"] for row in rows if row["done_on"]}
    planned = any(row["step"] == ProjectStep.OPENING and row["planned_on"] for row in rows)
    if furthest_step(done) is ProjectStep.APPROVAL and not planned:
        yield add_months(date.fromisoformat(done[ProjectStep.APPROVAL]), months)


def _unplanned_midterm(project: Row, rows: Sequence[Row], percent: int) -> Iterator[date]:
    """Give the day by which a project is to be inspected that is under way, where its inspection isn't planned.

    Its term is that of the plan: an extension puts nothing off but the end. An office may want no inspection: 0 %.
    """
    done = {ProjectStep(row["step"]): row["done_on"] for row in rows if row["done_on"]}
    planned = {ProjectStep(row["step"]): row["planned_on"] for row in rows if row["planned_on"]}
    ends_on = project["ends_on"] or planned.get(ProjectStep.CLOSING)
    starts_on = project["starts_on"] or done.get(ProjectStep.APPROVAL)
    is_under_way = furthest_step(done) in {ProjectStep.APPROVAL, ProjectStep.OPENING}
    if percent and is_under_way and starts_on and ends_on and ProjectStep.MIDTERM not in planned:
        first = date.fromisoformat(starts_on)
        yield first + timedelta((date.fromisoformat(ends_on) - first).days * percent // 100)


def _open_steps(project: Row, rows: Sequence[Row]) -> Iterator[tuple[ProjectStep, date]]:
    """Give the planned steps that are still to come; closing is due when the extension ends, or else the project."""
    furthest = max((_ORDER.index(ProjectStep(row["step"])) for row in rows if row["done_on"]), default=-1)
    planned = {ProjectStep(row["step"]): row["planned_on"] for row in rows if row["planned_on"]}
    for step in _ORDER[furthest + 1 :]:
        day = planned.get(step)
        if step is ProjectStep.CLOSING:
            day = closing_due(extended_to=project["extended_to"], planned_on=day, ends_on=project["ends_on"])
        if day is not None:
            yield step, date.fromisoformat(day)


def follow_ups(reader: Reader, seen: Seen) -> Iterator[Item]:
    """Find the follow-ups that were promised for a day and aren't closed."""
    for row in map(cover_notes, reader.rows("due_follow_up", day=seen.today.isoformat())):
        yield from seen.item(
            "follow_up",
            row["id"],
            subject=row["class"],
            due_on=date.fromisoformat(row["due_on"]),
            what=_(
                "{name}跟进“{task}”（{responsible}）",
                name=row["class"],
                task=row["task"] or row["problem"] or "…",
                responsible=row["responsible"] or row["member"],
            ),
            command=command("liaison", "close", row["id"]),
        )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)

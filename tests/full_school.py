"""A school in which every column of every table that papers fill is used, with names as odd as they may be."""

from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pbcli.db import models
from pbcli.db.evidence import keep
from pbcli.domain.enums import (
    AttendanceState,
    ChecklistKind,
    ChecklistSource,
    ContactKind,
    ContactTopic,
    GiftSource,
    Grade,
    JoinReason,
    LeaveReason,
    LiaisonRole,
    PartyStatus,
    PayerGroup,
    PostKind,
    ProjectLevel,
    ProjectRole,
    ProjectStep,
    RecordKind,
    Sex,
)
from pbcli.domain.idnumber import digest
from pbcli.domain.names import pinyin_of
from tests.conftest import NOW

FIRST, SECOND, THIRD = "第一党支部", "第一支部", "党支部（中职）、二"
NUMBER = "11010119900307459X"
EARLIER = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)
TRICKY = "=1+1\n'引号',\"二\"\t[red]x[/red] _x0041_ 😀"


FULL_RESOLUTION: dict[str, Any] = {
    "text": "'通过", "voters_entitled": 9, "voters_present": 8, "votes_for": 6, "votes_against": 1, "votes_abstained": 1,
    "task": "@上报", "responsible": "-李四", "due_on": date(2026, 4, 1), "result": "+已报", "closed_on": date(2026, 3, 30),
}  # fmt: skip


def named(work: Any, model: Any, name: str, **facts: Any) -> Any:
    pinyin, initials = pinyin_of(name)
    return work.add(model.make(name=name, pinyin=pinyin, initials=initials, **facts))


def fill(work: Any) -> None:
    """Write a school in which every column of every table is used, and names are as odd as they may be."""
    branches = fill_branches(work)
    members = fill_members(work, branches)
    fill_posts(work, branches, members)
    classes = fill_classes(work, members)
    fill_contacts(work, members, classes)
    fill_events(work, branches, members)
    fill_projects(work, branches, members)
    fill_checklists(work, branches)
    fill_brands(work, branches, members)
    fill_studies_and_talks(work, members)
    fill_evidence(work)
    for member, month, fen, group in (
        (members[0], "2024-01", 650_000, PayerGroup.SALARIED),
        (members[0], "2026-07", 700_050, PayerGroup.SALARIED),
        (members[2], "2025-02", 0, PayerGroup.EXEMPT),
    ):
        work.add(models.DuesBase.make(member_id=member.id, from_month=month, base_fen=fen, payer_group=group))
    purged = {"from_month": "2021-01", "payer_group": PayerGroup.SALARIED, "rate_basis_points": 100, "owed_fen": 4500}
    work.add(models.DuesBase.make(member_id=members[0].id, **purged))
    for month, fen, paid_on in (("2026-01", 9750, date(2026, 2, 3)), ("2026-01", 1, None), ("2026-01", 1, None)):
        facts = {"paid_on": paid_on, "method": "微信", "collector": "'经办", "note": "@备注"} if paid_on else {}
        work.add(
            models.DuesPayment.make(member_id=members[0].id, month=month, amount_fen=fen, recorded_at=EARLIER, **facts)
        )


def fill_branches(work: Any) -> list[Any]:
    branches = [
        named(
            work, models.Branch, FIRST, founded_on=date(2010, 7, 1), dissolved_on=date(2026, 9, 1), brand_name="'先锋",
            brand_focus="-教学", note=TRICKY,
        ),
        named(work, models.Branch, SECOND),
        named(work, models.Branch, THIRD),
    ]  # fmt: skip
    for elected_on, extended_to in ((date(2020, 5, 6), None), (date(2023, 5, 6), date(2026, 8, 1))):
        term = {"elected_on": elected_on, "years": 3, "extended_to": extended_to, "approval": "〔2023〕5号"}
        work.add(models.BranchTerm.make(branch_id=branches[0].id, **term))
    for name, from_on, to_on in (("第一党小组", None, None), ("=小组", date(2020, 1, 1), date(2024, 1, 1))):
        work.add(models.PartyGroup.make(branch_id=branches[0].id, name=name, from_on=from_on, to_on=to_on))
    return branches


def fill_members(work: Any, branches: list[Any]) -> list[Any]:
    members = [
        named(
            work, models.Member, "张三", sex=Sex.MALE, ethnicity="汉族", birth_date=date(1990, 3, 7), id_last4="459X",
            id_digest=digest("0" * 64, NUMBER), education="大学本科", degree="学士", school="某大学 数学", native_place="某地",
            work_started_on=date(2012, 9, 1), position="讲师", duty="书记", party_duty="副书记", phone="13800138000",
            mobility="否", note=TRICKY,
        ),
        named(work, models.Member, "张三"),
        named(work, models.Member, "张三", birth_date=date(1985, 1, 2)),
        named(work, models.Member, "合计", phone="023-12345678 转 5"),
        named(work, models.Member, "备注：无", note="—"),
        named(work, models.Member, "Zoë O'Brien-=x"),
    ]  # fmt: skip
    spans = [
        (0, 1, None, date(2015, 7, 1), date(2020, 1, 1), JoinReason.JOINED, LeaveReason.TRANSFERRED_OUT, "去=往"),
        (0, 0, 1, date(2020, 1, 1), None, JoinReason.TRANSFERRED_IN, None, "来自"),
        (1, 0, None, date(2016, 7, 1), None, JoinReason.JOINED, None, None),
        (2, 0, None, date(2016, 7, 1), None, JoinReason.JOINED, None, None),
        (3, 2, None, date(2010, 7, 1), date(2024, 3, 1), JoinReason.JOINED, LeaveReason.DIED, None),
        (4, 1, None, date(2010, 7, 1), None, JoinReason.RESTORED, None, None),
        (5, 2, None, date(2025, 7, 1), None, JoinReason.JOINED, None, None),
    ]
    for place, branch, group, from_on, to_on, join, leave, counterpart in spans:
        work.add(
            models.Membership.make(
                member_id=members[place].id, branch_id=branches[branch].id, party_group_id=group, from_on=from_on,
                to_on=to_on, join_reason=join, leave_reason=leave, counterpart=counterpart,
            )
        )  # fmt: skip
    for member, status, from_on, to_on in (
        (members[0], PartyStatus.PROBATIONARY, date(2015, 7, 1), date(2016, 7, 1)),
        (members[0], PartyStatus.FULL, date(2016, 7, 1), None),
        (members[5], PartyStatus.PROBATIONARY, date(2025, 7, 1), None),
    ):
        work.add(models.PartyStatusPeriod.make(member_id=member.id, status=status, from_on=from_on, to_on=to_on))
    return members


def fill_posts(work: Any, branches: list[Any], members: list[Any]) -> None:
    for branch, kind, member, name, from_on, to_on in (
        (0, PostKind.SECRETARY, members[0], "张三", date(2020, 5, 6), None),
        (0, PostKind.ORGANIZATION, members[2], "张三", None, None),
        (0, PostKind.SECRETARY, None, "=前任", None, date(2020, 5, 6)),
        (2, PostKind.COMMITTEE_MEMBER, None, "未来的人", None, None),
    ):
        id_ = None if member is None else member.id
        post = {"kind": kind, "member_id": id_, "holder_name": name, "from_on": from_on, "to_on": to_on}
        work.add(models.Post.make(branch_id=branches[branch].id, **post))
    for kind, from_on, to_on in (
        (PostKind.COMMITTEE_MEMBER, date(2018, 5, 6), date(2021, 5, 6)),
        (PostKind.SECRETARY, date(2021, 5, 6), None),
    ):
        post = {"kind": kind, "member_id": members[0].id, "holder_name": members[0].name, "from_on": from_on}
        work.add(models.Post.make(branch_id=None, to_on=to_on, **post))


def fill_classes(work: Any, members: list[Any]) -> list[Any]:
    classes = [
        named(
            work, models.Class, "2024级护理1班", cohort="2024级", department="护理部", major="护理", pupils=45,
            started_on=date(2024, 9, 1), graduated_on=date(2027, 7, 1), note="+备注",
        ),
        named(work, models.Class, "2025级 幼教、保育/1班"),
        named(work, models.Class, "小计"),
    ]  # fmt: skip
    for teacher, from_on, to_on in (("赵老师", None, date(2025, 9, 1)), ("-钱老师", date(2025, 9, 1), None)):
        work.add(models.ClassHead.make(class_id=classes[0].id, teacher_name=teacher, from_on=from_on, to_on=to_on))
    for member, class_, role, from_on, to_on in (
        (0, 0, LiaisonRole.MEMBER, date(2018, 9, 1), date(2025, 9, 1)),
        (1, 0, LiaisonRole.COUNSELLOR, date(2025, 9, 1), None),
        (2, 1, LiaisonRole.MEMBER, date(2025, 9, 1), None),
        (5, 2, LiaisonRole.MEMBER, date(2025, 9, 1), None),
    ):
        assignment = {"role": role, "from_on": from_on, "to_on": to_on}
        work.add(models.Assignment.make(member_id=members[member].id, class_id=classes[class_].id, **assignment))
    return classes


def fill_contacts(work: Any, members: list[Any], classes: list[Any]) -> None:
    full = work.add(
        models.Contact.make(
            occurred_on=date(2025, 10, 9), start_time="14:30", end_time="15:00", member_id=members[1].id,
            class_id=classes[0].id, role=LiaisonRole.COUNSELLOR, head_teacher="钱老师", kind=ContactKind.DORM_VISIT,
            topic=ContactTopic.OTHER, topic_note="话题", place="=寝室", pupils=12, pupil_code="A-1", problem=TRICKY,
            measure="'措施", outcome="无", referred_to="心理老师", gift="热水袋", gift_fen=12_005,
            gift_source=GiftSource.UNION, evidence="照片1", note="2026-01-02", recorded_at=EARLIER, recorded_by="root",
        )
    )  # fmt: skip
    plain = {"occurred_on": date(2025, 10, 10), "kind": ContactKind.TALK, "recorded_at": NOW}
    for member, class_ in ((members[0], classes[1]), (members[0], classes[1]), (members[3], classes[2])):
        work.add(models.Contact.make(member_id=member.id, class_id=class_.id, **plain))
    for due_on, task, facts in (
        (date(2025, 11, 1), "007", {"responsible": "李四", "result": "@好", "closed_on": date(2025, 10, 30)}),
        (date(2025, 12, 1), None, {}),
    ):
        work.add(models.FollowUp.make(contact_id=full.id, due_on=due_on, task=task, **facts))


def fill_events(work: Any, branches: list[Any], members: list[Any]) -> None:
    builtin = [row["id"] for row in work.reader.rows("import_event_kind")][:2]
    own = work.add(models.EventKindName.make(name="红色研学", is_builtin=False)).id
    group = work.reader.one("import_party_group")
    full = work.add(
        models.Event.make(
            branch_id=branches[0].id, party_group_id=group["id"], occurred_on=date(2026, 3, 5), ended_on=date(2026, 3, 6),
            start_time="09:00", end_time="11:30",
            hours_hundredths=250, title="=学习", place="会议室", host_id=members[0].id, recorder_id=members[5].id,
            entitled=9, present=7, topics=TRICKY, summary="摘要", resolutions="决议", attending="王处长", evidence="签到表",
            note="无", recorded_at=EARLIER, recorded_by="root",
        )
    )  # fmt: skip
    whole = work.add(models.Event.make(branch_id=None, occurred_on=date(2026, 3, 6), recorded_at=NOW))
    for event, kinds in ((full, [*builtin, own]), (whole, [own])):
        for kind in kinds:
            work.add(models.EventHasKind.make(event_id=event.id, event_kind_id=kind))
    for member, state, reason in (
        (1, AttendanceState.ON_LEAVE, "病假\n两天"),
        (2, AttendanceState.ABSENT, None),
        (4, AttendanceState.ATTENDING, None),
    ):
        row = {"member_id": members[member].id, "state": state, "reason": reason}
        lesson = {"made_up_on": date(2026, 3, 9), "made_up_how": "自学\n一章"} if member == 1 else {}
        work.add(models.Attendance.make(event_id=full.id, **row, **lesson))
    for place, facts in enumerate(({"text": TRICKY}, FULL_RESOLUTION, {"text": "第三项", "task": "=办"}), 1):
        work.add(models.Resolution.make(event_id=full.id, place=place, **facts))
    work.add(models.EventBranch.make(event_id=full.id, branch_id=branches[1].id, entitled=4, present=3))


def fill_projects(work: Any, branches: list[Any], members: list[Any]) -> None:
    full = work.add(
        models.Project.make(
            number="=2026-1", title="课题“一”", level=ProjectLevel.CITY, category="重点", office="市教委", notice_number="〔2026〕1号",
            branch_id=branches[0].id, starts_on=date(2024, 1, 1), ends_on=date(2026, 1, 1), withdrawn_on=date(2026, 5, 1),
            withdrawal_reason="原因", midterm_result="合格", appraisal_mode="会议", grade=Grade("合格"), certificate_number="'1",
            outcomes="论文", funds_fen=1_234_567, changes="变更", note=TRICKY,
        )
    )  # fmt: skip
    work.add(models.Project.make(title="无编号", branch_id=branches[1].id))
    for member, role, place in ((0, ProjectRole.LEADER, 1), (1, ProjectRole.MAIN, 1), (5, ProjectRole.OTHER, 2)):
        person = {"member_id": members[member].id, "role": role, "place": place}
        work.add(models.ProjectPerson.make(project_id=full.id, **person))
    for step, planned_on, actual_on in (
        (ProjectStep.APPROVAL, None, date(2024, 1, 1)),
        (ProjectStep.CLOSING, date(2025, 12, 1), None),
    ):
        days = {"planned_on": planned_on, "actual_on": actual_on}
        work.add(models.ProjectStepDate.make(project_id=full.id, step=step, **days))
    for granted_on, extended_to in ((date(2025, 1, 1), date(2025, 6, 1)), (date(2025, 5, 1), date(2026, 1, 1))):
        days = {"granted_on": granted_on, "extended_to": extended_to}
        work.add(models.ProjectExtension.make(project_id=full.id, reason="-原因", **days))
    fill_project_parts(work, full.id)


def fill_project_parts(work: Any, project_id: int) -> None:
    """Write down what comes with a project, some of it twice the same."""
    months = dict.fromkeys(("extension_months_most", "extension_notice_months", "opening_months_most"), 6)
    facts = {"extensions_most": 2, "midterm_percent": 40, "main_most": 8, "others_most": 0, "note": TRICKY}
    work.add(models.IssuingOffice.make(name="市教委", **facts))
    work.add(models.IssuingOffice.make(name="区教科所", term_months_most=24, **months))
    for day, kind, after in ((3, "名称", "课题“一”"), (3, "名称", "课题“一”"), (9, "暂缓结题", None)):
        change = {"changed_on": date(2025, 3, day), "kind": kind, "before": "旧", "after": after}
        work.add(models.ProjectChange.make(project_id=project_id, reason="=原因", approval="〔2025〕2号", **change))
    for step, level in ((ProjectStep.OPENING, "教授"), (ProjectStep.APPRAISAL, None)):
        expert = {"step": step, "name": "方明", "affiliation": "某学院", "level": level}
        work.add(models.ProjectExpert.make(project_id=project_id, **expert))
    for title, published in (("成果", None), ("成果", date(2025, 5, 1))):
        outcome = {
            "title": title,
            "published_on": published,
            "authors": "某某",
            "publication": "刊",
            "issue": "5",
            "note": TRICKY,
        }
        work.add(models.ProjectOutcome.make(project_id=project_id, form="论文", **outcome))
    for kind, fen in (("拨款", 500_000), ("支出", 1), ("支出", 1)):
        money = {
            "occurred_on": date(2025, 4, 1),
            "kind": kind,
            "amount_fen": fen,
            "purpose": "资料费" if fen == 1 else None,
            "note": "-注",
        }
        work.add(models.ProjectMoney.make(project_id=project_id, **money))
    paper = {"name": "开题报告", "received_on": date(2025, 2, 1), "place": "柜2"}
    work.add(models.ProjectMaterial.make(project_id=project_id, **paper))


def fill_checklists(work: Any, branches: list[Any]) -> None:
    full = work.add(
        models.ChecklistItem.make(
            kind=ChecklistKind.CORRECTIONS, number="=1", source=ChecklistSource.PATROL, item=TRICKY, standard="标准",
            measure="-措施", lead="王校长", responsible="李四（委员）、王五", branch_id=branches[2].id,
            raised_on=date(2026, 3, 1), due_on=date(2026, 4, 1), submitted_on=date(2026, 5, 1), accepted_by="张三",
            struck_off_on=date(2026, 5, 2), evidence="照片", note="@备注", recorded_at=EARLIER, recorded_by="root",
        )
    )  # fmt: skip
    plain = {"kind": ChecklistKind.PROBLEMS, "item": "同样的问题", "recorded_at": NOW}
    for number, is_long_term in (("1", False), ("2", True)):
        work.add(models.ChecklistItem.make(number=number, is_long_term=is_long_term, **plain))
    for text in ("做了", "做了", TRICKY):
        progress = {"occurred_on": date(2026, 3, 9), "text": text, "recorded_at": EARLIER}
        work.add(models.ChecklistProgress.make(item_id=full.id, **progress))
    for from_on, to_on in ((date(2026, 4, 1), date(2026, 4, 20)), (date(2026, 4, 20), date(2026, 5, 1))):
        days = {"decided_on": date(2026, 4, 1), "from_on": from_on, "to_on": to_on}
        work.add(models.ChecklistPostponement.make(item_id=full.id, reason="等批复", **days))


def fill_brands(work: Any, branches: list[Any], members: list[Any]) -> None:
    full = work.add(
        models.Brand.make(
            branch_id=branches[0].id, year=2026, name="=红烛", slogan="-口号", focus="方向", meaning=TRICKY, carriers="@载体",
            served="学生", schedule="三步", leader_id=members[1].id, results="成效", honours="荣誉", media="报道", self_score=90,
            note="备注",
        )
    )  # fmt: skip
    for branch, year in ((branches[0], 2025), (branches[1], 2026)):
        work.add(models.Brand.make(branch_id=branch.id, year=year, name="红烛"))
    own = {"brand_id": full.id}
    for place, measure, reached in ((1, "家访次数", None), (3, "其他", 4)):
        goal = {"place": place, "goal": TRICKY.replace("\t", "")[:20], "measure": measure, "target": 10}
        work.add(models.BrandGoal.make(**own, **goal, reached=reached))
    for name, done_on in (("签约", date(2026, 4, 9)), ("展示", None)):
        work.add(models.BrandMilestone.make(**own, name=name, planned_on=date(2026, 4, 1), done_on=done_on))
    for state, day in (("策划", date(2026, 1, 1)), ("立项", date(2026, 3, 1))):
        work.add(models.BrandStep.make(**own, state=state, on_day=day))
    for member, duty in ((0, "=宣传"), (4, None)):
        work.add(models.BrandPerson.make(**own, member_id=members[member].id, duty=duty))
    for kind, record in (("event", 2), ("event", 1), ("contact", 3), ("contact", 4), ("project", 2)):
        work.add(models.BrandLink.make(**own, record_kind=kind, record_id=record))


def keep_file(work: Any, name: str, content: bytes) -> Any:
    """Keep a file beside the database, and enter it."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "file"
        file.write_bytes(content)
        kept = keep(work.path, file)
    return work.add(models.EvidenceFile.make(name=name, sha256=kept.sha256, size=kept.size, added_at=EARLIER))


def fill_evidence(work: Any) -> None:
    """Attach files to a record of every kind, the second of two that are alike among them, and one file to several."""
    files = [keep_file(work, name, name.encode()) for name in ("=签到表.pdf", "照片（一）、二.jpg")]
    facts = {"attached_on": date(2026, 3, 9), "note": TRICKY, "shows_pupils": True}
    for place, kind in enumerate(RecordKind):
        file = files[place % 2]
        work.add(models.Evidence.make(file_id=file.id, record_kind=kind, record_id=1, kind="签到", **facts))
    for table, most in (("event", 2), ("contact", 4), ("study", 5), ("talk", 3), ("member", 6)):
        for record_id in range(2, most + 1):
            own = {"record_kind": table, "record_id": record_id, "attached_on": date(2026, 3, 1)}
            work.add(models.Evidence.make(file_id=files[0].id, kind="-自定", shows_pupils=False, **own))


def fill_studies_and_talks(work: Any, members: list[Any]) -> None:
    """Write down studies and talks, some of them twice the same but for what tells no record from another."""
    full = {
        "ended_on": date(2026, 3, 6),
        "title": "-课程",
        "note": TRICKY,
        "recorded_at": EARLIER,
        "recorded_by": "root",
    }
    plain = {"recorded_at": NOW}
    for member, hours, facts in ((0, 250, full), (0, 250, plain), (0, 250, plain), (1, 800, plain), (3, 1, plain)):
        own = {"member_id": members[member].id, "occurred_on": date(2026, 3, 5), "hours_hundredths": hours}
        work.add(models.Study.make(**own, source="=区委党校", **facts))
    told = {"place": "@办公室", "note": TRICKY, "recorded_at": EARLIER, "recorded_by": "root"}
    for first, second, facts in ((0, 1, told), (1, 0, plain), (0, 1, plain), (2, 1, plain), (5, 3, plain)):
        pair = {"first_id": members[first].id, "second_id": members[second].id}
        work.add(models.Talk.make(occurred_on=date(2026, 3, 9), **pair, **facts))
    for name, starts_on, ends_on in (
        ("2025-2026学年第二学期", date(2026, 2, 24), date(2026, 7, 10)),
        ("=短学期-2026", date(2026, 7, 11), date(2026, 8, 1)),
    ):
        work.add(models.SchoolTerm.make(name=name, starts_on=starts_on, ends_on=ends_on))

"""Where texts are typed: each command that takes some, the field that each option fills, and where an export shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.papers import FIRST

_CLASS = "2024级护理1班"


@dataclass(frozen=True)
class Form:
    """A command that keeps a record with texts; `{n}` in its words is a number that no other record has."""

    name: str
    kind: str
    """The kind of the export that shows the record, or the words of the list where none does."""
    words: Sequence[str]
    fields: Mapping[str, tuple[str, str]]
    """By its place in the export: the option (none: the last word), and the title by which a refusal names it."""
    first: Sequence[str] = ()
    """A command that makes what this one changes; its id is `{id}`."""
    base: Mapping[str, str] = field(default_factory=dict)
    """What is typed in a field that the command must have, while another is tried."""

    def call(self, texts: Mapping[str, str], number: int, id_: str) -> list[str]:
        """Give the words that put texts into fields."""
        day = date(2030, 1, 1) + timedelta(2 * number)
        places = {"n": str(number), "id": id_, "day": str(day), "next": str(day + timedelta(1))}
        typed = {**self.base, **texts}
        options, last = [], []
        for key, text in typed.items():
            option = self.fields[key][0]
            shown = text if key in texts else text.format(**places)
            if not option:
                last = ["--", shown]
            elif option.startswith("--leave"):
                options += ["--leave", f"赵六:{shown}"]
            else:
                options.append(f"{option}={shown}")
        return [*(word.format(**places) for word in self.words), *options, *last]


FORMS = (
    Form(
        "branch add", "branches", ("branch", "add"),
        {"name": ("", "党支部"), "brand_name": ("--brand", "品牌名称"), "brand_focus": ("--focus", "特色方向"), "note": ("--note", "备注")},
        base={"name": "支部{n}"},
    ),
    Form("branch group add", "branches", ("branch", "group", "add", FIRST), {"groups.name": ("", "党小组")}),
    Form(
        "branch extend", "branches", ("branch", "extend", "{id}", "--to", "2027-06-01", "--force=大局"),
        {"terms.approval": ("--approval", "请示/批复文号")},
        first=("branch", "add", "--elected-on=2024-01-01", "延期支部{n}"),
    ),
    Form(
        "member add", "members", ("member", "add", "--branch", FIRST, "--joined-on", "2020-01-01"),
        {
            "name": ("", "姓名"), "ethnicity": ("--ethnicity", "民族"), "education": ("--education", "学历"), "degree": ("--degree", "学位"),
            "school": ("--school", "毕业院校及专业"), "native_place": ("--native-place", "籍贯"), "position": ("--position", "工作岗位/职称"),
            "duty": ("--duty", "行政职务"), "party_duty": ("--party-duty", "党内职务"), "phone": ("--phone", "联系电话"),
            "mobility": ("--mobility", "是否流动/失联"), "note": ("--note", "备注"),
        },
        base={"name": "党员{n}"},
    ),
    Form(
        "member transfer", "members", ("member", "transfer", "{id}", "--on", "2026-09-01"),
        {"memberships.counterpart": ("--out", "去往")},
        first=("member", "add", "--branch", FIRST, "--joined-on", "2020-01-01", "转出{n}"),
    ),
    Form(
        "class add", "classes", ("class", "add"),
        {
            "name": ("", "班级名称"), "cohort": ("--cohort", "年级"), "department": ("--department", "专业部"), "major": ("--major", "专业"),
            "heads.teacher_name": ("--head", "班主任"), "note": ("--note", "备注"),
        },
        base={"name": "班级{n}"},
    ),
    Form(
        "liaison log", "contacts",
        ("liaison", "log", "王五", _CLASS, "走访寝室", "--on", "2026-10-09", "--pupils={n}", "--follow-up-by", "2026-12-01"),
        {
            "head_teacher": ("--head-teacher", "班主任"), "topic_note": ("--topic-note", "主题说明"), "place": ("--place", "地点"),
            "pupil_code": ("--pupil-code", "学生代号"), "problem": ("--problem", "发现问题"), "measure": ("--measure", "采取措施"),
            "outcome": ("--outcome", "结果"), "referred_to": ("--referred-to", "转介"), "gift": ("--gift", "慰问物品"),
            "evidence": ("--evidence", "佐证"), "note": ("--note", "备注"), "follow_ups.task": ("--task", "跟进事项"),
            "follow_ups.responsible": ("--responsible", "跟进责任人"),
        },
    ),
    Form(
        "event add", "events", ("event", "add", FIRST, "主题党日", "--on", "2026-10-20", "--entitled={n}"),
        {
            "title": ("--title", "会议名称"), "place": ("--place", "地点"), "topics": ("--topics", "议题"), "summary": ("--summary", "内容摘要"),
            "resolutions": ("--resolutions", "决议"), "evidence": ("--evidence", "佐证材料"), "note": ("--note", "备注"),
            "attendance.reason": ("--leave", "事由"),
        },
    ),
    Form(
        "project add", "projects", ("project", "add", "--branch", FIRST, "--leader", "李四"),
        {
            "title": ("", "课题名称"), "number": ("--number", "课题编号"), "category": ("--category", "类别"), "office": ("--office", "立项单位"),
            "notice_number": ("--notice-number", "立项文号"), "midterm_result": ("--midterm-result", "中期结论"),
            "appraisal_mode": ("--appraisal-mode", "鉴定方式"), "certificate_number": ("--certificate-number", "证书编号"),
            "outcomes": ("--outcomes", "成果形式及数量"), "changes": ("--changes", "变更事项"), "note": ("--note", "备注"),
        },
        base={"title": "课题{n}"},
    ),
    Form(
        "project withdraw", "projects", ("project", "withdraw", "{id}", "--on", "2026-10-01"),
        {"withdrawal_reason": ("--reason", "撤项原因")},
        first=("project", "add", "--branch", FIRST, "--leader", "李四", "--applied-on", "2026-01-01", "撤项{n}"),
    ),
    Form(
        "dues pay", "dues", ("dues", "pay", "{id}", "10", "--month", "2026-10"),
        {"payments.method": ("--method", "方式"), "payments.collector": ("--collector", "经办人"), "payments.note": ("--note", "备注")},
        first=("member", "add", "--branch", FIRST, "--joined-on", "2020-01-01", "缴费{n}"),
    ),
    Form("term add", "term list", ("term", "add", "--from", "{day}", "--to", "{next}"), {"name": ("", "学期")}),
    Form("event kind add", "event kind list", ("event", "kind", "add"), {"name": ("", "类型")}),
)  # fmt: skip
"""Every command that takes a text into a record. `edit`, `transfer-in` and their like fill the same fields by the same rules."""

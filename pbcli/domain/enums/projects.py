"""Research projects: their steps, states and papers."""

from enum import StrEnum


class ProjectRole(StrEnum):
    """A person's part in a research project."""

    LEADER = "负责人"
    MAIN = "主研"
    OTHER = "参研"


class ProjectStep(StrEnum):
    """The steps of a research project's life cycle, in their order."""

    APPLICATION = "申报"
    REVIEW = "评审"
    NOTICE = "公示"
    APPROVAL = "立项"
    OPENING = "开题"
    MIDTERM = "中期检查"
    CLOSING_APPLICATION = "结题申请"
    APPRAISAL = "鉴定"
    CLOSING = "结题"
    CERTIFICATE = "证书"
    PROMOTION = "推广"


class ProjectState(StrEnum):
    """Where a project stands on a day; derived from the dates of its steps, never stored."""

    APPLIED = "已申报"
    APPROVED = "已立项"
    OPENED = "已开题"
    UNDER_WAY = "研究中"
    CLOSED = "已结题"
    WITHDRAWN = "已撤项"


class ProjectLevel(StrEnum):
    """The level of the office that issues a project."""

    SCHOOL = "校级"
    DISTRICT = "区级"
    CITY = "市级"
    NATIONAL = "国家级"


class Grade(StrEnum):
    """The grade of a project's appraisal."""

    EXCELLENT = "优秀"
    GOOD = "良好"
    PASSED = "合格"
    FAILED = "不合格"


class ProjectChangeKind(StrEnum):
    """What a dated change of a research project is about; the last two are side states of its appraisal."""

    LEADER = "负责人"
    PEOPLE = "成员"
    TITLE = "名称"
    CONTENT = "内容"
    TERM = "期限"
    DEFERRED = "暂缓结题"
    EXEMPT = "免鉴定"


class OutcomeForm(StrEnum):
    """The form of a research project's outcome."""

    REPORT = "研究报告"
    PAPER = "论文"
    TEXTBOOK = "校本教材"
    CASES = "案例集"
    OTHER = "其他"


class MoneyKind(StrEnum):
    """Which way a research project's money went."""

    GRANTED = "拨款"
    SPENT = "支出"

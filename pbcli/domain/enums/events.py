"""Events, what is missed at them and resolved; heart-to-heart talks."""

from enum import StrEnum


class AttendanceState(StrEnum):
    """The exceptions of attendance: whoever is entitled and not named here was present."""

    ON_LEAVE = "请假"
    ABSENT = "缺席"
    ATTENDING = "列席"


class EventKind(StrEnum):
    """The kinds of event that every unit has; a unit may add its own in the table of kinds."""

    BRANCH_MEETING = "支部党员大会"
    COMMITTEE_MEETING = "支委会"
    GROUP_MEETING = "党小组会"
    LECTURE = "党课"
    PARTY_DAY = "主题党日"
    LIFE_MEETING = "组织生活会"
    REVIEW = "民主评议"
    COMMITTEE_SESSION = "党委专题会议"
    CENTRAL_GROUP = "中心组学习"
    STAFF_STUDY = "教职工理论学习"
    TRAINING = "集中培训"
    VOLUNTEERING = "志愿服务"
    RED_EDUCATION = "红色教育"
    SPEECH_CONTEST = "演讲比赛"
    FLAG_SPEECH = "国旗下讲话"
    CONDOLENCE = "慰问"
    OTHER = "其他"


class MakeUpState(StrEnum):
    """Where a make-up lesson stands on a day; derived, never stored."""

    OPEN = "待补课"
    OVERDUE = "逾期未补"
    MADE_UP = "已补课"


class ResolutionState(StrEnum):
    """How far what an event resolved is carried out on a day; derived, never stored."""

    OPEN = "待落实"
    OVERDUE = "逾期"
    CLOSED = "已落实"


class TalkRelation(StrEnum):
    """Between whom the rule wants a heart-to-heart talk (OL-09)."""

    COMMITTEE = "委员之间"
    WITH_MEMBERS = "委员与党员"
    MEMBERS = "党员之间"

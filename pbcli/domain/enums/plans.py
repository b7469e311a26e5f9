"""Brands and checklists."""

from enum import StrEnum


class BrandState(StrEnum):
    """How far a branch's brand has come (一支一品), in order."""

    PLANNED = "策划"
    APPLIED = "申报"
    APPROVED = "立项"
    BUILDING = "创建中"
    MIDTERM = "中期"
    ACCEPTANCE = "验收"
    NAMED = "命名"
    DEEPENED = "深化"


class BrandMeasure(StrEnum):
    """What a goal of a brand is counted in: of the records linked to it, or by hand."""

    EVENTS = "活动次数"
    CONTACTS = "联系次数"
    CLASSES = "联系班级数"
    PUPILS = "学生人次"
    DORM_VISITS = "走访寝室次数"
    HOME_VISITS = "家访次数"
    PROJECTS = "课题数"
    VOLUNTEER_HOURS = "志愿服务学时"
    BY_HAND = "其他"


class ChecklistKind(StrEnum):
    """The three lists: duties, problems, corrections."""

    DUTIES = "责任清单"
    PROBLEMS = "问题清单"
    CORRECTIONS = "整改清单"


class ChecklistSource(StrEnum):
    """Where an item of a checklist comes from."""

    INSPECTION = "上级检查"
    PATROL = "巡察"
    SELF_CHECK = "自查"
    MASSES = "群众反映"
    REVIEW = "民主评议"
    OTHER = "其他"


class ChecklistState(StrEnum):
    """Where an item of a checklist stands on a day; derived, never stored."""

    NOT_STARTED = "未启动"
    UNDER_WAY = "进行中"
    AWAITING = "待验收"
    STRUCK_OFF = "已销号"
    LONG_TERM = "长期坚持"
    POSTPONED = "延期"

"""People: who they are, how they came and went, what they hold and owe."""

from enum import StrEnum


class Sex(StrEnum):
    """Sex as the roster gives it."""

    MALE = "男"
    FEMALE = "女"


class PartyStatus(StrEnum):
    """A member's standing: probationary from joining, full from conversion."""

    PROBATIONARY = "预备党员"
    FULL = "正式党员"


class JoinReason(StrEnum):
    """How a membership of a branch began."""

    JOINED = "入党"
    TRANSFERRED_IN = "转入"
    RESTORED = "恢复"


class LeaveReason(StrEnum):
    """How a membership of a branch ended."""

    TRANSFERRED_OUT = "转出"
    DIED = "去世"
    EXPELLED = "开除"
    REMOVED = "除名"
    RESIGNED = "退党"
    SUSPENDED = "停止党籍"
    CANCELLED = "取消预备资格"


class PostKind(StrEnum):
    """A post in a branch, or in its committee."""

    SECRETARY = "书记"
    DEPUTY_SECRETARY = "副书记"
    ORGANIZATION = "组织委员"
    PUBLICITY = "宣传委员"
    DISCIPLINE = "纪检委员"
    COMMITTEE_MEMBER = "委员"


COMMITTEE_POSTS = (PostKind.ORGANIZATION, PostKind.PUBLICITY, PostKind.DISCIPLINE, PostKind.COMMITTEE_MEMBER)
"""Posts that only a branch with a committee has (BR-04: without one there is a secretary, if needed a deputy)."""


class PayerGroup(StrEnum):
    """The groups of the dues table, each with a rate of its own (中组发〔2008〕3号)."""

    SALARIED = "在职"
    YEARLY_SALARY = "年薪制"
    IRREGULAR = "不固定收入"
    RETIRED = "离退休"
    FARMER = "农民"
    STUDENT = "学生"
    RELIEF = "下岗失业"
    EXEMPT = "免缴"

"""The closed lists of the field. Values are the Chinese terms, stored and written as they are in every language."""

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


class LiaisonRole(StrEnum):
    """In what capacity someone looks after a class."""

    MEMBER = "党员联系人"
    COUNSELLOR = "政治辅导员"


class ContactKind(StrEnum):
    """The way a contact with a class was made (records.md, section 1)."""

    HEAD_TEACHER = "与班主任交流"
    TALK = "学生谈心"
    DORM_VISIT = "走访寝室"
    CLASS_MEETING = "主题班会"
    FORUM = "座谈会"
    HOME_VISIT = "家访"
    LESSON = "听课"
    EDUCATION = "思想宣传教育"
    HELP = "慰问帮扶"
    ONLINE = "线上联系"
    OTHER = "其他"


class ContactTopic(StrEnum):
    """What a contact was about; never what a pupil thinks."""

    STUDY = "学习"
    SAFETY = "安全"
    AID = "资助"
    HEALTH = "身心健康"
    CAREER = "升学就业"
    CONDUCT = "纪律"
    IDEOLOGY = "思想教育"
    OTHER = "其他"


class GiftSource(StrEnum):
    """Whose money a gift was bought with."""

    PERSONAL = "个人"
    UNION = "工会"
    SCHOOL = "学校"
    SOCIETY = "社会"
    DUES = "党费"


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


class AttendanceState(StrEnum):
    """The exceptions of attendance: whoever is entitled and not named here was present."""

    ON_LEAVE = "请假"
    ABSENT = "缺席"
    ATTENDING = "列席"


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


class RecordKind(StrEnum):
    """The kinds of record that evidence can be attached to; values are the names of their tables."""

    BRANCH = "branch"
    MEMBER = "member"
    CLASS = "class"
    ASSIGNMENT = "assignment"
    CONTACT = "contact"
    EVENT = "event"
    PROJECT = "project"
    BRAND = "brand"
    CHECKLIST = "checklist_item"
    STUDY = "study"
    TALK = "talk"


class LinkedKind(StrEnum):
    """The kinds of record that can count for a brand; values are the names of their tables."""

    CONTACT = "contact"
    EVENT = "event"
    PROJECT = "project"


class TalkRelation(StrEnum):
    """Between whom the rule wants a heart-to-heart talk (OL-09)."""

    COMMITTEE = "委员之间"
    WITH_MEMBERS = "委员与党员"
    MEMBERS = "党员之间"


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

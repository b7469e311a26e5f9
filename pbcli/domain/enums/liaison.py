"""Liaison: who looks after a class, and what contacts are."""

from enum import StrEnum


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

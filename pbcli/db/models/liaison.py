"""Class liaison: who looks after which class, each contact, and what was promised."""

from datetime import date, datetime

import sqlalchemy as sa

from pbcli.db.models.base import (
    Record,
    day_column,
    link_column,
    moment_column,
    name_column,
    recorded_column,
    term_column,
    text_column,
    time_column,
    whole_column,
)
from pbcli.domain.enums import ContactKind, ContactTopic, GiftSource, LiaisonRole


class Contact(Record, table=True):
    """One contact with a class; role and head teacher are frozen as they were on the day."""

    __tablename__ = "contact"
    __table_args__ = (
        sa.Index("ix_contact_occurred_on", "occurred_on", "member_id", "class_id", "kind"),
        sa.Index("ix_contact_class", "class_id", "occurred_on"),
        sa.Index("ix_contact_member", "member_id", "occurred_on"),
    )

    occurred_on: date = day_column(title="日期")
    start_time: str | None = time_column(title="开始")
    end_time: str | None = time_column(title="结束")
    member_id: int = link_column("member.id", index=False, title="联系人")
    class_id: int = link_column("class.id", index=False, title="班级")
    role: LiaisonRole | None = term_column(LiaisonRole, nullable=True, title="身份")
    head_teacher: str | None = name_column(nullable=True, title="班主任")
    kind: ContactKind = term_column(ContactKind, title="联系方式")
    topic: ContactTopic | None = term_column(ContactTopic, nullable=True, title="主题")
    topic_note: str | None = text_column(title="主题说明")
    place: str | None = name_column(nullable=True, title="地点")
    pupils: int | None = whole_column(most=10_000, title="参与学生人数")
    pupil_code: str | None = name_column(nullable=True, title="学生代号")
    problem: str | None = text_column(title="发现问题")
    measure: str | None = text_column(title="采取措施")
    outcome: str | None = text_column(title="结果")
    referred_to: str | None = name_column(nullable=True, title="转介")
    gift: str | None = name_column(nullable=True, title="慰问物品")
    gift_fen: int | None = whole_column(title="金额(元)")
    gift_source: GiftSource | None = term_column(GiftSource, nullable=True, title="来源")
    evidence: str | None = text_column(title="佐证")
    note: str | None = text_column(title="备注")
    recorded_at: datetime = moment_column(title="记录时间")
    recorded_by: str | None = name_column(nullable=True, title="记录人")


class FollowUp(Record, table=True):
    """Something promised at a contact: opened on the contact's day, closed on `closed_on`."""

    __tablename__ = "follow_up"
    __table_args__ = (
        sa.Index("ix_follow_up_due_on", "due_on"),
        sa.Index("ix_follow_up_closed_on", "closed_on"),
    )

    contact_id: int = link_column("contact.id", title="联系")
    due_on: date | None = day_column(nullable=True, title="跟进期限")
    task: str | None = text_column(title="跟进事项")
    responsible: str | None = name_column(nullable=True, title="跟进责任人")
    result: str | None = text_column(title="跟进结果")
    closed_on: date | None = day_column(nullable=True, title="跟进完成日期")
    closed_recorded_at: datetime | None = recorded_column(title="完成记录时间")

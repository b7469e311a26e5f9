"""Members: who they are."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field

from pbcli.db.models.base import Record, day_column, name_column, term_column, text_column
from pbcli.domain.enums import Sex


class Member(Record, table=True):
    """A Party member. The ID number is kept as its last four and a keyed digest (see docs/privacy.md)."""

    __tablename__ = "member"

    name: str = name_column(index=True, title="姓名")
    pinyin: str = name_column(title="拼音")
    initials: str = name_column(index=True, title="拼音首字母")
    sex: Sex | None = term_column(Sex, nullable=True, title="性别")
    ethnicity: str | None = name_column(nullable=True, title="民族")
    birth_date: date | None = day_column(nullable=True, title="出生日期")
    id_last4: str | None = Field(
        default=None, min_length=4, max_length=4, sa_type=sa.Text, nullable=True, title="身份证号后四位"
    )
    id_digest: str | None = Field(
        default=None, min_length=64, max_length=64, sa_type=sa.Text, nullable=True, unique=True, title="身份证号摘要"
    )
    education: str | None = name_column(nullable=True, title="学历")
    degree: str | None = name_column(nullable=True, title="学位")
    school: str | None = name_column(nullable=True, title="毕业院校及专业")
    native_place: str | None = name_column(nullable=True, title="籍贯")
    work_started_on: date | None = day_column(nullable=True, title="参加工作日期")
    position: str | None = name_column(nullable=True, title="工作岗位/职称")
    duty: str | None = name_column(nullable=True, title="行政职务")
    party_duty: str | None = name_column(nullable=True, title="党内职务")
    phone: str | None = name_column(nullable=True, title="联系电话")
    mobility: str | None = name_column(nullable=True, title="是否流动/失联")
    note: str | None = text_column(title="备注")

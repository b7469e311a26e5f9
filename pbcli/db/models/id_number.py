"""Whole ID numbers, where the unit keeps them."""

import sqlalchemy as sa
from sqlmodel import Field

from pbcli.db.models.base import Record


class IdNumber(Record, table=True):
    """A member's whole ID number; only where the unit turned it on."""

    __tablename__ = "id_number"

    member_id: int = Field(sa_type=sa.Integer, foreign_key="member.id", ondelete="RESTRICT", unique=True, title="党员")
    number: str = Field(sa_type=sa.Text, nullable=False, min_length=15, max_length=18, title="公民身份证号")

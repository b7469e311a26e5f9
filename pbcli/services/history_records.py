"""What a sentence calls a record: by its name, or its number and what it is about, removed ones too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pbcli.db.journal import changes_to, columns_of
from pbcli.db.naming import NAME_COLUMNS, links_of, name_of
from pbcli.domain.clock import on_the_wall
from pbcli.messages import N_, _
from pbcli.services.history import shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from sqlite3 import Connection

CALLED = {
    "assignment": N_("联系分工 {name}"),
    "attendance": N_("出勤 {name}"),
    "branch": N_("党支部“{name}”"),
    "branch_term": N_("支部任期 {name}"),
    "brand": N_("品牌“{name}”"),
    "brand_goal": N_("品牌目标 {name}"),
    "brand_link": N_("品牌关联 {name}"),
    "brand_milestone": N_("品牌节点 {name}"),
    "brand_person": N_("品牌成员 {name}"),
    "brand_step": N_("品牌状态 {name}"),
    "checklist_item": N_("清单项 {name}"),
    "checklist_postponement": N_("清单延期 {name}"),
    "checklist_progress": N_("清单进展 {name}"),
    "class": N_("班级“{name}”"),
    "class_head": N_("班主任 {name}"),
    "column_map": N_("列对照 {name}"),
    "contact": N_("联系记录 {name}"),
    "dues_base": N_("党费基数 {name}"),
    "dues_payment": N_("党费缴纳 {name}"),
    "event": N_("活动 {name}"),
    "event_branch": N_("联办支部 {name}"),
    "event_has_kind": N_("活动的类型 {name}"),
    "event_kind": N_("活动类型“{name}”"),
    "evidence": N_("佐证 {name}"),
    "evidence_file": N_("佐证文件“{name}”"),
    "follow_up": N_("跟进 {name}"),
    "id_number": N_("完整身份证号 {name}"),
    "issuing_office": N_("立项单位“{name}”"),
    "member": N_("党员“{name}”"),
    "membership": N_("组织关系 {name}"),
    "party_group": N_("党小组“{name}”"),
    "party_status": N_("党员身份 {name}"),
    "post": N_("职务 {name}"),
    "project": N_("课题“{name}”"),
    "project_change": N_("课题变更 {name}"),
    "project_expert": N_("课题专家 {name}"),
    "project_extension": N_("课题延期 {name}"),
    "project_material": N_("课题材料 {name}"),
    "project_money": N_("课题经费 {name}"),
    "project_outcome": N_("课题成果 {name}"),
    "project_person": N_("课题人员 {name}"),
    "project_step": N_("课题环节 {name}"),
    "redaction": N_("清理记录 {name}"),
    "resolution": N_("决议 {name}"),
    "school_term": N_("学期“{name}”"),
    "setting": N_("设置“{name}”"),
    "study": N_("学习 {name}"),
    "talk": N_("谈心谈话 {name}"),
    "unit": N_("单位“{name}”"),
}
"""How a record of each journalled table is called; what has no name is named by its number and facts."""

FACTS = {
    "assignment": "member_id class_id",
    "attendance": "member_id event_id",
    "branch_term": "branch_id elected_on",
    "brand_goal": "brand_id goal",
    "brand_link": "brand_id record_kind record_id",
    "brand_milestone": "brand_id name",
    "brand_person": "brand_id member_id",
    "brand_step": "brand_id state",
    "checklist_item": "kind number",
    "checklist_postponement": "item_id to_on",
    "checklist_progress": "item_id occurred_on",
    "class_head": "class_id teacher_name",
    "column_map": "name",
    "contact": "occurred_on member_id class_id",
    "dues_base": "member_id from_month",
    "dues_payment": "member_id month",
    "event": "occurred_on branch_id title",
    "event_branch": "event_id branch_id",
    "event_has_kind": "event_id event_kind_id",
    "evidence": "file_id record_kind record_id",
    "follow_up": "contact_id",
    "id_number": "member_id",
    "membership": "member_id branch_id",
    "party_status": "member_id status",
    "post": "branch_id kind member_id holder_name",
    "project_change": "project_id changed_on kind",
    "project_expert": "project_id name",
    "project_extension": "project_id extended_to",
    "project_material": "project_id name",
    "project_money": "project_id occurred_on kind",
    "project_outcome": "project_id title",
    "project_person": "project_id member_id",
    "project_step": "project_id step",
    "resolution": "event_id place",
    "study": "member_id occurred_on",
    "talk": "occurred_on first_id second_id",
}
"""The columns that tell what a record without a name is about."""


def told_by_name(table: str) -> frozenset[str]:
    """Return the columns that what a record is called tells already."""
    return frozenset([*FACTS.get(table, "").split(), *([NAME_COLUMNS[table]] if table in NAME_COLUMNS else [])])


class Names:
    """The names of records, each looked up once."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._links: dict[str, Mapping[str, str]] = {}
        self._names: dict[tuple[str, int], str | None] = {}

    def links(self, table: str) -> Mapping[str, str]:
        """Return the columns of a table that link to another one, with that table."""
        if table not in self._links:
            self._links[table] = links_of(self.connection, table)
        return self._links[table]

    def value(self, table: str, column: str, value: Any) -> str:
        """Write a stored value as people read it: a link as the name or the facts of what it links to; masked."""
        target = self.links(table).get(column)
        if column.endswith("_at") and value is not None:
            return on_the_wall(value)
        if value is None or target is None:
            return shown(self.connection, table, column, value, {})
        return self._name(target, value) or self._facts(target, self.image(target, value)) or str(value)

    def record(self, table: str, row_id: int, image: Mapping[str, Any] | None = None) -> str:
        """Call a record by its name, or by its number and what it is about, as an image or else the database has it."""
        if table in NAME_COLUMNS:
            own = (image or {}).get(NAME_COLUMNS[table]) or self._name(table, row_id)
            return _(CALLED[table], name=own or row_id)
        facts = self._facts(table, image or self.image(table, row_id))
        return _(CALLED[table], name=_("{id}（{facts}）", id=row_id, facts=facts) if facts else row_id)

    def stands(self, table: str, row_id: int) -> bool:
        """Tell whether there is such a record now."""
        return self.connection.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', (row_id,)).fetchone() is not None

    def image(self, table: str, row_id: int) -> Mapping[str, Any]:
        """Return a row as it stands, or as it last was; nothing where neither is known."""
        row = self.connection.execute(f'SELECT * FROM "{table}" WHERE id = ?', (row_id,)).fetchone()
        if row is not None:
            return dict(zip(columns_of(self.connection, table), row, strict=True))
        changes = changes_to(self.connection, table, row_id)
        return (changes[-1].after or changes[-1].before or {}) if changes else {}

    def _name(self, table: str, row_id: int) -> str | None:
        if (table, row_id) not in self._names:
            self._names[table, row_id] = name_of(self.connection, table, row_id)
        return self._names[table, row_id]

    def _facts(self, table: str, image: Mapping[str, Any]) -> str:
        told: list[str] = []
        for column in FACTS.get(table, "").split():
            fact = self.value(table, column, image.get(column))
            # The holder of a post is kept by name too: whom the link names already isn't named again.
            if fact and (column in self.links(table) or fact not in told):
                told.append(fact)
        return _("、").join(told)

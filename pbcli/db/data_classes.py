"""The class of data of each column, for what only reads. The models bear the same marks; a test finds what has none.

Ids and links have none: a link says what it links to, and that record has its own classes.
"""

from pbcli.domain.privacy import DataClass

_COLUMNS: dict[str, dict[DataClass, str]] = {
    "assignment": {DataClass.OFFICE: "role from_on to_on"},
    "attendance": {DataClass.OFFICE: "state", DataClass.NOTE: "reason"},
    "branch": {
        DataClass.OFFICE: "name pinyin initials founded_on dissolved_on brand_name brand_focus",
        DataClass.TEXT: "note",
    },
    "branch_term": {DataClass.OFFICE: "elected_on years extended_to", DataClass.TEXT: "approval"},
    "class": {
        DataClass.OFFICE: "name pinyin initials cohort department major pupils started_on graduated_on",
        DataClass.TEXT: "note",
    },
    "class_head": {DataClass.PERSON: "teacher_name", DataClass.OFFICE: "from_on to_on"},
    "column_map": {DataClass.SYSTEM: "name mapping"},
    "contact": {
        DataClass.OFFICE: "occurred_on start_time end_time role kind topic pupils gift gift_fen gift_source",
        DataClass.PERSON: "head_teacher",
        DataClass.NOTE: "topic_note place pupil_code problem measure outcome referred_to evidence note",
        DataClass.SYSTEM: "recorded_at recorded_by",
    },
    "dues_base": {DataClass.PAY: "base_fen", DataClass.PERSON: "from_month payer_group rate_basis_points owed_fen"},
    "dues_payment": {DataClass.PERSON: "month amount_fen paid_on method collector", DataClass.NOTE: "note"},
    "event": {
        DataClass.OFFICE: "occurred_on start_time end_time hours_hundredths title place entitled present",
        DataClass.TEXT: "topics summary resolutions attending evidence note",
        DataClass.SYSTEM: "recorded_at recorded_by",
    },
    "event_has_kind": {},
    "event_kind": {DataClass.OFFICE: "name is_builtin"},
    "follow_up": {DataClass.OFFICE: "due_on closed_on", DataClass.NOTE: "task result", DataClass.PERSON: "responsible"},
    "id_number": {DataClass.IDENTITY: "number"},
    "journal": {DataClass.SYSTEM: "table_name row_id action before after"},
    "journal_state": {},
    "member": {
        DataClass.PERSON: "name pinyin initials sex ethnicity birth_date education degree school native_place"
        " work_started_on position duty party_duty mobility",
        DataClass.IDENTITY: "id_last4 id_digest",
        DataClass.PHONE: "phone",
        DataClass.NOTE: "note",
    },
    "membership": {DataClass.PERSON: "from_on to_on join_reason leave_reason counterpart"},
    "operation": {DataClass.SYSTEM: "at actor command seal", DataClass.TEXT: "note"},
    "party_group": {DataClass.OFFICE: "name from_on to_on"},
    "party_status": {DataClass.PERSON: "status from_on to_on"},
    "post": {DataClass.OFFICE: "kind from_on to_on", DataClass.PERSON: "holder_name"},
    "project": {
        DataClass.OFFICE: "number title level category office notice_number starts_on ends_on withdrawn_on"
        " midterm_result appraisal_mode grade certificate_number funds_fen",
        DataClass.TEXT: "withdrawal_reason outcomes changes note",
    },
    "project_extension": {DataClass.OFFICE: "granted_on extended_to", DataClass.TEXT: "reason"},
    "project_person": {DataClass.OFFICE: "role place"},
    "project_step": {DataClass.OFFICE: "step planned_on actual_on"},
    "redaction": {DataClass.SYSTEM: "table_name column_names changes seal"},
    "reminder_said": {DataClass.SYSTEM: "key offset_days said_on"},
    "school_term": {DataClass.OFFICE: "name starts_on ends_on"},
    "setting": {DataClass.SYSTEM: "name value"},
    "unit": {DataClass.OFFICE: "name keeps_id_numbers created_at", DataClass.KEY: "digest_key"},
}

DATA_CLASSES: dict[str, dict[str, DataClass]] = {
    table: {column: kind for kind, columns in classes.items() for column in columns.split()}
    for table, classes in _COLUMNS.items()
}
"""Table, column, class."""

NUMBERED = frozenset(
    {
        ("project", "number"),
        ("project", "notice_number"),
        ("project", "certificate_number"),
        *((table, name) for table in ("branch", "class", "member") for name in ("pinyin", "initials")),
    }
)
"""Columns whose long numbers are the unit's own, or that follow from another column."""


def data_class(table: str, column: str) -> DataClass | None:
    """Give the class of a column; nothing for an id or a link."""
    return DATA_CLASSES.get(table, {}).get(column)

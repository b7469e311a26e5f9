"""The class of data of each column, for what only reads. The models bear the same marks; a test finds what has none.

Ids and links have none: a link says what it links to, and that record has its own classes.
"""

from pbcli.domain.privacy import DataClass

_COLUMNS: dict[str, dict[DataClass, str]] = {
    "assignment": {DataClass.OFFICE: "role from_on to_on", DataClass.SYSTEM: "recorded_at end_recorded_at"},
    "attendance": {
        DataClass.OFFICE: "state made_up_on",
        DataClass.NOTE: "reason made_up_how",
        DataClass.SYSTEM: "made_up_recorded_at",
    },
    "branch": {
        DataClass.OFFICE: "name pinyin initials founded_on dissolved_on brand_name brand_focus",
        DataClass.TEXT: "note",
    },
    "branch_term": {
        DataClass.OFFICE: "elected_on years extended_to",
        DataClass.TEXT: "approval",
        DataClass.SYSTEM: "recorded_at",
    },
    "brand": {
        DataClass.OFFICE: "year name slogan focus self_score",
        DataClass.TEXT: "meaning carriers served schedule results honours media note",
    },
    "brand_goal": {DataClass.OFFICE: "place goal measure target reached"},
    "brand_link": {DataClass.OFFICE: "record_kind record_id"},
    "brand_milestone": {DataClass.OFFICE: "name planned_on done_on", DataClass.SYSTEM: "recorded_at"},
    "brand_person": {DataClass.OFFICE: "duty"},
    "brand_step": {DataClass.OFFICE: "state on_day", DataClass.SYSTEM: "recorded_at"},
    "checklist_item": {
        DataClass.OFFICE: "kind number source raised_on due_on is_long_term submitted_on struck_off_on",
        DataClass.PERSON: "lead responsible accepted_by",
        DataClass.TEXT: "item standard measure evidence note",
        DataClass.SYSTEM: "recorded_at recorded_by struck_off_recorded_at",
    },
    "checklist_postponement": {
        DataClass.OFFICE: "decided_on from_on to_on",
        DataClass.TEXT: "reason",
        DataClass.SYSTEM: "recorded_at",
    },
    "checklist_progress": {
        DataClass.OFFICE: "occurred_on",
        DataClass.TEXT: "text",
        DataClass.SYSTEM: "recorded_at",
    },
    "class": {
        DataClass.OFFICE: "name pinyin initials cohort department major pupils started_on graduated_on",
        DataClass.TEXT: "note",
    },
    "class_head": {
        DataClass.PERSON: "teacher_name",
        DataClass.OFFICE: "from_on to_on",
        DataClass.SYSTEM: "recorded_at",
    },
    "column_map": {DataClass.SYSTEM: "name mapping"},
    "contact": {
        DataClass.OFFICE: "occurred_on start_time end_time role kind topic pupils gift gift_fen gift_source",
        DataClass.PERSON: "head_teacher",
        DataClass.NOTE: "topic_note place pupil_code problem measure outcome referred_to evidence note",
        DataClass.SYSTEM: "recorded_at recorded_by",
    },
    "dues_base": {DataClass.PAY: "base_fen", DataClass.PERSON: "from_month payer_group rate_basis_points owed_fen"},
    "dues_payment": {
        DataClass.PERSON: "month amount_fen paid_on method collector",
        DataClass.NOTE: "note",
        DataClass.SYSTEM: "recorded_at",
    },
    "event": {
        DataClass.OFFICE: "occurred_on ended_on start_time end_time hours_hundredths title place entitled present",
        DataClass.TEXT: "topics summary resolutions attending evidence note",
        DataClass.SYSTEM: "recorded_at recorded_by",
    },
    "event_branch": {DataClass.OFFICE: "entitled present"},
    "event_has_kind": {},
    "event_kind": {DataClass.OFFICE: "name is_builtin"},
    "evidence": {
        DataClass.OFFICE: "record_kind record_id kind shows_pupils attached_on",
        DataClass.TEXT: "note",
    },
    "evidence_file": {DataClass.OFFICE: "name", DataClass.SYSTEM: "sha256 size added_at"},
    "follow_up": {
        DataClass.OFFICE: "due_on closed_on",
        DataClass.NOTE: "task result",
        DataClass.PERSON: "responsible",
        DataClass.SYSTEM: "closed_recorded_at",
    },
    "id_number": {DataClass.IDENTITY: "number"},
    "issuing_office": {
        DataClass.OFFICE: "name extensions_most extension_months_most extension_notice_months term_months_most"
        " opening_months_most main_most others_most midterm_percent",
        DataClass.TEXT: "note",
    },
    "journal": {DataClass.SYSTEM: "table_name row_id action before after"},
    "journal_batch": {
        DataClass.SYSTEM: "after_id table_name action first_id last_id row_count column_names images",
    },
    "journal_state": {DataClass.SYSTEM: "batch_table"},
    "member": {
        DataClass.PERSON: "name pinyin initials sex ethnicity birth_date education degree school native_place"
        " work_started_on position duty party_duty mobility",
        DataClass.IDENTITY: "id_last4 id_digest",
        DataClass.PHONE: "phone",
        DataClass.NOTE: "note",
    },
    "membership": {
        DataClass.PERSON: "from_on to_on join_reason leave_reason counterpart",
        DataClass.SYSTEM: "recorded_at end_recorded_at",
    },
    "operation": {DataClass.SYSTEM: "at actor command seal", DataClass.TEXT: "note"},
    "party_group": {DataClass.OFFICE: "name from_on to_on"},
    "party_status": {DataClass.PERSON: "status from_on to_on", DataClass.SYSTEM: "recorded_at"},
    "post": {
        DataClass.OFFICE: "kind from_on to_on",
        DataClass.PERSON: "holder_name",
        DataClass.SYSTEM: "recorded_at end_recorded_at",
    },
    "project": {
        DataClass.OFFICE: "number title level category office notice_number starts_on ends_on withdrawn_on"
        " midterm_result appraisal_mode grade certificate_number funds_fen",
        DataClass.TEXT: "withdrawal_reason outcomes changes note",
        DataClass.SYSTEM: "withdrawn_recorded_at",
    },
    "project_change": {
        DataClass.OFFICE: "changed_on kind approval",
        DataClass.TEXT: "before after reason",
        DataClass.SYSTEM: "recorded_at",
    },
    "project_expert": {DataClass.OFFICE: "step", DataClass.PERSON: "name affiliation level"},
    "project_extension": {
        DataClass.OFFICE: "granted_on extended_to",
        DataClass.TEXT: "reason",
        DataClass.SYSTEM: "recorded_at",
    },
    "project_material": {DataClass.OFFICE: "name received_on place", DataClass.SYSTEM: "recorded_at"},
    "project_money": {
        DataClass.OFFICE: "occurred_on kind amount_fen purpose",
        DataClass.TEXT: "note",
        DataClass.SYSTEM: "recorded_at",
    },
    "project_outcome": {
        DataClass.OFFICE: "form title publication issue published_on",
        DataClass.PERSON: "authors",
        DataClass.TEXT: "note",
        DataClass.SYSTEM: "recorded_at",
    },
    "project_person": {DataClass.OFFICE: "role place"},
    "project_step": {DataClass.OFFICE: "step planned_on actual_on", DataClass.SYSTEM: "recorded_at"},
    "redaction": {DataClass.SYSTEM: "table_name column_names changes seal"},
    "reminder_said": {DataClass.SYSTEM: "key offset_days said_on"},
    "resolution": {
        DataClass.OFFICE: "place voters_entitled voters_present votes_for votes_against votes_abstained due_on"
        " closed_on",
        DataClass.TEXT: "text task result",
        DataClass.PERSON: "responsible",
        DataClass.SYSTEM: "closed_recorded_at",
    },
    "school_term": {DataClass.OFFICE: "name starts_on ends_on"},
    "setting": {DataClass.SYSTEM: "name value"},
    "study": {
        DataClass.PERSON: "occurred_on ended_on hours_hundredths source title",
        DataClass.NOTE: "note",
        DataClass.SYSTEM: "recorded_at recorded_by",
    },
    "talk": {
        DataClass.PERSON: "occurred_on place",
        DataClass.NOTE: "note",
        DataClass.SYSTEM: "recorded_at recorded_by",
    },
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

"""The tables, a file for each area. Imported only by what writes; a file, when one of its tables is named.

A table costs two milliseconds to declare, and a command writes a few of fifty. With a file come the files of the tables
that its own link to: they are needed for the order in which rows are written.
"""

import importlib
from typing import TYPE_CHECKING, Any

from pbcli.db.models.base import Record, complete_tables

if TYPE_CHECKING:
    from pbcli.db.models.assignment import Assignment
    from pbcli.db.models.branch import Branch, BranchTerm, PartyGroup, Post
    from pbcli.db.models.brand import Brand, BrandGoal, BrandLink, BrandMilestone, BrandPerson, BrandStep
    from pbcli.db.models.checklist import ChecklistItem, ChecklistPostponement, ChecklistProgress
    from pbcli.db.models.class_head import ClassHead
    from pbcli.db.models.classes import Class
    from pbcli.db.models.dues import DuesBase, DuesPayment
    from pbcli.db.models.event import Attendance, Event, EventBranch, EventHasKind, EventKindName, Resolution
    from pbcli.db.models.evidence import Evidence, EvidenceFile
    from pbcli.db.models.id_number import IdNumber
    from pbcli.db.models.journal import Journal, JournalBatch, JournalState, Operation, Redaction
    from pbcli.db.models.liaison import Contact, FollowUp
    from pbcli.db.models.member import Member
    from pbcli.db.models.membership import Membership, PartyStatusPeriod
    from pbcli.db.models.project import (
        IssuingOffice,
        Project,
        ProjectChange,
        ProjectExpert,
        ProjectExtension,
        ProjectMaterial,
        ProjectMoney,
        ProjectOutcome,
        ProjectPerson,
        ProjectStepDate,
    )
    from pbcli.db.models.study import Study, Talk
    from pbcli.db.models.unit import ColumnMap, ReminderSaid, SchoolTerm, Setting, Unit

_TABLES = {
    "assignment": {"Assignment": "assignment"},
    "branch": {"Branch": "branch", "BranchTerm": "branch_term", "PartyGroup": "party_group", "Post": "post"},
    "brand": {
        "Brand": "brand",
        "BrandGoal": "brand_goal",
        "BrandLink": "brand_link",
        "BrandMilestone": "brand_milestone",
        "BrandPerson": "brand_person",
        "BrandStep": "brand_step",
    },
    "checklist": {
        "ChecklistItem": "checklist_item",
        "ChecklistPostponement": "checklist_postponement",
        "ChecklistProgress": "checklist_progress",
    },
    "class_head": {"ClassHead": "class_head"},
    "classes": {"Class": "class"},
    "dues": {"DuesBase": "dues_base", "DuesPayment": "dues_payment"},
    "event": {
        "Attendance": "attendance",
        "Event": "event",
        "EventBranch": "event_branch",
        "EventHasKind": "event_has_kind",
        "EventKindName": "event_kind",
        "Resolution": "resolution",
    },
    "evidence": {"Evidence": "evidence", "EvidenceFile": "evidence_file"},
    "id_number": {"IdNumber": "id_number"},
    "journal": {
        "Journal": "journal",
        "JournalBatch": "journal_batch",
        "JournalState": "journal_state",
        "Operation": "operation",
        "Redaction": "redaction",
    },
    "liaison": {"Contact": "contact", "FollowUp": "follow_up"},
    "member": {"Member": "member"},
    "membership": {"Membership": "membership", "PartyStatusPeriod": "party_status"},
    "project": {
        "IssuingOffice": "issuing_office",
        "Project": "project",
        "ProjectChange": "project_change",
        "ProjectExpert": "project_expert",
        "ProjectExtension": "project_extension",
        "ProjectMaterial": "project_material",
        "ProjectMoney": "project_money",
        "ProjectOutcome": "project_outcome",
        "ProjectPerson": "project_person",
        "ProjectStepDate": "project_step",
    },
    "study": {"Study": "study", "Talk": "talk"},
    "unit": {
        "ColumnMap": "column_map",
        "ReminderSaid": "reminder_said",
        "SchoolTerm": "school_term",
        "Setting": "setting",
        "Unit": "unit",
    },
}
"""For each file its models, each with the name of its table."""

ATTACHED = ("brand_link", "evidence")
"""Tables whose rows belong to a record of any kind, by `record_kind` (its table) and `record_id`: they go with it."""

__all__ = [
    "Assignment",
    "Attendance",
    "Branch",
    "BranchTerm",
    "Brand",
    "BrandGoal",
    "BrandLink",
    "BrandMilestone",
    "BrandPerson",
    "BrandStep",
    "ChecklistItem",
    "ChecklistPostponement",
    "ChecklistProgress",
    "Class",
    "ClassHead",
    "ColumnMap",
    "Contact",
    "DuesBase",
    "DuesPayment",
    "Event",
    "EventBranch",
    "EventHasKind",
    "EventKindName",
    "Evidence",
    "EvidenceFile",
    "FollowUp",
    "IdNumber",
    "IssuingOffice",
    "Journal",
    "JournalBatch",
    "JournalState",
    "Member",
    "Membership",
    "Operation",
    "PartyGroup",
    "PartyStatusPeriod",
    "Post",
    "Project",
    "ProjectChange",
    "ProjectExpert",
    "ProjectExtension",
    "ProjectMaterial",
    "ProjectMoney",
    "ProjectOutcome",
    "ProjectPerson",
    "ProjectStepDate",
    "Record",
    "Redaction",
    "ReminderSaid",
    "Resolution",
    "SchoolTerm",
    "Setting",
    "Study",
    "Talk",
    "Unit",
]


def __getattr__(name: str) -> Any:
    """Import the file of a model, the first time that it is named."""
    for module, models in _TABLES.items():
        if name in models:
            _load(module)
            return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def model_of(table: str) -> type[Record]:
    """Return the model of a table, by the table's name."""
    for module, models in _TABLES.items():
        for name, own in models.items():
            if own == table:
                _load(module)
                found: type[Record] = globals()[name]
                return found
    raise KeyError(table)


def load_all() -> None:
    """Import the files of all tables: for whoever wants to see all of them at once."""
    for module in _TABLES:
        _load(module)


def _load(module: str) -> None:
    """Import a file and those of the tables that it links to, and complete its tables."""
    if not globals().keys().isdisjoint(_TABLES[module]):
        return
    declared = importlib.import_module(f"{__name__}.{module}")
    globals().update({name: getattr(declared, name) for name in _TABLES[module]})
    complete_tables()
    targets = {key.target_fullname.partition(".")[0] for model in _TABLES[module] for key in _links(globals()[model])}
    for other, models in _TABLES.items():
        if not targets.isdisjoint(models.values()):
            _load(other)


def _links(model: Any) -> Any:
    return model.__table__.foreign_keys

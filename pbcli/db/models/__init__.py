"""The tables, a file for each area. Imported only by what writes."""

from pbcli.db.models.base import Record, complete_tables
from pbcli.db.models.branch import Branch, BranchTerm, PartyGroup, Post
from pbcli.db.models.brand import Brand, BrandGoal, BrandLink, BrandMilestone, BrandPerson, BrandStep
from pbcli.db.models.checklist import ChecklistItem, ChecklistPostponement, ChecklistProgress
from pbcli.db.models.classes import Class, ClassHead
from pbcli.db.models.dues import DuesBase, DuesPayment
from pbcli.db.models.event import Attendance, Event, EventBranch, EventHasKind, EventKindName, Resolution
from pbcli.db.models.evidence import Evidence, EvidenceFile
from pbcli.db.models.journal import Journal, JournalState, Operation, Redaction
from pbcli.db.models.liaison import Assignment, Contact, FollowUp
from pbcli.db.models.member import IdNumber, Member, Membership, PartyStatusPeriod
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

complete_tables()

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

"""The tables, a file for each area. Imported only by what writes."""

from pbcli.db.models.base import Record, complete_tables
from pbcli.db.models.branch import Branch, BranchTerm, PartyGroup, Post
from pbcli.db.models.classes import Class, ClassHead
from pbcli.db.models.dues import DuesBase, DuesPayment
from pbcli.db.models.event import Attendance, Event, EventHasKind, EventKindName
from pbcli.db.models.journal import Journal, JournalState, Operation, Redaction
from pbcli.db.models.liaison import Assignment, Contact, FollowUp
from pbcli.db.models.member import IdNumber, Member, Membership, PartyStatusPeriod
from pbcli.db.models.project import Project, ProjectExtension, ProjectPerson, ProjectStepDate
from pbcli.db.models.unit import ColumnMap, ReminderSaid, SchoolTerm, Setting, Unit

complete_tables()

__all__ = [
    "Assignment",
    "Attendance",
    "Branch",
    "BranchTerm",
    "Class",
    "ClassHead",
    "ColumnMap",
    "Contact",
    "DuesBase",
    "DuesPayment",
    "Event",
    "EventHasKind",
    "EventKindName",
    "FollowUp",
    "IdNumber",
    "Journal",
    "JournalState",
    "Member",
    "Membership",
    "Operation",
    "PartyGroup",
    "PartyStatusPeriod",
    "Post",
    "Project",
    "ProjectExtension",
    "ProjectPerson",
    "ProjectStepDate",
    "Record",
    "Redaction",
    "ReminderSaid",
    "SchoolTerm",
    "Setting",
    "Unit",
]

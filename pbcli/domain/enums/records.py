"""The kinds of records that others link to."""

from enum import StrEnum


class RecordKind(StrEnum):
    """The kinds of record that evidence can be attached to; values are the names of their tables."""

    BRANCH = "branch"
    MEMBER = "member"
    CLASS = "class"
    ASSIGNMENT = "assignment"
    CONTACT = "contact"
    EVENT = "event"
    PROJECT = "project"
    BRAND = "brand"
    CHECKLIST = "checklist_item"
    STUDY = "study"
    TALK = "talk"


class LinkedKind(StrEnum):
    """The kinds of record that can count for a brand; values are the names of their tables."""

    CONTACT = "contact"
    EVENT = "event"
    PROJECT = "project"

"""The closed lists of the field. Values are the Chinese terms, stored and written as they are in every language.

A file for each area, imported when one of its lists is named: thirty of them take a start as long as twenty modules.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pbcli.domain.enums.events import (
        AttendanceState,
        EventKind,
        MakeUpState,
        ResolutionState,
        TalkRelation,
    )
    from pbcli.domain.enums.liaison import (
        ContactKind,
        ContactTopic,
        GiftSource,
        LiaisonRole,
    )
    from pbcli.domain.enums.people import (
        COMMITTEE_POSTS,
        JoinReason,
        LeaveReason,
        PartyStatus,
        PayerGroup,
        PostKind,
        Sex,
    )
    from pbcli.domain.enums.plans import (
        BrandMeasure,
        BrandState,
        ChecklistKind,
        ChecklistSource,
        ChecklistState,
    )
    from pbcli.domain.enums.projects import (
        Grade,
        MoneyKind,
        OutcomeForm,
        ProjectChangeKind,
        ProjectLevel,
        ProjectRole,
        ProjectState,
        ProjectStep,
    )
    from pbcli.domain.enums.records import (
        LinkedKind,
        RecordKind,
    )

_LISTS = {
    "people": ("Sex", "PartyStatus", "JoinReason", "LeaveReason", "PostKind", "COMMITTEE_POSTS", "PayerGroup"),
    "liaison": ("LiaisonRole", "ContactKind", "ContactTopic", "GiftSource"),
    "projects": (
        "ProjectRole",
        "ProjectStep",
        "ProjectState",
        "ProjectLevel",
        "Grade",
        "ProjectChangeKind",
        "OutcomeForm",
        "MoneyKind",
    ),
    "events": ("AttendanceState", "EventKind", "MakeUpState", "ResolutionState", "TalkRelation"),
    "plans": ("BrandState", "BrandMeasure", "ChecklistKind", "ChecklistSource", "ChecklistState"),
    "records": ("RecordKind", "LinkedKind"),
}

__all__ = [
    "COMMITTEE_POSTS",
    "AttendanceState",
    "BrandMeasure",
    "BrandState",
    "ChecklistKind",
    "ChecklistSource",
    "ChecklistState",
    "ContactKind",
    "ContactTopic",
    "EventKind",
    "GiftSource",
    "Grade",
    "JoinReason",
    "LeaveReason",
    "LiaisonRole",
    "LinkedKind",
    "MakeUpState",
    "MoneyKind",
    "OutcomeForm",
    "PartyStatus",
    "PayerGroup",
    "PostKind",
    "ProjectChangeKind",
    "ProjectLevel",
    "ProjectRole",
    "ProjectState",
    "ProjectStep",
    "RecordKind",
    "ResolutionState",
    "Sex",
    "TalkRelation",
]


def __getattr__(name: str) -> Any:
    """Import the file of a list, the first time that it is named."""
    for module, names in _LISTS.items():
        if name in names:
            declared = importlib.import_module(f"{__name__}.{module}")
            globals().update({each: getattr(declared, each) for each in names})
            return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

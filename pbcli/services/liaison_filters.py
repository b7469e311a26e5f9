"""Whose contacts, with which class: the names that a listing was asked for."""

from pbcli.db.read import Reader
from pbcli.services.liaison_counts import Filters
from pbcli.services.lookup import find_branch, find_class, find_member


def find_filters(
    reader: Reader, *, member: str | None = None, klass: str | None = None, branch: str | None = None
) -> Filters:
    """Return the filters that the names mean. Raises UnknownName or AmbiguousName."""
    return Filters(
        member_id=find_member(reader, member)["id"] if member else None,
        class_id=find_class(reader, klass)["id"] if klass else None,
        branch_id=find_branch(reader, branch)["id"] if branch else None,
    )

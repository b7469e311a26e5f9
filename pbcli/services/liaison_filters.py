"""Whose contacts, with which class: the names that a listing was asked for."""

from pbcli.db.read import Reader
from pbcli.services.liaison_counts import Filters
from pbcli.services.lookup import branch_id_of, find_class, member_id_of


def find_filters(
    reader: Reader, *, member: str | None = None, klass: str | None = None, branch: str | None = None
) -> Filters:
    """Return the filters that the names mean. Raises UnknownName or AmbiguousName."""
    return Filters(
        member_id=member_id_of(reader, member),
        class_id=find_class(reader, klass)["id"] if klass else None,
        branch_id=branch_id_of(reader, branch),
    )

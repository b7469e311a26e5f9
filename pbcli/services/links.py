"""What forbids a removal: the records that are linked to the one that is to go."""

from collections.abc import Sequence

from pbcli.db.read import Row
from pbcli.domain.errors import RuleForbids
from pbcli.messages import _


def refuse_if_linked(name: str, links: Sequence[Row], *, hint: str) -> None:
    """Raise RuleForbids that names what is linked, and how much of it, unless nothing is."""
    if links:
        raise RuleForbids(
            "“{name}”还有关联的记录，不能删除：{links}。",
            name=name,
            links="、".join(f"{_(link['what'])} {link['n']}" for link in links),
            hint=hint,
        )

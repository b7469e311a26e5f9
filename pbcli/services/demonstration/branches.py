"""The branches: their brands, terms of office, groups and committees."""

from collections.abc import Sequence
from datetime import date

from pbcli.domain.enums import PostKind
from pbcli.services.demonstration.draft import Draft, Facts, material
from pbcli.services.demonstration.person import Person

POSTS = (PostKind.SECRETARY, PostKind.DEPUTY_SECRETARY, PostKind.ORGANIZATION, PostKind.PUBLICITY, PostKind.DISCIPLINE)


def invent_branches(draft: Draft) -> None:
    """Invent the branches with their brands, terms of office and groups; members come later."""
    for branch in material()["branches"]:
        branch_id = draft.add_named(
            "Branch",
            branch["name"],
            founded_on=date(2012, 9, 1),
            brand_name=branch["brand"],
            brand_focus=branch["focus"],
        )
        draft.add("BranchTerm", branch_id=branch_id, elected_on=branch["elected_on"], years=3)
        for name in branch.get("groups", ()):
            draft.add("PartyGroup", branch_id=branch_id, name=name, from_on=branch["elected_on"])


def invent_posts(draft: Draft, people: Sequence[Person]) -> None:
    """Give each branch its committee since the last election: the first of its list; a small one has no deputy."""
    for person in people:
        spell = person.spells[-1]
        branch = material()["branches"][spell.branch_id - 1]
        if person.place < len(POSTS) and has_post(branch, POSTS[person.place]):
            draft.add(
                "Post",
                branch_id=spell.branch_id,
                kind=POSTS[person.place],
                member_id=person.id,
                holder_name=person.name,
                from_on=branch["elected_on"],
            )


def invent_committee(draft: Draft, people: Sequence[Person]) -> None:
    """Give the school its own committee since its election: those with the first duties, in their order."""
    committee = material()["committee"]
    managers = [person for person in people if person.duty is not None]
    for person, kind in zip(managers, committee["posts"], strict=False):
        draft.add(
            "Post",
            branch_id=None,
            kind=PostKind(kind),
            member_id=person.id,
            holder_name=person.name,
            from_on=committee["elected_on"],
        )


def has_post(branch: Facts, kind: PostKind) -> bool:
    """Tell whether a branch has this post."""
    return kind is not PostKind.DEPUTY_SECRETARY or bool(branch["members"] >= 16)


def group_of(person: Person, branch_id: int) -> int | None:
    """Tell the id of the Party group that a member of a branch is in: by turns, where the branch has groups."""
    before = sum(len(branch.get("groups", ())) for branch in material()["branches"][: branch_id - 1])
    groups = len(material()["branches"][branch_id - 1].get("groups", ()))
    return before + person.place % groups + 1 if groups else None


def branch_name(branch_id: int) -> str:
    """Return the name of a branch."""
    name: str = material()["branches"][branch_id - 1]["name"]
    return name

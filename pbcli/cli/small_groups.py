"""A word to whoever writes a list of contacts into a file: it tells of few pupils, and is no notice."""

from typing import TYPE_CHECKING

from pbcli.cli.state import State
from pbcli.messages import _
from pbcli.output.result import View

if TYPE_CHECKING:
    from pbcli.services.privacy_groups import SmallGroups


def tell_small_groups(state: State, small: "SmallGroups", view: View) -> None:
    """Say how many contacts in the file reached fewer than five pupils, where the file has their numbers."""
    if view.output is None or (view.fields and "pupils" not in view.fields):
        return
    if small.count:
        state.say(
            _(
                "文件里有 {count} 条联系不足五名学生，不要公布；可以公布的人次：pbcli privacy pupils",
                count=small.count,
            )
        )

"""`pbcli completion`: the script that a shell needs to complete commands and names."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pbcli.messages import _

app = typer.Typer()


class Shell(StrEnum):
    """The shells that there is a script for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


@app.command(
    "completion",
    help=_("输出命令补全脚本。装好以后，按 Tab 补全命令、选项、支部、党员、班级和课题。"),
    epilog=_(
        "bash：pbcli completion bash > ~/.local/share/bash-completion/completions/pbcli\n"
        "zsh：pbcli completion zsh > ~/.zfunc/_pbcli（~/.zfunc 要在 fpath 里，且在 compinit 之前）\n"
        "fish：pbcli completion fish > ~/.config/fish/completions/pbcli.fish"
    ),
)
def completion(
    ctx: typer.Context,  # noqa: ARG001  every command takes the context
    shell: Annotated[Shell, typer.Argument(metavar="bash|zsh|fish", help=_("哪一种 shell"))],
) -> None:
    """Print the completion script of a shell."""
    script = Path(__file__).with_name("shells") / f"pbcli.{shell.value}"
    typer.echo(script.read_text(encoding="utf-8"), nl=False)

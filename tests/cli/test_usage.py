"""The library's sentences in Chinese, and one that nobody foresaw."""

import pytest
from typer import TyperException
from typer._click.exceptions import BadOptionUsage, BadParameter, MissingParameter, NoSuchOption
from typer.core import TyperArgument, TyperOption

from pbcli.cli.usage import as_usage_fault, help_instead, typed_name

OPTION = TyperOption(param_decls=["--limit", "-l"])
ARGUMENT = TyperArgument(param_decls=["name"])


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            NoSuchOption("--frmat", possibilities=["--format", "--form"]),
            "没有 --frmat 这个选项，是不是 --format、--form？",
        ),
        (NoSuchOption("--zzz"), "没有 --zzz 这个选项。"),
        (MissingParameter(param=OPTION), "还缺选项 --limit。"),
        (MissingParameter(param=ARGUMENT), "还缺 NAME。"),
        (BadOptionUsage("--db", "Option '--db' requires an argument."), "选项 --db 后面缺一个值。"),
        (BadParameter("'x' is not a valid float.", param=OPTION), "“x”不是数。"),
        (BadParameter("12 is not in the range 1<=x<=10.", param=OPTION), "12 超出范围，要 1–10。"),
        (BadParameter("File 'a b' does not exist."), "没有文件 a b。"),
        (TyperException("Missing command."), "还缺一个命令。"),
        (TyperException("Something new."), "Something new."),
    ],
)
def test_what_happened_is_said(error: TyperException, sentence: str) -> None:
    fault = as_usage_fault(error, "pbcli branch list")
    assert str(fault) == sentence
    assert fault.hint == "pbcli branch list --help"
    assert fault.exit_code == 2
    assert help_instead(error) is None


def test_a_parameter_is_named_as_it_is_typed() -> None:
    assert typed_name(None) == ""
    assert typed_name(OPTION) == "--limit"
    assert typed_name(ARGUMENT) == "NAME"

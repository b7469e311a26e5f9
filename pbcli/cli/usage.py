"""Usage errors of the command-line library, in the user's language, with the next thing to type.

The library writes its sentences in English; its classes say what happened, and where they don't, the sentence itself.
"""

import re
from difflib import get_close_matches
from typing import Any

from typer import TyperException
from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
)

from pbcli.cli.help import in_words
from pbcli.domain.errors import PbcliError, UsageFault
from pbcli.domain.patterns import pattern
from pbcli.messages import N_

_SENTENCES = (
    (pattern(r"(?P<value>.*) is not one of (?P<known>.*)\.", re.DOTALL), N_("“{value}”不行，可以是：{known}。")),
    (pattern(r"(?P<value>.*) is not a valid (?:int|integer|int range)\.", re.DOTALL), N_("“{value}”不是整数。")),
    (pattern(r"(?P<value>.*) is not a valid float(?: range)?\.", re.DOTALL), N_("“{value}”不是数。")),
    (
        pattern(r"(?P<value>.*) is not in the range (?P<range>.*)\.", re.DOTALL),
        N_("{value} 超出范围，要 {range}。"),
    ),
    (pattern(r"Option (?P<value>.*) does not take a value\."), N_("选项 {value} 后面不能有值。")),
    (pattern(r"Option (?P<value>.*) requires (?:an argument|\d+ arguments)\."), N_("选项 {value} 后面缺一个值。")),
    (pattern(r"Got unexpected extra argument\(s\) \((?P<value>.*)\)", re.DOTALL), N_("多了“{value}”。")),
    (pattern(r"Missing command\."), N_("还缺一个命令。")),
    (pattern(r".* '(?P<value>.*)' does not exist\.", re.DOTALL), N_("没有文件 {value}。")),
)


def as_usage_fault(error: TyperException, command: str) -> PbcliError:
    """Turn an error of the library into the program's own, untranslated, with the command's help as the next step.

    `command` is the one being called, for errors that don't know theirs.
    """
    context: Any = getattr(error, "ctx", None)
    hint = f"{context.command_path} --help" if context is not None else f"{command} --help"
    if isinstance(error, NoSuchOption):
        return _no_such_option(error, hint)
    if isinstance(error, MissingParameter):
        return _missing(error, hint)
    if isinstance(error, BadOptionUsage):
        return _said(error.message, hint)
    fault = _said(error.message, hint)
    if isinstance(error, BadParameter):
        fault.add_note(typed_name(error.param))
    return fault


def help_instead(error: TyperException) -> str | None:
    """Return the help page that stands for a command without its verb, if this is what happened."""
    return error.message if isinstance(error, NoArgsIsHelpError) else None


def typed_name(parameter: Any) -> str:
    """Return what the user types for a parameter: the option's longest name, or the argument's word."""
    if parameter is None:
        return ""
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return str(parameter.metavar or parameter.name.upper())


def _no_such_option(error: NoSuchOption, hint: str) -> PbcliError:
    near = get_close_matches(error.option_name, error.possibilities or (), n=2, cutoff=0.7)
    if near:
        return UsageFault(
            "没有 {option} 这个选项，是不是 {near}？", option=error.option_name, near="、".join(near), hint=hint
        )
    return UsageFault("没有 {option} 这个选项。", option=error.option_name, hint=hint)


def _missing(error: MissingParameter, hint: str) -> PbcliError:
    name = typed_name(error.param)
    if error.param is not None and error.param.param_type_name == "option":
        return UsageFault("还缺选项 {option}。", option=name, hint=hint)
    return UsageFault("还缺 {argument}。", argument=name, hint=hint)


def _said(message: str, hint: str) -> PbcliError:
    for form, sentence in _SENTENCES:
        found = form.fullmatch(message)
        if found is not None:
            values = {name: _unquoted(value) for name, value in found.groupdict().items()}
            if "range" in values:
                values["range"] = in_words(values["range"])
            return UsageFault(sentence, hint=hint, **values)
    return UsageFault("{message}", message=message, hint=hint)


def _unquoted(text: str) -> str:
    if text[:1] == text[-1:] and text[:1] in {"'", '"'} and text.count(text[0]) == 2:
        return text[1:-1]
    return text.replace("', '", "、").strip("'")

"""The kinds of value that an option can take besides days and terms: money, a time of day, hours, a text, names."""

import re
import sys
from pathlib import Path
from typing import Any

from typer._click import Context, Parameter
from typer._click.types import ParamType

from pbcli.domain.errors import UsageFault
from pbcli.domain.patterns import pattern

_TIME = pattern(r"([0-9]{1,2})(?::|点|时)([0-9]{1,2})?分?")
_HOURS = pattern(r"[0-9]{1,3}(\.[0-9]{1,2})?")


class MoneyParameter(ParamType):
    """An amount in yuan; whole fen inside."""

    name = "money"

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> int:  # noqa: ARG002
        """Read the amount. Raises UsageFault."""
        from pbcli.domain.money import read_yuan

        return value if isinstance(value, int) else read_yuan(value)


class TimeParameter(ParamType):
    """A time of day, "14:30", "9点"; "HH:MM" inside."""

    name = "time"

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> str:  # noqa: ARG002
        """Read the time. Raises UsageFault for one that no clock shows."""
        from pbcli.domain.figures import narrow

        found = _TIME.fullmatch(narrow(value))
        if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise UsageFault("“{value}”不是时间。", value=value, hint="14:30")
        return f"{int(found[1]):02d}:{int(found[2] or 0):02d}"


class HoursParameter(ParamType):
    """Study hours with at most two decimals; hundredths inside."""

    name = "hours"

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> int:  # noqa: ARG002
        """Read the hours. Raises UsageFault."""
        if isinstance(value, int):
            return value
        from pbcli.domain.figures import narrow

        text = narrow(value).removesuffix("学时")
        if _HOURS.fullmatch(text) is None:
            raise UsageFault("“{value}”不是学时。", value=value, hint="1.5")
        whole, _point, part = text.partition(".")
        return int(whole) * 100 + int(part.ljust(2, "0") or 0)


class TextParameter(ParamType):
    """A text; `@FILE` takes it from a file and `-` from stdin, so that it needn't stand on a command line."""

    name = "text"

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> str:  # noqa: ARG002
        """Fetch the text. Raises UsageFault for a file that isn't there or isn't UTF-8."""
        if value == "-":
            return sys.stdin.read()
        if not value.startswith("@"):
            return str(value)
        path = Path(value[1:])
        try:
            return path.read_text(encoding="utf-8-sig")
        except OSError as error:
            from pbcli.messages.reasons import reason

            fault = UsageFault("读不了文件 {path}：{reason}。", path=path, reason=reason(error))
        except ValueError:  # not UTF-8, or a path with a NUL
            fault = UsageFault("{path} 不是 UTF-8 文本。", path=path)
        fault.add_note(max(param.opts, key=len) if param is not None else "")
        raise fault


class NamesParameter(ParamType):
    """Names with 、 ， , ; ； or blanks between them."""

    name = "names"

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> tuple[str, ...]:  # noqa: ARG002
        """Split the names."""
        if isinstance(value, tuple):
            return value
        return tuple(part for part in re.split(r"[、，,;；\s]+", value) if part)


MONEY = MoneyParameter()
TIME = TimeParameter()
HOURS = HoursParameter()
TEXT = TextParameter()
NAMES = NamesParameter()

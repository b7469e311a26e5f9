"""Free texts: what must not stand in them is noted, so that a person can take it out."""

from __future__ import annotations

from collections.abc import Iterable

from pbcli.domain.idnumber import scan
from pbcli.intake.kinds.line import Line
from pbcli.messages import _


def scanned(line: Line, fields: Iterable[str]) -> None:
    """Note the ID, mobile and card numbers in the texts of a row; the sentence gives their last four only."""
    for field in fields:
        if not line.is_blank(field):
            for number in scan(str(line.values[field])):
                sentence = _("里面有{kind}（末四位 {last4}），请删去。", kind=_(number.kind), last4=number.last4)
                line.warn(field, sentence)

"""What would steer a terminal is made visible, and what is seen at a glance to be harmless really is."""

import re

import pytest

from pbcli.output import visible as module
from pbcli.output.visible import visible, visible_json, writable

EVERY_CHARACTER = "".join(map(chr, range(0x110000)))


@pytest.mark.parametrize(
    "steering", [module._STEERS, module._STEERS_BUT_BREAKS, module._UNWRITABLE, module._STEERS_IN_JSON]
)
def test_no_text_of_printable_characters_holds_what_steers(steering: str) -> None:
    found = re.findall(steering, EVERY_CHARACTER)
    assert len(found) > 60
    assert [character for character in found if character.isprintable()] == []


def test_each_has_its_way_of_being_written() -> None:
    assert visible("甲\x1b[31m\n\u202e乙") == "甲\\x1b[31m\\n\\u202e乙"
    assert visible("甲\n乙\t\U000e0041", keep_breaks=True) == "甲\n乙\\t\\U000e0041"
    assert visible_json('"甲\u202e\U000e0041"') == '"甲\\u202e\\udb40\\udc41"'
    assert writable("甲\n\x00\ud800\u202e") == "甲\n\\x00\\ud800\u202e"
    assert visible("甲 abc，１") == writable("甲 abc，１") == "甲 abc，１"

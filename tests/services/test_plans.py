"""Brands and items of checklists that aren't there, and numbers that stay."""

from datetime import date
from typing import Any

import pytest

from pbcli.domain.enums import ChecklistKind
from pbcli.domain.errors import UnknownName
from pbcli.services.brand_listing import find_row
from pbcli.services.checklist_listing import find_item
from pbcli.services.checklists import add_item, edit_item

TODAY = date(2026, 11, 1)


def test_a_brand_that_is_not_there(reader: Any) -> None:
    with pytest.raises(UnknownName):
        find_row(reader, 9, day=TODAY)


def test_an_item_that_is_not_there(reader: Any) -> None:
    with pytest.raises(UnknownName):
        find_item(reader, 9, day=TODAY)


def test_an_item_may_be_given_the_number_that_it_has(work: Any) -> None:
    with work() as opened:
        added = add_item(opened, kind=ChecklistKind.CORRECTIONS, item="记录不全", today=TODAY)
        assert edit_item(opened, added.id, today=TODAY, number="1").name == "整改清单/1"

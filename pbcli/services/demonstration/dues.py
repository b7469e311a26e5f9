"""The dues of the year: what each member pays on, what was paid, who is behind."""

from collections.abc import Sequence
from datetime import date

from pbcli.domain.dues import DuesTable, owed_fen
from pbcli.domain.enums import PayerGroup
from pbcli.domain.months import Month
from pbcli.services.demonstration.dice import Dice
from pbcli.services.demonstration.draft import Draft, last_day, material
from pbcli.services.demonstration.person import Person

_FIRST = Month(2026, 1)
_BEHIND = {12: Month(2026, 6), 27: Month(2026, 9), 44: Month(2026, 8), 58: Month(2026, 10), 83: Month(2026, 10)}
"""The members (by their place in the roster) who have paid nothing since a month."""
_SHORT = 66
"""The member who paid too little once."""
_WITHOUT_BASE = (39, 97)


def invent_dues(draft: Draft, people: Sequence[Person], table: DuesTable) -> None:
    """Invent the bases of the year and the payments of each month."""
    dice = Dice("dues")
    last = Month.of(last_day())
    for person in people:
        first = max(_FIRST, Month.of(person.spells[0].from_on))
        until = Month.of(person.left_on).plus(-1) if person.left_on is not None else last
        group = PayerGroup.RETIRED if person.is_retired else PayerGroup.SALARIED
        base_fen = _base_fen(dice, person)
        if person.id in _WITHOUT_BASE or first > until:
            continue
        draft.add("DuesBase", member_id=person.id, from_month=str(first), base_fen=base_fen, payer_group=group)
        owed = owed_fen(table, group, base_fen)
        for month in first.through(until):
            if person.id not in _BEHIND or month < _BEHIND[person.id]:
                is_short = person.id == _SHORT and month == last
                _payment(draft, dice, person, month, owed // 2 if is_short else owed)


def _base_fen(dice: Dice, person: Person) -> int:
    """Draw a base in fen: more with a duty, less in retirement."""
    if person.is_retired:
        return dice.between(380_000, 620_000)
    return dice.between(280_000, 760_000) + (350_000 if person.duty is not None else 0)


def _payment(draft: Draft, dice: Dice, person: Person, month: Month, amount_fen: int) -> None:
    """Write down what was paid for a month, some day in its second half."""
    draft.add(
        "DuesPayment",
        member_id=person.id,
        month=str(month),
        amount_fen=amount_fen,
        paid_on=date(month.year, month.number, dice.between(10, 26)),
        method=dice.pick(material()["collected_by"]),
    )

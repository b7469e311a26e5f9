"""Votes in totals, as they are typed and as papers have them."""

import pytest

from pbcli.domain.errors import RuleForbids, UsageFault
from pbcli.domain.votes import Vote, parse_vote, read_vote


@pytest.mark.parametrize(
    ("text", "vote"),
    [
        ("15/13/12/0/1", Vote(15, 13, 12, 0, 1)),
        ("15、13、12、0、1", Vote(15, 13, 12, 0, 1)),
        ("12/0/1", Vote(None, None, 12, 0, 1)),
        ("应到15人，实到13人，赞成12票，反对0票，弃权1票", Vote(15, 13, 12, 0, 1)),
        ("应到有表决权15，实到13，赞成12，反对0，弃权1", Vote(15, 13, 12, 0, 1)),
        ("应到会有表决权的正式党员15人，实到会13人；12票赞成，1票反对，0票弃权", Vote(15, 13, 12, 1, 0)),
        ("同意:12 不同意:1", Vote(None, None, 12, 1, None)),
        ("赞成2票反对1票", Vote(None, None, 2, 1, None)),
        ("应到3人实到3人2票赞成1票反对", Vote(3, 3, 2, 1, None)),
        ("13人同意", Vote(None, None, 13, None, None)),
        ("应到3赞成3", Vote(3, None, 3, None, None)),
        ("一致通过", None),
        ("12", None),
        ("1/2", None),
    ],
)
def test_reading(text, vote):
    assert read_vote(text) == vote


def test_what_is_no_vote_is_refused():
    assert parse_vote("9/8/5/2/1") == Vote(9, 8, 5, 2, 1)
    with pytest.raises(UsageFault, match="“通过”不是表决结果"):
        parse_vote("通过")


@pytest.mark.parametrize(
    ("vote", "quorate", "passed"),
    [
        (Vote(10, 9, 5, 4, 0), True, False),
        (Vote(10, 9, 6, 3, 0), True, True),
        (Vote(10, 5, 5, 0, 0), False, False),
        (Vote(None, 9, 6), None, None),
        (Vote(10), None, None),
    ],
)
def test_more_than_half_of_all_with_a_vote(vote, quorate, passed):
    assert (vote.is_quorate, vote.is_passed) == (quorate, passed)


@pytest.mark.parametrize(
    ("vote", "said"),
    [
        (Vote(10, 11), "实到有表决权 {present} 人"),
        (Vote(10, 9, 8, 2, 0), "多于到会的"),
        (Vote(3, None, 4), "多于到会的"),
    ],
)
def test_totals_that_cant_be(vote, said):
    with pytest.raises(RuleForbids) as refused:
        vote.check()
    assert said in refused.value.message
    Vote(None, None, 5).check()


def test_as_text():
    assert Vote(10, 9, 5).text == "10/9/5/?/?"
    assert Vote().text is None

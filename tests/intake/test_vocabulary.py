"""The words that papers use for kept terms."""

import pytest

from pbcli.domain import enums
from pbcli.intake.faults import CellFault, Doubt
from pbcli.intake.vocabulary import cell_term, cell_terms, vocabularies

CLOSED = {
    "sexes": enums.Sex,
    "statuses": enums.PartyStatus,
    "leave_reasons": enums.LeaveReason,
    "join_reasons": enums.JoinReason,
    "roles": enums.LiaisonRole,
    "contact_kinds": enums.ContactKind,
    "topics": enums.ContactTopic,
    "gift_sources": enums.GiftSource,
    "event_kinds": enums.EventKind,
    "payer_groups": enums.PayerGroup,
    "project_levels": enums.ProjectLevel,
    "grades": enums.Grade,
}


@pytest.mark.parametrize("name", CLOSED)
def test_every_kept_term_is_known_by_its_own_name_and_no_other_is_made(name):
    terms = {term.value for term in CLOSED[name]}
    assert set(vocabularies()[name].values()) == terms
    assert all(cell_term(term, name) == term for term in terms)


@pytest.mark.parametrize(
    ("cell", "vocabulary", "term"),
    [
        ("男性", "sexes", "男"),
        (" 走 访 寝 室 ", "contact_kinds", "走访寝室"),
        ("走访寝室（三楼）", "contact_kinds", "走访寝室"),
        ("中共预备党员", "statuses", "预备党员"),
        ("QQ群", "contact_kinds", "线上联系"),
        ("Ｑ Ｑ", "contact_kinds", "线上联系"),
        ("无", "contact_kinds", None),
        (None, "contact_kinds", None),
    ],
)
def test_terms(cell, vocabulary, term):
    assert cell_term(cell, vocabulary) == term


def test_a_longer_text_with_one_known_word_is_taken_with_a_doubt():
    doubts: list[Doubt] = []
    assert cell_term("深入学生寝室走访寝室并谈话", "contact_kinds", doubts=doubts) == "走访寝室"
    assert "按“走访寝室”记" in str(doubts[0])


@pytest.mark.parametrize("cell", ["打篮球", "未走访寝室", "走访寝室及召开主题班会讨论", "x" * 50])
def test_unknown_words_are_refused_with_the_list(cell):
    with pytest.raises(CellFault) as fault:
        cell_term(cell, "contact_kinds")
    assert "可用：与班主任交流、学生谈心" in str(fault.value)


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("主题党日、党课", ("主题党日", "党课")),
        ("主题党日，党课；支委会", ("主题党日", "党课", "支委会")),
        ("主题党日 党课", ("主题党日", "党课")),
        ("主题党日和党课", ("主题党日", "党课")),
        ("支部党员大会暨主题党日", ("支部党员大会", "主题党日")),
        ("主题党日、主题党日", ("主题党日",)),
        ("党课", ("党课",)),
        ("读书会、党课", ("读书会", "党课")),
        (None, ()),
    ],
)
def test_several_terms(cell, terms):
    assert cell_terms(cell, "event_kinds", extra={"读书会"}) == terms

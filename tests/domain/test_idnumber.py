"""Numbers of identity cards: which can be one, what they tell, what a text gives away."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbcli.domain.enums import Sex
from pbcli.domain.errors import RuleForbids
from pbcli.domain.idnumber import UNKNOWN_AREA, check_digit, check_id_number, digest, last4, scan

WOMAN = "11010519491231002X"
MAN = "440308199901010012"


@pytest.mark.parametrize(
    ("typed", "number", "born", "sex"),
    [
        (WOMAN, WOMAN, date(1949, 12, 31), Sex.FEMALE),
        (MAN, MAN, date(1999, 1, 1), Sex.MALE),
        (WOMAN.lower(), WOMAN, date(1949, 12, 31), Sex.FEMALE),
        ("１１０１０５　１９４９１２３１　００２Ｘ", WOMAN, date(1949, 12, 31), Sex.FEMALE),
        ("110105 1949 1231 002X", WOMAN, date(1949, 12, 31), Sex.FEMALE),
        ("110105491231002", WOMAN, date(1949, 12, 31), Sex.FEMALE),
    ],
)
def test_a_number_tells_birth_date_and_sex(typed: str, number: str, born: date, sex: Sex) -> None:
    checked = check_id_number(typed)
    assert (checked.number, checked.birth_date, checked.sex, checked.warnings) == (number, born, sex, ())


def test_an_unknown_area_is_only_a_warning() -> None:
    first = "99010519491231002"
    assert check_id_number(first + check_digit(first)).warnings == (UNKNOWN_AREA,)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "身份证号应为 18 位（旧的 15 位），这里是 0 位。"),
        ("1101051949123100", "身份证号应为 18 位（旧的 15 位），这里是 16 位。"),
        ("1.10105E+17", "身份证号应为 18 位（旧的 15 位），这里是 11 位。"),
        ("110105194912310021X", "身份证号应为 18 位（旧的 15 位），这里是 19 位。"),
        ("11010519491231002A", "身份证号只能是数字，末位可以是 X。"),
        ("1101051949123100X2", "身份证号只能是数字，末位可以是 X。"),
        ("110105194902300021", "身份证号（末四位 0021）里的出生日期不存在。"),
        ("110105184912310021", "身份证号（末四位 0021）里的出生日期不存在。"),
        ("110105491331002", "里的出生日期不存在。"),
        ("110105194912310021", "身份证号（末四位 0021）的校验位不对。"),
    ],
)
def test_what_cannot_be_a_number(typed: str, said: str) -> None:
    with pytest.raises(RuleForbids) as refused:
        check_id_number(typed)
    assert said in str(refused.value)
    assert typed[:14] not in str(refused.value) or not typed


@given(
    st.integers(110000, 659999),
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.integers(0, 999),
    st.integers(0, 16),
)
def test_any_wrong_digit_is_noticed(area: int, born: date, order: int, place: int) -> None:
    first = f"{area}{born:%Y%m%d}{order:03d}"
    number = first + check_digit(first)
    assert check_id_number(number).birth_date == born
    wrong = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
    with pytest.raises(RuleForbids):
        check_id_number(wrong)


def test_a_digest_knows_a_number_again_and_depends_on_the_key() -> None:
    key, other = "00" * 32, "01" * 32
    assert digest(key, WOMAN) == digest(key, WOMAN)
    assert len(digest(key, WOMAN)) == 64
    assert len({digest(key, WOMAN), digest(other, WOMAN), digest(key, MAN)}) == 3
    assert last4(WOMAN) == "002X"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("第5周到 302 室，6 人，2026-10-31，电话 023-12345678", []),
        (f"号码{WOMAN}。", [("身份证号", "002X")]),
        (f"号码{WOMAN.lower()}", [("身份证号", "002X")]),
        ("110105 19491231 002X", [("身份证号", "002X")]),
        ("110105194912310021", []),
        ("旧证110105491231002", [("身份证号", "1002")]),
        ("编号990105491231002", []),
        ("编号110105491331002", []),
        ("打13800138000", [("手机号", "8000")]),
        ("打138 0013 8000", [("手机号", "8000")]),
        ("打 +86-138-0013-8000", [("手机号", "8000")]),
        ("打１３８００１３８０００", [("手机号", "8000")]),
        ("流水138001380001", []),
        ("12800138000", []),
        ("卡6222021234567890128", [("银行卡号", "0128")]),
        ("卡 4111 1111 1111 1111", [("银行卡号", "1111")]),
        ("卡4111111111111112", []),
        ("0000000000000000", []),
        (f"{WOMAN}和13800138000", [("身份证号", "002X"), ("手机号", "8000")]),
        ("13800138000、13900139000", [("手机号", "8000"), ("手机号", "9000")]),
    ],
)
def test_personal_numbers_in_a_text(text: str, found: list[tuple[str, str]]) -> None:
    assert [(one.kind, one.last4) for one in scan(text)] == found


@given(st.text(alphabet="0123456789 -Xx人室", max_size=60))
def test_scanning_never_fails(text: str) -> None:
    assert all(len(one.last4) == 4 for one in scan(text))

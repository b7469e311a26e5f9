"""Who a typed name means: never a guess."""

from datetime import date

import pytest

from pbcli.domain.enums import JoinReason, ProjectLevel
from pbcli.domain.errors import AmbiguousName, UnknownName
from pbcli.domain.names import pinyin_of
from pbcli.services import lookup


def branch(w, name):
    from pbcli.db.models import Branch

    pinyin, initials = pinyin_of(name)
    return w.add(Branch.make(name=name, pinyin=pinyin, initials=initials)).id


def class_(w, name):
    from pbcli.db.models import Class

    pinyin, initials = pinyin_of(name)
    return w.add(Class.make(name=name, pinyin=pinyin, initials=initials)).id


def member(w, name, *spans):
    from pbcli.db.models import Member, Membership

    pinyin, initials = pinyin_of(name)
    made = w.add(Member.make(name=name, pinyin=pinyin, initials=initials)).id
    for branch_id, from_on, to_on in spans:
        w.add(
            Membership.make(
                member_id=made,
                branch_id=branch_id,
                from_on=date.fromisoformat(from_on),
                to_on=date.fromisoformat(to_on) if to_on else None,
                join_reason=JoinReason.JOINED,
            )
        )
    return made


@pytest.fixture
def school(work):
    """Two branches, homonyms across and within them, one who moved, one who left, classes, projects."""
    with work() as w:
        from pbcli.db.models import PartyGroup, Project, SchoolTerm

        first, second = branch(w, "第一党支部"), branch(w, "第二党支部")
        return {
            "first": first,
            "second": second,
            "zhang": member(w, "张三", (first, "2010-01-01", None)),
            "zhangfeng": member(w, "张三丰", (first, "2010-01-01", None)),
            "jiang1": member(w, "蒋玉华", (first, "2010-01-01", None)),
            "jiang2": member(w, "蒋玉华", (second, "2010-01-01", None)),
            "li1": member(w, "李明", (second, "2010-01-01", None)),
            "li2": member(w, "李明", (second, "2012-01-01", None)),
            "moved": member(w, "单雄", (first, "2010-01-01", "2020-05-01"), (second, "2020-05-01", None)),
            "left": member(w, "Tom Smith", (second, "2010-01-01", "2015-01-01")),
            "nowhere": member(w, "欧阳修"),
            "slash": member(w, "A/B", (first, "2010-01-01", None)),
            "class1": class_(w, "2024级护理1班"),
            "class2": class_(w, "2024级护理2班"),
            "class3": class_(w, "3"),
            "project": w.add(
                Project.make(number="KT-01", title="课堂思政研究", level=ProjectLevel.SCHOOL, branch_id=first)
            ).id,
            "unnumbered": w.add(Project.make(title="课堂管理", branch_id=first)).id,
            "term": w.add(SchoolTerm.make(name="2026秋", starts_on=date(2026, 9, 1), ends_on=date(2027, 1, 20))).id,
            "group": w.add(PartyGroup.make(branch_id=first, name="教学组")).id,
        }


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("张三", "zhang"),
        ("张　三", "zhang"),
        ("张三丰", "zhangfeng"),
        ("zsf", "zhangfeng"),
        ("ZSF", "zhangfeng"),
        ("zhangsan", "zhang"),
        ("zs", "zhang"),
        ("shanx", "moved"),
        ("sx", "moved"),
        ("单", "moved"),
        ("tomsmith", "left"),
        ("tom", "left"),
        ("Tom", "left"),
        ("欧", "nowhere"),
        ("第一党支部/蒋玉华", "jiang1"),
        ("第一/蒋玉华", "jiang1"),
        ("dedzb/蒋玉华", "jiang2"),
        ("第二党支部／jyh", "jiang2"),
        ("第二党支部/单雄", "moved"),
        ("A/B", "slash"),
        ("第一党支部/A", "slash"),
    ],
)
def test_a_member_is_found_by_what_people_type(school, reader, typed, who):
    assert lookup.find_member(reader, typed)["id"] == school[who]


def test_a_member_comes_with_the_branch_of_the_day_or_the_latest(school, reader):
    assert lookup.find_member(reader, "单雄")["branch"] == "第二党支部"
    assert lookup.find_member(reader, "单雄", day=date(2019, 1, 1))["branch_id"] == school["first"]
    assert lookup.find_member(reader, "单雄", day=date(2001, 1, 1))["branch_id"] == school["second"]
    assert lookup.find_member(reader, "第一党支部/单雄", day=date(2019, 1, 1))["id"] == school["moved"]
    assert lookup.find_member(reader, "Tom Smith")["branch"] == "第二党支部"
    assert lookup.find_member(reader, "欧阳修")["branch"] is None
    assert lookup.find_member(reader, str(school["zhang"]))["name"] == "张三"


def test_homonyms_are_listed_with_their_branches(school, reader):
    with pytest.raises(AmbiguousName) as fault:
        lookup.find_member(reader, "蒋玉华")
    assert str(fault.value) == "“蒋玉华”可指：第一党支部/蒋玉华、第二党支部/蒋玉华。"
    assert fault.value.hint == "pbcli member show 第一党支部/蒋玉华"
    assert fault.value.exit_code == 4


def test_homonyms_of_one_branch_are_told_apart_by_id(school, reader):
    with pytest.raises(AmbiguousName) as fault:
        lookup.find_member(reader, "第二党支部/李明")
    one, two = school["li1"], school["li2"]
    assert str(fault.value) == f"“第二党支部/李明”可指：第二党支部/李明 (id {one})、第二党支部/李明 (id {two})。"
    assert fault.value.hint == f"pbcli member show {one}"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("王五", "没有叫“王五”的党员。"),
        ("三", "没有叫“三”的党员。相近的有：第一党支部/张三、第一党支部/张三丰。"),
        ("第一党支部/单雄", "没有叫“第一党支部/单雄”的党员。相近的有：第二党支部/单雄。"),
        ("第一党支部/丰", "没有叫“第一党支部/丰”的党员。相近的有：第一党支部/张三丰。"),
        ("第一党支部/王五", "没有叫“第一党支部/王五”的党员。"),
        ("第九党支部/张三", "没有叫“第九党支部”的党支部。"),
        ("第一党支部/", "没有叫“”的党员。"),
        ("", "没有叫“”的党员。"),
        ("\x1b[2J", "没有叫“\x1b[2J”的党员。"),
        ("\udce4", "没有叫“\udce4”的党员。"),
        ("9" * 30, f"没有叫“{'9' * 30}”的党员。"),
        ("%", "没有叫“%”的党员。"),
    ],
)
def test_what_fits_nobody_is_said_with_what_is_like_it(school, reader, typed, sentence):
    with pytest.raises(UnknownName) as fault:
        lookup.find_member(reader, typed)
    assert str(fault.value) == sentence
    assert fault.value.exit_code == 4


def test_branches_and_classes(school, reader):
    assert lookup.find_branch(reader, "第二") == {"id": school["second"], "name": "第二党支部", "fit": 3}
    assert lookup.find_branch(reader, "dyd")["id"] == school["first"]
    assert lookup.find_class(reader, "2024jhl2b")["id"] == school["class2"]
    assert lookup.find_class(reader, "2024级护理 1班")["id"] == school["class1"]
    with pytest.raises(AmbiguousName, match="可指：2024级护理1班、2024级护理2班") as fault:
        lookup.find_class(reader, "2024")
    assert fault.value.hint == "pbcli class show 2024级护理1班"


def test_a_name_of_digits_wins_over_an_id(school, reader):
    assert school["class2"] == 2
    assert lookup.find_class(reader, "3")["id"] == school["class3"]
    assert lookup.find_class(reader, "2")["id"] == school["class2"]


def test_projects_by_number_title_pinyin(school, reader):
    assert lookup.find_project(reader, "KT-01")["name"] == "课堂思政研究"
    assert lookup.find_project(reader, "KT")["id"] == school["project"]
    assert lookup.find_project(reader, "课堂管")["id"] == school["unnumbered"]
    assert lookup.find_project(reader, "ktszyj")["id"] == school["project"]
    assert lookup.find_project(reader, str(school["unnumbered"]))["id"] == school["unnumbered"]
    with pytest.raises(AmbiguousName, match="可指：KT-01、课堂管理"):
        lookup.find_project(reader, "课堂")
    with pytest.raises(UnknownName, match="相近的有：KT-01"):
        lookup.find_project(reader, "思政")
    with pytest.raises(UnknownName, match=r"没有叫“abc”的课题。$"):
        lookup.find_project(reader, "abc")


def test_terms_groups_events_contacts(school, reader):
    assert lookup.find_school_term(reader, "2026")["starts_on"] == "2026-09-01"
    assert lookup.find_party_group(reader, "教学", branch_id=school["first"])["id"] == school["group"]
    with pytest.raises(UnknownName, match="没有叫“x”的学期。已有：2026秋。"):
        lookup.find_school_term(reader, "x")
    with pytest.raises(UnknownName, match=r"没有叫“教学组”的党小组。$"):
        lookup.find_party_group(reader, "教学组", branch_id=school["second"])
    for find, sentence in (
        (lookup.find_event, "没有编号为“7”的活动。"),
        (lookup.find_contact, "没有编号为“7”的联系记录。"),
    ):
        with pytest.raises(UnknownName) as fault:
            find(reader, "7")
        assert str(fault.value) == sentence


def test_events_and_contacts_by_id(school, work, database):
    from pbcli.db.models import Contact, Event
    from pbcli.db.read import open_reader
    from pbcli.domain.enums import ContactKind

    with work() as w:
        event = w.add(Event.make(occurred_on=date(2026, 10, 8), branch_id=school["first"], recorded_at=w.now)).id
        contact = w.add(
            Contact.make(
                occurred_on=date(2026, 10, 9),
                member_id=school["zhang"],
                class_id=school["class1"],
                kind=ContactKind.TALK,
                recorded_at=w.now,
            )
        ).id
    with open_reader(database) as reader:
        assert lookup.find_event(reader, f" {event} ")["occurred_on"] == "2026-10-08"
        assert lookup.find_contact(reader, str(contact))["member_id"] == school["zhang"]


def test_a_long_list_of_candidates_ends_with_a_mark(work, database):
    from pbcli.db.read import open_reader

    with work() as w:
        for number in range(12):
            class_(w, f"2025级数控{number + 1}班")
    with open_reader(database) as reader, pytest.raises(AmbiguousName) as fault:
        lookup.find_class(reader, "2025级数控")
    assert str(fault.value).count("、") == 9
    assert str(fault.value).endswith("10班…。")


@pytest.mark.parametrize("name", ["24级护理1班", "24护理1班", "24级护理1", "24护理1"])
def test_a_class_may_be_called_by_two_digits_of_its_year(reader, school, name):
    assert lookup.find_class(reader, name)["id"] == school["class1"]


def test_two_digits_of_no_class_are_unknown(reader, school):
    with pytest.raises(UnknownName, match="“23级护理1班”"):
        lookup.find_class(reader, "23级护理1班")


def test_a_listing_is_narrowed_by_a_name_or_not_at_all(reader, work):
    from tests.invented_school import fill

    with work() as opened:
        fill(opened)
    assert (lookup.branch_id_of(reader, None), lookup.member_id_of(reader, None)) == (None, None)
    assert (lookup.branch_id_of(reader, "第二"), lookup.member_id_of(reader, "周八")) == (2, 6)

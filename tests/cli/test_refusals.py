"""What is refused of every record that the school keeps: the sentence and the exit code, as a user sees them.

One school, in which everything stands that the refusals speak of; none of them writes a word into it. Today is
2026-11-01.
"""

import shutil
from pathlib import Path
from typing import Any

import pytest

from pbcli.db.engine import unit_of_work
from tests.conftest import NOW, Outcome, Program
from tests.invented_school import FIRST, SECOND, fill
from tests.papers import text_file

SEVEN = [f"党员{mark}" for mark in "甲乙丙丁戊己庚"]
FORCE = "下一步：--force REASON"

BEGUN = f"""
    event add {FIRST} 主题党日 --on 2026-10-20 --absent 王五
    event resolution add 1 同意 --task 上报 --by 2026-12-01
    event resolution add 1 通过
    brand add {FIRST} 红烛先锋 --year 2026
    brand goal add 红烛先锋 家访 --measure 家访次数 --target 10
    brand milestone add 红烛先锋 展示 --on 2026-12-20
    brand advance 红烛先锋 立项 --on 2026-03-01
    checklist add 会议记录不全 --responsible 李四 --due 2026-12-01
    checklist add 坚持学习 --responsible 李四 --long-term
    checklist add 台账缺签字 --responsible 李四 --evidence 台账 --raised-on 2026-09-01 --due 2026-10-01
    checklist strike 3 --by 王五 --on 2026-10-30
    checklist add 党旗没有更换
    project add 课题一 --branch {FIRST} --number KT1 --leader 张三丰 --main 李四 --approved-on 2026-03-01 --ends-on 2027-06-30
    project add 课题二 --branch {FIRST} --number KT2 --opened-on 2025-03-01 --closed-on 2026-05-01
    project add 课题三 --branch {FIRST} --number KT3 --approved-on 2026-03-01
    project withdraw KT3 --on 2026-09-01
    project add 课题四 --branch {FIRST} --number KT4 --ends-on 2027-06-30
    project extend KT4 --to 2027-12-31 --on 2026-10-01
    liaison log 张三丰 2024级护理1班 走访寝室 --on 2026-10-30 --follow-up-by 2026-11-03
"""

EVENTS = [
    (f"event add {FIRST} 主题党日 --on 2026-11-20", 5, "活动日期 2026-11-20 还没有到。"),
    (f"event add {FIRST} 打牌", 4, "没有叫“打牌”的会议类型。\n下一步：pbcli event kind list"),
    ("event attend 1 --absent 周八", 5, f"周八在 2026-10-20 不是{FIRST}的应到人员。\n下一步：pbcli member list --branch {FIRST} --on 2026-10-20"),
    ("event attend 1 --absent 张三丰 --leave 张三丰", 5, "“张三丰”又是请假又是缺席。"),
    ("event attend 1 --came 张三丰 --absent 张三丰", 5, "“张三丰”又是到会又是请假或缺席。"),
    (f"event join 1 {FIRST}", 5, f"{FIRST}是主办的党支部，不用写成联办。"),
    (f"event unjoin 1 {SECOND}", 5, f"{SECOND}没有联办这次活动。\n下一步：pbcli event show 1"),
    ("event resolution add 1 同意 --vote 3/4/3/0/0", 5, "实到有表决权 4 人，多于应到 3 人。"),
    ("event resolution add 1 同意 --vote 3/3/2/2/0", 5, "赞成、反对、弃权共 4 票，多于到会的 3 人。"),
    ("event resolution add 1 同意 --vote 张三丰赞成", 2, "“张三丰赞成”不是表决结果。\n下一步：--vote 15/13/12/0/1 · 应到/实到/赞成/反对/弃权"),
    ("event resolution add 1 同意 --by 2026-10-19", 5, "落实期限 2026-10-19 早于活动日期 2026-10-20。"),
    ("event resolution close 1 --on 2026-10-19", 5, "落实日期 2026-10-19 早于活动日期 2026-10-20。"),
    ("event resolution close 2", 5, "决议 2 没有要落实的事项。\n下一步：pbcli event resolution edit 2 --task TEXT"),
    ("event makeup 1 张三丰", 5, "张三丰没有记请假或缺席，不用补课。\n下一步：pbcli event show 1"),
    ("event makeup 1 王五 --on 2026-10-19", 5, "补课日期 2026-10-19 早于活动日期 2026-10-20。"),
]  # fmt: skip

STUDIES = [
    ("study add 王五 --hours 2 --source 学习强国积分30", 5, "平台只写来源，不记积分。\n下一步：pbcli study add MEMBER --source TEXT --hours 2"),
    ("study add 王五 --hours 2", 2, "还缺：学习来源（--source）。\n下一步：pbcli study add --help"),
    ("study add 王五 --hours 0 --source 党校", 5, "学时要大于零。"),
    ("study add 王五 --hours 2 --source 党校 --on 2026-11-02", 5, "学习日期 2026-11-02 还没有到。"),
]  # fmt: skip

TALKS = [
    ("talk add 张三丰 张三丰", 5, "谈话的两个人不能是同一个人。\n下一步：pbcli talk add MEMBER OTHER"),
    ("talk add 张三丰", 2, "还缺：谈话对象（OTHER）。\n下一步：pbcli talk add --help"),
    ("talk add 张三丰 王五 --on 2026-11-02", 5, "谈话日期 2026-11-02 还没有到。"),
]  # fmt: skip

BRANDS = [
    (f"brand add {FIRST} 红烛二 --year 2026", 5, f"{FIRST} 2026 年已经有品牌“红烛先锋”。\n下一步：pbcli brand edit 1"),
    ("brand goal add 红烛先锋 做好家访", 2, "还缺：目标数（--target）。\n下一步：pbcli brand goal add --help"),
    ("brand goal edit 红烛先锋 1 --reached 3", 5, "“家访次数”从关联的记录数出来，不用填已完成数。\n下一步：pbcli brand link BRAND KIND ID"),
    ("brand advance 红烛先锋 验收 --on 2026-11-02", 5, "2026-11-02 还没有到。"),
    ("brand advance 红烛先锋 申报 --on 2026-03-02", 5, "申报（2026-03-02）与立项（2026-03-01）的先后相反。"),
    ("brand link 红烛先锋 event 99", 4, "没有编号为“99”的活动。\n下一步：pbcli event list"),
    ("brand link 红烛先锋 member 1", 2, "“member”不行，可用：contact、event、project。\n下一步：pbcli brand link --help"),
    ("brand milestone done 红烛先锋 签约", 4, "“红烛先锋”没有叫“签约”的节点，有：展示。\n下一步：pbcli brand show 1"),
]  # fmt: skip

CHECKLISTS = [
    ("checklist strike 1 --by 李四 --evidence 照片", 5, "整改清单/1的责任人是李四，要由别人验收销号。\n下一步：pbcli checklist strike 1 --by NAME"),
    ("checklist strike 1 --by 王五", 5, "整改清单/1没有佐证，不能销号。\n下一步：pbcli checklist strike 1 --by NAME --evidence TEXT"),
    ("checklist strike 4 --by 王五 --evidence 照片", 5, "整改清单/4没有登记责任人，看不出验收人是不是另一个人。\n下一步：pbcli checklist edit 4 --responsible NAME"),
    ("checklist strike 2 --by 王五 --evidence 照片", 5, "整改清单/2是长期坚持的，不销号。\n下一步：pbcli checklist edit 2 --no-long-term"),
    ("checklist strike 3 --by 张三丰", 5, "整改清单/3已于 2026-10-30 由王五销号。\n下一步：pbcli checklist show 3"),
    ("checklist reopen 1 --reason 又缺", 5, "整改清单/1没有销号，不用重新打开。\n下一步：pbcli checklist show 1"),
    ("checklist reopen 3", 2, "还缺：重新打开的原因（--reason）。\n下一步：pbcli checklist reopen --help"),
    ("checklist progress 3 又做了", 5, "整改清单/3已于 2026-10-30 由王五销号。\n下一步：pbcli checklist show 3"),
    ("checklist edit 3 --responsible 王五", 5, "整改清单/3是王五销号的，责任人要另有其人。\n下一步：pbcli history"),
    ("checklist postpone 1 --to 2026-12-20", 2, "还缺：延期原因（--reason）。\n下一步：pbcli checklist postpone --help"),
    ("checklist postpone 1 --to 2026-12-01 --reason 等批复", 5, "延期到 2026-12-01，不晚于现在的时限 2026-12-01。"),
    ("checklist postpone 4 --to 2026-12-01 --reason 等批复", 5, "整改清单/4没有完成时限，谈不上延期。\n下一步：pbcli checklist edit 4 --due DATE"),
]  # fmt: skip

LIAISON = [
    ("liaison assign 张三丰 2024级护理1班", 5, "张三丰从 2025-09-01 起已联系“2024级护理1班”。"),
    ("liaison assign 钱七 2026级幼教1班", 5, "钱七在 2026-11-01 已不在任何党支部，不能联系班级。"),
    ("liaison assign 张三丰 2023级会计1班", 5, "“2023级会计1班”已于 2026-07-10 离校，不能再安排联系人。"),
    ("liaison handover 2024级护理1班 --to 张三丰", 5, "“2024级护理1班”已由张三丰联系。"),
    ("liaison handover 2026级幼教1班 --to 张三丰", 5, "“2026级幼教1班”在 2026-11-01 没有联系人可移交。\n下一步：pbcli liaison assign MEMBER 2026级幼教1班"),
    ("liaison log 张三丰 2024级护理1班 走访寝室 --on 2026-11-02", 5, "联系日期 2026-11-02 还没有到。"),
    ("liaison log 张三丰 2024级护理1班 走访寝室 --problem 电话13800138000", 5, "“发现问题”里有手机号，不能写进记录：请写人数或代号，不写号码。"),
    ("liaison close 1 --on 2026-10-29", 5, "完成日期 2026-10-29 早于联系日期 2026-10-30。"),
]  # fmt: skip

PROJECTS = [
    (f"project people KT1 --main {'、'.join(SEVEN)}", 5, f"主研最多 6 人，写了 7 人（PR-05，课题立项单位的规定）。\n{FORCE}"),
    (f"project add 课题五 --branch {FIRST} --main {'、'.join(SEVEN)}", 5, f"主研最多 6 人，写了 7 人（PR-05，课题立项单位的规定）。\n{FORCE}"),
    ("project people KT1 --other 李四", 5, "李四已是主研，不能又是参研。"),
    ("project people KT1 --other 李四 --force 特批", 5, "李四已是主研，不能又是参研。"),
    ("project advance KT1 结题", 5, f"还没有开题，不能结题。\n{FORCE}"),
    ("project edit KT1 --closed-on 2026-10-01", 5, f"还没有开题，不能结题。\n{FORCE}"),
    (f"project add 课题五 --branch {FIRST} --closed-on 2026-10-01", 5, f"还没有开题，不能结题。\n{FORCE}"),
    ("project advance KT1 开题 --on 2026-02-28", 5, f"开题日期 2026-02-28 早于立项（2026-03-01）。\n{FORCE}"),
    ("project advance KT1 开题 --on 2026-11-02", 5, f"开题日期 2026-11-02 还没有到。\n{FORCE}"),
    ("project edit KT2 --clear opened-on", 5, f"已于 2026-05-01 结题，不能没有开题。\n{FORCE}"),
    ("project advance KT2 结题", 5, "“课题二”已于 2026-05-01 结题。\n下一步：pbcli project edit 2 --closed-on DATE"),
    ("project extend KT1 --to 2028-07-01", 5, f"原期限 2027-06-30，最多延到 2028-06-30（PR-04，课题立项单位的规定）。\n{FORCE}"),
    ("project extend KT1 --to 2027-06-30", 5, "延期到 2027-06-30，不晚于现在的期限 2027-06-30。"),
    ("project extend KT4 --to 2028-01-31", 5, f"已经延期 1 次，最多 1 次（PR-04，课题立项单位的规定）。\n{FORCE}"),
    ("project extend KT2 --to 2028-01-31", 5, "“课题二”已于 2026-05-01 结题。"),
    ("project withdraw KT1 --on 2026-02-28", 5, f"撤项日期 2026-02-28 早于立项（2026-03-01）。\n{FORCE}"),
    ("project advance KT3 开题", 5, "“课题三”已于 2026-09-01 撤项。"),
    ("project change KT1 期限", 2, "变更期限要写改到哪天：--until DATE。\n下一步：pbcli project change --help"),
    (f"project add 课题五 --branch {FIRST} --leader 周八", 5, f"课题人员要是{FIRST}的党员，周八不是。\n下一步：pbcli member list --branch {FIRST}"),
]  # fmt: skip

EVIDENCE = [
    ("evidence add event/1 没有.jpg --kind 照片", 2, "读不了文件 没有.jpg："),
    ("evidence add event/99 {photo} --kind 照片", 4, "没有 event/99 这条记录。\n下一步：pbcli history event/99"),
    ("evidence add event {photo} --kind 照片", 2, "“event”要写成"),
    ("evidence add post/1 {photo} --kind 照片", 2, "“post”不能附佐证"),
]  # fmt: skip

ONE_LINE = [
    ("log 10-20", 2, "还缺：联系人。\n下一步：pbcli log --help"),
    ("log 10-20 张三丰 2024级护理1班 走访寝室 来了", 2, "看不懂：来了。\n下一步：pbcli log --help"),
    ("log 10-20 张三丰 2024级护理1班 走访寝室 #吃饭", 2, "“吃饭”不行，可用：学习、安全、资助、身心健康、升学就业、纪律、思想教育、其他。"),
    ("log 10-20 李四 2024级护理1班 走访寝室", 4, f"“李四”可指：{FIRST}/李四、{SECOND}/李四。\n下一步：pbcli member show {FIRST}/李四"),
    ("log 10-20 张三丰 2024级护理1班 走访寝室 电话13800138000", 2, "看不懂：电话〔手机号****8000〕。\n下一步：pbcli log --help"),
    ("edit contacts", 2, "没有终端，打不开编辑器。\n下一步：pbcli edit contacts --to contacts.csv · pbcli edit contacts --from contacts.csv"),
    ("edit posts", 2, "没有“posts”这一类，可用：branches members classes contacts followups events resolutions projects checklist brands study talks dues。\n下一步：pbcli edit --help"),
]  # fmt: skip

EVERY = [*EVENTS, *STUDIES, *TALKS, *BRANDS, *CHECKLISTS, *LIAISON, *PROJECTS, *EVIDENCE, *ONE_LINE]


@pytest.fixture(scope="module")
def begun(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A school with all that the refusals speak of."""
    place = tmp_path_factory.mktemp("refusals") / "pbcli.db"
    shutil.copyfile(template, place)
    place.chmod(0o600)
    with unit_of_work(place, command="test", actor="test", now=NOW) as work:
        fill(work)
    (place.parent / "photo.jpg").write_bytes(b"a photo")
    program = Program(place)
    for name in SEVEN:
        program("member", "add", name, "--branch", FIRST, "--joined-on", "2020-01-01")
    for line in BEGUN.strip().splitlines():
        program(*line.split())
    return program


def refused(program: Program, line: str, code: int) -> Outcome:
    """Type a line that is refused; nothing may be printed but the refusal, nor written."""
    before = program.json("history", "--limit", "1")
    words = line.replace("{photo}", str(program.database.parent / "photo.jpg")).split()
    done = program(*words, ok=code)
    assert done.out == ""
    assert program.json("history", "--limit", "1") == before
    return done


@pytest.mark.parametrize(("line", "code", "said"), EVERY, ids=[line for line, _code, _said in EVERY])
def test_what_is_refused(begun: Any, line: str, code: int, said: str) -> None:
    assert refused(begun, line, code).err.startswith(said)


@pytest.mark.parametrize(
    ("kind", "header", "row", "said"),
    [
        ("talks", ("谈话日期", "谈话人", "谈话对象", "谈话内容"), ("2026-10-01", "张三丰", "王五", "谈心"), "谈话内容"),
        ("study", ("姓名", "日期", "学时", "来源", "积分"), ("王五", "2026-10-01", "2", "学习强国", "30"), "积分"),
        ("contacts", ("日期", "联系人", "班级", "联系方式", "学生姓名"), ("2026-10-01", "张三丰", "2024级护理1班", "家访", "某某"), "学生姓名"),
        ("members", ("姓名", "党支部", "入党日期", "宗教信仰"), ("钱九", FIRST, "2020-01-01", "无"), "宗教信仰"),
    ],
)  # fmt: skip
def test_what_must_never_be_kept_refuses_the_paper(
    begun: Any, tmp_path: Path, kind: str, header: tuple[str, ...], row: tuple[str, ...], said: str
) -> None:
    paper = text_file(tmp_path / f"{kind}.csv", [list(header), list(row)])
    done = begun("import", kind, paper, ok=5)
    assert f"“{said}”" in done.err


def test_a_changed_or_lost_file_is_found(begun: Any, tmp_path: Path) -> None:
    own = tmp_path / "pbcli.db"
    shutil.copyfile(begun.database, own)
    own.chmod(0o600)
    program = Program(own)
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"a photo")
    program("evidence", "add", "event/1", photo, "--kind", "照片")
    again = program("evidence", "add", "event/1", photo, "--kind", "照片")
    assert len(program.json("evidence", "list")) == 1, again.err
    (kept,) = [path for path in (tmp_path / "pbcli.db.d" / "evidence").rglob("*") if path.is_file()]
    kept.chmod(0o600)
    kept.write_bytes(b"another")
    assert "改动" in program("evidence", "check", ok=9).err + program("evidence", "check", ok=9).out


def test_a_sheet_of_edits_is_applied_whole_or_not_at_all(begun: Any, tmp_path: Path) -> None:
    sheet = tmp_path / "contacts.csv"
    begun("edit", "contacts", "2026-10", "--to", sheet)
    text = sheet.read_text(encoding="utf-8-sig")
    assert "走访寝室" in text
    sheet.write_text(text.replace("走访寝室", "打牌"), encoding="utf-8")
    before = begun.json("liaison", "contacts", "2026-10")
    done = begun("edit", "contacts", "2026-10", "--from", sheet, "--yes", ok=5)
    assert "打牌" in done.err
    assert begun.json("liaison", "contacts", "2026-10") == before

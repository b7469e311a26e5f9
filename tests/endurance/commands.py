"""The commands that write, each with words that do something in the place in which it begins.

A new command that writes needs its line here: in STEPS where it is one unit of work and nothing else, in COMMANDS where
it does more with files. A test says which one is missing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.commands import READING, WRITING
from tests.endurance.places import SECRET, recipient
from tests.papers import FIRST, UNIT


@dataclass(frozen=True)
class Command:
    """A command under test: its words, the place it begins in, and whether it may be typed twice."""

    name: str
    words: Sequence[str]
    place: str = "school"
    repeatable: bool = False
    """Whether typing it again, after it was done, exits 0 and changes nothing more."""
    speaks_first: bool = False
    """Whether what it says is no acknowledgement: a reminder is rather said twice than never, a plan before it is kept."""
    points: int | None = None
    """How many of its file operations are tried in a full run, where that is not all of them."""
    notes_first: bool = False
    """Whether it is written down before it is done: typed again, it is written down again."""
    takes_away: str = ""
    """What no live file may hold any more once it was typed to its end."""
    patches: Mapping[str, Any] = field(default_factory=dict)

    def at(self, place: Path) -> list[str]:
        """Give the words for a place."""
        return [
            recipient(place) if word == "{recipient}" else word.replace("{place}", str(place)) for word in self.words
        ]


def name_of(words: Sequence[str]) -> str:
    """Give the name of the command that words call, as the tables of commands name it."""
    begun = [" ".join(words[:count]) for count in range(len(words), 0, -1)]
    return next(name for name in begun if name in WRITING or name in READING)


FEW = 5
"""So many kills for a command that goes the same way as many others."""
STEPS = """
    branch edit 第一党支部 --note 甲
    branch remove 第三党支部 --yes
    branch post 第一党支部 宣传委员 张三 --from 2026-10-01
    branch elect 第一党支部 --on 2026-10-31
    branch extend 第一党支部 --to 2028-03-31 --approval 某委〔2026〕1号
    branch group add 第一党支部 第二党小组
    branch group remove 第一党支部 第一党小组 --yes
    member add 钱九 --branch 第一党支部 --joined-on 2020-01-01
    member remove 郑十 --yes
    member convert 孙八 --on 2026-10-20
    member transfer 王五 --to 第一党支部 --on 2026-10-31
    member transfer-in 冯一 --branch 第一党支部 --from 某中学 --joined-on 2010-07-01
    member leave 王五 --reason 转出 --to 某中学 --on 2026-10-31
    member post 王五 组织委员 --from 2026-09-01
    member group 张三 第一党小组
    class edit 2024级护理1班 --pupils 44
    class remove 2026级幼教1班 --yes
    class graduate 2024级护理1班 --on 2026-06-30
    liaison end 张三 2024级护理1班 --on 2026-10-31
    liaison edit 1 --pupils 5
    liaison close 1 --result 已办
    event edit 1 --on 2026-10-30
    event attend 1 --absent 赵六
    event remove 1 --yes
    event join 2 第二党支部
    event unjoin 1 第二党支部
    event makeup 2 赵六 --on 2026-10-30 --how 自学
    event resolution add 2 同意转正
    event resolution close 1 --on 2026-10-31 --result 已上报
    event resolution edit 1 --by 2026-12-15
    event resolution remove 1 --yes
    study add 赵六 --hours 8 --source 区委党校 --on 2026-10-13
    study edit 1 --hours 8
    study remove 1 --yes
    talk add 张三 王五 --on 2026-10-13
    talk edit 1 --on 2026-10-30
    talk remove 1 --yes
    event kind add 读书会
    event kind remove 联学 --yes
    project add 劳动教育研究 --branch 第一党支部 --leader 张三
    project edit XG2026-001 --level 区级
    project remove XG2026-002 --yes
    project advance XG2026-001 --on 2026-03-01
    project plan XG2026-001 开题 2026-12-10
    project people XG2026-001 --main 赵六
    project extend XG2026-001 --to 2027-12-31 --reason 问卷未回收
    project withdraw XG2026-001 --reason 负责人调离
    project change XG2026-001 名称 --to 党建品牌建设实践研究 --on 2026-06-01
    project expert add XG2026-001 鉴定 方明
    project expert remove XG2026-001 开题 方明 --yes
    project material add XG2026-001 立项通知
    project material remove XG2026-001 申报书 --yes
    project money add XG2026-001 支出 320.5 --on 2026-05-06
    project money remove 1 --yes
    project office add 市教科院 --main-most 8
    project office edit 区教科所 --main-most 8
    project office remove 区教科所 --yes
    project outcome add XG2026-001 研究报告 品牌建设报告
    project outcome edit 1 --publication 职教论坛
    project outcome remove 1 --yes
    brand add 第二党支部 清风课堂 --year 2026
    brand edit 红烛先锋 --carriers 导师制
    brand remove 红烛先锋 --yes
    brand advance 红烛先锋 --on 2026-03-20
    brand link 红烛先锋 event 2
    brand unlink 红烛先锋 event 1
    brand goal add 红烛先锋 家访 --measure 家访次数 --target 10
    brand goal edit 红烛先锋 1 --target 30
    brand goal remove 红烛先锋 1 --yes
    brand milestone add 红烛先锋 验收 --on 2026-12-20
    brand milestone done 红烛先锋 中期展示 --on 2026-10-30
    brand milestone remove 红烛先锋 中期展示 --yes
    dues edit 1 --amount 90
    dues remove 1 --yes
    term edit 2026-2027学年第一学期 --to 2027-01-15
    term remove 2026-2027学年第一学期 --yes
    evidence edit 1 --kind 记录
    evidence remove 1 --yes
    checklist add 会议记录不全 --source 自查 --responsible 张三
    checklist edit 1 --responsible 赵六
    checklist postpone 1 --to 2026-12-31 --reason 等上级批复
    checklist progress 1 已补齐
    checklist remove 1 --yes
    checklist submit 1 --evidence 记录12份
    checklist reopen 3 --reason 又缺签字
    checklist strike 2 --by 赵六
    liaison handover 2024级护理1班 --to 赵六 --on 2026-10-31
    redo
"""
"""Commands that are one unit of work and nothing else, in the school with something of every area."""

COMMANDS = (
    Command("init", ("init", "--unit", UNIT), "empty", points=50),
    Command("demo", ("demo",), "empty", repeatable=True, points=20),
    Command("branch add", ("branch", "add", "第三党支部")),
    Command("member join", ("member", "join", "钱七", "--branch", FIRST, "--on", "2026-10-31")),
    Command("member edit", ("member", "edit", "张三", "--education", "大学"), repeatable=True),
    Command("class add", ("class", "add", "2026级幼教1班", "--head", "吴老师")),
    Command("class head", ("class", "head", "2024级护理1班", "吴老师")),
    Command("term add", ("term", "add", "2026-2027学年第一学期", "--from", "2026-09-01", "--to", "2027-01-22")),
    Command("liaison assign", ("liaison", "assign", "张三", "2025级机电2班")),
    Command("liaison log", ("liaison", "log", "张三", "2024级护理1班", "走访寝室")),
    Command("liaison remove", ("liaison", "remove", "1", "--yes")),
    Command("event add", ("event", "add", FIRST, "主题党日", "--on", "2026-10-20")),
    Command("dues base", ("dues", "base", "张三", "6500", "--from", "2026-07"), repeatable=True),
    Command("dues pay", ("dues", "pay", "张三", "97.5", "--month", "2026-10")),
    Command("config set", ("config", "set", "dues.rounding", "0.1"), repeatable=True),
    Command("config set, own", ("config", "set", "lang", "zh"), repeatable=True),
    Command("log", ("log", "张三", "2024级护理1班", "查寝", "6人", "--yes"), "rich", speaks_first=True, points=FEW),
    Command("liaison propose", ("liaison", "propose", "--apply", "--yes"), "rich", speaks_first=True, points=FEW),
    Command("remind send", ("remind", "send"), repeatable=True, speaks_first=True),
    Command("import", ("import", "{place}/台账.csv"), repeatable=True),
    Command("import, large", ("import", "{place}/长台账.csv"), "rich", repeatable=True, points=40),
    Command("import, evidence", ("import", "{place}/佐证.csv"), "rich", repeatable=True, points=40),
    Command("import --skip-bad", ("import", "{place}/坏行.csv", "--skip-bad")),
    Command("export --unmask", ("export", "members", "--unmask", "-o", "{place}/out.csv"), notes_first=True),
    Command("evidence add", ("evidence", "add", "event/1", "{place}/坏行.csv", "--kind", "记录"), "rich", repeatable=True, points=40),
    Command("undo", ("undo",)),
    Command("privacy purge", ("privacy", "purge", "--before", "今天", "--yes"), "rich", repeatable=True, takes_away=SECRET, points=80),
    Command("db backup", ("db", "backup")),
    Command("db backup --to", ("db", "backup", "--to", "{place}/stick"), repeatable=True),
    Command("db backup --encrypt-to", ("db", "backup", "--encrypt-to", "{recipient}", "--to", "{place}/stick"), "rich", repeatable=True),
    Command("db backup --to, evidence", ("db", "backup", "--to", "{place}/stick"), "rich", repeatable=True),
    Command("evidence recover", ("evidence", "recover", "--from", "{place}/stick"), "lost", repeatable=True),
    Command("db prune", ("db", "prune"), "rich", repeatable=True),
    Command("db prune --in", ("db", "prune", "--in", "{place}/stick"), "sticks", repeatable=True),
    Command("db rehearse", ("db", "rehearse"), repeatable=True),
    Command("db keygen", ("db", "keygen", "{place}/new.key")),
    Command("db doctor --fix", ("db", "doctor", "--fix"), "untidy", repeatable=True),
    Command("db restore", ("db", "restore", "{place}/backup.db", "--yes")),
    Command("db restore, damaged", ("db", "restore", "{place}/backup.db", "--yes"), "damaged"),
    Command("db restore, bare", ("db", "restore", "{place}/backup.db", "--yes"), "bare"),
    Command("db restore, carried", ("db", "restore", "{place}/stick/backup.db", "--yes"), "carried"),
    Command("db restore, locked", ("db", "restore", "{place}/locked/backup.db.age", "--identity", "{place}/own.key", "--yes"), "carried", points=60),
    Command("db restore --identity", ("db", "restore", "{place}/backup.db.age", "--identity", "{place}/own.key", "--yes"), "rich", points=40),
    Command("db encrypt", ("db", "encrypt"), "keyed"),
    Command("db decrypt", ("db", "decrypt", "--yes"), "encrypted"),
    Command("db rekey", ("db", "rekey", "--key-file", "{place}/db.secret"), "encrypted", repeatable=True),
    Command("liaison log, encrypted", ("liaison", "log", "张三", "2024级护理1班", "走访寝室"), "encrypted"),
    Command("import, encrypted", ("import", "{place}/台账.csv"), "encrypted", repeatable=True),
    Command("db backup, encrypted", ("db", "backup"), "encrypted"),
    Command("db prune --plain", ("db", "prune", "--plain"), "encrypted", repeatable=True),
    Command("db restore, encrypted", ("db", "restore", "{place}/backup.db", "--yes"), "encrypted", points=80),
    *(Command(name_of(line.split()), line.split(), "rich", points=FEW) for line in STEPS.strip().splitlines()),
)  # fmt: skip

USUAL = (
    "init",
    "branch add",
    "liaison log",
    "import",
    "undo",
    "db backup",
    "db backup --to, evidence",
    "db restore",
    "db restore, damaged",
    "db encrypt",
)
"""Those that a small budget tries."""

UNTRIED = {
    "db check": "only looks; the schema that it compares with is made in memory",
    "edit": "the area's own `edit` writes, which is tried; the sheet is a draft that is told of",
    "evidence path": "only looks",
    "evidence prune": "removes one by one the files that no record mentions, and writes nothing",
    "db migrate": "G6 tries every upgrade at every file operation",
}
"""Commands that are counted among those that write, and why G1 and G2 don't try them."""


def tried() -> set[str]:
    """Name the commands that are tried, as the tables of commands name them."""
    return {name_of(command.words) for command in COMMANDS}

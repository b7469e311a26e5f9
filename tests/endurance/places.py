"""The places in which commands are put to the test, made once by the program itself and copied for each point."""

import os
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.endurance.shim import KEY, Server, secret_file
from tests.papers import BRANCHES, CLASSES, CONTACTS, FIRST, MEMBERS, UNIT, text_file

MANY = [
    CONTACTS[0],
    *([f"2026-10-{day:02d}", "张三", FIRST, "2024级护理1班", "走访寝室", "安全", 3, f"{day}日第{number}处", "已报修"]
      for day in range(1, 29) for number in range(36)),
]  # fmt: skip
"""A ledger of so many rows that the database is backed up before it is imported."""
EVIDENCE = [
    ["记录种类", "记录日期", "党支部", "佐证种类", "文件"], ["event", "2026-10-20", FIRST, "照片", "坏行.csv"],
    ["event", "2026-10-21", FIRST, "签到", "台账.csv"],
]  # fmt: skip
"""A ledger of evidence: one file is kept already, the other is not."""
SECRET = "低保家庭CANARY"
"""What a purge must take away for good."""
RECORDS = f"""
    branch group add 第一党支部 第一党小组
    branch add 第三党支部
    member add 孙八 --branch 第一党支部 --joined-on 2025-10-20
    class add 2026级幼教1班
    liaison assign 张三 2024级护理1班 --from 2026-09-01
    liaison log 张三 2024级护理1班 走访寝室 --on 2026-10-10 --follow-up-by 2026-12-01 --task 报修
    event add 第一党支部 主题党日 --on 2026-10-20
    event kind add 联学
    event add 第一党支部 支部党员大会 --on 2026-10-21 --absent 赵六
    event join 1 第二党支部
    event resolution add 2 同意接收 --task 报批 --responsible 张三 --by 2026-11-30
    study add 张三 --hours 16 --source 区委党校 --on 2026-10-12
    talk add 张三 赵六 --on 2026-10-12
    evidence add event/1 {{place}}/台账.csv --kind 签到
    project add 党建品牌建设研究 --branch 第一党支部 --leader 张三 --number XG2026-001 --applied-on 2026-01-05
    project add 课程思政研究 --branch 第一党支部 --leader 张三 --number XG2026-002 --applied-on 2026-01-05
    project office add 区教科所 --extensions-most 2
    project expert add XG2026-001 开题 方明
    project material add XG2026-001 申报书
    project money add XG2026-001 拨款 2000 --on 2026-03-01
    project outcome add XG2026-001 论文 课程思政的路径
    brand add 第一党支部 红烛先锋 --year 2026
    brand goal add 红烛先锋 走访寝室 --measure 走访寝室次数 --target 20
    brand milestone add 红烛先锋 中期展示 --on 2026-11-20
    brand link 红烛先锋 event 1
    dues base 张三 6500 --from 2026-01
    dues pay 张三 97.5 --month 2026-10
    term add 2026-2027学年第一学期 --from 2026-09-01 --to 2027-01-22
    member add 何九 --branch 第二党支部 --joined-on 2010-07-01 --converted-on 2011-07-01
    member edit 何九 --note {SECRET}
    member leave 何九 --reason 转出 --on 2024-08-01 --to 某市学校
    checklist add 谈心谈话记录不全 --source 自查 --responsible 张三 --due 2026-12-01
    checklist add 台账不全 --source 自查 --responsible 张三 --due 2026-12-01
    checklist submit 2 --evidence 记录12份
    checklist add 签字不全 --source 自查 --responsible 张三 --evidence 台账
    checklist strike 3 --by 赵六
    db keygen {{place}}/own.key
    member edit 张三 --education 大学
    undo
"""
"""What the rich school has besides the small one's: something of every area; a new area's records go here too."""


class Places:
    """The folders in which commands begin."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.folder = folder
        self.server = server

    def template(self, name: str) -> Path:
        """Give the template of a name, made on first use."""
        place = self.folder / name
        if not place.exists():
            makers: Mapping[str, Callable[[Path], None]] = {
                "empty": lambda _place: None, "school": self._school, "rich": self._rich, "untidy": self._untidy,
                "damaged": self._damaged, "bare": self._bare, "keyed": self._keyed, "encrypted": self._encrypted,
                "lost": self._lost, "carried": self._carried, "sticks": self._sticks,
            }  # fmt: skip
            place.mkdir(mode=0o700)
            makers[name](place)
        return place

    def fresh(self, name: str, place: Path) -> Path:
        """Copy a template into a place, in the stead of what was there. The paths in its list of backups go along."""
        template = self.template(name)
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(template, place)
        listed = place / "pbcli.db.d" / "backups" / "manifest.jsonl"
        if listed.exists():
            listed.write_text(listed.read_text(encoding="utf-8").replace(str(template), str(place)), encoding="utf-8")
        return place

    def _call(self, place: Path, *words: str) -> str:
        done = self.server.run(place, words)
        assert done.code == 0, f"{words}: {done.said}"
        return done.out.strip()

    def _school(self, place: Path) -> None:
        """Make a small school with a contact, a backup of some steps before, and papers to import."""
        papers = [
            text_file(place / name, rows)
            for name, rows in (("支部.csv", BRANCHES), ("名册.csv", MEMBERS), ("班级.csv", CLASSES))
        ]
        self._call(place, "init", "--unit", UNIT)
        self._call(place, "import", *map(str, papers))
        for paper in papers:
            paper.unlink()
        backup = self._call(place, "-q", "db", "backup")
        shutil.copy(backup, place / "backup.db")
        self._call(place, "member", "add", "郑十", "--branch", FIRST, "--joined-on", "2015-07-01")
        self._call(place, "liaison", "log", "王五", "2025级机电2班", "学生谈心", "--on", "2026-10-09")
        text_file(place / "台账.csv", CONTACTS)
        bad = [*CONTACTS[:3], ["2026-10-30", "无此人", FIRST, "2024级护理1班", "走访寝室", "安全", 1, "甲", "乙"]]
        text_file(place / "坏行.csv", bad)

    def _rich(self, place: Path) -> None:
        """Make a school with something of every area, a key, an encrypted backup, and more backups than are kept."""
        shutil.copytree(self.template("school"), place, dirs_exist_ok=True)
        for line in RECORDS.strip().splitlines():
            self._call(place, *line.replace("{place}", str(place)).split())
        backup = self._call(place, "-q", "db", "backup", "--encrypt-to", recipient(place))
        shutil.move(backup, place / "backup.db.age")
        shutil.rmtree(place / "pbcli.db.d" / "backups")
        for _ in range(3):
            self._call(place, "db", "backup")
        text_file(place / "长台账.csv", MANY)
        text_file(place / "佐证.csv", EVIDENCE)

    def _untidy(self, place: Path) -> None:
        """Make a school whose files are open to others, with a draft that a crash left two days ago."""
        shutil.copytree(self.template("school"), place, dirs_exist_ok=True)
        backups = place / "pbcli.db.d" / "backups"
        draft = backups / ".pbcli.db.0a0b0c0d.new"
        draft.write_bytes(b"\x5a" * 4096)
        os.utime(draft, (time.time() - 200_000,) * 2)
        for path in (place / "pbcli.db", backups / "manifest.jsonl"):
            path.chmod(0o644)
        backups.chmod(0o755)

    def _keyed(self, place: Path) -> None:
        """Make a school beside whose database lies a key for it."""
        shutil.copytree(self.template("school"), place, dirs_exist_ok=True)
        secret_file(place).write_text(KEY + "\n", encoding="ascii")
        secret_file(place).chmod(0o600)

    def _encrypted(self, place: Path) -> None:
        """Make a school whose database is encrypted, and its last backup; the others are not."""
        shutil.copytree(self.template("keyed"), place, dirs_exist_ok=True)
        self._call(place, "db", "encrypt")
        self._call(place, "db", "backup")

    def _damaged(self, place: Path) -> None:
        """Make a school whose database is torn."""
        shutil.copytree(self.template("school"), place, dirs_exist_ok=True)
        path = place / "pbcli.db"
        with path.open("r+b") as stream:
            stream.seek(4096)
            stream.write(b"\x5a" * 8192)

    def _bare(self, place: Path) -> None:
        """Make a place with nothing but a backup."""
        shutil.copy(self.template("school") / "backup.db", place / "backup.db")

    def _lost(self, place: Path) -> None:
        """Make a rich school with a stick, that lost its evidence and keeps what is none any more."""
        shutil.copytree(self.template("rich"), place, dirs_exist_ok=True)
        for name in ("stick", "locked"):
            words = ["--encrypt-to", recipient(place)] if name == "locked" else []
            backup = Path(self._call(place, "-q", "db", "backup", "--to", str(place / name), "--elsewhere", *words))
            shutil.copy(backup, backup.with_name(f"backup.db{'.age' if words else ''}"))
        shutil.rmtree(place / "pbcli.db.d" / "evidence")

    def _sticks(self, place: Path) -> None:
        """Make a school with two backups on a stick, and there a copy that nothing names any more."""
        shutil.copytree(self.template("rich"), place, dirs_exist_ok=True)
        self._call(place, "db", "backup", "--to", str(place / "stick"))
        self._call(place, "evidence", "remove", "1", "--yes")
        first = next((place / "stick").glob("*.db"))
        self._call(place, "db", "backup", "--to", str(place / "stick"))
        assert first.exists()

    def _carried(self, place: Path) -> None:
        """Make a place with nothing but the sticks of another, and the key."""
        shutil.copytree(self.template("lost"), place, dirs_exist_ok=True)
        shutil.rmtree(place / "pbcli.db.d")
        (place / "pbcli.db").unlink()


def recipient(place: Path) -> str:
    """Give the public key of a place's own key."""
    return (place / "own.key").read_text(encoding="utf-8").splitlines()[0].removeprefix("# public key: ")

"""The databases that are measured on: the demonstration school of 100 members, with as many more rows as are asked for."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from tests.benchmarks.tools import Tools

TODAY = "2026-11-01"
MONTH = "2026-10"

_CONTACTS = """
INSERT INTO contact (occurred_on, member_id, class_id, role, head_teacher, kind, topic, pupils, problem, measure,
                     gift, gift_fen, gift_source, recorded_at, recorded_by)
WITH RECURSIVE
  n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :count),
  pair(place, member_id, class_id, role) AS (
    SELECT row_number() OVER (ORDER BY id) - 1, member_id, class_id, role FROM assignment WHERE to_on IS NULL),
  kind(place, name) AS (SELECT row_number() OVER () - 1, kind FROM (SELECT DISTINCT kind FROM contact ORDER BY kind)),
  made(i, day) AS (
    SELECT i, CASE WHEN i < :in_month THEN printf('2026-10-%02d', 1 + i % 28)
              ELSE printf('%d-%02d-%02d', 2016 + i % 10, 1 + i / 10 % 12, 1 + i / 120 % 28) END FROM n)
SELECT day, pair.member_id, pair.class_id, pair.role, '王老师', kind.name, '学习', 1 + i % 40,
       CASE WHEN i % 3 = 0 THEN '学生反映宿舍夜间噪声较大，影响休息' END,
       CASE WHEN i % 3 = 0 THEN '与宿管沟通，调整熄灯时间' END,
       CASE WHEN i % 50 = 0 THEN '水果' END, CASE WHEN i % 50 = 0 THEN 5000 END, CASE WHEN i % 50 = 0 THEN '个人' END,
       day || 'T08:00:00Z', '记录人'
  FROM made
  JOIN pair ON pair.place = made.i * 7 % (SELECT count(*) FROM pair)
  JOIN kind ON kind.place = made.i * 11 % (SELECT count(*) FROM kind)
 ORDER BY day
"""
_FOLLOW_UPS = """
INSERT INTO follow_up (contact_id, due_on, task, closed_on)
SELECT id, occurred_on, '再去一次', CASE WHEN id % 4000 > 0 THEN occurred_on END FROM contact
 WHERE id % 20 = 0 AND recorded_by = '记录人'
"""
_MEMBERS = """
INSERT INTO member (name, sex, initials, pinyin)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)
SELECT '党员' || printf('%05d', i), '女', 'dy', 'dangyuan' FROM n
"""
_MEMBERSHIPS = """
INSERT INTO membership (member_id, branch_id, from_on, join_reason)
SELECT id, (SELECT min(id) FROM branch), '2020-01-01', '转入' FROM member WHERE name LIKE '党员_____'
"""


def make_school(tools: Tools, home: Path) -> Path:
    """Make the demonstration school by the program itself."""
    folder = home / "demo"
    if not folder.exists():
        variables = {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8"}
        subprocess.run([tools.pbcli, "demo", "--at", folder], check=True, env=variables, capture_output=True)
    return folder / "pbcli.db"


def with_contacts(school: Path, path: Path, *, count: int, in_month: int) -> Path:
    """Make a copy with so many more contacts, so many of them in the month."""
    return _enlarged(school, path, ((_CONTACTS, {"count": count, "in_month": in_month}), (_FOLLOW_UPS, {})))


def with_members(school: Path, path: Path, *, count: int) -> Path:
    """Make a copy with so many more members."""
    return _enlarged(school, path, ((_MEMBERS, {"count": count}), (_MEMBERSHIPS, {})))


def _enlarged(school: Path, path: Path, statements: tuple[tuple[str, dict[str, int]], ...]) -> Path:
    """Copy the school and fill it by SQL alone. What is read in measuring isn't journalled: the triggers are left out."""
    if path.exists():
        return path
    draft = path.with_suffix(".draft")
    shutil.copyfile(school, draft)
    draft.chmod(0o600)
    with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement, parameters in statements:
            connection.execute(statement, parameters)
        for _name, sql in triggers:
            connection.execute(sql)
        connection.execute("COMMIT")
    draft.rename(path)
    return path

"""A school with something private in every place that may hold it, kept through the program's own commands."""

from pbcli.domain.idnumber import check_digit
from tests.conftest import Program

NUMBER = "11010119800307123" + check_digit("11010119800307123")
PHONE = "13912345678"
NOTE = "低保家庭CANARY7731"
TASK = "离异CANARY7732"
BASE = "8765.43"
CANARIES = (NUMBER, PHONE, "CANARY7731", "CANARY7732", "CANARY7733", "8765.43", "876543")
"""What must not be seen unless someone asks: an ID number, a phone, a hardship note, a promise, an illness, pay."""


def secret(pb: Program, text: str) -> str:
    """Give a value as `@file`, since it has no place on a command line."""
    file = pb.database.with_name("secret.txt")
    file.write_text(text, encoding="utf-8")
    return f"@{file}"


def fill(pb: Program) -> None:
    """Keep a member who left in 2024 and a class that graduated in 2024, with a contact and a promise of that year."""
    pb("config", "set", "id_numbers", "on")
    pb("branch", "add", "第一党支部")
    for name in ("王建国", "李在职"):
        pb("member", "add", name, "--branch", "第一党支部", "--joined-on", "2010-07-01", "--converted-on", "2011-07-01")
    pb("member", "edit", "王建国", "--phone", PHONE, "--note", "残疾证CANARY7733")
    pb("member", "edit", "王建国", "--id-number", secret(pb, NUMBER))
    pb("dues", "base", "王建国", secret(pb, BASE), "--from", "2023-01")
    pb("dues", "base", "李在职", "5000", "--from", "2023-01")
    pb("dues", "base", "李在职", "6000", "--from", "2024-01")
    pb(
        "class",
        "add",
        "2021级护理1班",
        "--cohort",
        "2021级",
        "--started-on",
        "2021-09-01",
        "--graduated-on",
        "2024-07-10",
    )
    pb(
        "class",
        "add",
        "2025级护理1班",
        "--cohort",
        "2025级",
        "--started-on",
        "2025-09-01",
        "--graduated-on",
        "2028-07-10",
    )
    words = ["--on", "2024-03-05", "--pupils", "2", "--problem", NOTE, "--measure", "已协助申请资助"]
    pb("liaison", "log", "王建国", "2021级护理1班", "学生谈心", *words, "--follow-up-by", "2024-03-20", "--task", TASK)
    pb("liaison", "close", "1", "--on", "2024-03-18", "--result", "已办", today="2024-03-18")
    pb(
        "liaison",
        "log",
        "李在职",
        "2025级护理1班",
        "走访寝室",
        "--on",
        "2026-10-08",
        "--pupils",
        "6",
        "--problem",
        "灯坏了",
    )
    pb("liaison", "edit", "1", "--problem", NOTE + "（改）")
    pb("member", "leave", "王建国", "--reason", "转出", "--on", "2024-08-01", "--to", "某市学校")

"""The index by which each query reads the tables that grow with the years; * where the index alone answers (covering)."""

import re
import sqlite3

import pytest

from pbcli.db.read import query_text
from tests.db.test_queries import GROWING, PARAMETER, TABLE, connection, query_of

assert connection, "the fixture"

PLANS = {
    "branch_links": "*ix_event_branch_id",
    "class_links": "*ix_contact_class",
    "class_list": "*ix_contact_class",
    "class_particulars": "*ix_contact_class",
    "contact_class": "*ix_contact_occurred_on",
    "contact_count": "ix_contact_occurred_on",
    "contact_gift": "ix_contact_occurred_on",
    "contact_list": "ix_contact_occurred_on ix_follow_up_contact_id",
    "contact_matrix": "*ix_contact_occurred_on",
    "contact_open": "ix_contact_occurred_on ix_follow_up_contact_id",
    "due_class": "*ix_contact_class",
    "due_follow_up": "ix_follow_up_closed_on",
    "dues_paid": "ix_dues_payment_month",
    "dues_payment_list": "ix_dues_payment_month",
    "edit_follow_up": "*ix_contact_occurred_on ix_follow_up_contact_id",
    "edit_resolution": "*ix_event_occurred_on",
    "event_exception": "*ix_event_occurred_on sqlite_autoindex_attendance_1",
    "event_kinds_of": "*ix_event_occurred_on",
    "event_list": "ix_event_occurred_on",
    "evidence_is_kept": "ix_event_occurred_on",
    "export_dues": "*ix_dues_payment_member",
    "follow_up_list": "ix_contact_occurred_on ix_follow_up_contact_id",
    "follow_up_of_contact": "ix_follow_up_contact_id",
    "import_follow_up": "ix_follow_up_contact_id",
    "import_last_id": "*ix_journal_row",
    "liaison_class": "*ix_contact_class",
    "liaison_term_contact": "*ix_contact_occurred_on",
    "member_classes": "ix_contact_member",
    "member_links": "*ix_attendance_member_id *ix_contact_member *ix_dues_payment_member",
    "operation_list": "ix_journal_operation_id",
    "privacy_pupils": "ix_contact_occurred_on",
    "privacy_removed": "*ix_journal_row",
    "records_since": "ix_journal_row",
    "report_classes_contacted": "*ix_contact_occurred_on",
    "report_events": "*ix_event_occurred_on ix_event_occurred_on",
    "report_follow_ups": "*ix_contact_occurred_on *ix_follow_up_closed_on *ix_follow_up_contact_id ix_follow_up_closed_on",
    "report_liaison": "*ix_contact_occurred_on",
    "report_liaison_names": "*ix_contact_occurred_on",
    "report_silent_classes": "*ix_contact_class",
}
_STEP = re.compile(r"SEARCH (\w+) USING (COVERING )?INDEX (\w+)")


def indexes(connection: sqlite3.Connection, text: str) -> set[str]:
    """Name the indexes by which a query's plan searches growing tables."""
    tables: dict[str, set[str]] = {}
    for table, alias in TABLE.findall(query_of(text)):
        tables.setdefault(alias or table, set()).add(table)
    nothing = dict.fromkeys(PARAMETER.findall(query_of(text)))
    steps = [_STEP.match(step) for *_place, step in connection.execute(f"EXPLAIN QUERY PLAN\n{text}", nothing)]
    found = [step for step in steps if step is not None and tables.get(step[1], {step[1]}) & GROWING]
    return {("*" if step[2] else "") + step[3] for step in found}


@pytest.mark.parametrize("query", PLANS)
def test_the_index_is_the_one_that_was_meant(query: str, connection: sqlite3.Connection) -> None:
    assert indexes(connection, query_text(query)) == set(PLANS[query].split())


def test_a_summary_of_a_month_never_reads_the_contacts_of_another(connection: sqlite3.Connection) -> None:
    monthly = [query for query, plan in PLANS.items() if "ix_contact_occurred_on" in plan]
    assert len(monthly) >= 12
    for query in monthly:
        text = query_text(query)
        steps = connection.execute(f"EXPLAIN QUERY PLAN\n{text}", dict.fromkeys(PARAMETER.findall(query_of(text))))
        bounds = [step for *_place, step in steps if "ix_contact_occurred_on" in step]
        assert all("(occurred_on" in step for step in bounds), bounds

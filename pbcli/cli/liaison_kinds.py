"""The kinds of contact as they are typed."""

from pbcli.cli.params import TermParameter
from pbcli.domain.enums import ContactKind

SYNONYMS = {
    "巡课": ContactKind.LESSON,
    "慰问": ContactKind.HELP,
    "线上": ContactKind.ONLINE,
    "电话": ContactKind.ONLINE,
    "谈心谈话": ContactKind.TALK,
    "谈心": ContactKind.TALK,
}
"""Words that people use for the kinds (records.md, section 1)."""

KIND = TermParameter(ContactKind, SYNONYMS)

"""Tells what a file really is from how it begins, whatever its name says."""

import re
from enum import Enum

from pbcli.domain.errors import UnusablePaper
from pbcli.intake.archive import Archive
from pbcli.intake.compound import SIGNATURE, Compound
from pbcli.intake.extents import locked
from pbcli.messages import N_, _

HINT = N_("用 Excel 或 WPS 打开，另存为 xlsx，再导入")


class Nature(Enum):
    """What a file is; the value is how a sentence calls it."""

    XLSX = N_("xlsx 工作簿")
    XLS = N_("xls 工作簿")
    ODS = N_("ods 表格")
    TEXT = N_("文本")
    LOCKED = N_("有密码的工作簿")
    XLSB = N_("xlsb 工作簿")
    OLD_XLS = N_("三十年前的 Excel 表格")
    XML = N_("XML 文件")
    HTML = N_("网页（HTML）")
    WORD = N_("Word 文档")
    SLIDES = N_("PowerPoint 演示文稿")
    PDF = N_("PDF 文档")
    PICTURE = N_("图片")
    ARCHIVE = N_("压缩包")
    COMPOUND = N_("别的 Office 文件")
    DATABASE = N_("数据库")
    BINARY = N_("不认识的二进制文件")


_BEGINNINGS = (
    (b"%PDF", Nature.PDF),
    (b"\x89PNG", Nature.PICTURE),
    (b"\xff\xd8\xff", Nature.PICTURE),
    (b"GIF8", Nature.PICTURE),
    (b"Rar!", Nature.ARCHIVE),
    (b"7z\xbc\xaf", Nature.ARCHIVE),
    (b"\x1f\x8b", Nature.ARCHIVE),
    (b"SQLite format 3\x00", Nature.DATABASE),
    (b"{\\rtf", Nature.WORD),
    (b"\x09\x00\x04\x00", Nature.OLD_XLS),
    (b"\x09\x02\x06\x00", Nature.OLD_XLS),
    (b"\x09\x04\x06\x00", Nature.OLD_XLS),
    (b"\x09\x08\x08\x00", Nature.OLD_XLS),
    (b"\x09\x08\x10\x00", Nature.OLD_XLS),
)
_PARTS = (
    ("xl/workbook.bin", Nature.XLSB),
    ("xl/workbook.xml", Nature.XLSX),
    ("xl/", Nature.XLSX),
    ("word/", Nature.WORD),
    ("ppt/", Nature.SLIDES),
)
_OPEN_DOCUMENTS = (
    (b"opendocument.spreadsheet", Nature.ODS),
    (b"opendocument.text", Nature.WORD),
    (b"opendocument.presentation", Nature.SLIDES),
)
_STREAMS = (
    ("EncryptedPackage", Nature.LOCKED),
    ("Workbook", Nature.XLS),
    ("Book", Nature.XLS),
    ("WordDocument", Nature.WORD),
    ("PowerPoint Document", Nature.SLIDES),
)
_SUFFIXES = {Nature.XLSX: ".xlsx", Nature.XLS: ".xls", Nature.ODS: ".ods", Nature.TEXT: ".csv"}
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|table|meta|style|div)\b", re.IGNORECASE | re.DOTALL
)
_NO_CONTROLS = bytes({*range(32, 256), *b"\t\n\r"})
_MIME = re.compile(rb"\s*mime-version:", re.IGNORECASE)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def nature_of(data: bytes) -> Nature:
    """Return what a file is. Raises UnusablePaper where a zip or compound file is damaged."""
    if data.startswith(b"PK"):
        return _nature_of_archive(Archive(data))
    if data.startswith(SIGNATURE):
        names = Compound(data).names
        return next((nature for name, nature in _STREAMS if name in names), Nature.COMPOUND)
    for beginning, nature in _BEGINNINGS:
        if data.startswith(beginning):
            return nature
    return _nature_of_text(data[:4096])


def _nature_of_archive(archive: Archive) -> Nature:
    if archive.is_locked:
        return Nature.LOCKED
    for part, nature in _PARTS:
        if any(name.lower().startswith(part) for name in archive.names):
            return nature
    if "mimetype" in archive.names:
        kind = archive.read("mimetype", most=200)
        for word, nature in _OPEN_DOCUMENTS:
            if word in kind:
                is_locked = b"encryption-data" in archive.read("META-INF/manifest.xml", most=1 << 20)
                return Nature.LOCKED if is_locked else nature
    return Nature.ARCHIVE


def _nature_of_text(beginning: bytes) -> Nature:
    if beginning.startswith(_MARKS[1:]):
        beginning = beginning.replace(b"\x00", b"")  # UTF-16: what is ASCII in it is enough to know a page
    bare = beginning.removeprefix(_MARKS[0]).removeprefix(_MARKS[1]).removeprefix(_MARKS[2])
    if _HTML.match(bare) or _MIME.match(bare) or (bare.lstrip().startswith(b"<") and b"<table" in bare.lower()):
        return Nature.HTML
    if bare.lstrip().startswith(b"<?xml"):
        return Nature.XML
    if beginning.startswith(_MARKS) or not _is_binary(bare):
        return Nature.TEXT
    return Nature.BINARY


def _is_binary(beginning: bytes) -> bool:
    """Tell whether a sixteenth is control characters, zeros of UTF-16 without its mark (at every other place) aside."""
    is_wide = not (beginning[1::2].count(b"\x00") and beginning[::2].count(b"\x00"))
    controls = beginning.translate(None, delete=_NO_CONTROLS + (b"\x00" if is_wide else b""))
    return 16 * len(controls) > len(beginning)


def misnamed(nature: Nature) -> UnusablePaper:
    """Return the error for a file that is not what its suffix says, or that is nothing that can be read."""
    if nature is Nature.LOCKED:
        return locked()
    right = _SUFFIXES.get(nature)
    if right is not None:
        return UnusablePaper(
            "“{name}”的后缀不对，它其实是{nature}。",
            nature=_(nature.value),
            suffix=right,
            hint="把后缀改成 {suffix}，再导入",
        )
    return UnusablePaper("“{name}”是{nature}，读不了。", nature=_(nature.value), hint=HINT)

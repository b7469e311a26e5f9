"""Reads cells with the names of several people or classes, with reasons in brackets where there are any."""

import re
import unicodedata
from collections.abc import Iterator

from pbcli.domain.errors import PbcliError
from pbcli.domain.figures import narrow
from pbcli.domain.names import clean_name
from pbcli.intake.cells import is_nothing
from pbcli.intake.faults import CellFault
from pbcli.intake.paper import DITTOS, Cell
from pbcli.intake.texts import plain_text

Named = tuple[str, str | None]
"""A name, and what stands in brackets behind it."""

_BETWEEN = re.compile(r"[、,;/|\n\r。]")
_REASON = re.compile(
    r"(?:因?(?:病|事|公|产|婚|丧|年|陪产|护理|哺乳|探亲)假?|请?(?:病|事|公|产|婚|丧|年|陪产|护理|哺乳|探亲|休)假|请假|住院|(?:外出)?(?:出差|培训|学习|开会)|外出|"
    r"(?:有|临时)?(?:课|上课|值班|监考|公差|公务)|支教|借调|带(?:学生|队|班).{0,6}|缺席|迟到|早退|补课|补学|已补课?|下乡|驻村|看病|就医|生病|身体不适|无故缺席)"
)
_BRACKET = re.compile(r"^(?P<name>[^()\[\]【】〔〕]*)[(\[【〔](?P<reason>.*)[)\]】〕]$", re.DOTALL)
_LABEL = re.compile(r"(?P<label>[^:]{1,12}):(?P<rest>.*)", re.DOTALL)
_COUNT = re.compile(r"^(?:共|计)?\d+[人名]:?|(?:等|共|计)?\d+[人名]$|等$")
_HAN = re.compile(r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff·•]+")
_NOBODY = re.compile(
    r"全勤|全到|全部到(?:会|齐)|全体(?:到会|出席)|均到(?:会|齐)?|无人|没有人|[0〇零]人?|已到齐|到齐|无请假|无缺席|无缺勤|全员到(?:会|齐)"
)


def cell_names(cell: Cell, *, field: str = "姓名") -> tuple[Named, ...]:
    """Return the people of a cell: `张三、李四`, `张三（病假）`, `病假：张三；事假：李四`, `张　三 李四`."""
    if is_nothing(cell):
        return ()
    text = unicodedata.normalize("NFKC", plain_text(cell)).strip().replace("﹑", "、")
    if _NOBODY.fullmatch("".join(text.split())):
        return ()
    found: list[Named] = []
    label: str | None = None
    for piece in _pieces(text):
        labelled = _LABEL.fullmatch(piece)
        rest = piece
        if labelled is not None:
            label = labelled["label"].strip() if _REASON.fullmatch("".join(labelled["label"].split())) else None
            rest = labelled["rest"]
        for name, reason in _people(rest):
            if not name and found and reason:
                found[-1] = (found[-1][0], reason)
            elif name:
                found.append((_clean(name, field), reason or label))
    return tuple(dict(reversed(found)).items())[::-1] if len({name for name, _ in found}) < len(found) else tuple(found)


def _pieces(text: str) -> Iterator[str]:
    """Cut a text at its marks, but not inside brackets."""
    depth = 0
    start = 0
    for place, character in enumerate(text):
        if character in "([【〔":
            depth += 1
        elif character in ")]】〕":
            depth = max(0, depth - 1)
        elif not depth and _BETWEEN.fullmatch(character):
            yield text[start:place]
            start = place + 1
    yield text[start:]


def _people(piece: str) -> Iterator[Named]:
    """Give the people of a piece without marks; a reason alone has an empty name."""
    piece = _COUNT.sub("", piece.strip()).strip()
    reason: str | None = None
    bracketed = _BRACKET.fullmatch(piece)
    if bracketed is not None:
        piece, reason = bracketed["name"].strip(), bracketed["reason"].strip() or None
        inner = _COUNT.fullmatch(piece)
        if not piece or inner is not None:
            yield from _people_inside(reason or "")
            return
    if not piece:
        return
    words = _words(piece)
    people: list[Named] = []
    for word in words:
        if _REASON.fullmatch(word):
            if people:
                people[-1] = (people[-1][0], word)
            else:
                people.append(("", word))
        elif len(word) > 3 and (tail := re.search(_REASON.pattern + "$", word)) and tail.start() >= 2:
            people.append((word[: tail.start()], tail[0]))
        else:
            people.append((word, None))
    for place, (name, given) in enumerate(people):
        yield name, given or (reason if place == len(people) - 1 else None)


def _people_inside(text: str) -> Iterator[Named]:
    for piece in _pieces(text):
        yield from _people(piece)


def _words(piece: str) -> list[str]:
    """Cut at blanks, and put together again what is one name: 张　三, 王 小明, John Smith."""
    words: list[str] = []
    singles: list[str] = []
    for word in piece.split():
        if len(word) == 1 and _HAN.fullmatch(word):
            singles.append(word)
            continue
        if singles:
            *before, last = singles
            words += _paired(before) if len(before) % 2 == 0 else _paired(singles)
            if len(before) % 2 == 0 and len(word) <= 2 and _HAN.fullmatch(word):
                word = last + word  # noqa: PLW2901  the surname stood apart
            elif len(before) % 2 == 0:
                words.append(last)
            singles = []
        if words and not _HAN.search(word) and not _HAN.search(words[-1]):
            words[-1] = f"{words[-1]} {word}"
        else:
            words.append(word)
    return words + _paired(singles)


def _paired(singles: list[str]) -> list[str]:
    """Join single characters: two are a name, four are two names; an odd number is one name, written apart."""
    if not singles:
        return []
    if len(singles) % 2:
        return ["".join(singles)]
    return ["".join(singles[place : place + 2]) for place in range(0, len(singles), 2)]


def _clean(name: str, field: str) -> str:
    if name in DITTOS:
        raise CellFault("“{text}”上面没有可以照写的内容。", text=name)
    try:
        return clean_name(name, field=field)
    except PbcliError as fault:
        raise CellFault(fault.message, **fault.values) from None


_REMARK = re.compile(
    r"[(\[【](?P<remark>(?:中共)?(?:预备|正式)(?:党员|期)?|党员|新?(?:转入|发展)|"
    r"(?:党?支部)?(?:副?书记|(?:组织|宣传|纪检|纪律|统战)?委员)|支委|(?:党?小)?组长|班主任|在职|离?退休|男|女)[)\]】]$"
)


def remark_on(name: str) -> str | None:
    """Return what a paper remarks on a person behind the name: 张三（预备）."""
    found = _REMARK.search(narrow(name))
    return None if found is None else found["remark"]


def without_remark(name: str) -> str:
    """Return a name without such a remark."""
    return name if remark_on(name) is None else re.split(r"[(（\[【]", name)[0].strip()


_CLASS_MARKS = re.compile(r"[、,;|\n\r。]|和(?=\d{2,4}级)|(?<=班)\s*[/ 和及与]\s*|\s+(?=(?:20)?\d{2}级)|(?<=班)\s+")


def cell_class_names(cell: Cell) -> tuple[str, ...]:
    """Return the classes that a cell names: `2024级护理1班、2024级护理2班`."""
    if is_nothing(cell):
        return ()
    text = unicodedata.normalize("NFKC", plain_text(cell))
    return tuple(dict.fromkeys(_clean(part, "班级") for part in _CLASS_MARKS.split(text) if part and part.strip()))

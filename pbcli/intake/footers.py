"""Tells the data of a table from what stands between and below it: totals, signatures, notes, repeated headers.

Lines between the rows that name a branch, or give again what was told above the header, hold for the rows below them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from pbcli.intake.headers import DAY_ENDINGS, KindHeaders, fold
from pbcli.intake.paper import Cell, Line
from pbcli.intake.texts import header_text
from pbcli.intake.told import Told, are_particulars, context_of, told_anew, told_by

_TOTAL = re.compile(
    r"(?:本页|本表|本月|全年|支部|各支部|全校|年度|总|人数|金额)?"
    r"(?:合计|小计|总计|共计|累计|平均)"
    r"(?:[:：(（\d].*|人数|金额)?"
)
_SIGNED = re.compile(
    r"(?:[^:：]{0,8})?"
    r"(?:制表|填表|填报|审核|审批|复核|负责|经办|经手|记录|统计|联系|校对|报送|签发|汇总|录入|主管|分管"
    r"|制作|整理|核对|收款|分发|书记|支委|组织委员|领导)"
    r"[^:：]{0,6}"
    r"(?:人|员|领导|日期|时间|单位|签字|签名|签章|盖章|电话)?(?:[(（][^()（）]*[)）])?[:：].*"
)
_OPINION = re.compile(
    r"[^:：]{0,10}签(?:字|名|章)[^:：]{0,4}[:：].*"
    r"|(?:班主任|本人|党小组|党?支部|党?总支|党委|学校|领导|部门|专业部|系部?|年级组?|主管)"
    r"(?:(?:书记|审核|审批|考核|评价|鉴定|负责人))?(?:意见|评语|评价)[^:：]{0,8}[:：].*"
)
_MOST_BESIDE = 3
"""An opinion stands with its label and a day, at most."""
_NOTE = re.compile(
    r"[*※★#]?(?:备注|附注|说明|填表说明|填写说明|填报说明|注意事项|注意|附|注|其中|提示|附件|统计口径)"
    r"[\d一二三]?[:：.、 ].*"
    r"|(?:填表|填写|填报|使用)?说明|备注|注"
)
_STAMP = re.compile(
    r".*(?:盖章|公章|签章|签字|签名)[)）]?[:：]?"
    r"|[12]\d{3}年\d{1,2}月\d{1,2}日|年月日"
    r"|第\d+页.*|共\d+页.*"
    r"|.*(?:党委|党总支|党支部|支部委员会)[(（]?(?:盖章|公章|章)[)）]?"
)
_NOT_DONE = re.compile(
    r"[—\-/／]+|[未没](?:有)?(?:开展|召开|举行|组织|安排|活动)|(?:寒|暑)?假期?|放(?:寒|暑)?假|寒暑假"
)
_FURTHER = re.compile(r"[(（]?[\d一二三四五六七八九十]{1,2}[)）.、．].*")
_MOST_WORDS = 20_000
_BRANCH_LINE = re.compile(
    r"[一二三四五六七八九十]{0,2}、?([^、，,:：;；]{1,30}?(?:党支部|支部))"
    r"(?:[(（:：].*|党员.*|名单.*|共?\d+人.*|.{0,12}(?:表|册|台账|一览))?"
)


@dataclass
class Sieve:
    """Goes down the rows of a table and says which are data; remembers what lines between them tell."""

    kind: KindHeaders
    headers: Sequence[str]
    places: Mapping[str, int]
    heading: Sequence[str]
    has_branch: bool
    told: Mapping[str, Told] = field(default_factory=dict)
    """What holds for the row that was looked at last."""
    named: Mapping[str, str] = field(default_factory=dict)
    """Folded label → field, as the user says."""
    _notes_began: bool = False
    _header_words: frozenset[str] = field(init=False)
    _heading_words: frozenset[str] = field(init=False)
    _needed: tuple[int, ...] = field(init=False)
    _ordinary: dict[Cell, str] = field(init=False, default_factory=dict)
    _is_exported: bool = field(init=False)
    """Every header is the name of a field, as `export` writes them: there is nothing but data below."""
    _tellable: frozenset[str] = field(init=False)
    """Fields that have no column, and are told."""
    _printed: frozenset[int] = field(init=False)
    """The columns of no use: what stands there alone was printed on the form."""

    def __post_init__(self) -> None:
        self._header_words = frozenset(fold(header) for header in self.headers if header)
        self._heading_words = frozenset(fold(text) for text in self.heading if text)
        self._is_exported = all(header in self.kind.fields for header in self.headers if header)
        self._needed = tuple(self.places[name] for name in self.kind.required() if self.places[name] >= 0)
        fields = self.kind.fields
        self._printed = frozenset(place for name, place in self.places.items() if fields[name].ignored)
        self._tellable = frozenset(name for name, place in self.places.items() if place < 0)

    def has_sections(self, body: Sequence[Line]) -> bool:
        """Tell whether lines between the rows name the branch of the rows below."""
        return not self.has_branch and any(branch_named(_texts(row)) is not None for row in body)

    def is_data(self, cells: Line, number: int = 0) -> bool:
        """Tell whether a row holds data; a bad row does, too. `number` is its line in the sheet."""
        if self._is_exported:
            return any(cell is not None for cell in cells)
        if self._is_plainly_data(cells) or self._is_surely_data(cells):
            return True
        texts = _texts(cells)
        if self._tells(cells, texts, number):
            return False
        if (
            not texts
            or self._is_blank_form(cells)
            or self._is_a_line_of_its_own(cells, texts)
            or self._repeats_the_header(texts)
            or self._repeats_the_heading(texts)
            or set(texts) <= set(DAY_ENDINGS)
        ):
            return False
        return not self._is_footer(cells, texts)

    def _is_surely_data(self, cells: Line) -> bool:
        """Tell at a glance that all that is needed stands there, in words that have nothing of what isn't data.

        Each word is looked at once. A row that has two such words, and them for more than a third of what stands in
        it, is no line of its own, no footer, and says neither the header nor the heading again.
        """
        known = self._ordinary
        try:
            looked_at = [cells[0], *[cells[place] for place in self._needed]]
        except IndexError:
            return False
        try:
            words = [known[cell] for cell in looked_at]
        except KeyError:
            if len(known) >= _MOST_WORDS:
                known.clear()
            words = [known[cell] if cell in known else self._look_at(cell) for cell in looked_at]
        return self._is_sure(words, len(cells) - cells.count(None))

    def data_among(self, rows: Sequence[Line]) -> list[bool]:
        """Tell of each of the rows in their order whether it holds data: those that surely do are told together."""
        try:
            columns = [list(map(itemgetter(place), rows)) for place in (0, *self._needed)]
        except IndexError:
            return [self.is_data(cells) for cells in rows]
        known = self._ordinary
        if len(known) >= _MOST_WORDS:
            known.clear()
        for cell in set().union(*columns).difference(known):
            self._look_at(cell)
        words = [list(map(known.__getitem__, column)) for column in columns]
        if self._are_surely_data(words, max(map(len, rows), default=0)):
            return [True] * len(rows)
        return [
            self._is_sure(found, len(cells) - cells.count(None)) or self.is_data(cells)
            for cells, found in zip(rows, zip(*words, strict=True), strict=True)
        ]

    def _are_surely_data(self, words: Sequence[Sequence[str]], width: int) -> bool:
        """Tell whether all rows are surely data: no two columns have a word in common, and there are few others."""
        different = [set(column) for column in words]
        needed = different[1:]
        return (
            not any("" in column for column in different)
            and len(needed) > 1
            and len(set().union(*needed)) == sum(map(len, needed))
            and width < 3 * len(needed)
        )

    @staticmethod
    def _is_sure(words: Sequence[str], filled: int) -> bool:
        different = len(set(words[1:]))
        return different > 1 and "" not in words and filled < 3 * different

    def _look_at(self, cell: Cell) -> str:
        """Remember the folded text of a cell, nothing for what may belong to a header, a heading or a footer."""
        text = header_text(cell) if isinstance(cell, str) else ""
        word = fold(text)
        is_suspicious = (
            any(form.fullmatch(text) for form in (_TOTAL, _SIGNED, _OPINION, _NOTE, _STAMP, _FURTHER))
            or text in DAY_ENDINGS
            or word in self._header_words
            or word in self._heading_words
        )
        found = self._ordinary[cell] = "" if is_suspicious else word
        return found

    def _is_plainly_data(self, cells: Line) -> bool:
        """Tell at a glance that a row has its number and all that it needs, and counts nothing up."""
        serial = self.places.get("serial", -1)
        if serial < 0 or serial >= len(cells):
            return False
        number = cells[serial]
        if not isinstance(number, int) and not (isinstance(number, str) and number.isdecimal()):
            return False
        for place in self._needed:
            cell = cells[place] if place < len(cells) else None
            if cell is None or (isinstance(cell, str) and "计" in cell):
                return False
        return True

    def is_rest_of_header(self, cells: Line) -> bool:
        """Tell whether the row below a header goes on with it: words under a group's empty cells, no more."""
        texts = [cell for cell in cells if cell is not None]
        if not texts or not all(isinstance(cell, str) and not any(map(str.isdigit, cell)) for cell in texts):
            return False
        if any(self._text(cells, name) for name in self.kind.required()):
            return False
        return any(cell is not None and not header for cell, header in zip(cells, self.headers, strict=False))

    def _is_blank_form(self, cells: Line) -> bool:
        """Tell whether nothing was filled in but what was printed: the number, the month; or that nothing was done."""
        filled = [cell for place, cell in enumerate(cells) if cell is not None and place not in self._printed]
        return all(isinstance(cell, str) and _NOT_DONE.fullmatch(header_text(cell)) for cell in filled)

    def _is_a_line_of_its_own(self, cells: Line, texts: Sequence[str]) -> bool:
        """Tell whether one text stands across the columns, or alone where the running number belongs."""
        if len(set(texts)) != 1:
            return False
        serial = self.places.get("serial", -1)
        return len(texts) >= 3 or (0 <= serial < len(cells) and isinstance(cells[serial], str) and len(texts) == 1)

    def _tells(self, cells: Line, texts: Sequence[str], number: int) -> bool:
        """Take what a line between the rows tells; tell whether it is such a line."""
        branch = None if self.has_branch else branch_named(texts)
        if branch is not None:
            if "branch" in self._tellable:
                title = self.kind.fields["branch"].title
                self.told = told_anew(self.told, {"branch": Told(title, branch, number)})
            return True
        context = context_of(cells, number) if texts else None
        if context is None or not context.is_whole:
            return False
        given, _unclear = told_by(self.kind, self.named, [context])
        given = {name: told for name, told in given.items() if name in self._tellable}
        self.told = told_anew(self.told, given) if given else self.told
        return bool(given) or are_particulars(context)

    def _repeats_the_header(self, texts: Sequence[str]) -> bool:
        words = {fold(text) for text in texts}
        return len(words) >= 2 and len(words & self._header_words) * 3 >= len(words) * 2

    def _repeats_the_heading(self, texts: Sequence[str]) -> bool:
        return all(fold(text) in self._heading_words for text in texts)

    def _is_footer(self, cells: Line, texts: Sequence[str]) -> bool:
        first = texts[0]
        required = [self._text(cells, name) for name in self.kind.required() if self.places[name] >= 0]
        given = [text for text in required if text]
        if any(_TOTAL.fullmatch(text) for text in (first, *given)):
            return True
        alone = len(set(texts)) == 1
        is_opinion = _OPINION.fullmatch(first) is not None and len(set(texts)) <= _MOST_BESIDE
        if is_opinion or any(_SIGNED.fullmatch(text) for text in given):
            return True
        if _SIGNED.fullmatch(first):
            return alone or len(given) < len(required)
        if _NOTE.fullmatch(first) and (alone or not given or given == [first] * len(given)):
            self._notes_began = True
            return True
        if self._notes_began and alone and _FURTHER.fullmatch(first):
            return True
        return not [text for text in given if text != first] and all(_is_stamp(text) for text in texts)

    def _text(self, cells: Line, name: str) -> str:
        place = self.places.get(name, -1)
        return header_text(cells[place]) if 0 <= place < len(cells) else ""


def branch_named(texts: Sequence[str]) -> str | None:
    """Return the branch that a line of its own names, as a heading between the rows does."""
    found = _BRANCH_LINE.fullmatch(texts[0]) if len(set(texts)) == 1 else None
    return found[1] if found else None


def is_footing(texts: Sequence[str]) -> bool:
    """Tell whether a line of these texts ends a table: totals, signatures, notes."""
    return all(_TOTAL.fullmatch(text) or _NOTE.fullmatch(text) or _is_stamp(text) for text in texts)


def _texts(cells: Line) -> list[str]:
    return [text for cell in cells if cell is not None and (text := header_text(cell))]


def _is_stamp(text: str) -> bool:
    return bool(_STAMP.fullmatch(text) or _SIGNED.fullmatch(text))

"""Texts that have broken programs before: an own list, each entry with a reason to be there. All harmless in themselves."""

from collections.abc import Mapping, Sequence

# fmt: off

_CONTROLS = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))]
_DIRECTIONS = list("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_WIDTHLESS = list(
    "\u00ad\u034f\u115f\u1160\u17b4\u180b\u180e\u200b\u200c\u200d\u2060\u2061\u2063\u2064\u206a\u206f\u3164\ufe00\ufe0f"
    "\ufeff\ufff9\ufffb\uffa0\U0001d173\U000e0001\U000e0041\U000e007f\U000e0100"
)
_BLANKS = list(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_NO_CHARACTERS = [
    *"\ufdd0\ufdd1\ufdef\ufffe\uffff\U0001fffe\U0001ffff\U0010fffe\U0010ffff",
    "\ud800", "\udbff", "\udc00", "\udcff", "\udfff", "\ud83d", "\ude00\ud83d",
]

NAUGHTY: Mapping[str, Sequence[str]] = {
    "control characters": [f"张{sign}三" for sign in _CONTROLS],
    "marks of direction": [f"张{sign}三" for sign in _DIRECTIONS],
    "signs of no width": [f"张{sign}三" for sign in _WIDTHLESS],
    "blanks": [f"Zhang{sign}San" for sign in _BLANKS],
    "no characters": [f"张{sign}三" for sign in _NO_CHARACTERS],
    "nothing but": [
        *(sign * 2 for sign in " \t\n\u3000\u200b\u2060\ufeff\u00a0\u200d\u00ad\u3164\u0301"), "\r\n", " \u3000\t",
    ],
    "escape sequences": [
        "\x1b[31m红\x1b[0m", "\x1b]0;标题\x07", "\x1b[2J\x1b[H", "\x1bPq\x1b\\", "\x9b31m", "\x1b]8;;http://a\x1b\\链\x1b]8;;\x1b\\",
        "\x1b[?1049h", "\x1b[6n", "\x1bc", "\b\b\b\b覆盖", "一\r二", "\x0e乱\x0f", "\x1b[8m藏\x1b[28m", "\x9d52;c;YQ==\x9c",
    ],
    "emoji": [
        "👍", "👍🏽", "👩‍👩‍👧‍👦", "🇨🇳", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "1️⃣", "❤️", "❤", "🧑‍🏫", "👨🏿‍🚒", "🐉🀄🎎", "😀😃😄😁", "🫠🫶🏻", "☺︎", "☺️", "⚑⚐", "🙈🙉🙊",
        "🕵️‍♀️", "🧟‍♂️", "🤷🏽‍♀️", "🔟", "🆗🆒", "💩", "🏳️‍🌈", "👁️‍🗨️", "🧑🏻‍🤝‍🧑🏿", "⌚⏰", "㊗️㊙️", "🀄🃏", "™️©️®️",
    ],
    "combining": [
        "e\u0301", "é", "ẛ̣", "Z̸̡̛͉a̶̧̛͙l̵̨͓g̷̨̛o̸̙͑", "张\u0301三", "\u0301张三", "ก็็็็็", "한글", "\u1112\u1161\u11ab", "क्षि", "நி", "ﷺ", "ﬁ",
        "か\u3099", "が", "\u0344", "\u212b", "Å", "å\u030a", "ä\u0323\u0308", "q\u0307\u0323", "q\u0323\u0307",
        "⃝张", "a" + "\u0300" * 60, "ສະບາຍດີ",
    ],
    "CJK": [
        "㐀㐁㐂", "䶵", "𠀀𠀁", "𠮷野家", "𪚥", "𫝀𫠝", "𫠠", "𬺰𮯠", "𰀀𱍊", "𱍐", "𲎰", "丽", "豈更車", "﨎﨏", "⺀⼀", "〇", "々〆", "ㄅㄆㄇ", "䨻𪚥龘",
        "囍", "⿰亻尔", "龟龜亀", "户戶戸", "直\U000e0100", "葛\U000e0101", "ｶﾞ", "㈱㍿", "①②③", "ⅣⅫ", "㎡㎏", "〇〇年", "︵︶", "丶丿乚",
        "爨爨", "单于", "仇英", "解缙", "尉迟恭", "欧阳修", "买买提·阿不都拉", "阿依古丽・买买提", "古丽娜尔．艾力", "张—三", "张－三", "张‐三", "ＡＢＣ", "２０２６",
    ],
    "scripts": [
        "مرحبا", "שלום", "עברית 123", "ابجد١٢٣", "Ελληνικά", "Привет", "ไทย", "ქართული", "አማርኛ", "ᠮᠣᠩᠭᠣᠯ", "བོད་སྐད།", "ئۇيغۇرچە",
        "ꆈꌠꉙ", "Vahcuengh", "日本語テキスト", "한국어", "Tiếng Việt", "ñandú", "ÅÄÖ", "Straße", "İstanbul ı", "ǅ", "𝕳𝖊𝖑𝖑𝖔", "𝒵", "ᴛᴇsᴛ", "ʇsǝʇ",
        "оmоglyph", "раураl", "Ｆｕｌｌ　Ｗｉｄｔｈ", "𓀀", "🜚", "ꙮ",
    ],
    "markup of screens": [
        "[red]", "[/]", "[/red]", "张[red]三[/red]", "[bold]粗[/bold]", "[link=http://a]b[/link]", "[[x]]", "\\[red]", "[@click=app.bell]x[/]", "[b",
        "]", "[", "[]", "[ ]", "[#ff0000]", "[0]", "[not a tag]", ":smile:", ":warning:", "%(red)s", "\\033[31m", "\\x1b[31m", "^[[31m",
        "{red}", "<red>", "§4红", "&4红",
    ],
    "formulas": [
        "=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://a","b")', "=SUM(A1:A9)", "+1", "+1+1", "-1", "-1+1", "@SUM(A1)", "@甲", "=", "+", "-", "@",
        " =1+1", "\t=1+1", "\r=1+1", "\n=1+1", "'=1+1", "''", "'", "’=1", "＝1+1", "＋1", "－1", "＠a", '"=1+1"', ";=1+1", ",=1+1", "%=1", "|=1",
        '=IMPORTXML("a","b")', "=DDE()", "0=1", "+8613", "-", "--", "---", "=-", "+-1",
    ],
    "quotes and separators": [
        '"', '""', '"""', "''''", '张"三', '"张三"', "张,三", "张，三", "张、三", "张;三", "张；三", "张\t三", "张|三", "张三,", ',"', '","', '"\n"', "“张三”", "‘张三’", "「张」",
        "《张三》", "〈〉", "(张三)", "（张三）", "张三(第一党支部)", "张/三", "第一党支部/张三", "张:三", "张：三", "`张三`", "´", "张 三", "张  三", " 张三", "张三 ",
        "a\nb", "a\r\nb", "a\rb", "a\n\nb", "\na", "a\n", "sep=,", "a\\,b", '\\"', "\\",
    ],
    "SQL": [
        "'; DROP TABLE member; --", "' OR '1'='1", '" OR ""="', "1; DELETE FROM branch", "x'--", "/* */", "*/", "--", "#", "NULL", "null", "'||'", "%", "_", "%%", "LIKE '%'",
        "?", ":name", "@name", "$1", "Robert'); DROP TABLE contact;--", "ATTACH DATABASE", "x' UNION SELECT 1", "\\'", "rowid", "CASE WHEN 1", "CAST(1 AS TEXT)",
    ],
    "paths and shells": [
        "../../etc/passwd", "..\\..\\a", "/etc/passwd", "/", "..", ".", "~", "~root", "C:\\Windows", "\\\\server\\share", "CON", "NUL", "aux.txt", "COM1", "file:///a",
        "a/b", "a\\b", "$HOME", "${HOME}", "$(id)", "`id`", "; id", "| id", "&& id", "> a", "< a", "a & b", "*", "?", "[a-z]", "{a,b}", "!!", "%PATH%", "%0a", "%00", "-rf",
        "--help", "--", "-", "-x", "--db=a", "@/etc/passwd", "@none", "#!bin",
    ],
    "format strings": [
        "{}", "{0}", "{name}", "{field}", "{path!r}", "{{}}", "}{", "{", "}", "{0.__class__}", "{message}", "%s", "%d", "%n", "%x%x", "%(a)s", "%%s", "${a}", "#{a}", "{{7*7}}",
        "<%= 1 %>", "\\n", "\\u202e", "\\x00", "\\N{DASH}", "\\", "\\\\",
    ],
    "markup of papers": [
        "<script>alert(1)</script>", "<b>粗</b>", "<br>", "<!--", "-->", "]]>", "<![CDATA[x]]>", "<?xml?>", "&amp;", "&lt;b&gt;", "&#x1b;", "&", "<", ">", "<a href='a'>", "</td>", "</title>",
        "<svg onload=a>", "javascript:a", "**粗**", "_斜_", "# 题", "- 条", "| 甲 | 乙 |", "```", "~~删~~", "![a](b)", "[a](b)", "> 引", "_x000D_", "_x001B_", "_x0041_",
        '{"a": 1}', "[1]", '{"', "null", '"a"', "---\na: 1", "key = 1", "\\begin{a}",
    ],
    "figures and words": [
        "0", "00", "-0", "1", "01", "1e5", "1E400", "NaN", "nan", "inf", "-inf", "Infinity", "0x1F", "0b1", "0o7", "1_000", "1,000", "1.0", "1.", ".5", "１２３", "①", "½", "²", "١٢", "一百",
        "true", "True", "FALSE", "是", "否", "无", "None", "none", "undefined", "N/A", "#N/A", "#REF!", "#DIV/0!", "合计", "制表人", "第1页", "2026-10-31", "10-31", "今天", "MAR1", "1/2", "12:30",
        "9" * 40, "0" * 20, "1" + "0" * 30, "党委", "其他", "full", "id", "姓名", "编号", "self", "__proto__", "constructor", "admin", "root", "eval",
    ],
    "long": [
        "长" * 199, "长" * 200, "长" * 201, "a" * 1_000, "字" * 8_000, "长" * 31_999, "长" * 32_000, "长" * 32_001, "a" * 32_768, "a" * 100_000, "👍" * 200, "词 " * 100,
        "a" * 200 + "\u0301", "\n" * 300 + "a", "行\n" * 2_000, "“" * 150,
    ],
}
# fmt: on
"""The texts, by what they are."""

TEXTS = list(dict.fromkeys(text for texts in NAUGHTY.values() for text in texts))

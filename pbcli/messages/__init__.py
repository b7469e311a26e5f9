"""The program's sentences in Chinese, as they stand in the code, and in English, from one catalogue.

The Chinese sentence is the key. `_` translates at once; `N_` only marks a sentence that is translated later, where an
error is shown. Nothing here is imported by `domain` or `output`: they carry sentences, they don't translate them.
"""

import gettext
import os
import sys
from pathlib import Path

LANGUAGES = ("zh", "en")
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "zh"


def use(language: str) -> None:
    """Speak this language from now on: "zh" or "en"."""
    global _catalogue, _language  # noqa: PLW0603  the language is one of the process, as with gettext itself
    _language = language if language in LANGUAGES else "zh"
    if _language == "zh":
        _catalogue = gettext.NullTranslations()
    else:
        _catalogue = gettext.translation("pbcli", Path(__file__).parent, languages=[_language])


def language() -> str:
    """Return the language that is spoken now."""
    return _language


def _(sentence: str, /, **values: object) -> str:
    """Translate a sentence; its {names} are filled in from the keywords."""
    text = _catalogue.gettext(sentence) if sentence else ""
    return text.format(**values) if values else text


def N_(sentence: str, /) -> str:  # noqa: N802  the customary name
    """Mark a sentence for the catalogue and leave it as it is."""
    return sentence


def wanted_language(argv: list[str] | None = None) -> str:
    """Tell the language from --lang, PBCLI_LANG or the locale, in this order; Chinese when none of them says."""
    arguments = sys.argv[1:] if argv is None else argv
    for place, word in enumerate(arguments):
        if word == "--":
            break
        if word == "--lang" and place + 1 < len(arguments):
            return arguments[place + 1]
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    named = os.environ.get("PBCLI_LANG")
    if named:
        return named
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if locale.lower().startswith("en") else "zh"

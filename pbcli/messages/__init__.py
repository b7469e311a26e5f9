"""The program's sentences in Chinese, as they stand in the code, and in English, from one catalogue.

The Chinese sentence is the key. `_` translates at once; `N_` only marks a sentence that is translated later, where an
error is shown. Nothing here is imported by `domain` or `output`: they carry sentences, they don't translate them.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import GNUTranslations

LANGUAGES = ("zh", "en")
_catalogue: "GNUTranslations | None" = None
_language = "zh"


def use(language: str) -> None:
    """Speak this language from now on: "zh" or "en"."""
    global _catalogue, _language  # noqa: PLW0603  the language is one of the process, as with gettext itself
    _language = language
    if language == "zh":
        _catalogue = None
    else:
        import gettext
        from pathlib import Path

        _catalogue = gettext.translation("pbcli", Path(__file__).parent, languages=[language])


def language() -> str:
    """Return the language that is spoken now."""
    return _language


def _(sentence: str, /, **values: object) -> str:
    """Translate a sentence; its {names} are filled in from the keywords."""
    text = _catalogue.gettext(sentence) if _catalogue is not None and sentence else sentence
    return text.format(**values) if values else text


def N_(sentence: str, /) -> str:  # noqa: N802  the customary name
    """Mark a sentence for the catalogue and leave it as it is."""
    return sentence


def known_language(text: str) -> str | None:
    """Return "zh" or "en" for a language as people and locales write it ("en", "zh_CN.UTF-8"); else nothing."""
    word = text.strip().lower().replace("-", "_").partition(".")[0].partition("_")[0]
    return word if word in LANGUAGES else None

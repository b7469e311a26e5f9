"""Telephone numbers: how they are shown, and which can't be a mobile of the mainland."""

import re
import unicodedata

from pbcli.domain.patterns import pattern

UNKNOWN_PREFIX = "手机号不是 1 开头的 11 位号码，请核对。"

_RUN = pattern(r"[0-9](?:[ -]?[0-9])+")
_MOBILE = pattern(r"1[3-9][0-9]{9}")


def mask_phone(text: str | None) -> str | None:
    """Return a number, or several in one text, without its middle: 138****1027; of a landline only the last four."""
    if text is None:
        return None
    return _RUN.sub(_masked, unicodedata.normalize("NFKC", text))


def is_mobile(text: str) -> bool:
    """Tell whether a number has the form of a mobile; another one deserves a warning, no more."""
    bare = re.sub(r"[ -]", "", unicodedata.normalize("NFKC", text)).removeprefix("+86")
    return _MOBILE.fullmatch(bare) is not None


def _masked(found: re.Match[str]) -> str:
    digits = re.sub(r"[ -]", "", found[0])
    if len(digits) < 7:
        return "****"
    shown = digits[-11:-8] if _MOBILE.fullmatch(digits[-11:]) else ""
    return f"{shown}****{digits[-4:]}"

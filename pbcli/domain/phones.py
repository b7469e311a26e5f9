"""Telephone numbers: how they are shown, and which can't be a mobile of the mainland."""

import re

UNKNOWN_PREFIX = "手机号不是 1 开头的 11 位号码，请核对。"

_RUN = r"[0-9](?:[ -]?[0-9])+"
_MOBILE = r"1[3-9][0-9]{9}"


def mask_phone(text: str | None) -> str | None:
    """Return a number, or several in one text, without its middle: 138****1027; of a landline only the last four."""
    if text is None:
        return None
    return re.sub(_RUN, _masked, _narrow(text))


def is_mobile(text: str) -> bool:
    """Tell whether a number has the form of a mobile; another one deserves a warning, no more."""
    bare = re.sub(r"[ -]", "", _narrow(text)).removeprefix("+86")
    return re.fullmatch(_MOBILE, bare) is not None


def _narrow(text: str) -> str:
    """Fold full-width figures to the usual ones; most numbers have none."""
    if text.isascii():
        return text
    import unicodedata

    return unicodedata.normalize("NFKC", text)


def _masked(found: re.Match[str]) -> str:
    digits = re.sub(r"[ -]", "", found[0])
    if len(digits) < 7:
        return "****"
    shown = digits[-11:-8] if re.fullmatch(_MOBILE, digits[-11:]) else ""
    return f"{shown}****{digits[-4:]}"

"""The settings as rows for people: the program's, then the unit's where there is a database."""

import os
from typing import Any

from pbcli.cli.state import State
from pbcli.config import Value, config_file, save_settings
from pbcli.domain.errors import DatabaseNotReady, StorageUnusable, UsageFault
from pbcli.messages import _, known_language, language


def all_settings(state: State) -> list[dict[str, Any]]:
    """Return key, value, title and origin of every setting, as it counts in this call."""
    settings = state.settings
    own = [
        ("db", str(state.database), _("数据库"), settings.db),
        ("lang", language(), _("语言"), settings.lang),
        ("today", state.today.isoformat(), _("算作今天的日子"), settings.today),
        ("key_file", str(state.key_file or ""), _("加密数据库的密钥文件"), settings.key_file),
        ("profile", settings.profile.text or "", _("配置组"), settings.profile),
    ]
    rows = [_row(key, value, title, origin_of(key, setting)) for key, value, title, setting in own]
    return rows + _unit_settings(state)


def origin_of(key: str, setting: Value) -> str:
    """Say in words that can be looked up where a setting came from: an option, a variable, a file, a profile."""
    if setting.origin == "option":
        return f"--{key}"
    if setting.origin == "environment":
        return f"PBCLI_{key.upper()}"
    if setting.origin == "file":
        return str(config_file())
    if setting.origin.startswith("profile "):
        return f"{config_file()} [{setting.origin.replace(' ', '.', 1)}]"
    if key == "lang":
        return next((name for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), _("默认"))
    return _("默认")


def save_program_setting(state: State, key: str, value: str, *, dry_run: bool) -> None:
    """Write a setting into the config file, in the profile that is in use. Raises UsageFault for a bad value."""
    from pbcli.domain.dates import read_date

    if key == "lang" and known_language(value) is None:
        raise UsageFault("--lang 只能是 zh 或 en，不能是“{value}”。", value=value)
    if key == "today":
        value = read_date(value, today=state.today).isoformat()
    if key == "db":
        state.adopt("db", value)
        value = str(state.database)
    if key == "key_file":
        # Files are named from the folder that one is in now.
        state.adopt("key_file", value)
        value = str(state.key_file)
    if dry_run:
        state.say(
            _(
                "会在 {path} 里写上 {key} = {value}；这是预演，什么也没有写入。",
                path=config_file(),
                key=key,
                value=value,
            )
        )
        return
    path = save_settings({key: value}, profile=state.settings.profile.text)
    state.done(_("{path} 里 {key} 现在是 {value}。", path=path, key=key, value=value), key)


def _unit_settings(state: State) -> list[dict[str, Any]]:
    from pbcli.services import settings

    try:
        with state.read() as reader:
            texts = settings.all_texts(reader)
    except DatabaseNotReady:
        return []
    except (StorageUnusable, UsageFault) as error:
        # Whoever looks for what opens the database must not be sent away by it.
        state.say(_(error.message, **error.values))
        return []
    return [
        _row(name, texts[name], _(setting.title), _("默认") if texts[name] == setting.unset else _("数据库"))
        for name, setting in settings.SETTINGS.items()
    ]


def _row(key: str, value: str, title: str, origin: str) -> dict[str, Any]:
    return {"key": key, "value": value, "title": title, "origin": origin}

"""Where the program's settings come from: option, environment, profile in the config file, default, in this order."""

import os
import sys
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pbcli.domain.errors import PbcliError, StorageUnusable, UsageFault
from pbcli.messages import known_language
from pbcli.values import dataclass

KEYS = ("db", "lang", "today", "key_file")
"""The settings that a config file and a profile may give."""


@dataclass(frozen=True)
class Value:
    """A setting and where it came from: "option", "environment", "profile NAME", "file" or "default"."""

    text: str | None
    origin: str


@dataclass(frozen=True)
class Settings:
    """The settings of this call, as text; they are read where they are used."""

    db: Value
    lang: Value
    today: Value
    key_file: Value
    profile: Value


def config_folder() -> Path:
    """Return the user's folder for the config file."""
    return _user_folder("XDG_CONFIG_HOME", ".config", "user_config_dir")


def data_folder() -> Path:
    """Return the user's folder for the database and the error log."""
    return _user_folder("XDG_DATA_HOME", ".local/share", "user_data_dir")


def config_file() -> Path:
    """Return the config file's address; PBCLI_CONFIG names another."""
    named = os.environ.get("PBCLI_CONFIG")
    return Path(named).absolute() if named else config_folder() / "config.toml"


def _user_folder(variable: str, below_home: str, function: str) -> Path:
    """Find a folder of the user. Raises UsageFault where the system names no home."""
    if sys.platform in {"win32", "darwin"}:
        import platformdirs

        folder = Path(getattr(platformdirs, function)("pbcli", appauthor=False))
    else:
        # What platformdirs gives on these systems: its import costs 11 ms, and every start would pay them.
        root = os.environ.get(variable, "").strip() or os.path.join(os.path.expanduser("~"), below_home)  # noqa: PTH111, PTH118
        folder = Path(root) / "pbcli"
    if not folder.is_absolute():
        raise UsageFault("系统没有给出用户的主目录，不知道数据放在哪里。", hint="pbcli --db PATH")
    return folder


def read_config(path: Path) -> Mapping[str, Any]:
    """Read the config file; without one there are no settings. Raises UsageFault when it can't be read."""
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        from pbcli.messages.reasons import reason

        raise UsageFault("配置文件 {path} 读不了：{reason}。", path=path, reason=reason(error)) from error
    try:
        return _parsed(content)
    except ValueError as error:
        raise UsageFault("配置文件 {path} 不是有效的 TOML（{reason}）。", path=path, reason=error) from error


@cache
def _parsed(content: bytes) -> Mapping[str, Any]:
    """Read TOML; every call asks for the same once for the language and once for the rest."""
    import tomllib

    return MappingProxyType(tomllib.loads(content.removeprefix(BOM_UTF8).decode()))


def resolve(options: Mapping[str, str | None]) -> Settings:
    """Settle every setting from the options of this call, the environment and the config file."""
    file = read_config(config_file())
    profile = _profile_name(options, file)
    chosen = _profile(file, profile)
    found = {key: _value(key, options, chosen, file, profile.text) for key in KEYS}
    return Settings(profile=profile, **found)


def wanted_language(argv: Sequence[str]) -> str:
    """Tell the language before anything is said in it; Chinese where nobody names a known one."""
    typed = {name: _typed(argv, f"--{name}") for name in ("lang", "profile")}
    try:
        named = resolve(typed).lang.text
    except PbcliError:
        # A config file that can't be read is reported once the language is settled, by the command itself.
        named = typed["lang"] or os.environ.get("PBCLI_LANG")
    if named:
        return known_language(named) or "zh"
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return known_language(locale) or "zh"


def save_settings(settings: Mapping[str, str], *, profile: str | None = None) -> Path:
    """Write settings into the config file, all or none; all else in it stays. Raises StorageUnusable, UsageFault."""
    from pbcli.output.files import make_private_folder, write_output
    from pbcli.toml_lines import with_value

    path = config_file()
    read_config(path)
    try:
        text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
        for key, value in settings.items():
            changed = with_value(text, ("profile", profile) if profile else (), key, value)
            if changed is None:
                raise UsageFault("配置文件 {path} 的写法改不了，请自己在里面写上 {key}。", path=path, key=key)
            text = changed
        make_private_folder(path.parent)
        write_output(path, text)
    except OSError as error:
        from pbcli.messages.reasons import reason

        raise StorageUnusable("写不了配置文件 {path}：{reason}。", path=path, reason=reason(error)) from error
    return path


def _typed(argv: Sequence[str], option: str) -> str | None:
    """Find the last value of an option among words that nobody has parsed yet."""
    found = None
    for place, word in enumerate(argv):
        if word == "--":
            break
        if word == option and place + 1 < len(argv):
            found = argv[place + 1]
        elif word.startswith(f"{option}="):
            found = word.partition("=")[2]
    return found


def _profile_name(options: Mapping[str, str | None], file: Mapping[str, Any]) -> Value:
    typed, named = options.get("profile"), os.environ.get("PBCLI_PROFILE")
    if typed:
        return Value(typed, "option")
    if named:
        return Value(named, "environment")
    if isinstance(file.get("default_profile"), str):
        return Value(file["default_profile"], "file")
    return Value(None, "default")


def _profile(file: Mapping[str, Any], name: Value) -> Mapping[str, Any]:
    if name.text is None:
        return {}
    profiles = file.get("profile")
    chosen = profiles.get(name.text) if isinstance(profiles, dict) else None
    if not isinstance(chosen, dict):
        known = "、".join(profiles) if isinstance(profiles, dict) else "—"
        raise UsageFault("配置文件里没有叫“{name}”的配置组；有的是：{known}。", name=name.text, known=known)
    return chosen


def _value(
    key: str,
    options: Mapping[str, str | None],
    profile: Mapping[str, Any],
    file: Mapping[str, Any],
    profile_name: str | None,
) -> Value:
    typed, named = options.get(key), os.environ.get(f"PBCLI_{key.upper()}")
    if typed:
        return Value(typed, "option")
    if named:
        return Value(named, "environment")
    for source, origin in ((profile, f"profile {profile_name}"), (file, "file")):
        if source.get(key) is not None:
            return Value(str(source[key]), origin)
    return Value(None, "default")

"""Where the program's settings come from: option, environment, profile in the config file, default, in this order."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pbcli.domain.errors import UsageFault

KEYS = ("db", "lang", "today")
"""The settings that a config file and a profile may give."""


@dataclass(frozen=True)
class Value:
    """A setting and where it came from: "option", "environment", "profile NAME", "config" or "default"."""

    text: str | None
    origin: str


@dataclass(frozen=True)
class Settings:
    """The settings of this call, as text; they are read where they are used."""

    db: Value
    lang: Value
    today: Value
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
    return Path(named) if named else config_folder() / "config.toml"


def _user_folder(variable: str, below_home: str, function: str) -> Path:
    """Find a folder of the user. Raises UsageFault where the system names no home."""
    if sys.platform in {"win32", "darwin"}:
        import platformdirs

        folder = Path(getattr(platformdirs, function)("pbcli", appauthor=False))
    else:
        # The same two lines as platformdirs has for Unix: its import costs 11 ms, and every start would pay them.
        root = os.environ.get(variable, "").strip() or os.path.join(os.path.expanduser("~"), below_home)  # noqa: PTH111, PTH118
        folder = Path(root) / "pbcli"
    if not folder.is_absolute():
        raise UsageFault("系统没有给出用户的主目录，不知道数据放在哪里。", hint="--db PATH")
    return folder


def read_config(path: Path) -> Mapping[str, Any]:
    """Read the config file; without one there are no settings. Raises UsageFault when it can't be read."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UsageFault("配置文件 {path} 读不了：{reason}。", path=path, reason=error.strerror or "") from error
    import tomllib

    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageFault("配置文件 {path} 不是有效的 TOML：{reason}。", path=path, reason=error) from error


def resolve(options: Mapping[str, str | None], *, file: Mapping[str, Any] | None = None) -> Settings:
    """Settle every setting from the options of this call, the environment and the config file."""
    config = read_config(config_file()) if file is None else file
    profile = _profile_name(options, config)
    chosen = _profile(config, profile)
    found = {key: _value(key, options, chosen, config, profile.text) for key in KEYS}
    return Settings(profile=profile, **found)


def _profile_name(options: Mapping[str, str | None], config: Mapping[str, Any]) -> Value:
    if options.get("profile"):
        return Value(options["profile"], "option")
    if os.environ.get("PBCLI_PROFILE"):
        return Value(os.environ["PBCLI_PROFILE"], "environment")
    if config.get("profile_default"):
        return Value(str(config["profile_default"]), "config")
    return Value(None, "default")


def _profile(config: Mapping[str, Any], name: Value) -> Mapping[str, Any]:
    if name.text is None:
        return {}
    profiles = config.get("profile")
    chosen = profiles.get(name.text) if isinstance(profiles, dict) else None
    if not isinstance(chosen, dict):
        known = "、".join(profiles) if isinstance(profiles, dict) else "—"
        raise UsageFault("配置文件里没有叫“{name}”的配置组；现有：{known}。", name=name.text, known=known)
    return chosen


def _value(
    key: str,
    options: Mapping[str, str | None],
    profile: Mapping[str, Any],
    config: Mapping[str, Any],
    profile_name: str | None,
) -> Value:
    named = os.environ.get(f"PBCLI_{key.upper()}")
    if options.get(key):
        return Value(options[key], "option")
    if named:
        return Value(named, "environment")
    if profile.get(key) is not None:
        return Value(str(profile[key]), f"profile {profile_name}")
    if config.get(key) is not None:
        return Value(str(config[key]), "config")
    return Value(None, "default")

"""What has the system remind every morning: a line for crontab, or a service and a timer for systemd. Texts only."""

import shlex
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

from pbcli.messages import language

DEFAULT_LANGUAGE = "zh"
"""What is spoken where, as under cron, nothing names a language."""
UNIT = "pbcli-remind"
HOUR = 7


def program() -> list[str]:
    """Return the words that call this program from anywhere: its script, or Python with the package."""
    called = Path(sys.argv[0])
    beside = Path(sysconfig.get_path("scripts")) / "pbcli"
    for script in (called, beside):
        if script.stem in {"pbcli", "pb"} and script.is_file():
            return [str(script.absolute())]
    return [sys.executable, "-m", "pbcli"]


def send_command(database: Path) -> list[str]:
    """Return the words that say what is due in a database; nothing in them depends on a folder or a variable."""
    spoken = [] if language() == DEFAULT_LANGUAGE else ["--lang", language()]
    return [*program(), "--db", str(database), *spoken, "remind", "send"]


def crontab_line(words: Sequence[str]) -> str:
    """Return a line for crontab: cron mails what it prints, and nothing where it prints nothing."""
    # An unescaped % ends the command of a crontab.
    return f"0 {HOUR} * * * " + " ".join(shlex.quote(word) for word in words).replace("%", "\\%")


def service_text(words: Sequence[str], description: str) -> str:
    """Return the unit that reminds once; what it prints goes to the journal of the system."""
    command = " ".join(_systemd_word(word) for word in words)
    return f"[Unit]\nDescription={description}\n\n[Service]\nType=oneshot\nExecStart={command}\n"


def timer_text(description: str) -> str:
    """Return the timer that calls the service every morning, and makes up for a morning that was slept through."""
    return (
        f"[Unit]\nDescription={description}\n\n"
        f"[Timer]\nOnCalendar=*-*-* {HOUR:02d}:00:00\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def _systemd_word(word: str) -> str:
    """Quote a word as systemd reads it: % and $ double, quotes and backslashes escaped."""
    text = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{text}"' if any(character in word for character in " \t\"'\\;") else text

"""What is measured: the program as pip installs it, and its peers, each in an environment of its own."""

import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PEERS = ("sqlite-utils==4.2.1", "td-watson==2.1.0", "todoman==4.7.0", "beets==2.14.1", "buku==5.1")
EMPTY = """
[build-system]
requires = ["hatchling>=1.26"]
build-backend = "hatchling.build"
[project]
name = "emptyscript"
version = "1"
[project.scripts]
emptyscript = "emptyscript:main"
[tool.hatch.build.targets.wheel]
packages = ["emptyscript"]
"""


@dataclass(frozen=True)
class Tools:
    """The folders of the two environments' commands; the shell where the system has one."""

    own: Path
    peers: Path
    shell: str | None
    valgrind: str | None

    @property
    def pbcli(self) -> Path:
        """The program's console script."""
        return self.own / "pbcli"

    @property
    def python(self) -> Path:
        """The interpreter that has the program."""
        return self.own / "python"


def install(cache: Path) -> Tools:
    """Install the program as it stands, an empty console script, and the peers where they aren't there yet."""
    own, peers = cache / "own", cache / "peers"
    _make(own)
    _pip(own, ROOT)
    _pip(own, "--force-reinstall", "--no-deps", ROOT, _empty_script(cache / "emptyscript"))
    _make(peers)
    if not all((peers / "bin" / name).exists() for name in ("sqlite-utils", "watson", "todo", "beet")):
        _pip(peers, *PEERS)
    return Tools(own / "bin", peers / "bin", shutil.which("sqlite3"), shutil.which("valgrind"))


def install_library(tools: Tools, library: str, version: str) -> Path:
    """Install one version of a library in an environment of its own, beside the others, and return its interpreter."""
    folder = tools.own.parent.with_name(f"{library}-{version}")
    if not folder.exists():
        _make(folder)
        _pip(folder, f"{library}=={version}.*")
    return folder / "bin" / "python"


def versions(tools: Tools) -> dict[str, str]:
    """Name the versions of all that is measured."""
    found = {"Python": sys.version.split()[0], "sqlite3 shell": _said(tools.shell, "--version").split(" ")[0]}
    listing = [line for folder in (tools.peers, tools.own) for line in _said(folder / "pip", "list").splitlines()]
    wanted = {"pbcli", "typer", "sqlmodel", "rich", "tabulate", "wcwidth", *(peer.partition("==")[0] for peer in PEERS)}
    found |= {name: number for name, number, *_ in (line.split() for line in listing if line) if name.lower() in wanted}
    return found


def _said(program: Path | str | None, *words: str) -> str:
    if program is None:
        return "not there"
    return subprocess.run([str(program), *words], capture_output=True, text=True, check=True).stdout


def _make(folder: Path) -> None:
    if not (folder / "bin" / "pip").exists():
        venv.create(folder, with_pip=True)


def _pip(folder: Path, *words: str | Path) -> None:
    """Call pip, which writes byte code for what it installs."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    subprocess.run(
        [folder / "bin" / "python", "-m", "pip", "install", "-q", *map(str, words)],
        check=True, env=variables, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _empty_script(folder: Path) -> Path:
    """Write the project of a console script that does nothing."""
    package = folder / "emptyscript"
    package.mkdir(parents=True, exist_ok=True)
    (folder / "pyproject.toml").write_text(EMPTY, encoding="utf-8")
    (package / "__init__.py").write_text("def main() -> None:\n    return\n", encoding="utf-8")
    return folder

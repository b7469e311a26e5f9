"""The key of an encrypted database: from the file that the settings name, else asked for on a terminal."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pbcli.cli.state import State
from pbcli.domain.errors import UsageFault
from pbcli.messages import _

if TYPE_CHECKING:
    from pbcli.db.driver import FileKey


def key_of_file(state: State, path: Path, salt: bytes) -> "FileKey":
    """Find the key of a database. Raises UsageFault where no file is named and nobody can be asked."""
    from pbcli.services import encryption

    if state.key_file is not None:
        return encryption.key_for(encryption.secret_in(state.key_file), salt)
    if not state.can_ask:
        raise UsageFault("数据库是加密的，没有给出密钥：{path}。", path=path, hint="pbcli config set key_file FILE")
    return encryption.key_for(state.ask_secret(_("{file} 的口令", file=path.name)), salt)


@dataclass
class NewSecret:
    """The secret of a new key, got when it is called for: from a file, which is made where it isn't there, or asked."""

    state: State
    file: Path | None
    is_made: bool = False

    def __call__(self) -> str:
        """Give the secret. Raises UsageFault where no file is named and nobody can be asked."""
        from pbcli.services import encryption

        if self.file is not None:
            self.is_made = not self.file.exists()
            return encryption.new_secret_in(self.file)
        if not self.state.can_ask:
            raise UsageFault("还缺：{name}。", name=_("密钥文件（--key-file）"), hint="pbcli db encrypt --help")
        return self.state.ask_secret(_("新口令"), twice=True)

    def remind(self) -> None:
        """Say what the key is needed for from now on, and what its loss means."""
        state, file = self.state, self.file
        if self.is_made:
            state.say(_("新密钥在 {file}，只有您能读。", file=file))
        if file is not None and file != state.key_file:
            state.say(_("以后都用这把密钥：pbcli config set key_file {file}", file=file))
        state.say(_("把密钥另存一份，不要和备份放在一起：没有它，数据库和备份谁也打不开。"))

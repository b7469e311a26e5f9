"""The key of the copies of evidence that lie beside encrypted backups: whoever can open the database has it.

It is made from the secret that every database holds. So a copy is made once, whoever the backups are encrypted for and
by whatever passphrase, and a restored database opens all of them.
"""

import hmac
from typing import Any

from pbcli.db.contents import Sink, Stream
from pbcli.db.encryption import load_pyrage
from pbcli.values import dataclass

_LABEL = b"pbcli: copies of evidence"
_PREFIX = "age-secret-key-"
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32, _CHECK_GROUPS, _GROUP_BITS, _BYTE_BITS = 1, 6, 5, 8


@dataclass(frozen=True)
class EvidenceKey:
    """A key of age, from a database's own secret; `name` tells it from those of other databases."""

    secret: bytes
    name: str

    def encrypt(self, source: Stream, target: Sink) -> None:
        """Encrypt what is read. Raises OSError, and UsageFault where pyrage isn't installed."""
        pyrage = load_pyrage()
        try:
            pyrage.encrypt_io(source, target, [self._identity(pyrage).to_public()])
        except pyrage.EncryptError as error:
            raise OSError(str(error)) from None

    def decrypt(self, source: Stream, target: Sink) -> None:
        """Decrypt what is read. Raises OSError for what this key doesn't open, or isn't whole."""
        pyrage = load_pyrage()
        try:
            pyrage.decrypt_io(source, target, [self._identity(pyrage)])
        except pyrage.DecryptError as error:
            raise OSError(str(error)) from None

    def _identity(self, pyrage: Any) -> Any:
        return pyrage.x25519.Identity.from_str(_bech32(_PREFIX, self.secret).upper())


def key_from(secret: str) -> EvidenceKey:
    """Make the key from the secret of a database."""
    secret_of_key = hmac.digest(secret.encode(), _LABEL, "sha256")
    return EvidenceKey(secret_of_key, hmac.digest(secret_of_key, b"name", "sha256").hex()[:8])


def _bech32(prefix: str, data: bytes) -> str:
    """Write bytes as age writes its keys (BIP 173)."""
    bits = "".join(f"{byte:0{_BYTE_BITS}b}" for byte in data)
    bits += "0" * (-len(bits) % _GROUP_BITS)
    groups = [int(bits[at : at + _GROUP_BITS], 2) for at in range(0, len(bits), _GROUP_BITS)]
    spread = [ord(letter) >> _GROUP_BITS for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]
    check = _polymod([*spread, *groups, *[0] * _CHECK_GROUPS]) ^ _BECH32
    groups += [check >> _GROUP_BITS * (_CHECK_GROUPS - 1 - at) & 31 for at in range(_CHECK_GROUPS)]
    return f"{prefix}1{''.join(_LETTERS[group] for group in groups)}"


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << _GROUP_BITS ^ value
        for at, generator in enumerate(_GENERATOR):
            check ^= generator if top >> at & 1 else 0
    return check

"""Opens the zip that an xlsx or ods file is, and trusts nothing that it says of its own sizes."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from pbcli.domain.errors import UnusablePaper
from pbcli.intake.limits import BOMB_FROM, BOMB_RATIO, MOST_UNPACKED, too_much_inside

_LOCAL_HEADER = struct.Struct("<4s22xHH")
_CHUNK = 1 << 20
_MOST_PARTS = 10_000


def damaged() -> UnusablePaper:
    """Return the error for a file that can't be read through."""
    return UnusablePaper("“{name}”已损坏，读不了。", hint="重新下载或另存一份，再导入")


class Archive:
    """The parts of a zip. Raises UnusablePaper where it is damaged, or would unpack to too much."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            with zipfile.ZipFile(BytesIO(data)) as opened:
                parts = opened.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, OSError):
            raise damaged() from None
        self._parts = {part.filename: part for part in parts}
        if len(self._parts) < len(parts) or len(parts) > _MOST_PARTS:
            raise damaged()
        _check_sizes(parts)

    @property
    def names(self) -> list[str]:
        """The names of the parts."""
        return list(self._parts)

    @property
    def is_locked(self) -> bool:
        """Tell whether a part is encrypted."""
        return any(part.flag_bits & 1 for part in self._parts.values())

    def read(self, name: str, *, most: int) -> bytes:
        """Return the beginning of a part; nothing where there is no such part."""
        return b"" if name not in self._parts else next(self.chunks(name), b"")[:most]

    def chunks(self, name: str) -> Iterator[bytes]:
        """Give a part unpacked, piece by piece. Raises UnusablePaper where it isn't exactly what the zip says."""
        part = self._parts[name]
        packed = self._packed(part)
        crc = size = 0
        for chunk in _unpacked(packed, part.compress_type):
            size += len(chunk)
            if size > part.file_size:
                raise damaged()
            crc = zlib.crc32(chunk, crc)
            yield chunk
        if size != part.file_size or crc != part.CRC:
            raise damaged()

    def _packed(self, part: zipfile.ZipInfo) -> memoryview:
        try:
            mark, name_length, extra_length = _LOCAL_HEADER.unpack_from(self._data, part.header_offset)
        except struct.error:
            raise damaged() from None
        start = part.header_offset + _LOCAL_HEADER.size + name_length + extra_length
        if mark != b"PK\x03\x04" or start + part.compress_size > len(self._data):
            raise damaged()
        return memoryview(self._data)[start : start + part.compress_size]


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise too_much_inside()
    if any(part.file_size > BOMB_FROM and part.file_size > BOMB_RATIO * part.compress_size for part in parts):
        raise too_much_inside()


def _unpacked(packed: memoryview, method: int) -> Iterator[bytes]:
    if method == zipfile.ZIP_STORED:
        yield from (bytes(packed[start : start + _CHUNK]) for start in range(0, len(packed), _CHUNK))
        return
    if method != zipfile.ZIP_DEFLATED:
        raise damaged()
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    rest: bytes | memoryview = packed
    try:
        while not inflater.eof:
            chunk = inflater.decompress(rest, _CHUNK)
            rest = inflater.unconsumed_tail
            if not chunk and not rest and not inflater.eof:
                raise damaged()
            yield chunk
    except zlib.error:
        raise damaged() from None

"""Opens the compound file (OLE) that an xls workbook, or a workbook with a password, is."""

import struct
from array import array

from pbcli.intake.archive import damaged

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = struct.Struct("<30xHH10xII4xIIIII")
_ENTRY = struct.Struct("<64sHB49xII")
_END = 0xFFFFFFFA
"""Sector numbers from here on mean that no sector follows."""


class Compound:
    """The streams of a compound file. Raises UnusablePaper where it is damaged."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._open()
        except (struct.error, IndexError, ValueError):
            raise damaged() from None

    @property
    def names(self) -> list[str]:
        """The names of the streams."""
        return list(self._streams)

    def stream(self, name: str) -> bytes:
        """Return a stream whole. Raises UnusablePaper where it is damaged."""
        start, size = self._streams[name]
        if size > len(self._data):
            raise damaged()
        try:
            if size < self._cutoff:
                return self._chain(self._mini, self._mini_table, start, 1 << self._mini_shift)[:size]
            return self._stream_from(start)[:size]
        except IndexError:
            raise damaged() from None

    def _open(self) -> None:
        fields = _HEADER.unpack_from(self._data)
        self._shift, self._mini_shift, tables, directory, self._cutoff, mini_table, _count, more = fields[:8]
        if self._shift not in {9, 12} or self._mini_shift != 6:
            raise damaged()
        self._sectors = memoryview(self._data)[1 << self._shift :]
        self._table = self._allocation(tables, more)
        self._mini_table = array("I", self._stream_from(mini_table))
        entries = self._stream_from(directory)
        self._streams: dict[str, tuple[int, int]] = {}
        self._mini = memoryview(b"")
        for place in range(0, len(entries) - 127, 128):
            self._add(*_ENTRY.unpack_from(entries, place))

    def _add(self, raw: bytes, length: int, kind: int, start: int, size: int) -> None:
        if kind == 2:
            self._streams[raw[: max(0, length - 2)].decode("utf-16-le", "replace")] = (start, size)
        elif kind == 5 and size:
            self._mini = memoryview(self._stream_from(start))

    def _allocation(self, tables: int, more: int) -> "array[int]":
        """Read the table that tells which sector follows which."""
        size = 1 << self._shift
        places = list(struct.unpack_from("<109I", self._data, 76))
        seen = 0
        while more < _END:
            sector = self._sector(more)
            *further, more = struct.unpack(f"<{size // 4}I", sector)
            places += further
            seen += 1
            if seen > len(self._data) // size:
                raise damaged()
        found = array("I")
        for place in places[:tables]:
            if place < _END:
                found.frombytes(self._sector(place))
        return found

    def _sector(self, number: int) -> bytes:
        size = 1 << self._shift
        sector = bytes(self._sectors[number * size : (number + 1) * size])
        if len(sector) < size:
            raise damaged()
        return sector

    def _stream_from(self, start: int) -> bytes:
        return self._chain(self._sectors, self._table, start, 1 << self._shift)

    def _chain(self, sectors: memoryview, table: "array[int]", start: int, size: int) -> bytes:
        """Put the sectors of a stream together."""
        found: list[bytes] = []
        number = start
        while number < _END:
            found.append(bytes(sectors[number * size : (number + 1) * size]))
            number = table[number]
            if len(found) > len(table):
                raise damaged()
        return b"".join(found)

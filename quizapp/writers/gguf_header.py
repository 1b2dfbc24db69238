"""What a GGUF file says of itself and of its tensors, without the tensors.

Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md, versions 2 and 3, little-endian.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeAlias

Value: TypeAlias = str | int | float | bool

FP32, FP16, Q4_1, Q8_0 = 0, 1, 3, 8
BLOCKS = {FP32: (1, 4), FP16: (1, 2), Q4_1: (32, 20), Q8_0: (32, 34)}
"""Numbers in a block and bytes of it, by the type of a tensor."""

_LONGEST_TEXT = 10_000_000
_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_TEXT, _ARRAY = 8, 9


@dataclass(frozen=True, slots=True)
class Tensor:
    """A tensor: how long its rows are and how many, the number of its type, and where its data begins in the file."""

    shape: tuple[int, ...]
    kind: int
    start: int

    @property
    def size(self) -> int:
        """Bytes of its data. Raises `ValueError` for a type that is not one of `BLOCKS`."""
        if self.kind not in BLOCKS or self.shape[0] % BLOCKS[self.kind][0]:
            raise ValueError("its weights are in a form that the program does not know")
        numbers, size = BLOCKS[self.kind]
        count = 1
        for length in self.shape:
            count *= length
        return count // numbers * size


@dataclass(frozen=True, slots=True)
class Header:
    """The values of a file that are no arrays, and its tensors, each by its name, with where they are described.

    Their data begins at multiples of ``alignment``, in bytes.
    """

    values: Mapping[str, Value]
    tensors: Mapping[str, Tensor]
    described_at: int
    alignment: int


def read_header(path: Path) -> Header:
    """The header of the file. Raises `ValueError` saying what is wrong with it, `OSError` where it can't be read."""
    with path.open("rb") as file:
        reader = _Reader(file)
        if file.read(4) != b"GGUF" or reader.number("I") not in (2, 3):
            raise ValueError("it does not begin like a GGUF file")
        tensors, pairs = reader.number("Q"), reader.number("Q")
        values = {}
        for _ in range(pairs):
            name = reader.text()
            value = reader.value(reader.number("I"))
            if value is not None:
                values[name] = value
        described_at = file.tell()
        described = [reader.tensor() for _ in range(tensors)]
        alignment = values.get("general.alignment", 32)
        if not isinstance(alignment, int) or alignment < 1:
            raise ValueError("its header is damaged")
        data = -(-file.tell() // alignment) * alignment
    found = {name: Tensor(shape, kind, data + offset) for name, shape, kind, offset in described}
    if len(found) != tensors:
        raise ValueError("its header is damaged")
    return Header(values, found, described_at, alignment)


class _Reader:
    """Reads one thing after the other; what is not there raises `ValueError`."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def _bytes(self, size: int) -> bytes:
        if size > _LONGEST_TEXT:
            raise ValueError("its header is damaged")
        data = self._file.read(size)
        if len(data) != size:
            raise ValueError("it ends within its header")
        return data

    def number(self, form: str) -> int:
        """A whole number."""
        return int(struct.unpack(f"<{form}", self._bytes(struct.calcsize(f"<{form}")))[0])

    def text(self) -> str:
        """A text."""
        return self._bytes(self.number("Q")).decode(errors="replace")

    def value(self, kind: int) -> Value | None:
        """A value; None for an array, which is read and left."""
        if kind == _TEXT:
            return self.text()
        if kind == _ARRAY:
            inner, length = self.number("I"), self.number("Q")
            if inner == _TEXT:
                for _ in range(length):
                    self._bytes(self.number("Q"))
            else:
                self._bytes(length * struct.calcsize(f"<{_SCALARS.get(inner, 'Q')}"))
            return None
        if kind not in _SCALARS:
            raise ValueError("its header is damaged")
        (value,) = struct.unpack(f"<{_SCALARS[kind]}", self._bytes(struct.calcsize(f"<{_SCALARS[kind]}")))
        found: Value = value
        return found

    def tensor(self) -> tuple[str, tuple[int, ...], int, int]:
        """Name, shape, type and offset of a tensor."""
        name, dimensions = self.text(), self.number("I")
        if not 1 <= dimensions <= 4:
            raise ValueError("its header is damaged")
        shape = tuple(self.number("Q") for _ in range(dimensions))
        return name, shape, self.number("I"), self.number("Q")

"""Protobuf messages read without their schema: the values of each field by its number.

The wire format is https://protobuf.dev/programming-guides/encoding/.
"""

import struct
from collections.abc import Mapping

Value = int | bytes

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_LONGEST_VARINT = 10


def parse(message: bytes) -> Mapping[int, list[Value]]:
    """The fields of ``message``; fixed numbers and nested messages are bytes. `ValueError` when it is no message."""
    found: dict[int, list[Value]] = {}
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        kind = key & 7
        value: Value
        if kind == _VARINT:
            value, at = _varint(message, at)
        else:
            if kind == _BYTES:
                length, at = _varint(message, at)
            elif kind in (_FIXED32, _FIXED64):
                length = 4 if kind == _FIXED32 else 8
            else:
                raise ValueError(f"no such wire type: {kind}")
            value = message[at : at + length]
            if len(value) != length:
                raise ValueError("the message ends in the middle of a field")
            at += length
        found.setdefault(key >> 3, []).append(value)
    return found


def number(fields: Mapping[int, list[Value]], field: int, default: int = 0) -> int:
    """The whole number in ``field``."""
    value = fields.get(field, [default])[-1]
    if not isinstance(value, int):
        raise ValueError(f"field {field} is no number")
    return value


def content(fields: Mapping[int, list[Value]], field: int) -> bytes:
    """The bytes in ``field``, none when it is not there."""
    value = fields.get(field, [b""])[-1]
    if not isinstance(value, bytes):
        raise ValueError(f"field {field} holds a number")
    return value


def text(fields: Mapping[int, list[Value]], field: int) -> str:
    """The text in ``field``."""
    return content(fields, field).decode("utf-8", "replace")


def floats(fields: Mapping[int, list[Value]], field: int) -> list[float]:
    """The numbers with a point in ``field``, packed or one by one, with the seven digits that they have."""
    packed = b"".join(value for value in fields.get(field, []) if isinstance(value, bytes))
    return [float(f"{value:.7g}") for (value,) in struct.iter_unpack("<f", packed[: len(packed) // 4 * 4])]


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(_LONGEST_VARINT):
        if at >= len(message):
            raise ValueError("the message ends in the middle of a number")
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return value, at
    raise ValueError("a number is too long")

"""Lines of JSON that point at answers in texts, and the lines that give the questions."""

import json
from dataclasses import dataclass

from quizapp.errors import InputError

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class PointedAt:
    """A text and the range of an answer in it, in code points, the end not included."""

    text: str
    start: int
    end: int


def split_lines(data: bytes) -> list[bytes]:
    """The lines of a file, without their ends; nothing behind the last line end is no line."""
    lines = data.removeprefix(_BOM).split(b"\n")
    return lines if lines[-1].strip() else lines[:-1]


def read_span(line: bytes) -> PointedAt:
    """The text and the span that one line gives. Raises `InputError` saying what is wrong with the line."""
    try:
        value = json.loads(line.decode())
    except UnicodeDecodeError as error:
        raise InputError("the line is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise InputError("the line is not JSON") from error
    if not isinstance(value, dict):
        raise InputError('the line is not an object with "text", "start" and "end"')
    text, start, end = (value.get(key) for key in ("text", "start", "end"))
    if not isinstance(text, str):
        raise InputError('"text" is missing or no string')
    if type(start) is not int or type(end) is not int:
        raise InputError('"start" or "end" is missing or no whole number')
    if not 0 <= start < end <= len(text):
        raise InputError(f'"start" and "end" are no range of the text, which has {len(text)} characters')
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise InputError('"text" holds half a character')
    return PointedAt(text, start, end)

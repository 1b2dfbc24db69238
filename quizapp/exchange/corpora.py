"""Files that hold many articles, one a line: as JSON objects, or as plain text."""

import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import IO, Any

from quizapp.article import Article
from quizapp.errors import InputError
from quizapp.exchange.articles import MAX_BYTES, pasted_original
from quizapp.exchange.originals import Given, read_original

JSON_SUFFIXES = (".jsonl", ".ndjson")
"""The endings of files of which every line is a JSON object."""
MAX_LINE = 2 * MAX_BYTES
"""The longest line: JSON may write a character as six."""


def holds_json_lines(name: str) -> bool:
    """True for the name of a file of which every line is an article as a JSON object."""
    return PurePath(name).suffix.lower() in JSON_SUFFIXES


def lines_of(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers from 1; one longer than `MAX_LINE` is cut behind it."""
    number = 0
    while line := file.readline(MAX_LINE + 1):
        number += 1
        rest = line
        while not rest.endswith(b"\n") and rest:
            rest = file.readline(1 << 20)
        if line.strip():
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def read_line(line: bytes, *, is_json: bool) -> Article:
    """The article in one line of a corpus, for an error that says what is wrong with it.

    A JSON object has the article's "text", and what is known of "title", "author", "publication", "published" and
    "url"; the rest of it is not looked at.
    """
    if len(line) > MAX_LINE:
        raise InputError(f"the line is longer than {MAX_LINE // 1_000_000} MB: cut the article into parts.")
    try:
        text = line.decode().strip("\r\n")
    except UnicodeDecodeError as error:
        raise InputError("the line is not UTF-8: save the file as UTF-8.") from error
    if not is_json:
        return read_original(pasted_original(text))
    try:
        written = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError('the line is no JSON object: write one article a line, as {"text": "..."}.') from error
    if not isinstance(written, dict):
        raise InputError('the line is no JSON object: write one article a line, as {"text": "..."}.')
    known = {name: _words(written, name) for name in ("title", "author", "publication", "published", "url")}
    body = _words(written, "text")
    if body is None:
        raise InputError('"text" is missing: it holds the article.')
    return read_original(pasted_original(body, link=known["url"]), Given(**known))


def _words(written: dict[str, Any], name: str) -> str | None:
    value = written.get(name)
    if value is not None and not isinstance(value, str):
        raise InputError(f'"{name}" is no text: write it in quotation marks.')
    return value or None

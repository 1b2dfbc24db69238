"""Reading what the command is given and writing what it makes."""

import contextlib
import glob
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import click

from quizapp.article import Article
from quizapp.errors import InputError, QuizError

STDIN = "-"


def expand_sources(sources: Iterable[str], *, also: Sequence[str] = ()) -> list[str]:
    """``sources`` with the files in folders, and those that patterns like 'news/**/*.pdf' match, in their places.

    From folders come the kinds of files that hold articles, and those whose names end in one of ``also``; nothing
    whose name, or whose folder's name, starts with a dot. What names no file stays, so that reading it says so.
    """
    from quizapp.exchange.articles import SUFFIXES

    found: list[str] = []
    seen: set[str] = set()
    for source in sources:
        path = Path(source)
        if source != STDIN and path.is_dir():
            inside = _files_below(path, (*SUFFIXES, *also))
        elif not path.exists() and any(mark in source for mark in "*?["):
            matches = glob.glob(source, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute patterns
            inside = [match for match in sorted(matches) if Path(match).is_file()]
        else:
            inside = []
        found += [one for one in inside if one not in seen] or ([] if inside else [source])
        seen.update(inside or [source])
    return found


def _files_below(folder: Path, suffixes: Sequence[str]) -> list[str]:
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        at = Path(parent)
        found += [
            str(at / name)
            for name in sorted(names)
            if not name.startswith(".") and (at / name).suffix.lower() in suffixes and (at / name).is_file()
        ]
    return found


def read_bytes(source: str) -> bytes:
    """The bytes of a file or of standard input; InputError when there are none to be had or too many."""
    from quizapp.exchange.articles import KINDS, MAX_BYTES

    if source != STDIN and Path(source).is_dir():
        raise InputError(f"{source}: no article in this folder: put {KINDS} files there.")
    try:
        with sys.stdin.buffer if source == STDIN else Path(source).open("rb") as file:
            return file.read(MAX_BYTES + 1)  # one more than allowed, for the reader to refuse
    except OSError as error:
        raise InputError(f"{source}: can't be read ({(error.strerror or str(error)).lower()}).") from error


def read_file(
    source: str, *, title: str | None = None, published: str | None = None, chapters: Sequence[int] = ()
) -> Article:
    """The article in a file, at a link, or on standard input, which is read as plain text."""
    from quizapp.exchange.articles import read_article
    from quizapp.exchange.links import is_link, read_link

    if is_link(source):
        if chapters:
            raise InputError(f"{source}: --chapters is for an .epub file.", field="chapters")
        return read_link(source, title=title, published=published)
    name = "standard input.txt" if source == STDIN else source
    return read_article(read_bytes(source), name=name, title=title, published=published, chapters=chapters)


def about(source: str, error: QuizError) -> str:
    """The error's message, which names the source."""
    return error.message if source in error.message else f"{source}: {error.message}"


def file_time(source: str) -> datetime:
    """When the source was last written, in whole seconds; now for what is no file."""
    path = Path(source)
    stamp = path.stat().st_mtime if source != STDIN and path.is_file() else datetime.now(UTC).timestamp()
    return datetime.fromtimestamp(int(stamp), UTC)


@contextlib.contextmanager
def writing(output: str | None) -> Iterator[IO[bytes]]:
    """Where results go: standard output, or a file that appears only when all is written."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(output)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(target)
    except OSError as error:
        raise InputError(f"{output}: can't be written ({(error.strerror or str(error)).lower()}).") from error
    finally:
        part.unlink(missing_ok=True)


def print_line(out: IO[bytes], text: str) -> None:
    """Write ``text`` and one line end, at once, for a reader that waits for it."""
    out.write(text.rstrip("\n").encode() + b"\n")
    out.flush()


def with_progress(items: Sequence[str]) -> Iterable[str]:
    """``items``, with a progress bar on stderr when a person is watching and there are several."""
    if len(items) < 2 or not sys.stderr.isatty():
        return items
    return _bar(items)


def _bar(items: Sequence[str]) -> Iterator[str]:
    with click.progressbar(items, label="Articles", file=sys.stderr, show_pos=True) as bar:
        yield from bar

"""Reading what the command is given and writing what it makes."""

import contextlib
import glob
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TypeVar

import click

from quizapp.article import Article
from quizapp.errors import InputError, QuizError
from quizapp.services.progress import Tell, tell_nobody

_T = TypeVar("_T")
STDIN = "-"
CLEAR_LINE = "\r\x1b[K"
MOST_PROCESSES = 4
"""Used when nobody says how many: each holds the language pipeline in memory."""
WORTH_A_PROCESS = 4
"""Articles that take as long as starting a process."""
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
OLDEST = datetime(1980, 1, 1, tzinfo=UTC)


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


def read_bytes(source: str, *, whole: bool = False) -> bytes:
    """The bytes of a file or of standard input; InputError when there are none to be had.

    Of more than an article can have, one byte more is read, for the reader to refuse; all of them with ``whole``, which
    is for what need be no article.
    """
    from quizapp.exchange.articles import KINDS, MAX_BYTES

    if not whole and source != STDIN and Path(source).is_dir():
        raise InputError(f"{source}: no article in this folder: put {KINDS} files there.")
    most = -1 if whole else MAX_BYTES + 1
    try:
        if source == STDIN:
            return standard_input().read(most)
        with Path(source).open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise _not_to_be_read(source, error) from error


@contextlib.contextmanager
def opened(source: str) -> Iterator[IO[bytes]]:
    """The file to read piece by piece; InputError when there is none to be had."""
    try:
        file = Path(source).open("rb")  # noqa: SIM115 - closed below, apart from what is done with it
    except OSError as error:
        raise _not_to_be_read(source, error) from error
    with file:
        yield file


def _not_to_be_read(source: str, error: OSError) -> InputError:
    from quizapp.exchange.links import is_link

    if _ADDRESS.match(source) and not is_link(source):
        return InputError(
            f"{source}: of web addresses, only those that start with https:// or http:// can be read: download it, and"
            " give the file's name."
        )
    return InputError(f"{source}: can't be read ({(error.strerror or str(error)).lower()}).")


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
    data = read_bytes(source)
    path = Path(source)
    name = source
    if source == STDIN or (not path.suffix and not path.is_file()):  # /dev/stdin, a pipe
        name = "standard input.txt"
    try:
        return read_article(data, name=name, title=title, published=published, chapters=chapters)
    except InputError as error:
        raise InputError(error.message.replace("standard input.txt", "standard input"), field=error.field) from error


def standard_input() -> IO[bytes]:
    """Standard input; InputError when it is closed."""
    if sys.stdin is None:
        raise InputError("standard input is closed: give it an article, or name a file.")
    return sys.stdin.buffer


def about(source: str, error: QuizError) -> str:
    """The error's message, which names the source."""
    name = " ".join(source.split())  # as messages of one line write it
    return error.message if name in error.message else f"{name}: {error.message}"


def file_time(source: str) -> datetime:
    """When the source was last written, in whole seconds, now for what is no file; never before 1980."""
    path = Path(source)
    now = datetime.now(UTC)
    stamp = path.stat().st_mtime if source != STDIN and path.is_file() else now.timestamp()
    return min(max(datetime.fromtimestamp(int(stamp), UTC), OLDEST), now.replace(microsecond=0))


@contextlib.contextmanager
def writing(output: str | None, sources: Sequence[str] = ()) -> Iterator[IO[bytes]]:
    """Where results go: standard output, a device or pipe, or a file that is replaced only when all is written.

    A file stays as it is when nothing was written. Raises `click.UsageError` when ``output`` is one of ``sources``.
    """
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if not output:
        raise click.UsageError("-o needs the name of a file.")
    target = Path(output).resolve()
    if any(_is_same_file(target, source) for source in sources):
        raise click.UsageError(f"-o {output} is the article itself: choose another name.")
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as file:
                yield file
            return
        part = target.with_name(f".{target.name[:100]}.{os.getpid()}.part")
        try:
            with part.open("wb") as file:
                yield file
                written = file.tell()
            if written:
                part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"{output}: can't be written ({(error.strerror or str(error)).lower()}).") from error


def _is_same_file(target: Path, source: str) -> bool:
    try:
        return source != STDIN and target.samefile(source)
    except OSError:
        return False


def print_line(out: IO[bytes], text: str) -> None:
    """Write ``text`` and one line end, at once, for a reader that waits for it."""
    # What is no text, such as a byte of a file's name that is not UTF-8, is written as an escape.
    out.write(text.rstrip("\n").encode(errors="backslashreplace") + b"\n")
    out.flush()


def article_progress() -> Callable[[float], None] | None:
    """What shows on stderr how far one article is, when a person is watching."""
    if not sys.stderr.isatty():
        return None
    bar = click.progressbar(length=100, label="Reading", file=sys.stderr)

    def show(share: float) -> None:
        bar.update(int(share * 100) - bar.pos)
        if share >= 1 and not bar.finished:
            bar.finish()
            bar.render_finish()

    return show


@contextlib.contextmanager
def steps_shown(source: str) -> Iterator[Tell]:
    """What shows on stderr which step of a file's import is under way, when a person is watching."""
    if not sys.stderr.isatty():
        yield tell_nobody
        return

    def show(text: str, done: int = 0, total: int | None = None, /) -> None:
        share = f" {100 * done // total}%" if total else ""
        click.echo(f"{CLEAR_LINE}{source}: {text.lower()} ...{share}", nl=False, err=True)

    try:
        yield show
    finally:
        click.echo(CLEAR_LINE, nl=False, err=True)


def processes(wanted: int | None, total: int | None, *, threads: int = 1) -> int:
    """How many processes to use: those that are wanted, else one per core, when there is enough to do for them.

    ``threads`` is how many cores each of them uses.
    """
    if wanted is not None:
        return wanted
    most = max(1, min(os.cpu_count() or 1, MOST_PROCESSES) // threads)
    return most if total is None else max(1, min(most, total // WORTH_A_PROCESS))


def with_progress(items: Iterable[_T], *, total: int | None, label: str = "Articles") -> Iterable[_T]:
    """``items``, with a progress bar and a rate on stderr when a person is watching and there are several."""
    if total == 1 or not sys.stderr.isatty():
        return items
    return _bar(items, total, label)


def _bar(items: Iterable[_T], total: int | None, label: str) -> Iterator[_T]:
    began = time.monotonic()
    done = 0

    def rate(_item: _T | None) -> str:
        return f"{done / max(time.monotonic() - began, 0.001):.1f}/s" if done else ""

    def counted() -> Iterator[_T]:
        yield from items
        bar.length = done  # blank lines of a corpus had been counted, too

    with click.progressbar(
        counted(), length=total, label=label, file=sys.stderr, show_pos=True, item_show_func=rate
    ) as bar:
        for item in bar:
            done += 1
            # What is said of the item takes the bar's line; the bar is drawn again below it.
            click.echo(CLEAR_LINE, nl=False, err=True)
            yield item

"""The articles that a command is given: files, links, standard input, and lines of corpora."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizapp.article import Article
from quizapp.cli.files import STDIN, opened, read_file, standard_input
from quizapp.errors import InputError


@dataclass(frozen=True, slots=True)
class Source:
    """Where one article is: a file, a link or standard input by its name, or the ``line`` of a corpus.

    ``name`` is what messages and results call it: the file's name, with the number of the line. ``error`` says that
    there is nothing to be had of it.
    """

    name: str
    path: str
    line: bytes | None = None
    error: str | None = None


def each_source(paths: Sequence[str], *, as_lines: bool = False) -> Iterator[Source]:
    """The articles of ``paths``, one after the other, each read only when it is asked for.

    A .jsonl file holds one a line, and with ``as_lines`` so does every plain text file.
    """
    for path in paths:
        if not is_corpus(path, as_lines=as_lines):
            yield Source(path, path)
            continue
        try:
            yield from _lines(path)
        except InputError as error:
            yield Source(path, path, error=error.message)


def _lines(path: str) -> Iterator[Source]:
    from quizapp.exchange.corpora import lines_of

    if path == STDIN:
        for number, line in lines_of(standard_input()):
            yield Source(f"{path}:{number}", path, line)
        return
    with opened(path) as file:
        for number, line in lines_of(file):
            yield Source(f"{path}:{number}", path, line)


def count_sources(paths: Sequence[str], *, as_lines: bool = False) -> int | None:
    """How many articles there are, blank lines counted with them; None when only reading to the end would tell."""
    total = 0
    for path in paths:
        if not is_corpus(path, as_lines=as_lines):
            total += 1
        elif not Path(path).is_file():
            return None
        else:
            with opened(path) as file:
                total += sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    return total


def is_corpus(path: str, *, as_lines: bool) -> bool:
    """True when the file holds one article a line."""
    from quizapp.exchange.articles import SUFFIXES
    from quizapp.exchange.corpora import holds_json_lines
    from quizapp.exchange.links import is_link

    if is_link(path) or Path(path).is_dir():
        return False
    if holds_json_lines(path):
        return True
    suffix = Path(path).suffix.lower()
    return as_lines and (path == STDIN or suffix in (".txt", ".text") or suffix not in SUFFIXES)


def read_source(
    source: Source, *, title: str | None = None, published: str | None = None, chapters: Sequence[int] = ()
) -> Article:
    """The article that ``source`` is. Raises `InputError` that names it."""
    from quizapp.exchange.corpora import holds_json_lines, read_line

    if source.error is not None:
        raise InputError(source.error)
    if source.line is None:
        return read_file(source.path, title=title, published=published, chapters=chapters)
    try:
        return read_line(source.line, is_json=holds_json_lines(source.path))
    except InputError as error:
        raise InputError(f"{source.name}: {error.message}", field=error.field) from error

"""The verbs that need no library: an article in, cards or its text out."""

import contextlib
import io
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import IO

import click

from quizapp.article import check_published
from quizapp.cli.command import complain
from quizapp.cli.files import (
    OLDEST,
    about,
    article_progress,
    expand_sources,
    print_line,
    processes,
    read_file,
    with_progress,
    writing,
)
from quizapp.cli.making import Made, Making, failed, make, make_apart
from quizapp.cli.resuming import appending
from quizapp.cli.sources import Source, count_sources, each_source, is_corpus
from quizapp.cli.writers import Tally, announce, chosen, model_option, writers_option
from quizapp.errors import InputError, QuizError
from quizapp.notes import Deck

LATEST = datetime(2100, 1, 1, tzinfo=UTC)
"""A note's time after this is a mistake, and so is one before `OLDEST`: Anki can't count it."""


def _published(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    try:
        return check_published(value) if value is not None else None
    except QuizError as error:
        raise click.BadParameter(error.message) from error


def _chapters(_context: click.Context, _option: click.Parameter, value: str | None) -> tuple[int, ...]:
    from quizapp.exchange.articles import parse_chapters

    try:
        return parse_chapters(value or "")
    except QuizError as error:
        raise click.BadParameter(error.message) from error


def _moment(_context: click.Context, _option: click.Parameter, value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"'{value}' is not a time: write it like 2025-01-28T09:30:00+00:00.") from error
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    if not OLDEST <= moment <= LATEST:
        raise click.BadParameter(f"'{value}' is not between {OLDEST.year} and {LATEST.year}.")
    return moment


title_option = click.option("--title", metavar="TEXT", help="The article's title, instead of the one in the file.")
published_option = click.option(
    "--published", metavar="DATE", callback=_published, help="When it was published: 2025, 2025-01 or 2025-01-28."
)


chapters_option = click.option(
    "--chapters",
    metavar="N",
    callback=_chapters,
    help="Of an .epub book, these chapters: 2, 1-3 or 1,4-6. Default: all.",
)


max_cards_option = click.option(
    "--max-cards", type=click.IntRange(min=0), metavar="N", help="At most N cards; 0 for all. Default: by length."
)
lines_option = click.option(
    "--lines", "as_lines", is_flag=True, help="Each line of the plain text files, or of standard input, is an article."
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(1, 64), metavar="N", help="Work in N processes. Default: one per core, at most 4."
)


@click.command(epilog="Example: quizapp generate article.txt --format apkg -o article.apkg")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "yaml", "apkg"]),
    default="text",
    show_default=True,
    help="What to print or write: text, json (one object per source), yaml (a deck file) or apkg (for Anki).",
)
@click.option("-o", "--output", metavar="OUT", help="Write to this file instead of the screen.")
@title_option
@published_option
@chapters_option
@max_cards_option
@click.option("--rejected", is_flag=True, help="Also list what was considered and turned down, and why.")
@click.option(
    "--modified",
    metavar="TIME",
    callback=_moment,
    help="When the notes count as written. Default: the file's own time.",
)
@writers_option
@model_option
@click.option(
    "--dry-run",
    is_flag=True,
    help="Print what models would be asked, and about how many tokens that takes; send nothing and write no card.",
)
@lines_option
@jobs_option
@click.option(
    "--resume",
    is_flag=True,
    help="With --format json and -o: add to OUT, and leave out the sources whose results it has.",
)
@click.pass_context
def generate(
    context: click.Context,
    sources: tuple[str, ...],
    form: str,
    output: str | None,
    title: str | None,
    published: str | None,
    chapters: tuple[int, ...],
    max_cards: int | None,
    rejected: bool,
    modified: datetime | None,
    writers: str | None,
    model: str | None,
    dry_run: bool,
    as_lines: bool,
    jobs: int | None,
    resume: bool,
) -> None:
    """Write cards about articles in files or at links; - reads plain text from standard input. Needs no library.

    A SOURCE is a .txt, .md, .html, .mhtml, .pdf, .docx, .epub or .eml file, a link (https://...), a
    folder of such files, or a pattern such as 'news/**/*.pdf'. A .jsonl file holds many articles, one a
    line: {"text": "...", "title": "...", "url": "...", "author": "...", "published": "2025-01-28"}.

    Results come in the order of the sources, each as soon as it and those before it are there. Where others than the
    rules word cards, what each of them did is told on stderr, and cards say who wrote them. Writers that were chosen on
    a library's page "Writers", and the model's key that is kept there, are for the articles of that library alone."""
    from quizapp.config import read_pipeline_name, read_writer_settings

    paths = tuple(expand_sources(sources))
    corpora = any(is_corpus(path, as_lines=as_lines) for path in paths)
    if title is not None and (len(paths) > 1 or corpora):
        raise click.UsageError("--title is for one SOURCE.")
    if form == "yaml" and (len(paths) > 1 or corpora):
        raise click.UsageError("--format yaml takes one SOURCE: a deck file holds one deck.")
    if form == "apkg":
        paths = tuple(dict.fromkeys(paths))  # each note once
    if form == "apkg" and output is None and sys.stdout.isatty():
        raise click.UsageError("--format apkg needs -o FILE.apkg.")
    if resume and (form != "json" or not output):
        raise click.UsageError("--resume is for --format json with -o OUT.")
    if dry_run and (resume or form not in ("text", "json")):
        raise click.UsageError("--dry-run prints text or JSON: it writes no deck, and is not gone on with.")

    choice = chosen(writers, model, read_writer_settings())
    making = Making(
        read_pipeline_name(), form, title, published, chapters, max_cards, rejected, modified, choice, dry_run
    )
    if not dry_run:
        announce(choice)
    tally = Tally()
    decks: list[Deck] = []
    has_failed = False
    with contextlib.ExitStack() as stack:
        out: IO[bytes] = io.BytesIO()
        done: dict[str, bool] = {}
        if resume and output:
            out, done = stack.enter_context(appending(output))
            has_failed = any(done.values())
        elif form in ("text", "json"):
            out = stack.enter_context(writing(output, paths))
        total = count_sources(paths, as_lines=as_lines)
        left = (source for source in each_source(paths, as_lines=as_lines) if source.name not in done)
        left_total = None if total is None else max(total - len(done), 0)
        for made in with_progress(_make_all(making, left, jobs, left_total), total=left_total):
            if made.text is not None:
                print_line(out, made.text)
            if made.deck is not None:
                decks.append(made.deck)
            tally.add(made.accounts)
            has_failed = has_failed or made.error is not None
            if (said := made.error or made.remark) is not None:
                complain(f"quizapp: {said}")
    if decks:
        from quizapp.exchange.anki import write_package
        from quizapp.exchange.deckfile import write_deck

        with writing(output, paths) as out:
            out.write(write_package(decks) if form == "apkg" else write_deck(decks[0]).encode())
    tally.tell()
    context.exit(1 if has_failed else 0)


def _make_all(making: Making, sources: Iterable[Source], jobs: int | None, total: int | None) -> Iterator[Made]:
    """What is made of each source, in order."""
    jobs = processes(jobs, total, threads=making.writers.threads)
    if jobs == 1:
        progress = article_progress() if total == 1 else None
        for source in sources:
            yield make(making, source, progress)
        return
    from quizapp.services.many import in_order

    for source, made in in_order(make_apart, sources, making, jobs=jobs):
        yield failed(making, source, about(source.name, made)) if isinstance(made, QuizError) else made


@click.command(epilog="Example: quizapp read article.md --format json")
@click.argument("source")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What to print: text or json (one object).",
)
@title_option
@published_option
@chapters_option
def read(source: str, form: str, title: str | None, published: str | None, chapters: tuple[int, ...]) -> None:
    """Print an article as it was understood: title, author, date, language and text."""
    from quizapp.exchange.cards_json import article_json, json_line
    from quizapp.exchange.cards_text import article_text

    try:
        article = read_file(source, title=title, published=published, chapters=chapters)
    except QuizError as error:
        raise InputError(about(source, error)) from error
    if form == "json":
        click.echo(json_line(article_json(article)))
    else:
        click.echo(article_text(article))

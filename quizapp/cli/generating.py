"""The verbs that need no library: an article in, cards or its text out."""

import contextlib
import io
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from quizapp.article import check_published
from quizapp.cli.command import complain
from quizapp.cli.files import (
    OLDEST,
    about,
    article_progress,
    expand_sources,
    file_time,
    print_line,
    read_file,
    with_progress,
    writing,
)
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


@click.command(epilog="Example: quizapp generate article.txt --format apkg -o article.apkg")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "yaml", "apkg"]), default="text", show_default=True
)
@click.option("-o", "--output", metavar="OUT", help="Write to this file instead of the screen.")
@title_option
@published_option
@chapters_option
@click.option(
    "--max-cards", type=click.IntRange(min=0), metavar="N", help="At most N cards; 0 for all. Default: by length."
)
@click.option("--rejected", is_flag=True, help="Also list what was considered and turned down, and why.")
@click.option(
    "--modified",
    metavar="TIME",
    callback=_moment,
    help="When the notes count as written. Default: the file's own time.",
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
) -> None:
    """Write cards about articles in files or at links; - reads plain text from standard input. Needs no library.

    A SOURCE is a .txt, .md, .html, .mhtml, .pdf, .docx, .epub or .eml file, a link (https://...), a
    folder of such files, or a pattern such as 'news/**/*.pdf'."""
    from quizapp.config import read_pipeline_name
    from quizapp.exchange import cards_json, cards_text
    from quizapp.exchange.anki import write_package
    from quizapp.exchange.deckfile import write_deck
    from quizapp.services.generation import make_generator

    sources = tuple(expand_sources(sources))
    if title is not None and len(sources) > 1:
        raise click.UsageError("--title is for one SOURCE.")
    if form == "yaml" and len(sources) > 1:
        raise click.UsageError("--format yaml takes one SOURCE: a deck file holds one deck.")
    if form == "apkg":
        sources = tuple(dict.fromkeys(sources))  # each note once
    if form == "apkg" and output is None and sys.stdout.isatty():
        raise click.UsageError("--format apkg needs -o FILE.apkg.")

    write_cards = make_generator(
        read_pipeline_name(), max_cards=max_cards, progress=article_progress() if len(sources) == 1 else None
    )
    decks: list[Deck] = []
    failed = False
    with contextlib.ExitStack() as stack:
        out = stack.enter_context(writing(output, sources)) if form in ("text", "json") else io.BytesIO()
        for source in with_progress(sources):
            try:
                article = read_file(source, title=title, published=published, chapters=chapters)
                generated = write_cards(article)
            except QuizError as error:
                failed = True
                if form == "json":
                    print_line(out, cards_json.json_line(cards_json.failed_json(source, about(source, error))))
                complain(f"quizapp: {about(source, error)}")
                continue
            if form == "json":
                line = cards_json.generated_json(source, article, generated, rejected=rejected)
                print_line(out, cards_json.json_line(line))
            elif form == "text":
                print_line(out, cards_text.generated_text(article, generated, rejected=rejected))
            else:
                if not generated.notes:
                    complain(f"quizapp: {source}: no card could be made of it.")
                name = article.title or Path(source).stem
                decks.append(
                    cards_json.generated_deck(article, generated, name=name, modified=modified or file_time(source))
                )
    if decks:
        with writing(output, sources) as out:
            out.write(write_package(decks) if form == "apkg" else write_deck(decks[0]).encode())
    context.exit(1 if failed else 0)


@click.command(epilog="Example: quizapp read article.md --format json")
@click.argument("source")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
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

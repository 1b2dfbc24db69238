"""The verb that brings articles and decks into the library, one or ten thousand."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from quizapp.cli.bringing import Place, Result, bring, bring_apart, said
from quizapp.cli.command import complain, counted
from quizapp.cli.files import (
    STDIN,
    about,
    expand_sources,
    opened,
    processes,
    read_bytes,
    steps_shown,
    with_progress,
)
from quizapp.cli.generating import jobs_option, lines_option
from quizapp.cli.opening import Library, open_library
from quizapp.cli.sources import Source, count_sources, each_source
from quizapp.cli.spreading import spread
from quizapp.cli.writers import Tally, announce, chosen, library_writers_option, model_option
from quizapp.errors import QuizError
from quizapp.exchange.links import is_link
from quizapp.services.bring_in import MAYBE_ARTICLES, SUFFIXES, DeckKind, bring_in, kind_of, looks_like_deck
from quizapp.services.many import in_order
from quizapp.services.media import FilesBeside
from quizapp.services.model_key import kept_key
from quizapp.services.own_writers import settings_for
from quizapp.services.writers import WriterChoice


@click.command("import", epilog="Example: quizapp import article.txt words.csv biology.apkg")
@click.argument("files", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--as",
    "given_as",
    type=click.Choice(["article", "deck"]),
    help="What the .txt and .md files hold, where it is not told from their first lines.",
)
@library_writers_option
@model_option
@lines_option
@jobs_option
@click.pass_context
def import_(
    context: click.Context,
    files: tuple[str, ...],
    given_as: str | None,
    writers: str | None,
    model: str | None,
    as_lines: bool,
    jobs: int | None,
) -> None:
    """Add articles as drafts to look through, and decks with their cards.

    An article is a .txt, .md, .html, .mhtml, .pdf, .docx, .epub or .eml file, a link (https://...), a
    folder of such files, or a pattern such as 'news/**/*.pdf'. A .jsonl file holds many, one a line.

    A deck is a package from Anki (.apkg, .colpkg), notes in Anki's text format (.csv, .tsv, .txt), a
    Markdown deck (.md, or a .zip of decks with their pictures) or a deck file (.yaml). A .txt holds notes
    when it begins with one of Anki's header lines, such as #separator:tab, or has a tab in every row; a .md
    holds cards when its first line begins with Q: or C:.

    Where no writers are named, those that were chosen on the library's page "Writers" word the cards, with the model's
    key that is kept there.

    All of a file comes in, or nothing. `quizapp imports` lists what came in as decks, and takes one back.

    Stopped, the same command goes on: cards are written only about what the library does not have yet.
    With QUIZAPP_REDIS_URL set, the articles are shared out to all `quizapp worker`s, each of which takes a model's key
    from its own QUIZAPP_MODEL_KEY."""
    failed = False
    paths = expand_sources(files, also=tuple(SUFFIXES))
    total = count_sources(paths, as_lines=as_lines)
    tally = Tally()
    with open_library() as library:
        own = settings_for(library.session, library.owner_id, library.settings)
        library.session.rollback()
        choice = chosen(writers, model, own, kept=partial(kept_key, library.settings))
        announce(choice)
        items = _deck_or_article(library, each_source(paths, as_lines=as_lines), "article" if as_lines else given_as)
        for source, brought in with_progress(_bring_all(library, items, choice, jobs, total), total=total):
            if isinstance(brought, str):
                click.echo(brought)
            elif isinstance(brought, QuizError):
                failed = True
                complain(f"quizapp: {about(source.name, brought)}")
            else:
                click.echo(said(source, brought))
                tally.add(brought.accounts)
    tally.tell()
    context.exit(1 if failed else 0)


def _deck_or_article(
    library: Library, sources: Iterable[Source], given_as: str | None
) -> Iterator[tuple[Source, Result | None]]:
    """Each source, decks with what became of them: they are brought in here, one after the other."""
    for source in sources:
        result: Result | None = None
        try:
            if source.line is None and source.error is None and _is_deck(source.path, given_as):
                result = _import_deck(library, source.path)
        except QuizError as error:
            library.session.rollback()
            result = error
        yield source, result


def _bring_all(
    library: Library,
    items: Iterator[tuple[Source, Result | None]],
    choice: WriterChoice,
    jobs: int | None,
    total: int | None,
) -> Iterator[tuple[Source, Result]]:
    """Each source with what became of it, in order."""
    if library.settings.redis_url is not None and total != 1:
        yield from spread(library, items, choice)
        return
    place = Place(library.settings.database_url, library.owner_id, library.settings.pipeline, choice)
    jobs = processes(jobs, total, threads=choice.threads)
    if jobs > 1:
        for (source, _), brought in in_order(bring_apart, items, place, jobs=jobs):
            yield source, brought
        return
    for source, result in items:
        try:
            yield source, bring(library.session, place, source) if result is None else result
        except QuizError as error:
            library.session.rollback()
            yield source, error


def _is_deck(source: str, given_as: str | None) -> bool:
    suffix = Path(source).suffix.lower()
    if source == STDIN or is_link(source) or suffix not in SUFFIXES:
        return False
    if suffix not in MAYBE_ARTICLES:
        return True
    if given_as is not None:
        return given_as == "deck"
    return looks_like_deck(read_bytes(source, whole=True), name=source)


def _import_deck(library: Library, source: str) -> str:
    with opened(source) as file, steps_shown(source) as tell:
        done = bring_in(
            library.session,
            library.owner_id,
            file,
            name=source,
            now=datetime.now(UTC),
            calendar=library.calendar,
            media=library.settings.media_dir,
            tell=tell,
            beside=FilesBeside(Path(source).parent),
        )
    reviews = f", {counted(done.reviews, 'review')} added" if kind_of(source) is DeckKind.PACKAGE else ""
    notes = f"{counted(done.added, 'note')} added, {done.updated} updated, {done.unchanged} unchanged"
    were = "was" if done.merged == 1 else "were"
    both = (
        f" {counted(done.merged, 'card')} {were} reviewed here and in Anki: all reviews count." if done.merged else ""
    )
    return "\n".join((f"{source}: {notes}{reviews}.{both}", *(f"  left out: {line}" for line in done.skipped)))

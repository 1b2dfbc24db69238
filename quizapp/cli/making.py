"""What `quizapp generate` makes of one source: the same in this process and in another one."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.article import Article
from quizapp.cli.files import about, file_time
from quizapp.cli.sources import Source, read_source
from quizapp.errors import QuizError
from quizapp.generator.pipeline import Account
from quizapp.notes import Deck
from quizapp.services.writers import BY_RULES, WriterChoice

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizapp.services.children import Report


@dataclass(frozen=True, slots=True)
class Making:
    """What is to be made of each source, as the options of the command say."""

    pipeline: str
    form: str
    title: str | None = None
    published: str | None = None
    chapters: tuple[int, ...] = ()
    max_cards: int | None = None
    rejected: bool = False
    modified: datetime | None = None
    writers: WriterChoice = BY_RULES
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: ``text`` to print, or a ``deck``; ``error`` or ``remark`` is one line for the person.

    ``accounts`` say what each writer did.
    """

    text: str | None = None
    deck: Deck | None = None
    error: str | None = None
    remark: str | None = None
    accounts: tuple[Account, ...] = ()


def make(making: Making, source: Source, progress: "Callable[[float], None] | None" = None) -> Made:
    """The cards of the source in the form that was asked for."""
    from quizapp.exchange import cards_json, cards_text
    from quizapp.services.generation import make_generator

    write_cards = make_generator(making.pipeline, max_cards=making.max_cards, progress=progress, writers=making.writers)
    try:
        article = read_source(source, title=making.title, published=making.published, chapters=making.chapters)
        if making.dry_run:
            return _planned(making, source, article)
        generated = write_cards(article)
    except QuizError as error:
        return failed(making, source, about(source.name, error))
    if making.form == "json":
        line = cards_json.generated_json(source.name, article, generated, rejected=making.rejected)
        return Made(text=cards_json.json_line(line), accounts=generated.accounts)
    if making.form == "text":
        text = cards_text.generated_text(article, generated, rejected=making.rejected)
        return Made(text=text, accounts=generated.accounts)
    name = article.title or Path(source.path).stem
    modified = making.modified or file_time(source.path)
    deck = cards_json.generated_deck(article, generated, name=name, modified=modified)
    remark = None if generated.notes else f"{source.name}: no card could be made of it."
    return Made(deck=deck, remark=remark, accounts=generated.accounts)


def _planned(making: Making, source: Source, article: Article) -> Made:
    from quizapp.cli.planning import plans_json, plans_text
    from quizapp.exchange.cards_json import json_line
    from quizapp.services.dry_run import plan

    plans = plan(article, making.pipeline, making.writers)
    if making.form == "json":
        return Made(text=json_line(plans_json(source.name, plans, making.writers.goes_to)))
    return Made(text=plans_text(source.name, plans))


def failed(making: Making, source: Source, message: str) -> Made:
    """What stands in the place of a source of which nothing could be made."""
    from quizapp.exchange import cards_json

    if making.form != "json":
        return Made(error=message)
    return Made(text=cards_json.json_line(cards_json.failed_json(source.name, message)), error=message)


def make_apart(_report: "Report", making: Making, source: Source) -> Made:
    """The same as `make`, for a child."""
    return make(making, source)

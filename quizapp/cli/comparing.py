"""The verb that shows how several writers word the same facts."""

import shutil
import time

import click

from quizapp.cli.files import about, article_progress, print_line, read_file, writing
from quizapp.cli.generating import chapters_option, max_cards_option, published_option, title_option
from quizapp.cli.writers import announce, chosen, model_option, writers_option
from quizapp.errors import InputError, QuizError

WIDEST = 160
"""Columns: longer lines are hard to follow."""


@click.command(epilog="Example: quizapp compare article.txt --writers rules,neural")
@click.argument("source")
@writers_option
@model_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@title_option
@published_option
@chapters_option
@max_cards_option
def compare(
    source: str,
    writers: str | None,
    model: str | None,
    form: str,
    title: str | None,
    published: str | None,
    chapters: tuple[int, ...],
    max_cards: int | None,
) -> None:
    """Show side by side how several writers word the facts of an article. Needs no library.

    Below each sentence stand the answers that are asked for in it, and each writer's questions with their scores: a +
    marks a card, a ~ another wording of a card, a - what was turned down, and why. In the end stands for each writer
    how many wordings it proposed, how many of them the article doesn't support or could not be read, how many passed
    all checks and became cards, the seconds it took, the tokens that its server counted, and why it wrote nothing or
    less than it would have.

    Writers that were chosen on a library's page "Writers", and the model's key that is kept there, are for the articles
    of that library alone.
    """
    from quizapp.cli.comparison import comparison_json, comparison_text
    from quizapp.config import read_pipeline_name, read_writer_settings
    from quizapp.exchange.cards_json import json_line
    from quizapp.services import comparing

    choice = chosen(writers, model, read_writer_settings())
    try:
        article = read_file(source, title=title, published=published, chapters=chapters)
        announce(choice)
        comparison = comparing.compare(
            article,
            read_pipeline_name(),
            choice,
            clock=time.monotonic,
            max_cards=max_cards,
            progress=article_progress(),
        )
    except QuizError as error:
        raise InputError(about(source, error)) from error
    with writing(None) as out:
        if form == "json":
            print_line(out, json_line(comparison_json(source, article, comparison)))
        else:
            width = min(shutil.get_terminal_size().columns, WIDEST)
            print_line(out, comparison_text(article, comparison, width=width))

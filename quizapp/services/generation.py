"""The generator, ready to be called with an article; the language pipeline is loaded at the first call."""

from collections.abc import Callable

import babel

from quizapp.article import Article
from quizapp.errors import InputError
from quizapp.generator.language import load_pipeline
from quizapp.generator.options import Options
from quizapp.generator.pipeline import Generated, generate

WriteCards = Callable[[Article], Generated]


def make_generator(
    pipeline_name: str, *, max_cards: int | None = None, progress: Callable[[float], None] | None = None
) -> WriteCards:
    """A function from article to notes that uses the spaCy pipeline of that name.

    ``max_cards``: None grows with the article, 0 is no cap. ``progress`` is told how far it is, up to 1. The function
    raises `InputError` for an article in a language that the pipeline is not for, and `SetupError` when the pipeline
    is not installed.
    """
    options = Options(max_cards=max_cards)

    def write_cards(article: Article) -> Generated:
        nlp = load_pipeline(pipeline_name)
        language = nlp.lang or "en"
        if article.language is not None and article.language != language:
            raise InputError(
                f"The text is in {_named(article.language)}: quizapp writes cards only about articles in"
                f" {_named(language)}.",
                field="text",
            )
        return generate(article, nlp=nlp, options=options, progress=progress)

    return write_cards


def _named(code: str) -> str:
    try:
        return babel.Locale.parse(code).english_name or code
    except (ValueError, babel.UnknownLocaleError):
        return f"a language that can't be read here ({code})"

"""The generator, ready to be called with an article; the language pipeline is loaded at the first call."""

from collections.abc import Callable

import babel

from quizapp.article import Article
from quizapp.errors import InputError
from quizapp.generator.language import load_pipeline
from quizapp.generator.options import Options
from quizapp.generator.pipeline import Generated, generate

WriteCards = Callable[[Article], Generated]
_NOTHING = Generated(notes=(), quotations=(), rejected=())
NO_CARD = "No card could be made of this text: quizapp needs sentences that state a fact or quote somebody."


class LanguageError(InputError):
    """The article is in a language that cards can't be written in; it can still be kept and read."""


def generated_of(article: Article, generate: WriteCards) -> tuple[Generated, str | None]:
    """What ``generate`` makes of the article; when that is no card, why and what can be done, in one line."""
    try:
        generated = generate(article)
    except LanguageError as error:
        return _NOTHING, error.message
    return generated, None if generated.notes else NO_CARD


def make_generator(
    pipeline_name: str, *, max_cards: int | None = None, progress: Callable[[float], None] | None = None
) -> WriteCards:
    """A function from article to notes that uses the spaCy pipeline of that name.

    ``max_cards``: None grows with the article, 0 is no cap. ``progress`` is told how far it is, up to 1. The function
    raises `LanguageError` for an article in a language that the pipeline is not for, and `SetupError` when the
    pipeline is not installed.
    """
    options = Options(max_cards=max_cards)

    def write_cards(article: Article) -> Generated:
        remark = language_remark(article.language, pipeline_name)
        if remark is not None:
            raise LanguageError(remark, field="text")
        nlp = load_pipeline(pipeline_name)
        return generate(article, nlp=nlp, options=options, progress=progress)

    return write_cards


def language_remark(language: str | None, pipeline_name: str) -> str | None:
    """Why no cards are written about articles in this language, in one line; None when they are."""
    own = load_pipeline(pipeline_name).lang or "en"
    if language is None or language == own:
        return None
    return f"The text is in {_named(language)}: quizapp writes cards only about articles in {_named(own)}."


def _named(code: str) -> str:
    try:
        return babel.Locale.parse(code).english_name or code
    except (ValueError, babel.UnknownLocaleError):
        return f"a language that can't be read here ({code})"

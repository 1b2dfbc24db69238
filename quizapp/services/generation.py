"""The generator, ready to be called with an article; the language pipeline is loaded at the first call."""

import sys
from collections.abc import Callable
from dataclasses import replace

import babel

from quizapp.article import Article
from quizapp.config import RULES
from quizapp.errors import InputError, SetupError
from quizapp.generator.candidates import Writer
from quizapp.generator.language import installed_pipelines, load_pipeline
from quizapp.generator.options import Options
from quizapp.generator.other_languages import pipeline as other_languages
from quizapp.generator.pipeline import PARSED, Account, Generated
from quizapp.generator.progress import Progress
from quizapp.services.long_articles import generate_at_any_length
from quizapp.services.writers import BY_RULES, WriterChoice, make_writers

WriteCards = Callable[[Article], Generated]
MakeWriters = Callable[[WriterChoice], list[Writer]]
_NOTHING = Generated(notes=(), quotations=(), rejected=())
_NEWS = "ca da de el es fi fr hr it ja ko lt mk nb nl pl pt ro ru sl sv uk"
_PIPELINES = {
    **{code: f"{code}_core_news_sm" for code in _NEWS.split()},
    "zh": "zh_core_web_sm",
}
"""The pipelines that spaCy has for other languages."""
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
    pipeline_name: str,
    *,
    max_cards: int | None = None,
    progress: Progress | None = None,
    writers: WriterChoice = BY_RULES,
    make: MakeWriters | None = None,
) -> WriteCards:
    """A function from article to notes that uses the spaCy pipeline of that name.

    ``max_cards``: None grows with the article, 0 is no cap. ``progress`` is told how far it is, up to 1. The function
    raises `LanguageError` for an article in a language that the pipeline is not for, and `SetupError` when the
    pipeline is not installed or none of the ``writers`` can write; ``make`` takes the place of `make_writers`.
    """
    options = Options(max_cards=max_cards)

    def write_cards(article: Article) -> Generated:
        remark = language_remark(article.language, pipeline_name)
        if remark is not None:
            raise LanguageError(remark, field="text")
        if _is_own(article.language, pipeline_name):
            made = (make or make_writers)(writers)
            nlp = load_pipeline(pipeline_name)
            return _written(generate_at_any_length(article, nlp=nlp, options=options, writers=made, progress=progress))
        remark = f"The text is in {_named(article.language or '')}, in which only the rules write cards."
        if RULES not in writers.names:
            raise LanguageError(f"{remark[:-1]}: add them to --writers or QUIZAPP_WRITERS.", field="text")
        other = load_pipeline(installed_pipelines()[_spacy_code(article.language or "")])
        generated = other_languages.generate_plainly(article, nlp=other, options=options, progress=progress)
        models = tuple(Account(title, problem=remark) for title in writers.titles if title != RULES)
        return replace(generated, accounts=(*generated.accounts, *models))

    return write_cards


def _written(generated: Generated) -> Generated:
    """What was generated; raises `SetupError` where nothing was, because no writer could."""
    problems = [one.problem for one in generated.accounts if one.problem is not None]
    if problems and not generated.notes and len(problems) == len(generated.accounts):
        raise SetupError(" ".join(dict.fromkeys(problems)))
    return generated


def parsed_share(language: str | None, pipeline_name: str) -> float:
    """The share of the work on an article in this language that is done when its text is parsed, 0 to 1."""
    return PARSED if _is_own(language, pipeline_name) else other_languages.PARSED


def tokens_ahead(article: Article, pipeline_name: str, writers: WriterChoice) -> int | None:
    """About how many tokens the model at an endpoint will read and write for the article; None where none is asked."""
    return writers.tokens(article.text) if _is_own(article.language, pipeline_name) else None


def language_remark(language: str | None, pipeline_name: str) -> str | None:
    """Why no cards are written about articles in this language, and what to do; None when they are written."""
    if _is_own(language, pipeline_name) or _spacy_code(language or "") in installed_pipelines():
        return None
    named = _named(language or "")
    package = _PIPELINES.get(_spacy_code(language or ""))
    if package is None:
        return f"The text is in {named}, a language that quizapp can't write cards in."
    return (
        f"The text is in {named}, which quizapp reads once a language pipeline for it is installed:"
        f" run '{sys.executable} -m spacy download {package}', then have the article read again."
    )


def _is_own(language: str | None, pipeline_name: str) -> bool:
    """True for the language of the pipeline that is set, and when the language could not be told."""
    return language is None or language == pipeline_name.split("_")[0] or language == load_pipeline(pipeline_name).lang


def _spacy_code(language: str) -> str:
    return "nb" if language in ("no", "nn") else language


def _named(code: str) -> str:
    try:
        return babel.Locale.parse(code).english_name or code
    except (ValueError, babel.UnknownLocaleError):
        return f"'{code}'"

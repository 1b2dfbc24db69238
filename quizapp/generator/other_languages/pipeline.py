"""An article in another language becomes notes: its sentences, names and numbers, quotations, clozes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.article import Article
from quizapp.generator.options import Options
from quizapp.generator.other_languages.clozes import find_clozes
from quizapp.generator.other_languages.quoting import Quoted, draft_quotation, find_quoted, full_names
from quizapp.generator.other_languages.reading import Drafted, read_sentences
from quizapp.generator.other_languages.words import WITHOUT_SPACES
from quizapp.generator.pipeline import Account, Generated, Rejected
from quizapp.generator.progress import Progress, part, tracked
from quizapp.generator.quotes import Quotation
from quizapp.notes import Note, make_guid

if TYPE_CHECKING:
    from spacy.language import Language

CHARACTERS_A_WORD = 2
"""In scripts without spaces."""
PARSED = 0.95
"""The share of the work that is done when the text is parsed."""


def generate_plainly(
    article: Article,
    *,
    nlp: Language,
    options: Options,
    progress: Progress | None = None,
) -> Generated:
    """Clozes and quotations of ``article``, best first; ``nlp`` is a pipeline of its language.

    ``progress`` is told, now and again, the share of the work that is done: at `PARSED` the text is parsed.
    """
    language = nlp.lang or ""
    found = list(read_sentences(article, nlp, progress=part(progress, 0, PARSED)))
    names = full_names(found)
    quoted = [one for read in found for one in find_quoted(read, article.text, language, names)]
    drafted = [draft_quotation(one, article.text, language, options) for one in quoted]
    drafted += [
        one
        for read in tracked(found, part(progress, PARSED, 1))
        for one in find_clozes(read, article.text, language, options)
    ]
    good = sorted((one for one in drafted if one.reason is None), key=lambda one: -one.score)
    chosen = good[: _cap(article.text, language, options)] if options.max_cards != 0 else good
    left = [one for one in drafted if one.reason is not None]
    notes = tuple(_notes(chosen, article))
    cards = sum(len(note.cards()) for note in notes)
    return Generated(
        notes=notes,
        quotations=tuple(_quotation(one, article.text) for one in quoted),
        rejected=tuple(
            Rejected(_question(one), _answer(one), one.reason or "", one.evidence) for one in left if _question(one)
        ),
        accounts=(Account("rules", proposed=len(drafted), passed=len(good), cards=cards),),
    )


def _cap(text: str, language: str, options: Options) -> int:
    if options.max_cards is not None:
        return options.max_cards
    words = len(text) / CHARACTERS_A_WORD if language in WITHOUT_SPACES else len(text.split())
    return max(options.fewest_allowed, round(options.cards_per_100_words * words / 100))


def _notes(chosen: Sequence[Drafted], article: Article) -> Iterator[Note]:
    taken: set[str] = set()
    for one in chosen:
        words = one.evidence.answer.of(article.text) if one.evidence.answer else _answer(one)
        guid = make_guid(
            article=article.identity, evidence=one.evidence.span.of(article.text), answer=words, kind=one.kind
        )
        if guid not in taken:
            taken.add(guid)
            yield Note(guid, one.note_type, one.fields, (one.evidence,), one.kind, one.score, (one.tag,))


def _question(one: Drafted) -> str:
    return next((one.fields[face.question] for face in one.note_type.faces if one.fields.get(face.question)), "")


def _answer(one: Drafted) -> str:
    return next((one.fields[face.answer] for face in one.note_type.faces if one.fields.get(face.question)), "")


def _quotation(one: Quoted, text: str) -> Quotation:
    words = " ".join(one.span.of(text).split())
    return Quotation((one.span,), words, one.speaker, None, None, one.read.sentence.span, "speech")

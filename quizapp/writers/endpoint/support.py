"""What of the article supports a proposal: its evidence word for word, and the answer in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.article import Span
from quizapp.generator.answering import tidy_answer
from quizapp.generator.candidates import plain_words
from quizapp.generator.printing import small_start

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span as Words

    from quizapp.generator.candidates import Context
    from quizapp.generator.entities import Entity
    from quizapp.generator.sentences import Sentence
    from quizapp.writers.endpoint.reading import Proposal
    from quizapp.writers.endpoint.windows import Line, Meaning, Window

FEWEST_WORDS = 3
"""Fewer words are no evidence: they may stand anywhere."""
MOST_SENTENCES = 2
_MARKS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛′`", "'"),
        **dict.fromkeys("‐‑", "-"),
        "…": "...",
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\ufeff"),
    }
)
_NUMBER = re.compile(r"^\s*\[\d+\]\s*")
_EDGES = " \"'."


@dataclass(frozen=True, slots=True)
class Supported:
    """Where a proposal's answer stands, or the word that stands for it, and ``shown``, the answer as a card gives it.

    ``beside`` are the other sentences of its evidence.
    """

    sentence: Sentence
    words: Words
    shown: str
    beside: tuple[Sentence, ...] = ()
    entity: Entity | None = None
    dated: bool = False


def supported(proposal: Proposal, window: Window, context: Context) -> Supported | None:
    """The support of a proposal about the window, None where the window doesn't say so word for word.

    White space and the style of quotation marks, hyphens and three dots don't count.
    """
    text = context.parsed.article.text
    evidence = _NUMBER.sub("", proposal.evidence)
    if sum(any(map(str.isalnum, word)) for word in evidence.split()) < FEWEST_WORDS:
        return None
    found = (_supported_at(place, proposal.answer, window, context) for place in _places(evidence, window.span, text))
    return next((one for one in found if one is not None), None)


def _supported_at(quoted: Span, wanted: str, window: Window, context: Context) -> Supported | None:
    """The support of an answer by the evidence that stands there."""
    text = context.parsed.article.text
    lines = [line for line in window.lines if line.span.overlaps(quoted)]
    sentences = list(dict.fromkeys(line.sentence.index for line in lines))
    if not lines or len(sentences) > MOST_SENTENCES:
        return None
    for place in (quoted, *(line.sentence.span for line in lines)):
        answer = next(_places(wanted, place, text, any_case=True), None)
        if answer is not None and (found := _printed(answer, lines, context)) is not None:
            return found
    return _resolved(wanted, lines)


def _printed(answer: Span, lines: Sequence[Line], context: Context) -> Supported | None:
    """The answer where the article prints it; what stands for a name or a day is shown as that."""
    line = next((line for line in lines if line.sentence.span.contains(answer)), None)
    if line is None:
        return None
    sentence = line.sentence
    inside = [t.i for t in sentence.tokens if not t.is_space and _place(sentence, t.idx, len(t.text)).overlaps(answer)]
    if not inside:
        return None
    words = _whole_name(sentence.tokens.doc[inside[0] : inside[-1] + 1], sentence, context)
    meaning = next((one for one in line.meanings if (one.words.start, one.words.end) == (words.start, words.end)), None)
    if meaning is not None:
        return _meant(meaning, line, lines)
    printed = " ".join(sentence.span_of(words[0], words[-1]).of(context.parsed.article.text).split())
    shown = tidy_answer(small_start(printed, words[0], context.capitals))
    return Supported(sentence, words, shown, _others(sentence, lines), context.mentions.entity_of(words.root))


def _whole_name(words: Words, sentence: Sentence, context: Context) -> Words:
    """ "Marta Lindqvist" for the "Marta" of it: the whole name where the words are some of one."""
    named = context.mentions.entity_of
    entity, doc = named(words.root), words.doc
    if entity is None or words.root.pos_ != "PROPN" or any(named(token) != entity for token in words):
        return words
    start, end = words.start, words.end
    while start > sentence.tokens.start and named(doc[start - 1]) == entity:
        start -= 1
    while end < sentence.tokens.end and named(doc[end]) == entity:
        end += 1
    return doc[start:end]


def _resolved(answer: str, lines: Sequence[Line]) -> Supported | None:
    """The answer as what some words of the evidence stand for: "Marta Lindqvist" for its "she"."""
    wanted = _bare(answer)
    for line in lines:
        for meaning in line.meanings:
            names = (meaning.means, *(meaning.entity.aliases if meaning.entity is not None else ()))
            if wanted in {_bare(name) for name in names}:
                return _meant(meaning, line, lines)
    return None


def _meant(meaning: Meaning, line: Line, lines: Sequence[Line]) -> Supported:
    others = _others(line.sentence, lines)
    return Supported(line.sentence, meaning.words, meaning.means, others, meaning.entity, meaning.entity is None)


def _bare(text: str) -> str:
    return plain_words(text.translate(_MARKS)).strip(_EDGES).removeprefix("the ")


def _others(sentence: Sentence, lines: Sequence[Line]) -> tuple[Sentence, ...]:
    return tuple({line.sentence.index: line.sentence for line in lines if line.sentence != sentence}.values())


def _place(sentence: Sentence, start: int, length: int) -> Span:
    return Span(sentence.offset + start, sentence.offset + start + length)


def _places(words: str, within: Span, text: str, *, any_case: bool = False) -> Iterator[Span]:
    """Where ``words`` stand in a part of ``text`` as whole words, without what surrounds them."""
    wanted = " ".join(words.translate(_MARKS).split()).strip(_EDGES)
    if not wanted:
        return
    pattern = r"\s+".join(_written(word) for word in wanted.split())
    flags = re.IGNORECASE if any_case else 0
    for match in re.compile(rf"(?<!\w){pattern}(?!\w)", flags).finditer(text, within.start, within.end):
        yield Span(*match.span())


def _written(word: str) -> str:
    """A pattern for a word with its signs in any style, and others between its letters that are not seen."""
    signs = {'"': '["“”„‟«»″]', "'": "['‘’‚‛′`]", "-": "[-‐‑]", "...": r"(?:\.{3}|…)"}
    parts = re.findall(r"\.{3}|.", word)
    return "[\u00ad\u200b\u200c\u200d\ufeff]*".join(signs.get(sign, re.escape(sign)) for sign in parts)

"""The answers that sentences hold: names, amounts, dates, roles and phrases, each in its sentence as told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.article import Span
from quizapp.generator import dates
from quizapp.generator.agreement import needs
from quizapp.generator.answering import tidy_answer
from quizapp.generator.asking import asked_for
from quizapp.generator.phrases import NUMBER_TYPES, TIME_TYPES, number_words
from quizapp.generator.printing import small_start
from quizapp.generator.told_sentences import Told, tell
from quizapp.generator.vocabulary import OWN_WORDS, TIME_LEADS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from quizapp.generator.candidates import Context
    from quizapp.generator.entities import Entity
    from quizapp.generator.sentences import Sentence

_NOMINAL = {"NOUN", "PROPN", "PRON"}
_BY_NUMBER = {"MONEY": "amount", "PERCENT": "share", "QUANTITY": "measure", "CARDINAL": "count"}
_BY_ROLE = {
    "nsubj": "subject",
    "nsubjpass": "subject",
    "dobj": "object",
    "attr": "object",
    "appos": "object",
    "agent": "agent",
    "pobj": "oblique",
}
_MONEY = {"cent", "dollar", "euro", "franc", "krone", "peso", "pound", "ruble", "rupee", "won", "yen", "yuan"}
_UNITS_OF_TIME = {"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"}


@dataclass(frozen=True, slots=True)
class AnswerSpan:
    """An answer: its ``words`` in the sentence, the ``text`` as a learner gives it, and the sentence as told.

    ``kind`` and ``tag`` are those of the cards that the rules write for such an answer, ``wh`` the question words that
    its name asks for: "which agency".
    """

    sentence: Sentence
    words: Words
    text: str
    kind: str
    tag: str
    told: Told
    entity: Entity | None = None
    wh: str = ""

    @property
    def place(self) -> Span:
        """Where the answer stands in the article."""
        return self.sentence.span_of(self.words[0], self.words[-1])


def answer_spans(sentence: Sentence, context: Context, speech: Sequence[Span]) -> Iterator[AnswerSpan]:
    """The answers that a sentence holds outside ``speech``, each once; none of what somebody says of themselves."""
    own = (token for token in sentence.tokens if token.lower_ in OWN_WORDS and token.text != "US")
    if any(token.dep_ in {"nsubj", "nsubjpass"} for token in own):
        return
    seen: set[str] = set()
    for answer in (*_numbers(sentence, context), *_times(sentence, context), *_phrases(sentence, context)):
        words, text = answer.words, answer.text or _printed(answer.words, sentence, context)
        longest = context.options.answer_words
        if text.casefold() in seen or len(text.split()) > longest or _within(words, sentence, speech):
            continue
        seen.add(text.casefold())
        told = tell(sentence, words, text, context, entity=answer.entity, lead=answer.lead)
        yield AnswerSpan(sentence, words, text, answer.kind, answer.tag, told, answer.entity, answer.wh)


@dataclass(frozen=True, slots=True)
class _Found:
    """An answer before it is told; no ``text`` for the words as printed, ``lead`` is the "in" of "last year"."""

    words: Words
    text: str
    kind: str
    tag: str
    entity: Entity | None = None
    lead: str = ""
    wh: str = ""


def _printed(words: Words, sentence: Sentence, context: Context) -> str:
    """The words as the article prints them, without what only the start of a sentence or the grammar gave them."""
    text = sentence.span_of(words[0], words[-1]).of(context.parsed.article.text)
    return tidy_answer(small_start(text, words[0], context.capitals))


def _within(words: Words, sentence: Sentence, speech: Sequence[Span]) -> bool:
    place = sentence.span_of(words[0], words[-1])
    return any(place.overlaps(span) for span in speech)


def _numbers(sentence: Sentence, context: Context) -> Iterator[_Found]:
    """Sums, shares and measures with their units, and how many there are of what is counted."""
    for entity in sentence.tokens.ents:
        kind = _BY_NUMBER.get(entity.label_)
        if kind is None or (not any(char.isdigit() for char in entity.text) and kind != "count"):
            continue
        root = entity.root
        if kind == "count":
            noun = root.head
            number = number_words(noun) if root.dep_ == "nummod" and noun.tag_ == "NNS" else None
            if number is None or root.i not in range(number.start, number.end):
                continue
            if noun.lemma_.lower() in _UNITS_OF_TIME | {"time"}:
                continue
            if noun.lemma_.lower() in _MONEY:
                yield _Found(noun.doc[number.start : noun.i + 1], "", "amount", "number")
                continue
            yield _Found(number, "", kind, "number")
        else:
            yield _Found(_with_hedge(entity, sentence), "", kind, "number")


def _with_hedge(entity: Words, sentence: Sentence) -> Words:
    """ "over 100 billion yuan" for "100 billion yuan"."""
    start, doc = entity.start, entity.doc
    number = number_words(entity.root) if entity.root.pos_ == "NOUN" else None
    if number is not None and number.start < start and number.end > start:
        start = max(number.start, sentence.tokens.start)
    if doc[start].lower_ in {"the", "a", "an"} and start + 1 < entity.end:
        start += 1
    return doc[start : entity.end]


def _times(sentence: Sentence, context: Context) -> Iterator[_Found]:
    """Dates made absolute, and how long something took."""
    for entity in sentence.tokens.ents:
        if entity.label_ not in TIME_TYPES:
            continue
        if dates.is_relative(entity):
            after = entity.end
            if after < len(entity.doc) and entity.doc[after].tag_ == "POS":
                continue  # for "today" of "today's services" no date can stand
            start = entity.start - (
                entity.start > sentence.tokens.start and entity.doc[entity.start - 1].lower_ in TIME_LEADS
            )
            absolute = dates.absolute(entity.doc[start : entity.end], context.published)
            if absolute is None or not dates.names_year(absolute):
                continue
            first, _, rest = absolute.partition(" ")
            led = first.lower() in TIME_LEADS
            lead = first if led and start == entity.start else ""
            yield _Found(entity, rest if led else absolute, "date", "date", lead=lead)
        elif dates.names_year(entity.text):
            yield _Found(entity, "", "date", "date")
        elif entity.root.lemma_.lower() in _UNITS_OF_TIME and any(t.like_num for t in entity):
            yield _Found(_with_hedge(entity, sentence), "", "duration", "number")


def _phrases(sentence: Sentence, context: Context) -> Iterator[_Found]:
    """Names, whoever a pronoun stands for, and noun phrases that tell something."""
    for token in sentence.tokens:
        if token.pos_ not in _NOMINAL or token.dep_ in {"compound", "nmod", "npadvmod", "poss"}:
            continue
        if token.dep_ == "conj" and token.head.pos_ in _NOMINAL:
            continue  # one of several
        if token.ent_type_ in TIME_TYPES | NUMBER_TYPES:
            continue
        if needs(token) is not None:
            yield from _taken_up(token, context)
            continue
        asked = asked_for(token, context.mentions)
        if asked is None:
            continue
        kind = "place" if asked.tag == "place" and token.dep_ == "pobj" else _kind(token)
        if asked.entity is not None and asked.tag != "place":
            name = _whole_name(asked.span.root if asked.entity != context.mentions.entity_of(token) else token, context)
            before = name[0].nbor(-1) if name.start > sentence.tokens.start else None
            if before is not None and before.head in name and _joined(before) and before.text[:1].isdigit():
                continue  # "Consulting" of "18F Consulting"
            yield _Found(name, asked.entity.name, kind, asked.tag, asked.entity, wh=asked.words)
            continue
        span = asked.span[:-1] if asked.span[-1].tag_ == "POS" else asked.span
        inside = sentence.tokens.start <= span.start and span.end <= sentence.tokens.end
        if (
            inside
            and span.start > sentence.tokens.start
            and span[0].nbor(-1).head in span
            and _joined(span[0].nbor(-1))
        ):
            continue  # "Consulting" of "18F Consulting"
        if inside and not (span[0].lower_ in {"that", "which"} or span[0].tag_ in {"VBD", "VBZ", "VBP"}):
            yield _Found(span, "", kind, asked.tag, asked.entity, wh=asked.words)


def _joined(token: Token) -> bool:
    return token.dep_ in {"compound", "nummod", "nmod"}


def _whole_name(token: Token, context: Context) -> Words:
    """The words around ``token`` that name the same, with the hyphens in them; "the agency" with its "the"."""
    doc, entity = token.doc, context.mentions.entity_of(token)
    start, end = token.i, token.i + 1

    def named(i: int) -> bool:
        return 0 <= i < len(doc) and doc[i].pos_ == "PROPN" and context.mentions.entity_of(doc[i]) == entity

    while named(start - 1) or (start > 1 and doc[start - 1].text in {"-", ".", "&"} and named(start - 2)):
        start -= 1
    while named(end) or (end + 1 < len(doc) and doc[end].text in {"-", "&"} and named(end + 1)):
        end += 1
    if token.pos_ == "NOUN":
        start = min(start, token.left_edge.i)
    return doc[start:end]


def _taken_up(pronoun: Token, context: Context) -> Iterator[_Found]:
    """The name that a pronoun in the place of a subject or object stands for."""
    entity = context.mentions.entity_of(pronoun)
    if entity is None or pronoun.tag_ != "PRP" or entity.plural:
        return
    tag = {"organisation": "organization", "other": "name"}.get(entity.kind, entity.kind)
    yield _Found(pronoun.doc[pronoun.i : pronoun.i + 1], entity.name, _kind(pronoun), tag, entity)


def _kind(token: Token) -> str:
    if token.dep_ == "pobj":
        above = token.head.head
        return "agent" if token.head.dep_ == "agent" else "oblique" if above.pos_ in {"VERB", "AUX"} else "inner"
    return _BY_ROLE.get(token.dep_, "object")

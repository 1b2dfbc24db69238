"""Stage 6: no name or number in a card that neither its evidence holds nor what the evidence is known to mean."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from quizapp.generator import dates
from quizapp.generator.asking import KNOWN_KINDS
from quizapp.generator.candidates import as_of
from quizapp.generator.claimants import body_of_officials
from quizapp.generator.claiming import named_paper
from quizapp.generator.places import place_noun
from quizapp.generator.rules import rules
from quizapp.generator.vocabulary import COMMON_WORDS, TIME_LEADS, word_set
from quizapp.generator.wording import OF_COUNTRIES
from quizapp.notes import NoteType

if TYPE_CHECKING:
    from quizapp.generator.candidates import Candidate, Context
    from quizapp.generator.entities import Entity
    from quizapp.generator.introductions import Introduction
    from quizapp.generator.sentences import Sentence

_WORD = re.compile(r"\d[\d,.]*\d\w*|\w[\w'’.&]*")
_DATED = re.compile(r"\b(?:as of|around) (?:[A-Z][a-z]+ )?\d{4}\b")
"""When something held true, which the day of the article tells."""
_OPENING = word_set(
    """
    about according after against alongside although among an approximately around as at because before behind beside
    besides between both by compared despite during each except following for from given how if in including inside
    into like near of on once out over per prior since starting through to together under unlike until upon what when
    where which while who whom whose why with within without
    """
)
"""What may start a question with a capital that makes no name of it."""
_NUMBERS = {
    word: str(number)
    for words, first, step in (
        (
            "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen",
            2,
            1,
        ),
        ("eighteen nineteen twenty", 18, 1),
        ("thirty forty fifty sixty seventy eighty ninety", 30, 10),
    )
    for number, word in zip(range(first, 100, step), words.split(), strict=False)
} | {word: word for word in ("hundred", "thousand", "million", "billion", "trillion")}
_HOW_MANY = re.compile(r"\b(?:which|what) \w+", re.IGNORECASE)
"""A question may say how many answers it wants: "Which two cities ...?"."""
_SPOKEN = re.compile(r"^[\"“]|[\"”]$")


def no_unknown_names(candidate: Candidate, context: Context) -> str | None:
    """Every name and number is the evidence's, or what its words are known to stand for; of a quotation, stage 2 knows.

    What the article as a whole is known to be about counts too: the one match, study or contest that it tells of. The
    rules choose no words themselves: theirs are those of a clause, each told by what stage 3 knows it to stand for.
    """
    if candidate.note_type is NoteType.QUOTE or candidate.writer == rules.name:
        return None
    told: frozenset[str] | None = None
    day = _keys_in(f"around {as_of(context.published) or ''}")
    for text in candidate.fields.values():
        said = _DATED.sub(lambda match: "" if _keys_in(match.group()) <= day else match.group(), text)
        said = _HOW_MANY.sub(lambda match: match.group() if match.group().split()[1] not in _NUMBERS else "which", said)
        for word in _names_and_numbers(said):
            told = _told(candidate, context) if told is None else told
            if not _keys(word) <= told:
                return f"“{word}” is not in the sentence that proves it"
    return None


def unknown_word(question: str, told: str) -> str | None:
    """The first name or number of a question that ``told`` does not hold; None where it holds all."""
    known = _keys_in(told)
    return next((word for word in _names_and_numbers(question) if not _keys(word) <= known), None)


def _names_and_numbers(text: str) -> Iterator[str]:
    """The words with a capital or a digit; the first only where it is no word that any question may start with."""
    for at, match in enumerate(_WORD.finditer(text)):
        word = match.group()
        opens = at == 0 and word[1:].islower() and word.casefold() in _OPENING | COMMON_WORDS
        if not opens and (word in _NUMBERS or any(char.isupper() or char.isdigit() for char in word)):
            yield word


def _keys(word: str) -> set[str]:
    """What a word shares with itself printed otherwise: "U.S." and "US", "1,500" and "1500", "Berg's" and "Berg"."""
    if word[0].isdigit():
        word = word.replace(",", "").rstrip(".")
    bare = re.sub(r"['’]s?$", "", word.casefold().strip(".'’")).replace(".", "").replace("’", "'")
    return {_NUMBERS.get(bare, bare)} if bare else set()


def _keys_in(text: str) -> set[str]:
    return {key for word in _WORD.findall(text) for key in _keys(word)}


def _told(candidate: Candidate, context: Context) -> frozenset[str]:
    text, sentences = context.parsed.article.text, context.parsed.sentences
    pieces = [proof.span.of(text) for proof in candidate.evidence]
    pieces += [place_noun(candidate.answer) or "", KNOWN_KINDS.get(candidate.answer, "")]  # "Which U.S. state ...?"
    for sentence in _proving(candidate, sentences):
        pieces += [*_meant_in(sentence, context), *_about(sentence, context)]
        if _SPOKEN.search(sentence.span.of(text)):  # who speaks may stand in the sentence before or behind
            for beside in sentences[max(sentence.index - 1, 0) : sentence.index + 2]:
                people = map(context.mentions.entity_of, beside.tokens)
                pieces += [one.name for one in people if one is not None and one.kind == "person"]
    return frozenset(key for piece in pieces for key in _keys_in(piece))


def _proving(candidate: Candidate, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    for proof in candidate.evidence:
        first = bisect_right(sentences, proof.span.start, key=lambda sentence: sentence.span.end)
        for sentence in islice(sentences, first, None):
            if sentence.span.start >= proof.span.end:
                break
            yield sentence


def _meant_in(sentence: Sentence, context: Context) -> Iterator[str]:
    """The words for which those of a sentence are known to stand."""
    for token in sentence.tokens:
        if (meant := context.mentions.meant_by(token)) is not None:
            yield from _said(meant, context)
        if token.lower_ in OF_COUNTRIES and context.definites is not None:
            country = context.definites.country(token)
            yield from _said(country, context) if country is not None else ()
    for time in sentence.tokens.ents:
        if time.label_ in {"DATE", "TIME"}:
            led = time.start > sentence.tokens.start and time.doc[time.start - 1].lower_ in TIME_LEADS
            for start in {time.start, time.start - led}:
                yield dates.absolute(time.doc[start : time.end], context.published) or ""


def _said(meant: Introduction, context: Context) -> Iterator[str]:
    for entity in (meant.entity, meant.against):
        yield from _called(entity) if entity is not None else ()
    for token in meant.words or ():
        yield token.text
        entity = context.mentions.entity_of(token)
        yield from _called(entity) if entity is not None else ()


def _called(entity: Entity) -> Iterator[str]:
    yield from (entity.name, *entity.aliases, entity.role or "")


def _about(sentence: Sentence, context: Context) -> Iterator[str]:
    """The contest, match, study and topic that the article tells of, and whose officials it speaks of."""
    events = context.events
    match = events.match_in(sentence.paragraph)
    yield from (*match.sides, match.day) if match is not None else ()
    for told in (events.contest, events.topic, events.project, events.journal, context.study_in(sentence.index)):
        yield told or ""
    yield named_paper(context) or ""
    if any(token.lower_ == "officials" for token in sentence.tokens):
        yield body_of_officials(context) or ""
    study = context.definites.study() if context.definites is not None else None
    yield from _said(study, context) if study is not None else ()

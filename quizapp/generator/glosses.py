"""What stands in brackets or behind ", or" and says the same: "the Hephthalites (also known as White Huns)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.article import Evidence, Span
from quizapp.generator.answering import tidy_answer
from quizapp.generator.candidates import Candidate, Context, asked_sentence
from quizapp.generator.people_beside import SOMEBODY
from quizapp.generator.phrases import noun_phrase
from quizapp.generator.stemming import stems
from quizapp.generator.vocabulary import word_set
from quizapp.generator.wording import UnclearError, Wording
from quizapp.notes import NoteType

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.generator.sentences import Sentence

CERTAINTY = 0.8
"""How often what stands in front of a bracket is what the bracket tells of."""

_BRACKETS = re.compile(r" ?\(([^()]{3,70})\)")
_ALSO = re.compile(
    r"(?:(?:or )?(?:also|better|commonly|popularly|sometimes) (?:known as|called|referred to as)|known as|called"
    r"|nicknamed|or|also) (?:the |a |an )?(?=\w)"
)
_BEFORE = re.compile(
    r"(?:formerly|originally|previously|initially) (?:called |known as |named )?(?:the |a |an )?(?=[A-Z])"
)
_IS = re.compile(r"an? (?!.* for )[^,;:]+")
_OF = re.compile(r"(?:the )?(?P<role>[a-z-]+) of [^,;:]+")
_LEANING = re.compile(r"\b(?:its|his|her|their|this|that|these|those|it|they|which|who|such|same|here|now)\b", re.I)
_YEARS = re.compile(r"(?:c\. ?)?\d{4}(?: ?[-–] ?\d{2,4})?")
_EVENTS = word_set(
    """
    accident act affair agreement armistice battle campaign coup crisis disaster earthquake election eruption exhibition
    expedition famine invasion massacre mutiny olympics rebellion revolt revolution riot siege strike treaty war
    """
)
_WORKS = word_set(
    """
    album ballet book comedy comic documentary drama essay film game movie musical novel novella opera painting
    play poem series single song story symphony video
    """
)
_TORN = re.compile(r"\b(?:called|known|for|by|in)\b|ed$")
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class Gloss:
    """A noun with what a bracket behind it says: ``kind`` is "also", "before", "what", "who", "event" or "work"."""

    sentence: Sentence
    noun: Token
    kind: str
    told: Span


def find_glosses(sentence: Sentence, printed: str, speech: tuple[Span, ...]) -> Iterator[Gloss]:
    """The brackets of a sentence outside ``speech`` that name or describe the noun in front of them."""
    text, base = sentence.span.of(printed), sentence.span.start
    for match in _BRACKETS.finditer(text):
        place = Span(base + match.start(1), base + match.end(1))
        noun = _noun_before(sentence, base + match.start())
        if noun is None or any(span.overlaps(place) for span in speech):
            continue
        words = match.group(1)
        if _LEANING.search(words):
            continue
        if _YEARS.fullmatch(words) is not None:
            if (kind := _dated(noun, words)) is not None:
                yield Gloss(sentence, noun, kind, place)
            continue
        for kind, pattern in (("also", _ALSO), ("before", _BEFORE)):
            led = pattern.match(words)
            if led is not None and _plain_name(words[led.end() :]):
                yield Gloss(sentence, noun, kind, Span(place.start + led.end(), place.end))
                break
        else:
            of = _OF.fullmatch(words)
            if of is not None and of["role"] in SOMEBODY and noun.pos_ == "PROPN":
                yield Gloss(sentence, noun, "who", place)
            elif _IS.fullmatch(words) is not None and noun.pos_ == "PROPN" and words.split()[-1] not in SOMEBODY:
                yield Gloss(sentence, noun, "what", place)


def _dated(noun: Token, years: str) -> str | None:
    """ "event" for "the Cuban missile crisis (1962)", "work" for "the film Dune (1984)": what a year is the year of."""
    event = _of_event(noun)
    if event.lemma_.lower() in _EVENTS:
        named = any(t.text[:1].isupper() for t in noun.doc[event.left_edge.i : noun.i + 1] if t.lower_ != "the")
        return "event" if named else None
    name, start = noun_phrase(noun), noun.i
    while start > noun.sent.start and (noun.nbor(start - 1 - noun.i).pos_ == "PROPN" or start == noun.i + 1):
        start -= 1
    kind = noun.doc[start - 1] if start > noun.sent.start else None
    titled = noun.ent_type_ == "WORK_OF_ART" or (kind is not None and kind.lemma_.lower() in _WORKS)
    torn = any(token.is_space or token.dep_ == "cc" for token in name)
    return "work" if titled and noun.pos_ == "PROPN" and years.isdecimal() and not torn else None


def _of_event(noun: Token) -> Token:
    """ "Treaty" for the last word of "the Treaty of Ryswick"."""
    outer = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in {"of", "at", "on"} else noun
    return outer if outer.lemma_.lower() in _EVENTS and outer.i == noun.left_edge.i - 2 else noun


def _plain_name(words: str) -> bool:
    """True for "White Huns" and "body cavities", not for "pulled aside" or "a list, of names"."""
    told = words.split()
    return len(told) <= _LONGEST and re.fullmatch(r"[\w'’\" .-]+", words) is not None and not _TORN.search(words)


def _noun_before(sentence: Sentence, at: int) -> Token | None:
    """The noun that ends right before the article's offset ``at``."""
    for token in sentence.tokens:
        end = sentence.offset + token.idx + len(token.text)
        if end == at or (end == at - 1 and token.whitespace_):
            return token if token.pos_ in {"NOUN", "PROPN"} else None
    return None


def write_gloss(fact: Gloss, context: Context) -> Iterator[Candidate]:
    """ "What is another name for X?", "What was X formerly called?", "What is X?", "When was X?" and the like."""
    text = context.parsed.article.text
    entity = context.mentions.entity_of(fact.noun)
    phrase = noun_phrase(fact.noun)
    whole = fact.noun.doc[_of_event(fact.noun).left_edge.i : fact.noun.i + 1]
    wording = Wording.within(context)
    name = whole if fact.kind in {"event", "work"} else phrase.doc[phrase.start : fact.noun.i + 1]
    try:
        said = wording.say(name)
    except UnclearError:
        return
    printed = " ".join(fact.told.of(text).split())
    if entity is not None and entity.kind == "person" and fact.kind != "who":
        return
    if name[0].lower_ in {"a", "an", "some", "many", "several", "other", "certain"}:
        return
    if fact.kind == "also":
        if any(t.like_num or t.tag_ in {"PRP$", "JJS", "JJR"} for t in name):
            return
        question, answer, kind = f"what is another name for {said}", printed, "term"
    elif fact.kind == "before":
        question, answer, kind = f"what was {said} formerly called", printed, "name"
    elif fact.kind in {"event", "work"}:
        when = "in what year" if printed.isdecimal() else "when"
        asked = f"{'were' if fact.noun.tag_ in {'NNS', 'NNPS'} else 'was'} {said}" if fact.kind == "event" else ""
        question, answer, kind = f"{when} {asked or f'did {said} come out'}", printed, "date"
    elif fact.kind == "what":
        question, answer, kind = f"what is {said}", printed, "definition"
    else:
        the = "" if printed.startswith("the ") else "the "
        question, answer, kind = f"who was {the}{printed}", entity.name if entity is not None else said, "role"
    if stems(answer) <= stems(question) or "(" in question:
        return
    place = fact.told if fact.kind != "who" else fact.sentence.span_of(name[0], name[-1])
    yield Candidate(
        NoteType.BASIC,
        {"Question": asked_sentence(question), "Answer": tidy_answer(answer)},
        (Evidence(fact.sentence.span, place if fact.sentence.span.contains(place) else None),),
        kind,
        ("person" if kind == "role" else kind,),
        fact.sentence.index,
        fact.sentence.paragraph,
        CERTAINTY,
        {"role": "who", "date": "when"}.get(kind, "what"),
    )

"""The words of an answer that somebody pointed at, the noun phrase they stand in, and the question words they want."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.generator.asking import kind_told
from quizapp.generator.date_anchors import MONTHS
from quizapp.generator.phrases import UNITS
from quizapp.generator.span_kinds import (
    PEOPLE,
    acting_group,
    is_person,
    kind_of_name,
    of_people,
    said_of_a_person,
    said_to_be_a_thing,
)
from quizapp.generator.span_times import tells_time, time_words
from quizapp.generator.vocabulary import AGENTIVE, CLAIMS, PLACE_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from quizapp.generator.mentions import Mentions
    from quizapp.generator.sentences import Parsed, Sentence

MODIFIERS = {"compound", "amod", "nummod", "nmod", "poss", "quantmod", "advmod", "npadvmod"}
NOMINAL = {"NOUN", "PROPN", "NUM", "PRON", "SYM"}

_MEASURED = {"deep", "high", "long", "old", "tall", "thick", "wide"}
_MEASURES = {
    "mile",
    "kilometer",
    "kilometre",
    "meter",
    "metre",
    "foot",
    "inch",
    "ton",
    "tonne",
    "yard",
    "pound",
    "acre",
}
_PARTS = {"area", "areas", "end", "half", "part", "parts", "portion", "region", "regions", "section", "side"}
_YEAR = re.compile(r"1\d{3}|20\d\d")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was pointed at: its ``words``, the ``head`` that the others hang on, and the sentence they stand in.

    ``preposition`` is the answer's own first word where that governs the head: "in" of "in 1990".
    """

    sentence: Sentence
    words: Words
    head: Token
    preposition: Token | None = None

    def holds(self, token: Token) -> bool:
        """True for a word of the answer."""
        return bool(self.words.start <= token.i < self.words.end and token.doc == self.words.doc)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What takes the answer's place: question ``words``, the ``noun`` whose phrase they replace, and its number.

    ``kind`` is person, time, place, number, amount, thing or description.
    """

    words: str
    noun: Token
    kind: str
    plural: bool = False


def find_answer(parsed: Parsed, start: int, end: int) -> Answer | str:
    """The answer at these offsets of the article's text, or in plain words why there is none."""
    inside = [s for s in parsed.sentences if s.span.start < end and start < s.span.end]
    if not inside:
        return "the answer stands in no sentence"
    if len(inside) > 1:
        return "the answer runs over more than one sentence"
    sentence = inside[0]
    tokens = [
        token
        for token in sentence.tokens
        if sentence.offset + token.idx < end and start < sentence.offset + token.idx + len(token.text)
    ]
    while tokens and _mark(tokens[0]):
        tokens.pop(0)
    while tokens and _mark(tokens[-1]):
        tokens.pop()
    if not tokens:
        return "the answer holds no word"
    doc = tokens[0].doc
    words = doc[tokens[0].i : tokens[-1].i + 1]
    heads = [token for token in words if not words.start <= token.head.i < words.end or token.head == token]
    heads = [token for token in heads if not token.is_punct] or heads
    head = min(heads, key=lambda token: (_depth(token), token.pos_ not in NOMINAL, token.i))
    preposition = None
    if head.dep_ in {"prep", "agent"} and head.i == words.start:
        inner = head
        while inner.pos_ in {"ADP", "SCONJ"}:
            found = {child.dep_: child for child in inner.children}
            below = found.get("pobj") or found.get("pcomp") or found.get("prep")
            if below is None:
                break
            inner = below
        if inner != head:
            preposition, head = head, inner
    return Answer(sentence, words, head, preposition)


def _mark(token: Token) -> bool:
    return bool(token.is_space or (token.is_punct and token.text not in {"%", "$"}) or token.dep_ == "cc")


def _depth(token: Token) -> int:
    depth = 0
    while token.head != token and depth < 100:
        token, depth = token.head, depth + 1
    return depth


def wanted(answer: Answer, mentions: Mentions) -> Wanted | None:
    """The question words for an answer that is, or stands in, a noun phrase; None where it is none."""
    want = _wanted(answer, mentions)
    if want is None:
        return None
    whole = _exemplified(want.noun)
    if whole is not None and not answer.holds(whole):
        kinds = [token for token in whole.subtree if token.dep_ == "pobj" and token.head.head == whole]
        if whole.lower_ in {"number", "variety", "range", "series", "list"} and kinds:
            return Wanted(f"what {kinds[0].text}", whole, "thing", True)
        return Wanted(f"what {whole.text}", whole, "thing", whole.tag_ in {"NNS", "NNPS"})
    return want


def _exemplified(noun: Token) -> Token | None:
    """The noun that an answer is an example of: "sectors" of "sectors such as tourism"."""
    led = noun.head
    examples = led.lower_ in {"including", "like"} or (
        led.lower_ == "as" and led.i > 0 and led.nbor(-1).lower_ == "such"
    )
    return led.head if examples and led.dep_ == "prep" and led.head.pos_ == "NOUN" else None


def _wanted(answer: Answer, mentions: Mentions) -> Wanted | None:
    head = answer.head
    if head.pos_ == "ADJ" and head.dep_ in {"pobj", "dobj", "nsubj", "nsubjpass", "attr", "conj"}:
        return Wanted("what", _first(head), "thing")
    if head.dep_ in MODIFIERS and (head.head.pos_ in NOMINAL or head.head.dep_ in {"nummod", "quantmod", "amod"}):
        return _modifier(answer, mentions)
    if head.pos_ not in NOMINAL:
        return None
    return _phrase(answer, mentions)


def _first(token: Token) -> Token:
    """The first member of an enumeration of nouns."""
    while token.dep_ == "conj" and token.head.pos_ in NOMINAL and token.head != token:
        token = token.head
    return token


def _modifier(answer: Answer, mentions: Mentions) -> Wanted | None:
    """What asks for a word in front of a noun: "how many boats", "whose house", "what type of boat"."""
    head = answer.head
    noun = head.head
    while noun.dep_ in MODIFIERS and noun.head.pos_ in NOMINAL and noun.head != noun:
        noun = noun.head
    if answer.holds(noun):
        return None
    rest = between(answer, noun)
    plural = noun.tag_ in {"NNS", "NNPS"}
    if head.dep_ == "poss":
        if is_person(head, mentions):
            return Wanted(f"whose {rest}", noun, "person", plural)
        owner = mentions.entity_of(head)
        kind = kind_of_name(head) or (kind_told(owner) if owner is not None and owner.kind == "organisation" else None)
        return Wanted(f"what {kind}'s {rest}" if kind else f"whose {rest}", noun, "thing", plural)
    if noun.ent_type_ == "MONEY" or noun.text in {"$", "£", "€"}:
        return Wanted("how much", noun, "amount")
    if noun.lemma_.lower() in {"percent", "%"}:
        return _share(noun)
    if noun.ent_type_ == "DATE" and _YEAR.fullmatch(answer.words.text):
        return Wanted("what year", noun, "time")
    if noun.ent_type_ == "DATE" and noun.lower_ in MONTHS and head.like_num:
        return Wanted(f"what day of {noun.text}", noun, "time")
    if head.ent_type_ in {"DATE", "TIME"} and noun.ent_type_ in {"DATE", "TIME"} and not head.like_num:
        return Wanted("when", noun, "time")
    if (head.dep_ in {"nummod", "quantmod"} or head.like_num) and not _YEAR.fullmatch(head.text):
        if head.tag_ == "JJ" or noun.tag_ in {"NN", "NNP"}:
            return Wanted(f"what {rest}", noun, "thing")
        return Wanted(f"how many {rest}", noun, "number", True)
    if head.ent_type_ == "NORP" and head.pos_ == "ADJ":
        return Wanted(f"what nationality {rest}" if noun.lower_ in PEOPLE else f"what {rest}", noun, "thing", plural)
    if noun.lower_ in _PARTS:
        return Wanted(f"what {rest}", noun, "thing", plural)
    if head.pos_ in {"ADJ", "VERB"} and head.dep_ == "amod":
        return Wanted(f"what type of {rest}", noun, "thing", plural)
    which = "which" if head.pos_ == "PROPN" and noun.pos_ != "PROPN" else "what"
    return Wanted(f"{which} {rest}", noun, "thing", plural)


def between(answer: Answer, noun: Token) -> str:
    """The noun with the words between it and the answer: "small boats" of "forty small boats"."""
    doc = noun.doc
    first = min(answer.words.end, noun.i)
    kept = [t for t in doc[first : noun.i + 1] if t.tag_ not in {"POS", "HYPH"} and t.dep_ != "punct"]
    return " ".join(token.text for token in kept)


def _share(noun: Token) -> Wanted:
    of = next((child for child in noun.children if child.dep_ == "prep" and child.lower_ == "of"), None)
    plural = of is not None and any(child.tag_ in {"NNS", "NNPS"} for child in of.children)
    return Wanted("what percentage", noun, "amount", plural)


def _phrase(answer: Answer, mentions: Mentions) -> Wanted:
    head = answer.head
    noun = _first(head)
    plural = noun.tag_ in {"NNS", "NNPS"} or any(child.dep_ == "conj" for child in noun.children)
    text = answer.words.text
    numbers = (c for c in head.children if c.dep_ == "nummod" and answer.holds(c))
    number = next((c for c in numbers if not _YEAR.fullmatch(c.text)), None)
    led = _led(answer)
    if noun.dep_ == "npadvmod" and noun.head.lower_ in _MEASURED and noun.head.dep_ in {"acomp", "xcomp"}:
        return Wanted(f"how {noun.head.lower_}", noun.head, "amount")
    if (head.ent_type_ in {"DATE", "TIME"} or head.lemma_.lower() in UNITS) and tells_time(text):
        words, sort = time_words(text, noun)
        return Wanted(words, noun, sort, words.startswith("how many"))
    if head.ent_type_ == "MONEY" or "$" in text or "£" in text or "€" in text:
        return Wanted("what" if noun.dep_ == "attr" else "how much", noun, "amount")
    if head.lemma_.lower() in {"percent", "%"} or head.ent_type_ == "PERCENT":
        return _share(noun)
    people = head.pos_ == "NOUN" and (
        head.lower_ in PEOPLE or head.lemma_.lower() in PEOPLE or of_people(head) or acting_group(head)
    )
    if (is_person(head, mentions) and not said_to_be_a_thing(noun)) or (people and number is None):
        if noun.dep_ == "attr" and head.pos_ == "NOUN" and not said_of_a_person(noun, mentions):
            return Wanted("what", noun, "thing", plural)
        if led and led.lower() not in {"mr.", "mrs.", "dr."}:
            return Wanted(f"which {led}", noun, "person", plural)
        return Wanted("who", noun, "person", plural and head.pos_ == "NOUN")
    if number is not None and head.tag_ == "NNS":
        kept = [t.text for t in head.lefts if t.dep_ in {"amod", "compound"} and head.lemma_.lower() in _MEASURES]
        return Wanted(" ".join(["how many", *kept, head.text]), noun, "number", True)
    if head.pos_ == "NUM":
        led_in = head.dep_ == "pobj" and head.head.lower_ in {"in", "since", "until", "by", "from"}
        if _YEAR.fullmatch(text) or (led_in and re.fullmatch(r"\d{3,4}", text)):
            return Wanted("what year", noun, "time")
        return Wanted("what" if noun.dep_ == "attr" else "how many", noun, "number", noun.dep_ != "attr")
    if led:
        return Wanted(f"what {led}", noun, "thing", plural)
    kind = kind_of_name(head)
    if head.ent_type_ == "NORP" and head.dep_ == "pobj" and head.head.lower_ in {"in", "into", "from"}:
        return Wanted("what language", noun, "thing")
    if kind is not None and kind.partition(" ")[0] not in text.lower():
        return Wanted(f"what {kind}", noun, "place" if head.ent_type_ in {"GPE", "LOC", "FAC"} else "thing")
    if head.ent_type_ in {"GPE", "LOC", "FAC"} or head.lower_ in PLACE_NOUNS:
        return Wanted("what", noun, "place", plural)
    entity = mentions.entity_of(head)
    alone = noun == head and not any(child.dep_ == "conj" for child in head.children)
    kind = kind_told(entity) if entity is not None and entity.kind == "organisation" and alone else None
    if kind is not None and not set(kind.split()) & set(text.lower().split()):
        return Wanted(f"what {kind}", noun, "thing", plural)
    agent = head.pos_ == "PROPN" and noun.dep_ in {"nsubj", "agent"} and head.tag_ == "NNP"
    if agent and entity is not None and entity.kind == "organisation" and (" " in entity.name or entity.name.isupper()):
        return Wanted("what organization", noun, "thing")
    if agent and entity is not None and entity.kind == "other" and re.search(r"\d|[A-Z]{2}", entity.name):
        return Wanted("what", noun, "thing", plural)
    if agent and noun.head.lemma_.lower() in AGENTIVE | CLAIMS:
        return Wanted("who", noun, "person")
    return Wanted("what", noun, "thing", plural)


def _led(answer: Answer) -> str:
    """The describing noun in front of a name that is not part of the answer: "film" of "the film Swept Away"."""
    head = answer.head
    if head.pos_ != "PROPN":
        return ""
    left = [t for t in head.lefts if t.i < answer.words.start and t.dep_ == "compound" and t.pos_ == "NOUN"]
    if not left or left[-1].i != answer.words.start - 1:
        return ""
    return str(left[-1].text.lower())

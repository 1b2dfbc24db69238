"""Stage 5: clozes, for facts whose names and numbers no question asks about without being clumsy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.article import Evidence
from quizapp.generator.answering import article_text, certainty, tidy_answer
from quizapp.generator.candidates import Candidate, Context
from quizapp.generator.composing import Composer
from quizapp.generator.counting import SIZES, deeds_told
from quizapp.generator.facts import Fact
from quizapp.generator.parts import Role
from quizapp.generator.phrases import is_coordinated
from quizapp.generator.printing import small_start
from quizapp.generator.stemming import stems
from quizapp.generator.unasked import minor_in_match, of_a_life
from quizapp.generator.vocabulary import UNIQUE
from quizapp.generator.wording import UnclearError
from quizapp.notes import BLANK, NoteType

if TYPE_CHECKING:
    from spacy.tokens import Span as Words

_BLANKED = {"MONEY", "PERCENT", "QUANTITY", "CARDINAL", "GPE", "ORG", "PERSON", "LOC", "FAC", "EVENT", "WORK_OF_ART"}
_OWNERS = {"GPE", "LOC", "PERSON"}
_TAGS = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place"}


def write_cloze(fact: Fact, context: Context) -> Iterator[Candidate]:
    """The fact as a sentence of its own with one name or number left out, one candidate for each."""
    if fact.clause.kind not in {"main", "coordinated", "reported"} or BLANK in fact.sentence.tokens.text:
        return
    if of_a_life(fact, context) or minor_in_match(fact, context) or fact.speaker is not None:
        return  # what is quoted is completed word for word
    for part in fact.parts(Role.OBJECT, Role.ATTRIBUTE, Role.OBLIQUE, Role.QUALITY, Role.PLACE, Role.AGENT):
        if deeds_told(part.head):
            continue  # which two aims somebody has is worth more than how many
        for entity in part.words.ents:
            words = _blank(entity)
            if words is None or stems(words.text) <= context.headline:
                continue
            try:
                text = Composer(fact, context).statement(part, words)
            except UnclearError:
                continue
            if len(stems(text)) < context.options.cloze_content_words or " at one point" in text:
                continue
            if text.partition(BLANK)[2][:1].isalnum():
                continue  # a comma of an enumeration was lost
            answer = fact.span_of(words)
            yield Candidate(
                NoteType.CLOZE,
                {
                    "Text": text,
                    "Answer": tidy_answer(small_start(article_text(words, fact, context), words[0], context.capitals)),
                },
                (Evidence(fact.sentence.span, answer if fact.sentence.span.contains(answer) else None),),
                "cloze",
                (_TAGS.get(entity.label_, "number"),),
                fact.sentence.index,
                fact.sentence.paragraph,
                certainty(fact, context),
                clause=fact.clause.verb.i,
            )


def _blank(entity: Words) -> Words | None:
    """The words to leave out for a named entity: without article and possessive; None when they make no good blank."""
    start, end = entity.start, entity.end
    doc = entity.doc
    while start < end and doc[start].lower_ in {"the", "a", "an"}:
        start += 1
    while end > start and doc[end - 1].tag_ == "POS":
        end -= 1
    words = doc[start:end]
    if not len(words) or entity.label_ not in _BLANKED or words.text.lower() in {"one", "first", "half", *SIZES}:
        return None
    noun_behind = end < len(doc) and doc[end].pos_ in {"NOUN", "ADJ"} and doc[end].tag_ != "POS"
    if noun_behind and entity.label_ not in {"CARDINAL", "MONEY", "QUANTITY", "PERCENT"}:
        return None  # "the [Baltic] nation"
    if entity.label_ == "CARDINAL" and not noun_behind:
        return None  # a number whose unit is in the sentence before
    if entity.label_ in {"GPE", "LOC"} and len(words) == 1 and words.text.lower() in UNIQUE | {"state"}:
        return None
    if start > 1 and doc[start - 1].lower_ in {"or", "to", "and"} and doc[start - 2].like_num:
        return None  # half of a range
    if words.root.dep_ == "conj" or is_coordinated(words.root) > 1:
        return None  # one of a list
    if words.root.dep_ == "poss" and entity.label_ in _OWNERS:
        return None  # "the [Sun]'s mass"
    in_a_name = end < len(doc) and (doc[end].pos_ == "PROPN" or doc[end].like_num)
    hyphens = "-" in doc[max(0, start - 1) : start].text or "-" in doc[end : end + 1].text
    return None if in_a_name or hyphens or any(token.text in "()[]" for token in words) else words

"""Stage 5: questions about what somebody calls something, or how somebody describes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.generator.answering import Question, article_text, certainty
from quizapp.generator.asking import telling
from quizapp.generator.candidates import Context
from quizapp.generator.claim_composing import ClaimComposer, reporting_verb, shown_by_a_thing
from quizapp.generator.complement_questions import deed_of
from quizapp.generator.composing import Composer
from quizapp.generator.facts import Fact
from quizapp.generator.fitting import fitted
from quizapp.generator.hanging import dangling
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import is_coordinated, noun_phrase, stripped
from quizapp.generator.vocabulary import OWN_WORDS, PERSON_NOUNS, PRONOUNS, RESEARCHERS

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

_MARKS = {'"', "“", "”", "‘", "’", "'", "``", "''"}
_DESCRIBING = {"describe", "characterise", "characterize", "portray", "depict"}


def called(fact: Fact, context: Context) -> Iterator[Question]:
    """ "What did X call Y?" for what X says Y is, in X's own words."""
    if not _plainly_is(fact) or not _by_somebody(fact, context):
        return
    for part in fact.parts(Role.ATTRIBUTE):
        noun = part.head.pos_ in {"NOUN", "PROPN"} or part.head.lower_ == "one"
        if not noun or part.fronted or is_coordinated(part.head) > 2:
            continue
        span = _quoted(part) or _spoken(part, fact, context)
        if span is None:
            continue
        text = ClaimComposer(fact, context).asked("what", "call")
        answer = article_text(span, fact, context)
        yield Question(text, answer, span, "claim", "claim", "what", certainty(fact, context))


def described(fact: Fact, context: Context) -> Iterator[Question]:
    """ "How did X describe Y?" for the quality that X sees in Y."""
    if not _plainly_is(fact) or not _by_somebody(fact, context):
        return
    for part in fact.parts(Role.QUALITY):
        if part.head.pos_ != "ADJ" or part.fronted:
            continue
        span = _quoted(part) or _spoken(part, fact, context)
        if span is None or any(t.dep_ in {"xcomp", "ccomp"} for t in part.head.children):
            continue
        text = ClaimComposer(fact, context).asked("how", "describe")
        answer = article_text(span, fact, context)
        yield Question(text, answer, span, "claim", "claim", "how", certainty(fact, context) * 0.9)


def described_as(fact: Fact, context: Context) -> Iterator[Question]:
    """ "How did X describe Y?" for "X described Y as ..."."""
    if fact.clause.verb.lemma_.lower() not in _DESCRIBING or fact.negative or fact.clause.passive:
        return
    objects = fact.parts(Role.OBJECT)
    for part in fact.parts(Role.OBLIQUE, Role.QUALITY):
        lead = part.words[0].lower_
        if lead != "as" or part.fronted or len(objects) != 1 or part.words.start < objects[0].words.end:
            continue
        inner = stripped(part.words[1:])
        if inner[0].lower_ == "being" and len(inner) > 1:
            inner = inner[1:]
        if inner.root.pos_ not in {"NOUN", "PROPN", "ADJ"} or len(inner) < 2:
            continue  # "described him as sweating"
        span = fitted(inner, inner.root, context)
        text = Composer(fact, context).inverted_question("how", without=part)
        answer = article_text(span, fact, context)
        yield Question(text, answer, span, "claim", "claim", "how", certainty(fact, context))


def regarded_as(fact: Fact, context: Context) -> Iterator[Question]:
    """ "What is X considered to be?" and "What is X regarded as?" for what people take X for."""
    verb = fact.clause.verb.lemma_.lower()
    if verb not in _REGARDING or fact.negative or not fact.clause.passive:
        return
    for part in fact.parts(Role.OBLIQUE, Role.QUALITY, Role.ATTRIBUTE):
        led = part.preposition is not None and part.preposition.lower_ == "as"
        if part.fronted or part.head.pos_ not in {"NOUN", "PROPN"} or (part.preposition is not None and not led):
            continue
        span = fitted(part.inner, part.head, context)
        if not telling(span, part.head) or span[0].lower_ in {"one", "part"} or is_coordinated(part.head) > 2:
            continue
        as_ = (Part(part.role, part.words[:1], part.words[0]),) if led else ()
        text = Composer(fact, context).inverted_question(
            "what", without=part, instead=as_, ending="" if led else "to be"
        )
        answer = article_text(span, fact, context)
        yield Question(text, answer, span, "claim", "claim", "what", certainty(fact, context) * 0.9)


_REGARDING = {"consider", "deem", "describe", "hail", "portray", "recognise", "recognize", "regard", "see", "view"}


def charged_with(fact: Fact, context: Context) -> Iterator[Question]:
    """ "With what was X charged?" where what follows is a deed: "charged with stealing a boat"."""
    clause = fact.clause
    verb = clause.verb.lemma_.lower()
    if fact.negative or not (clause.passive or fact.parts(Role.OBJECT)):
        return
    for part in fact.parts(Role.OBLIQUE):
        preposition = part.preposition
        if preposition is None or part.head.tag_ != "VBG" or preposition.i + 1 != part.head.i or part.fronted:
            continue
        deed = next((child for child in part.head.children if child.dep_ == "dobj"), None)
        if (verb, preposition.lower_) not in _BLAMING or deed is None:
            continue
        span = part.head.doc[part.head.i : noun_phrase(deed).end]
        if len(span) > context.options.answer_words:
            cut = next((t.i for t in span if t.dep_ == "prep"), span.end)
            span = part.head.doc[part.head.i : cut]
        wh = f"{preposition.lower_} what"
        text = Composer(fact, context).inverted_question(wh, without=part)
        answer = article_text(span, fact, context)
        yield Question(text, answer, span, "oblique", "fact", "what", certainty(fact, context))


_BLAMING = frozenset(
    (verb, preposition)
    for preposition, verbs in {
        "with": "charge credit",
        "of": "accuse acquit convict suspect",
        "for": "arrest blame condemn criticise criticize fine honor honour jail praise punish remember thank",
    }.items()
    for verb in verbs.split()
)


def in_own_words(fact: Fact, context: Context) -> Iterator[Question]:
    """ "According to X, into what did Y turn Z?" where what is asked for is quoted: X's own words for it."""
    if fact.source is None or fact.negative:
        return
    for part in fact.parts(Role.OBJECT, Role.OBLIQUE):
        span = _quoted(part)
        if span is None or part.fronted or len(span) < 2 or part.head.pos_ not in {"NOUN", "PROPN"}:
            continue
        wh = "what" if part.preposition is None else f"{part.preposition.lower_} what"
        text = Composer(fact, context).inverted_question(wh, without=part)
        answer = article_text(span, fact, context)
        yield Question(text, answer, span, "claim", "claim", "what", certainty(fact, context))


def deeds(fact: Fact, context: Context) -> Iterator[Question]:
    """ "According to X, what could Y do?" and "What did X say it would do?" for what may, must or will be done."""
    clause = fact.clause
    lasts = clause.group[-1:] and clause.group[-1][0].lower() == clause.verb.text.lower()
    if not fact.claimed or fact.modality is None or fact.negative or clause.passive or not lasts:
        return
    if clause.verb.lemma_.lower() in {"be", "have", "seem", "appear", "need", "want"} or clause.infinitive is not None:
        return
    if clause.kind not in {"main", "reported", "coordinated"}:
        return
    span = fitted(deed_of(clause.verb), clause.verb, context)
    cut = any(token.dep_ in {"mark", "advmod"} and token.head.i >= span.end for token in span)
    if len(span) < 3 or cut or any(token.lower_ in PRONOUNS | OWN_WORDS | {"this", "these"} for token in span):
        return
    if any(dangling(token, context.mentions) for token in span if _definite(token)):
        return
    text = ClaimComposer(fact, context).deed()
    answer = article_text(span, fact, context)
    sure = certainty(fact, context) * (1.0 if shown_by_a_thing(fact, context) else 0.8)
    yield Question(text, answer, span, "plan", "plan", "what", sure)


def _definite(token: Token) -> bool:
    return any(child.lower_ == "the" for child in token.children)


def _plainly_is(fact: Fact) -> bool:
    """True for "is" and "was" alone, which is neither denied nor only possible."""
    words = [word.lower() for word, tag in fact.clause.group if tag.startswith("VB")]
    counted = any(token.like_num for token in fact.subject.words)
    plain = len(words) == 1 and words[0] in {"is", "are", "was", "were"} and not counted
    return plain and fact.modality is None and not fact.negative and fact.claimed


def _by_somebody(fact: Fact, context: Context) -> bool:
    """True when a person, or an organisation, says so rather than data."""
    if fact.speaker is not None:
        return True
    if fact.source is None or reporting_verb(fact) is None:
        return False
    root = fact.source.root
    entity = context.mentions.entity_of(root)
    people = root.lemma_.lower() in PERSON_NOUNS or root.lower_ in RESEARCHERS - {"results", "findings", "data"}
    return (entity is not None and entity.kind in {"person", "organisation"}) or people


def _spoken(part: Part, fact: Fact, context: Context) -> Words | None:
    """What a speaker says that something is, in a sentence that is quoted whole and tells more than "good"."""
    if fact.speaker is None:
        return None
    span = fitted(part.words, part.head, context)
    weighed = part.role is Role.ATTRIBUTE and telling(span, part.head)
    weighed = weighed or (part.role is Role.QUALITY and len(span) > 1 and span[0].pos_ in {"ADV", "ADJ"})
    return (
        span if weighed and not any(dangling(token, context.mentions) for token in span if _definite(token)) else None
    )


def _quoted(part: Part) -> Words | None:
    """The words around the part's noun that stand between quotation marks, where they do."""
    doc, words = part.words.doc, part.words
    left, right = max(words.start - 1, 0), min(words.end + 1, len(doc) - 1)
    start = next((i for i in range(part.head.i, left - 1, -1) if doc[i].text in _MARKS), None)
    end = next((i for i in range(part.head.i, right + 1) if doc[i].text in _MARKS), None)
    if start is None or end is None:
        return None
    return stripped(doc[start + 1 : end])

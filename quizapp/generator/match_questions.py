"""Stage 5 for matches: how a goal came, whose pass it was, its minute, and when a win was the last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.generator.anchoring import happened
from quizapp.generator.answering import Question, article_text, certainty
from quizapp.generator.asking import asked_for
from quizapp.generator.candidates import Context
from quizapp.generator.composing import Composer
from quizapp.generator.facts import Fact
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import noun_phrase, stripped
from quizapp.generator.vocabulary import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

_SCORING = {"score", "equalise", "equalize", "net"}
_GOALS = word_set("equaliser equalizer goal header hat-trick lead scoring winner")
_MAKING = word_set("add bag claim convert double extend get grab head make open restore")
_ADDED = {"added", "extra", "injury", "stoppage"}
_BESIDE = 0.8
"""How much less it is worth how and when a goal came than who shot it."""
_WON = word_set("victory win defeat loss draw title triumph")


def goals_from(fact: Fact, context: Context) -> Iterator[Question]:
    """ "How did X score?" for "from a volley", "From whose pass did X score?" for "from Y's pass"."""
    if not _goal(fact, context):
        return
    for part in fact.clause.parts:
        source = _source(part, fact)
        if source is None or part.fronted:
            continue
        preposition = source.head
        cut = Part(part.role, stripped(part.words.doc[part.words.start : preposition.i]), part.head)
        instead = (cut,) if part.role is Role.OBJECT else ()
        owner = next((child for child in source.children if child.dep_ == "poss"), None)
        if owner is None:
            span = source.doc[preposition.i : noun_phrase(source).end]
            text = Composer(fact, context).inverted_question("how", without=part, instead=instead)
            sure = certainty(fact, context) * _BESIDE
            yield Question(text, article_text(span, fact, context), span, "means", "fact", "how", sure)
        elif (who := asked_for(owner, context.mentions)) is not None and who.tag == "person":
            wh = f"from whose {noun_phrase(source).doc[owner.i + 2 : source.i + 1].text}"
            composer = Composer(fact, context, answer=who.entity)
            text = composer.inverted_question(wh, without=part, instead=instead)
            yield Question(text, who.text, who.span, "agent", "person", wh, certainty(fact, context) * _BESIDE)


def goal_times(fact: Fact, context: Context) -> Iterator[Question]:
    """ "In which minute did X score?" for "in the 69th minute", "When did X score?" for "in stoppage time"."""
    if not _goal(fact, context):
        return
    for part in fact.clause.parts:
        head, inner = part.head, part.inner
        if part.preposition is None or part.preposition.lower_ != "in" or inner.end != head.i + 1 or len(inner) < 2:
            continue
        if head.lower_ == "minute" and inner[-2].ent_type_ and inner[-2].text[:1].isdigit():
            span, wh = inner[:-1], "in which minute"
        elif head.lower_ == "time" and inner[-2].lower_ in _ADDED:
            span, wh = inner[-2:], "when"
        else:
            continue
        text = Composer(fact, context).inverted_question(wh, without=part)
        sure = certainty(fact, context) * _BESIDE
        yield Question(text, article_text(span, fact, context), span, "measure", "number", wh, sure)


def last_before(fact: Fact, context: Context) -> Iterator[Question]:
    """ "Before the 2018 FIFA World Cup, in what year was X's last victory?" for "This was X's first since 1958"."""
    contest = context.events.contest
    in_match = context.events.match_in(fact.sentence.paragraph) is not None
    if contest is None or not in_match or not happened(fact) or fact.negative:
        return
    for part in fact.parts(Role.ATTRIBUTE):
        first = next((c for c in part.head.children if c.lower_ == "first" and c.dep_ == "amod"), None)
        owner = next((c for c in part.head.children if c.dep_ == "poss" and c.pos_ == "PROPN"), None)
        since = next((c for c in part.head.children if c.lower_ == "since" and c.dep_ == "prep"), None)
        year = next((c for c in since.children if c.dep_ == "pobj"), None) if since is not None else None
        if part.head.lemma_.lower() not in _WON or first is None or owner is None or since is None or year is None:
            continue
        if not (year.text.isdigit() and len(year.text) == 4) or owner.i + 2 != first.i:
            continue
        doc, say = first.doc, Composer(fact, context).alone
        whose, what = say(doc[part.words.start : first.i]), say(doc[first.i + 1 : since.i])
        wh, span = "in what year", doc[year.i : year.i + 1]
        text = f"before the {contest}, {wh} was {whose} last {what}"
        yield Question(text, year.text, span, "date", "date", wh, certainty(fact, context))


def _goal(fact: Fact, context: Context) -> bool:
    """True for a goal of a match that the article tells of."""
    if context.events.match_in(fact.sentence.paragraph) is None or not happened(fact) or fact.negative:
        return False
    verb = fact.clause.verb.lemma_.lower()
    made = {part.head.lemma_.lower() for part in fact.parts(Role.OBJECT)}
    return verb in _SCORING or (verb in _MAKING and bool(made & _GOALS))


def _source(part: Part, fact: Fact) -> Token | None:
    """The noun behind the "from" that a part is or ends in: "volley" of "from a volley"."""
    for token in part.words:
        if token.lower_ == "from" and token.dep_ == "prep" and token.head in {fact.clause.verb, part.head}:
            noun = next((child for child in token.children if child.dep_ == "pobj"), None)
            whole = noun is not None and noun.pos_ == "NOUN" and noun_phrase(noun).end >= part.words.end
            return noun if whole else None
    return None

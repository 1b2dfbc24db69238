"""What a question can do without: the setting of something that happened is not part of what happened."""

from __future__ import annotations

from quizapp.generator.facts import Fact
from quizapp.generator.parts import Part, Role
from quizapp.generator.vocabulary import GOVERNED, word_set

_SETTING = word_set(
    """
    across after aboard alongside amid around at behind beside during from in inside near on over through throughout
    within
    """
)
_LASTING = word_set(
    """
    be believe belong carry contain depend have hold include involve keep know lack lie like live mean need own remain
    seem serve stand stay want
    """
)
_PLACING = word_set("bring keep lay leave place put send set")
_SINGLED_OUT = word_set("first last next only second third")


def goes_unsaid(part: Part, fact: Fact) -> bool:
    """True for where or at what occasion something happened once: left out, the rest is as true as before.

    What lasted, was denied or might be held only in its setting; "the first" is the first of something.
    """
    clause = fact.clause
    finite = [tag for _, tag in clause.group if tag in {"VBD", "VBZ", "VBP", "MD"}]
    once = finite[:1] == ["VBD"] and clause.infinitive is None and not fact.negative
    lasting = clause.verb.lemma_.lower() in _LASTING and not clause.passive
    placed = clause.verb.lemma_.lower() in _PLACING
    if not once or lasting or placed or part.preposition is None or part.role not in {Role.OBLIQUE, Role.PLACE}:
        return False
    lead = part.words[0].lower_
    if lead not in _SETTING or (clause.verb.lemma_.lower(), lead) in GOVERNED:
        return False
    others = [other for other in clause.parts if other is not part and other.role is not Role.LOOSE]
    told = [fact.subject, *others]
    one_of = any(t.tag_ in {"JJS", "RBS"} or t.lower_ in _SINGLED_OUT for other in told for t in other.words)
    return (bool(others) or clause.passive) and not one_of


def only_measures(part: Part) -> bool:
    """True for ", at 91 percent" behind what is the most or the least: it only says how much that is."""
    at = part.preposition is not None and part.preposition.lower_ in {"at", "with"} and not part.fronted
    start = part.words.start
    return at and part.head.ent_type_ in {"PERCENT", "MONEY"} and start > 0 and part.words.doc[start - 1].text == ","

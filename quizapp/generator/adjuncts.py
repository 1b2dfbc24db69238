"""What hangs on a clause: ", killing two" as a clause of its own, and dates that the parser gave to a noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.defining import LASTING
from quizapp.generator.inflection import base_form, full_auxiliary, inflected
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import is_plural
from quizapp.generator.vocabulary import ABOUT_THE_CLAUSE, CLAIMS, EVENTS, NAMING_VERBS, word_set

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_adjunct(verb: Token) -> bool:
    """True for the verb of ", killing two people" behind a clause: what its subject did besides or thereby."""
    marked = any(
        child.dep_ in {"mark", "aux", "prep"} or child.tag_ == "WRB" for child in verb.children if child.i < verb.i
    )
    return (
        verb.dep_ == "advcl"
        and verb.tag_ == "VBG"
        and verb.head.pos_ == "VERB"
        and verb.head.i < verb.i
        and verb.i > 0
        and verb.nbor(-1 if verb.nbor(-1).tag_ != "RB" else -2).text == ","
        and not marked
        and verb.lemma_.lower() not in ABOUT_THE_CLAUSE
        and verb.head.lemma_.lower() not in CLAIMS | NAMING_VERBS
    )


def is_deed_before(verb: Token) -> bool:
    """True for the verb of "After winning the prize in 2009, she moved": what the subject of a past clause had done."""
    prep, main = verb.head, verb.head.head
    after = prep.lower_ in {"after", "since"} and prep.dep_ == "prep" and main.pos_ == "VERB"
    helpers = {child.lower_ for child in main.children if child.dep_ in {"aux", "auxpass"}}
    past = main.tag_ == "VBD" or bool(helpers & {"has", "have", "had", "was", "were"})
    known = not helpers & {"is", "are", "to"} and not any(c.dep_ == "neg" or c.tag_ == "MD" for c in main.children)
    alone = not any(child.dep_ in {"aux", "auxpass", "neg", "nsubj", "mark"} for child in verb.children)
    return verb.dep_ == "pcomp" and verb.tag_ == "VBG" and after and past and known and alone


_LOOSELY_TIED = word_set("ask base combine compare couple expect follow give grant pair provide say see tell")
"""Participles in front of a clause that need not tell of its subject: "Compared with Oslo, ...", "Asked why, ..."."""


_DONE_ONCE = word_set("bear build compose create design develop establish found invent name open paint publish write")


def is_state_before(verb: Token) -> bool:
    """True for the verb of "Born in Bergen, she ..." and "Built in 1666, the fort ...": what its subject underwent."""
    main = verb.head
    ahead = verb.dep_ == "advcl" and verb.tag_ in {"VBN", "VBD"} and verb.left_edge == verb and verb.i < main.i
    subject = next((c for c in main.children if c.dep_ in {"nsubj", "nsubjpass"} and verb.i < c.i < main.i), None)
    if not ahead or subject is None or main.pos_ not in {"VERB", "AUX"} or verb.lemma_.lower() in _LOOSELY_TIED:
        return False
    acted = any(
        child.dep_ in {"dobj", "ccomp", "nsubj", "nsubjpass", "aux", "auxpass", "mark"} for child in verb.children
    )
    present = main.tag_ in {"VBZ", "VBP"}
    dated = any(token.ent_type_ == "DATE" for token in verb.subtree)
    if present and not dated and verb.lemma_.lower() not in LASTING | _DONE_ONCE:
        return False  # "Spoken by many, German is ...": it may be so or have been so
    between = [t.text for t in verb.doc[verb.right_edge.i + 1 : subject.left_edge.i]]
    return between[:1] == [","] and not acted and main.lemma_.lower() not in CLAIMS


def finite_ing(verb: Token, subject: Token) -> tuple[tuple[str, str], ...] | None:
    """The "-ing" form in the tense of the verb that it hangs on: "flying" of "would have" -> "would fly".

    "Flying up to 3 kilometers" tells what it could do.
    """
    if verb.dep_ == "pcomp":
        return ((inflected(base_form(verb.text), "VBD"), "VBD"),)
    helpers = [child for child in verb.head.children if child.dep_ in {"aux", "auxpass"}]
    modal = next((child for child in helpers if child.tag_ == "MD"), None)
    base = base_form(verb.text)
    if modal is not None:
        able = modal.lower_ == "would" and any(t.lower_ == "up" and t.nbor(1).lower_ == "to" for t in verb.subtree)
        return (("could" if able else full_auxiliary(modal.text, verb_tag="VB"), "MD"), (base, "VB"))
    if any(child.dep_ == "neg" for child in verb.head.children):
        return None
    first = helpers[0] if helpers else verb.head
    if first.tag_ == "VBD" or (not helpers and first.tag_ == "VBN"):
        return ((inflected(base, "VBD"), "VBD"),)
    if helpers and first.lemma_ == "have":
        return (("have" if is_plural(subject) else "has", "VBZ"), (inflected(base, "VBN"), "VBN"))
    return ((base, "VBP") if is_plural(subject) else (inflected(base, "VBZ"), "VBZ"),)


def dated(parts: list[Part], verb: Token) -> list[Part]:
    """The parts, a date at the end of the last one set apart: it tells when, whatever noun the parser gave it to."""
    last = max((part for part in parts if not part.fronted), key=lambda part: part.words.end, default=None)
    if last is None or last.role not in {Role.OBJECT, Role.OBLIQUE} or any(part.role is Role.TIME for part in parts):
        return parts
    prep = next((c for c in last.head.children if c.dep_ == "prep" and c.right_edge.i + 1 == last.words.end), None)
    date = next((c for c in prep.children if c.dep_ == "pobj"), None) if prep is not None else None
    if (
        last.head.pos_ not in {"NOUN", "PROPN"}
        or prep is None
        or date is None
        or last.head.lemma_.lower() in EVENTS
        or last.head.ent_type_ == "DATE"
    ):
        return parts
    exact = prep.lower_ == "on" or (prep.lower_ == "in" and date.text.isdigit() and len(date.text) == 4)
    if date.ent_type_ != "DATE" or not exact or prep.i <= last.head.i or verb.tag_ not in {"VBD", "VBN", "VB"}:
        return parts
    shorter = Part(last.role, last.words.doc[last.words.start : prep.i], last.head, last.preposition)
    time = Part(Role.TIME, last.words.doc[prep.i : last.words.end], date, prep)
    return [*(part for part in parts if part is not last), shorter, time]


def stayed(parts: list[Part], verb: Token) -> list[Part]:
    """The parts of "spent a week in Oslo meeting teams at the port" where the parser saw an "Oslo meeting" of teams."""
    if verb.lemma_.lower() != "spend":
        return parts
    for part in parts:
        place = next((c for c in part.head.children if c.dep_ == "compound" and c.ent_type_ == "GPE"), None)
        deed = part.head.lower_.endswith("ing") and part.preposition is not None and part.preposition.lower_ == "in"
        if place is None or not deed or part.fronted or part.preposition is None or place.i + 1 != part.head.i:
            continue
        if place.left_edge.i != part.preposition.i + 1:
            continue
        kept = [other for other in parts if other.fronted or other.words.start < part.words.start]
        return [*kept, Part(Role.PLACE, place.doc[part.preposition.i : place.i + 1], place, part.preposition)]
    return parts


def behind_a_dash(token: Token, verb: Token) -> bool:
    """True for what only comments on a clause: "settled at nine hours – 33 minutes and 15 seconds less"."""
    return any(other.text in {"–", "—", "--"} for other in verb.doc[verb.i : token.i])

"""How prominent a noun is for a pronoun that comes after it: by what it does, how near it is, and what is alike."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.generator.agreement import Agreement, is_quantity
from quizapp.generator.binding import clause_of, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.generator.options import Salience
    from quizapp.generator.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that was said: whom or what it means, what agrees with it, and where it stands."""

    token: Token
    means: Hashable
    agreement: Agreement
    sentence: int
    paragraph: int
    named: bool
    open: bool = False
    together: bool = False


def salience_of(pronoun: Token, noun: Noun, sentence: Sentence, salience: Salience) -> float:
    """How likely the pronoun of ``sentence`` takes up the noun, where it may."""
    token = noun.token
    score = standing(token, salience)
    if noun.named:
        score += salience.named
    subject = {"nsubj", "nsubjpass"}
    if noun.sentence == sentence.index:
        clause, own = clause_of(pronoun), clause_of(token)
        owner = pronoun.tag_ == "PRP$" or pronoun.dep_ == "poss"
        if pronoun.dep_ in subject and clause.dep_ == "ccomp" and subject_of(clause.head) == token:
            score += salience.claimant
        elif owner and subject_of(clause) == token:
            score += salience.own_clause
        elif owner and pronoun.head.dep_ == "conj" and pronoun.head.head == token:
            score += salience.beside  # "a girl and her dog"
        elif owner and token.dep_ == "dobj" and own == clause:
            score += salience.own_object
        elif pronoun.dep_ in subject and token.dep_ in subject and own.dep_ == "advcl" and own.head == clause:
            inner = any(t.dep_ in subject and t != token and t.pos_ in {"NOUN", "PROPN"} for t in own.subtree)
            score += 0 if inner else salience.fronted
        elif pronoun.dep_ in subject and clause.dep_ in {"conj", "advcl"} and subject_of(clause.head) == token:
            score += salience.side_by_side
        return score
    if pronoun.dep_ in subject and token.dep_ in subject:
        score += salience.parallel
    score *= salience.sentence_before if sentence.index - noun.sentence == 1 else salience.two_before
    return score * salience.paragraph_before if noun.paragraph != sentence.paragraph else score


def standing(token: Token, salience: Salience) -> float:
    """How prominent a noun is by what it does in its sentence."""
    verb = token.head
    while token.dep_ == "conj" and verb.dep_ == "conj":
        verb = verb.head
    place = verb.dep_ if token.dep_ == "conj" else token.dep_
    if place == "appos" and verb.pos_ == "NOUN":
        return standing(verb, salience)  # "the teacher, Marjan,"
    if place == "pobj" and verb.lower_ == "of" and is_quantity(verb.head):
        token = verb.head  # "some of the workers", "81 percent of people"
        place, verb = token.dep_, token.head
    clause = clause_of(token)
    if place in {"nsubj", "nsubjpass"}:
        main = clause.dep_ == "ROOT" or (clause.dep_ == "conj" and clause.head.dep_ == "ROOT")
        return salience.main_subject if main else salience.subject
    if place == "dobj":
        outer = clause.dep_ in {"ROOT", "conj", "ccomp", "xcomp"}
        return salience.object if outer else salience.inner_object
    if place in {"dative", "iobj"} or (place == "pobj" and verb.dep_ == "agent"):
        return salience.receiver
    if place == "poss":
        return salience.owner
    if place == "pobj" and verb.head.pos_ in {"VERB", "AUX"}:
        return salience.oblique
    return salience.inner

"""Stage 4: facts. What somebody claims word for word: the clauses of quotations that stand by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from quizapp.generator import dates
from quizapp.generator.clauses import Clause, find_clauses
from quizapp.generator.facts import Fact, worth_asking
from quizapp.generator.parts import Part, Role
from quizapp.generator.verb_groups import FINITE
from quizapp.generator.vocabulary import OWN_WORDS, word_set
from quizapp.generator.wording import OURS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.generator.entities import Entity
    from quizapp.generator.mentions import Mentions
    from quizapp.generator.quotes import Quotation
    from quizapp.generator.sentences import Sentence

_WISHES = {"deserve", "hope", "like", "love", "matter", "need", "want", "wish"}
_OPINION = {"think", "believe", "feel", "say"}
"""What speakers put before a claim of theirs, which "According to" says as well."""

_DETERMINERS = {"this", "these", "those", "here", "there", "such", "that"}
_POINTING_WORDS = OWN_WORDS | word_set("he she it they him them his her its their hers theirs")
_LEADING = re.compile(
    r"\b(?:director|president|executive|ceo|chairman|chairwoman|chair|founder|head|spokesman|spokeswoman|spokesperson)"
    r" (?:of|for) (?:the )?(?P<of>[A-Z].*)$",
    re.IGNORECASE,
)
_SPARE = {Role.LOOSE, Role.CIRCUMSTANCE, Role.REASON, Role.TIME, Role.ADVERB}
_SUBORDINATE = {"advcl", "csubj", "pcomp", "parataxis", "dep", "acl"}


def find_spoken(sentence: Sentence, quotations: Sequence[Quotation], mentions: Mentions) -> Iterator[Fact]:
    """The facts that the quoted words of a sentence claim, each with its speaker; none that leans on other words."""
    if not quotations:
        return
    for clause in find_clauses(sentence.tokens):
        quotation = _holding(clause, sentence, quotations)
        if quotation is None or quotation.speaker is None or not worth_asking(clause):
            continue
        if clause.kind not in {"main", "reported"} or clause.verb.lemma_ in _WISHES or _broken(clause):
            continue  # in speech the parser often hangs the others on the wrong noun or verb
        own = spoken_for(quotation, mentions)
        pointing = _POINTING_WORDS - OURS if own is not None else _POINTING_WORDS
        clause = _without_asides(clause, pointing)
        leaning = any(_points(part, pointing) for part in (clause.subject, *clause.parts))
        if _own_claim(clause, sentence, quotation) and not leaning:
            yield Fact(sentence, clause, speaker=quotation.speaker, own=own)


def _broken(clause: Clause) -> bool:
    """True when brackets or an enumeration break off the clause: its last part is only the first of several."""
    doc = clause.verb.doc
    end = max([clause.verb.i + 1, *(part.words.end for part in clause.parts)])
    leads = [part.preposition.lower_ for part in clause.parts if part.preposition is not None and not part.fronted]
    printed = doc[clause.subject.words.start : end + 1].text
    if "[" in printed or "..." in printed or len(leads) > len(set(leads)):
        return True
    behind = doc[end : end + 20]
    if len(behind) < 2 or behind[0].text != ",":
        return False
    verb = next((token.i for token in behind if token.tag_ in FINITE), doc[-1].i)
    return any(token.text == "," and doc[token.i + 1].dep_ == "cc" for token in behind[1:-1] if token.i < verb)


def spoken_for(quotation: Quotation, mentions: Mentions) -> Entity | None:
    """The organisation that its director's "we" means; None where the speaker may mean others."""
    role = _LEADING.search(quotation.role or "")
    if role is None:
        return None
    led = role.group("of").casefold()
    return next(
        (
            e
            for e in mentions.entities
            if e.kind == "organisation" and led in {n.casefold() for n in (e.name, *e.aliases)}
        ),
        None,
    )


def _holding(clause: Clause, sentence: Sentence, quotations: Sequence[Quotation]) -> Quotation | None:
    """The quotation that holds the subject and the verb of a clause."""
    tokens = [clause.verb, *clause.subject.words]
    for quotation in quotations:
        if all(_inside(token, sentence, quotation) for token in tokens):
            return quotation
    return None


def _inside(token: Token, sentence: Sentence, quotation: Quotation) -> bool:
    place = sentence.span_of(token, token)
    return any(span.contains(place) for span in quotation.spans)


def _own_claim(clause: Clause, sentence: Sentence, quotation: Quotation) -> bool:
    """True for what the speaker says is so: not what somebody else says, nor what is only wished, asked or supposed."""
    token = clause.verb
    if clause.kind == "reported" and any(c.dep_ == "mark" and _inside(c, sentence, quotation) for c in token.children):
        return False  # "an order that the units should move"
    while token.head != token and _inside(token.head, sentence, quotation):
        head = token.head
        if token.dep_ == "ccomp":
            claimant = next((child for child in head.children if child.dep_ == "nsubj"), None)
            denied = any(child.dep_ == "neg" or child.tag_ == "MD" for child in head.children)
            if claimant is None or claimant.lower_ not in {"i", "we"} or denied or head.lemma_ not in _OPINION:
                return False
        elif token.dep_ in _SUBORDINATE and token != clause.verb:
            return False
        token = head
    return True


def _points(part: Part, pointing: frozenset[str]) -> bool:
    """True when a part speaks of "us", "this place" or "it", which only the words around it explain."""
    return any(
        token.lower_ in pointing or (token.lower_ in _DETERMINERS and token.tag_ in {"DT", "RB", "PDT", "JJ"})
        for token in part.words
    )


def _without_asides(clause: Clause, pointing: frozenset[str]) -> Clause:
    """The clause without times that only the day of the speech explains, and without remarks that lean on others."""
    kept = [
        part
        for part in clause.parts
        if not (part.role is Role.TIME and dates.is_relative(part.words))
        and not (part.role in _SPARE and _points(part, pointing))
    ]
    return replace(clause, parts=tuple(kept))

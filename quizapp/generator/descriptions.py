"""What is told of a thing when it is brought in: the nouns that say what a name is, the words that tell it apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapp.generator.name_words import ORGANISATION_WORDS, PLACE_WORDS, THING_WORDS
from quizapp.generator.roles import ROLE_WORDS
from quizapp.generator.vocabulary import ADDED, PAPERS, word_set

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from quizapp.generator.entities import Entity

LONGEST = 9
"""Words of a phrase that may stand for "the X" in a question."""

# What somebody makes or does has that one's name before it: "the Pew study" is not Pew.
_BY_SOMEBODY = PAPERS | word_set(
    "project program programme concert deal trial website app data team staff office system"
)
_LEADS = {"River": "river", "Lake": "lake", "Mount": "mountain"}
_OWN = (ORGANISATION_WORDS | PLACE_WORDS | THING_WORDS | word_set(
    """
    abbey archipelago army battle belt canyon castle cathedral civilization conference constitution convention crusade
    declaration dynasty earthquake empire expedition gallery genocide hall highway house hurricane kingdom library
    massacre monument monastery movement mosque palace plan plateau pool prison pyramid railway rebellion reef reform
    republic review siege sultanate synagogue temple theater theatre tower tribe uprising volcano wall
    """
)) - word_set(
    """
    award beach coast cross day desert forest games hills house index islands language letters list method model month
    mountains news ocean play post press prize road scale sea service services standard state states street system
    technologies theory times town week year
    """
)  # fmt: skip
"""The last words of names that say what the named thing is: "review" of "Defence Review 2015"."""
_NUMBER = re.compile(r"\d+|[IVX]+")
_DONE_BY = {"carry", "conduct", "fund", "lead"}  # "a study led by NASA researchers" is one of many
_TELLING = {"prep", "relcl", "acl", "poss", "nmod", "amod", "compound"}


def types_told(token: Token, entity: Entity) -> set[str]:
    """The common nouns that say what a name is: its own last word, and the noun set beside it or in "a N called X"."""
    role = (entity.role or "").lower().split()
    if entity.kind == "person":
        return _heads(role)
    if token.i and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_:
        return set()  # "super-Earth" is no Earth
    nouns = set()
    last = entity.name.split()[-1]
    modifies = entity.kind == "other" and token.dep_ in {"compound", "nmod"}  # "Positioning System technology"
    if (lead := entity.name.split()[0]) in _LEADS and token.text == last:
        nouns.add(_LEADS[lead])
    if not modifies and len(entity.name.split()) > 1 and token.text == last and " for " not in entity.name:
        nouns.add(last.lower())
    if " of " in entity.name:
        nouns |= {word.lower() for word in entity.name.split()} & ORGANISATION_WORDS
    nouns |= set(role[-1:])
    if (noun := _noun_before(token)) is not None:
        nouns.add(noun.text)
    head = token.head
    if token.dep_ == "appos" and (head.tag_ == "NN" or (head.tag_ == "NNS" and _is_one_of(head))):
        nouns.add(head.lemma_.lower())
    named = entity.kind == "other" and token.dep_ in {"compound", "nmod"} and head.lower_ not in _BY_SOMEBODY
    if named and head.tag_ == "NN" and head.i == token.i + 1 and _the(head) and head.nbor(1).pos_ != "PROPN":
        nouns.add(head.lower_)  # "the Ingenuity helicopter"
    if token.dep_ == "oprd" and head.dep_ == "acl" and head.head.tag_ == "NN":
        nouns.add(head.head.lower_)
    for child in token.children:
        if child.dep_ == "appos" and child.tag_ == "NN" and any(c.lower_ in {"a", "an"} for c in child.children):
            nouns.add(child.lower_)
    return nouns


def _is_one_of(nouns: Token) -> bool:
    """True for the films of "one of the earliest films, Winter Light"."""
    return nouns.dep_ == "pobj" and nouns.head.lower_ == "of" and nouns.head.head.lower_ == "one"


def own_noun(name: str) -> str | None:
    """The noun in a name that says what it is: "treaty" of "Treaty of Norwick", "review" of "Defence Review 2015"."""
    first, of, _ = name.partition(" of ")
    words = first.split()
    while len(words) > 1 and _NUMBER.fullmatch(words[-1]):
        words.pop()
    last = words[-1].lower() if words else ""
    return last if last in _OWN and (of or len(words) > 1) else None


def _noun_before(token: Token) -> Token | None:
    """The noun set before a name: "helicopter" of "the helicopter Ingenuity" or "NASA's Mars helicopter Ingenuity"."""
    start = token.i
    while start > token.sent.start and token.doc[start - 1].pos_ == "PROPN" and token.doc[start - 1].head == token:
        start -= 1
    before = token.doc[start - 1] if start > token.sent.start else None
    if before is None or before.tag_ != "NN" or not before.text.islower():
        return None
    beside = before.head == token.head and before.dep_ == token.dep_  # the parser sees two subjects
    torn = token.dep_ == "appos" and token.head.is_ancestor(before)  # "the shape of asteroid Vesna"
    return before if (before.head == token and before.dep_ in {"compound", "nmod"}) or beside or torn else None


def _heads(role: list[str]) -> set[str]:
    """The office that a role names: "engineer" of "engineer who led the repair"."""
    found = next((word for word in role if word in ROLE_WORDS), None)
    return {found} if found is not None else set()


def _the(noun: Token) -> bool:
    return any(
        (child.dep_ == "det" and child.lower_ == "the")
        or (child.dep_ == "poss" and (child.pos_ == "PROPN" or child.tag_ == "PRP$"))
        for child in noun.children
    )


def words_told(token: Token, entity: Entity) -> frozenset[str]:
    """What the article adds to the noun beside a name: "American" and "space" of "the American space agency NASA"."""
    before = _noun_before(token)
    beside = {t.lower_ for t in before.children if t.i < before.i} | {before.lower_} if before is not None else set()
    own = {c.lower_ for c in token.children if c.dep_ in {"amod", "compound"} and c.text.islower()}
    return frozenset({*beside, *own, *(entity.role or "").lower().split(), *ADDED.get(entity.name, ())})


def named_so(token: Token) -> Token | None:
    """The noun of which a clause says that it is called so: "instrument" of "The instrument is called ROLSES".

    Of "The city's main airport is Norwick Airport" too, but not of "A good airport is Norwick Airport".
    """
    verb = token.head
    if token.dep_ == "attr" and verb.lemma_ == "be" and token.pos_ == "PROPN" and _is_the_one(verb):
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        owned = subject is not None and any(child.dep_ == "poss" for child in subject.children)
        return subject if subject is not None and subject.tag_ == "NN" and (owned or _the(subject)) else None
    if token.dep_ == "pobj" and verb.lower_ == "as" and verb.head.lemma_ == "know":
        verb = verb.head
    elif token.dep_ != "oprd" or verb.lemma_ not in {"call", "name", "dub"}:
        return None
    subject = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    return subject if subject is not None and subject.tag_ == "NN" and verb.dep_ != "relcl" else None


def _is_the_one(verb: Token) -> bool:
    """True for a plain "is" or "was"."""
    return verb.tag_ in {"VBZ", "VBD"} and not any(c.dep_ in {"neg", "aux", "advcl", "mark"} for c in verb.children)


def named_in_quotes(noun: Token) -> Words | None:
    """A noun with its title in quotation marks behind it: 'the play "English"'."""
    doc, i = noun.doc, noun.i + 1
    if (
        noun.tag_ != "NN"
        or i + 2 >= len(doc)
        or doc[i].text not in {'"', "\u201c"}
        or not doc[i + 1].text[:1].isupper()
    ):
        return None
    close = next((t.i for t in doc[i + 2 : i + 10] if t.text in {'"', "\u201d"}), None)
    if close is None or doc[close - 1].is_punct:
        return None
    start = noun.i - 1 if noun.i > noun.sent.start and doc[noun.i - 1].dep_ == "det" else noun.i
    return doc[start : close + 1]


def told_apart(head: Token, phrase: Words) -> Words | None:
    """The words that tell a thing from all others, a name being part of what describes it; None when none do.

    A long phrase is cut behind the first part with a name: "a study in Nature by scientists from Norwick".
    """
    if len(phrase) > LONGEST:
        parts = [c for c in head.children if c.i > head.i and c.dep_ in {"prep", "acl", "relcl"}]
        named = next((c for c in parts if any(t.pos_ == "PROPN" for t in c.subtree)), None)
        if named is None or named != parts[0]:
            return None
        end = _second_side(named) or named.right_edge.i + 1
        if end >= phrase.end:
            return None
        phrase = phrase.doc[phrase.start : end]
    return phrase if _names_apart(head, phrase) else None


def _second_side(between: Token) -> int | None:
    """Where the second noun of "between the council and a group of ..." ends; None where it leads to no two."""
    first = next((child for child in between.children if child.dep_ == "pobj"), None)
    second = next((t for t in first.children if t.dep_ == "conj"), None) if first is not None else None
    return second.i + 1 if between.lower_ == "between" and second is not None else None


def _names_apart(head: Token, phrase: Words) -> bool:
    if len(phrase) > LONGEST or phrase[-1].dep_ == "cc":
        return False
    plural = head.tag_ == "NNS"
    first = phrase[0]
    owned = any(child.dep_ == "poss" and _is_name(child) for child in head.children)
    if not owned and first.lower_ not in {"a", "an", "the"} and not (plural and first.pos_ != "PRON"):
        return False
    if any(child.dep_ in {"conj", "cc"} for child in head.children):
        return False
    if first.lower_ == "the" and any(c.dep_ == "prep" and c.lower_ != "of" for c in head.children):
        return False  # "the film for the paper": which film is told elsewhere
    return any(
        child.dep_ in _TELLING
        and not (child.dep_ == "acl" and child.lemma_ in _DONE_BY)
        and any(_is_name(t) and t.i in range(phrase.start, phrase.end) for t in child.subtree)
        for child in head.children
    )


def _is_name(token: Token) -> bool:
    """True for a word of a name, not for the one of "a statement on Wednesday"."""
    noun = token.pos_ == "NOUN" and token.text[:1].isupper() and not token.is_sent_start
    return (token.pos_ == "PROPN" or noun) and token.ent_type_ not in {"DATE", "TIME"}


_MADE = word_set("announce create develop file introduce issue launch open propose publish release send submit write")
_WORKS = word_set(
    "app campaign form game guideline letter list map petition plan proposal questionnaire report tool video website"
)


def maker_of(noun: Token) -> Token | None:
    """Who issued what a noun brings in, of "The office began issuing questionnaires": "office"."""
    verb = noun.head
    the = any(child.dep_ in {"det", "poss"} and child.lower_ not in {"a", "an"} for child in noun.children)
    if noun.dep_ != "dobj" or noun.lemma_.lower() not in _WORKS or verb.lemma_.lower() not in _MADE or the:
        return None
    while verb.dep_ in {"xcomp", "conj"} and not any(child.dep_ == "nsubj" for child in verb.children):
        verb = verb.head
    return next((child for child in verb.children if child.dep_ == "nsubj" and child.i < noun.i), None)

"""The question word that fits an answer, and the answer as a learner should give it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.generator.describing import called_so, named_before, named_by, named_twice, role_told, told_kind
from quizapp.generator.given_names import is_given_name
from quizapp.generator.hanging import belongs_to, dangling, subject_within
from quizapp.generator.phrases import is_coordinated, is_plural, listed, not_only, noun_phrase
from quizapp.generator.places import place_noun
from quizapp.generator.span_kinds import PEOPLE, kind_in_name, of_people
from quizapp.generator.vocabulary import (
    COLLECTIVE,
    EMPTY_NOUNS,
    GENERIC_NAMES,
    KIND_BY_ROLE,
    OWN_WORDS,
    PERSON_NOUNS,
    PLACE_NOUNS,
    PRONOUNS,
    VAGUE_NOUNS,
    WEAK_ADJECTIVES,
)

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from quizapp.generator.mentions import Entity, Mentions


# What an organisation is, told by a word of its name; never that word itself, which would give the answer away.
_NAMES_BY_KIND = {
    "institution": "university college school academy museum bank hospital",
    "organization": "organization organisation institute association foundation group church center centre",
    "publication": "journal magazine newspaper times post weekly",
    "venue": "stadium arena",
    "government body": "agency department ministry bureau",
    "body": "commission committee council court office",
    "legislature": "congress parliament senate",
    "research center": "laboratory lab",
    "company": "inc inc. corp corp. ltd",
    "firm": "company",
    "political group": "party",
    "musical group": "orchestra",
    "team": "club",
    "initiative": "program project",
}
KNOWN_KINDS = {
    name.strip(): kind
    for kind, names in {
        "company": "Amazon, Apple, Baidu, Boeing, Facebook, Google, Huawei, IBM, Intel, Meta, Microsoft, Netflix, "
        "Nvidia, OpenAI, Samsung, SpaceX, Tencent, Tesla, TikTok, Toyota, Twitter",
        "space agency": "NASA, ESA, JAXA, European Space Agency, National Aeronautics and Space Administration",
        "NASA center": "Ames Research Center, Glenn Research Center, Langley Research Center, "
        "Armstrong Flight Research Center, Goddard Space Flight Center, Marshall Space Flight Center, "
        "Johnson Space Center, Kennedy Space Center, Stennis Space Center",
        "international organization": "UN, United Nations, NATO, UNESCO, UNICEF, Red Cross",
    }.items()
    for name in names.split(",")
}
"""What the best known organisations are, where their name doesn't say so."""

_KIND_BY_NAME = {word: kind for kind, words in _NAMES_BY_KIND.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for: ``words`` ("who", "which company"), the answer as shown and where, number, tag."""

    words: str
    text: str
    span: Words
    plural: bool
    tag: str
    entity: Entity | None = None


def person_answer(head: Token, mentions: Mentions) -> tuple[Token, Entity] | None:
    """The name that answers "who": the head itself, or the name set beside it ("its founder, Liang Wenfeng")."""
    for token in (head, *(child for child in head.children if child.dep_ == "appos")):
        entity = mentions.entity_of(token)
        if entity is not None and entity.kind == "person":
            return token, entity
    return None


def asked_for(head: Token, mentions: Mentions, *, object_form: bool = False) -> Asked | None:
    """The question word and answer for the noun phrase of ``head``; None when it makes no answer of its own."""
    if head.tag_ in {"WP", "WDT", "EX", "DT"} or head.lower_ in OWN_WORDS:
        return None
    person = person_answer(head, mentions)
    if person is not None and is_coordinated(head) == 1:
        token, named = person
        if named.plural or (len(named.name.split()) == 1 and named.gender is None and named.role is None):
            return None  # a single word that nothing else shows to be a person
        name = _name_words(token, mentions)
        role = role_told(name, mentions)
        who = f"which {role}" if role is not None else "whom" if object_form else "who"
        return Asked(who, named.name, name, False, "person", named)
    beside = next((t for t in head.children if t.dep_ == "appos" and t.i > head.i), None)
    if beside is not None and head.pos_ == "NOUN" and head.nbor(1).text == "," and not listed(head):
        named_so = asked_for(beside, mentions, object_form=object_form)
        if named_so is not None and named_so.tag in {"name", "organization", "place"}:
            return named_so  # "DART's target, the asteroid Dimorphos,"
    if _of_a_nation(head):
        people = noun_phrase(head)
        return Asked("whom" if object_form else "who", people.text, people, False, "person")
    entity = mentions.entity_of(head)
    if entity is not None and (is_generic(entity) or _disputed(entity, head)):
        return None
    if entity is not None and (standing := _standing_for(head, entity)) is not None:
        return standing
    phrase = answer_phrase(head, mentions)
    if phrase is None:
        return None
    if is_coordinated(head) == 2 and (
        person is not None or all(_is_person(t, mentions) for t in (head, *head.conjuncts))
    ):
        return Asked("whom" if object_form else "who", phrase.text, phrase, True, "person")
    if head.lower_ in PLACE_NOUNS and (place := named_by(head)) is not None:
        return Asked(f"which {head.lower_}", place.text, place, False, "place")
    if (called := called_so(head)) is not None:
        noun, name = called
        return Asked(f"which {noun}", name.text, name, head.tag_ == "NNS", "name")
    if (before := named_before(head, mentions) or named_twice(head, mentions)) is not None:
        noun, name = before
        body = mentions.entity_of(name[-1])
        if body is not None and body.kind == "organisation":
            return Asked(f"which {noun}", body.name, name, False, "name", body)
        return Asked(f"which {noun}", name.text, name, False, "name")
    told = told_kind(phrase, head)
    if told is not None and is_coordinated(head) == 1:
        noun, name = told
        text = entity.name if entity is not None and entity.name.endswith(name.text) else name.text
        return Asked(f"which {noun}", text, name, False, "name", entity)
    if entity is not None and is_coordinated(head) == 1:
        if head.pos_ != "PROPN":
            return (
                Asked(_which(entity, head), entity.name, phrase, entity.plural, _tag(entity), entity)
                if entity.kind != "other"
                else None
            )
        name = _name_words(head, mentions)
        text = entity.name if len(entity.name) > len(name.text) else phrase.text
        return Asked(
            _which(entity, head), text, name if text == entity.name else phrase, entity.plural, _tag(entity), entity
        )
    if head.pos_ in {"PROPN"}:
        return _unlisted_name(head, phrase, object_form=object_form)
    if head.pos_ not in {"NOUN"} or not telling(phrase, head):
        return None
    doing = not object_form and head.lower_ in PEOPLE  # troops are moved, but it is they who march
    if doing or head.lemma_.lower() in PERSON_NOUNS | COLLECTIVE or of_people(head):
        return Asked("whom" if object_form else "who", phrase.text, phrase, False, "person")
    return Asked("what", phrase.text, phrase, False, "fact")


def _standing_for(head: Token, entity: Entity) -> Asked | None:
    """ "Which Baltic country" for "the Baltic country": the name that a description stands for."""
    phrase = noun_phrase(head)
    plain = phrase[0].lower_ == "the" and phrase.end == head.i + 1 and head.pos_ == "NOUN" and head.tag_ == "NN"
    told = all(token.ent_type_ == "NORP" for token in phrase[1:-1]) and head.lemma_.lower() not in VAGUE_NOUNS
    if not (plain and told) or entity.kind not in {"organisation", "place"} or is_coordinated(head) > 1:
        return None
    return Asked(f"which {phrase[1:].text}", entity.name, phrase, False, _tag(entity), entity)


def _of_a_nation(head: Token) -> bool:
    """True for "the Prussians", "the Japanese" and "the Vikings", who do what people do."""
    the = head.i > 0 and head.nbor(-1).lower_ == "the" and head.nbor(-1).head == head
    named = head.ent_type_ == "NORP" and head.text[:1].isupper() and head.pos_ in {"PROPN", "NOUN", "ADJ"}
    several = the and head.tag_ == "NNPS" and head.ent_type_ in {"", "PERSON", "ORG"} and head.i == head.nbor(-1).i + 1
    return ((named and (the or head.tag_ in {"NNS", "NNPS"})) or several) and is_coordinated(head) == 1


def _is_person(token: Token, mentions: Mentions) -> bool:
    entity = mentions.entity_of(token)
    return token.pos_ == "PROPN" and (token.ent_type_ == "PERSON" if entity is None else entity.kind == "person")


def is_generic(entity: Entity) -> bool:
    """True for a name that is only a kind with a capital: "the Agency", "the State"."""
    return entity.name.casefold().removeprefix("the ") in GENERIC_NAMES


def _disputed(entity: Entity, head: Token) -> bool:
    """True when the kind of a name is not certain: taken for a person here and for an organisation elsewhere."""
    words = entity.name.split()
    like_a_person = entity.kind == "organisation" and 2 <= len(words) <= 3 and is_given_name(words[0])
    told = bool(entity.role) or words[-1].casefold() in _KIND_BY_NAME
    surely = entity.kind == "organisation" and len(words) > 1 and words[-1].casefold() in _KIND_BY_NAME
    mixed = {entity.kind, head.ent_type_} in ({"organisation", "PERSON"}, {"person", "ORG"}, {"place", "PERSON"})
    return (mixed and not surely) or (like_a_person and not told)


def _unlisted_name(head: Token, phrase: Words, *, object_form: bool) -> Asked | None:
    plural = is_plural(head)
    if head.ent_type_ == "PERSON" and not plural and phrase[0].pos_ != "DET":
        return Asked("whom" if object_form else "who", phrase.text, phrase, False, "person")
    if head.ent_type_ == "GPE":
        noun = place_noun(phrase.text)
        return Asked(f"which {noun}" if noun else "what place", phrase.text, phrase, False, "place")
    if head.ent_type_ == "ORG":
        kind = _KIND_BY_NAME.get(head.lower_)
        return Asked(f"which {kind}" if kind else "what", phrase.text, phrase, False, "organization")
    if len(phrase.text.split()) < 2 and not head.text.isupper():
        return None
    named = _kind_in(phrase.text, head) if not plural and phrase[0].lower_ not in {"a", "an"} else None
    return Asked(f"which {named}" if named else "what", phrase.text, phrase, False, "name")


def _which(entity: Entity, head: Token) -> str:
    if entity.kind == "place":
        noun = place_noun(entity.name) or _kind_in(entity.name, head)
        return f"which {noun}" if noun else "what place"
    if entity.kind == "organisation":
        if (kind := kind_told(entity)) is not None:
            return f"which {kind}"
        several = len(entity.name.split()) > 1 or entity.name.isupper()
        return "which organization" if several else "what"
    if (place := place_noun(entity.name)) is not None:
        return f"which {place}"
    first, *rest = entity.name.lower().split()
    for word in (*reversed(rest), first):
        if word in _KIND_BY_NAME and rest:
            return f"which {_KIND_BY_NAME[word]}"
    kind = _kind_in(entity.name, head) if not entity.plural else None
    return f"which {kind}" if kind is not None else "what"


def _kind_in(name: str, head: Token) -> str | None:
    """What a name says that it names, when that is also the noun of the phrase that is asked for."""
    kind, behind = kind_in_name(name), head.doc[head.i + 1 : head.i + 2]
    goes_on = len(behind) > 0 and behind[0].pos_ in {"PROPN", "DET"}  # "the film Battle the Storm"
    return kind if kind is not None and kind == kind_in_name(f"X {head.text}") and not goes_on else None


def kind_told(entity: Entity) -> str | None:
    """What an organisation is, as its role, its name or common knowledge tells: "company"; None where none does."""
    for noun in (entity.role or "").lower().split():
        if noun in KIND_BY_ROLE and noun not in entity.name.lower():
            return noun
    if (known := KNOWN_KINDS.get(entity.name)) is not None:
        return known
    words = reversed(entity.name.lower().split())
    return next((_KIND_BY_NAME[word] for word in words if word in _KIND_BY_NAME), None)


def _tag(entity: Entity) -> str:
    return {"organisation": "organization", "other": "name"}.get(entity.kind, entity.kind)


def _name_words(token: Token, mentions: Mentions) -> Words:
    """The words of the name that ``token`` belongs to, titles and roles in front left out."""
    doc, entity = token.doc, mentions.entity_of(token)
    start = end = token.i
    while start > 0 and doc[start - 1].pos_ == "PROPN" and mentions.entity_of(doc[start - 1]) == entity:
        start -= 1
    while end + 1 < len(doc) and doc[end + 1].pos_ == "PROPN" and mentions.entity_of(doc[end + 1]) == entity:
        end += 1
    return doc[start : end + 1]


def answer_phrase(head: Token, mentions: Mentions) -> Words | None:
    """The noun phrase as an answer; None when it leans on something said before."""
    phrase = noun_phrase(head)
    if is_coordinated(head) > 2 or listed(head) or not_only(head) is not None:
        return None
    if phrase[0].lower_ in {"both", "either"} and is_coordinated(head) > 1 and len(phrase) > 2:
        phrase = phrase[1:]
    behind = phrase.doc[phrase.end] if phrase.end < len(phrase.doc) else None
    if behind is not None and head.pos_ == "NOUN" and behind.pos_ == "PROPN" and phrase.doc[phrase.end - 1].whitespace_:
        return None  # "the destroyer Sagiri", whose name the parser gave to something else
    if behind is not None and head.pos_ == "PROPN" and behind.like_num and behind.dep_ != "npadvmod":
        return None  # "LHS 1140 b"
    if head.i > 0 and head.nbor(-1).lower_ in {"a.m.", "p.m.", "am", "pm"}:
        return None  # "2:14 p.m. AKDT"
    if behind is not None and behind.text == "," and phrase[-1].pos_ in {"VERB", "AUX"} and phrase[-1] != head:
        return None  # "a model that could match, or better, ..."
    for token in phrase:
        if token.lower_ in OWN_WORDS or (
            token.lower_ in {"this", "these", "those", "such", "here", "there"} and token.tag_ != "WDT"
        ):
            return None
        if token.lower_ in PRONOUNS and token.tag_ != "PRP$":
            if subject_within(token, phrase, mentions):
                continue
            return None
        if token.lower_ in PRONOUNS and not _of_its_subject(token, mentions):
            return None
        if token.tag_ in {"WP", "WRB"} and token.i == phrase.start:
            return None
    if phrase[0].lower_ in {
        "another",
        "some",
        "any",
        "each",
        "both",
        "either",
        "neither",
        "other",
        "others",
        "no",
        "every",
    }:
        return None
    leaning = [
        t.head for t in phrase if t.lower_ == "the" and t.head.pos_ == "NOUN" and _leans(t.head, phrase, mentions)
    ]
    if leaning:
        bare = _without_owner(head, phrase)
        told = owners_told(phrase, mentions)
        if bare is not None and (any(t.pos_ == "PROPN" for t in bare) or _whole(bare, told == leaning)):
            return bare
        return phrase if all(noun in told for noun in leaning) else None
    return phrase


def _whole(bare: Words, owned: bool) -> bool:
    """True for "navigation system", which says enough where its owner is told; not for "longest mission"."""
    ranked = bare[0].tag_ in {"JJS", "RBS"} or bare[0].lower_ in {"first", "last", "final", "only"}
    return owned and telling(bare, bare.root) and not ranked


def owners_told(phrase: Words, mentions: Mentions) -> list[Token]:
    """The nouns that stand for a name in an answer, or before it: the "helicopter" of "the helicopter's wings"."""
    mark = phrase.doc[phrase.start - 1] if phrase.start > 0 else None
    before = (
        [mark.head] if mark is not None and mark.tag_ == "POS" and not any(t.pos_ == "PROPN" for t in phrase) else []
    )
    inside = [token for token in phrase if token.dep_ == "poss" and token.head in phrase]
    return [t for t in (*before, *inside) if t.pos_ == "NOUN" and mentions.entity_of(t) is not None]


def _without_owner(head: Token, phrase: Words) -> Words | None:
    """ "CLPS initiative" of "the agency's CLPS initiative"."""
    owner = next((child for child in head.children if child.dep_ == "poss" and child.pos_ == "NOUN"), None)
    mark = next((child for child in owner.children if child.tag_ == "POS"), None) if owner is not None else None
    if owner is None or mark is None or owner.left_edge.i != phrase.start:
        return None
    return phrase.doc[mark.i + 1 : phrase.end]


def _leans(noun: Token, phrase: Words, mentions: Mentions) -> bool:
    """True for "the X" in an answer that only the sentences before explain."""
    if noun.i >= phrase.end:
        return False
    named = mentions.entity_of(noun)
    if named is None and _tells_itself(noun):
        return False
    return dangling(noun, mentions) or (named is not None and noun.text not in named.name.split())


def _tells_itself(noun: Token) -> bool:
    """True for "the face-to-face interview step": two words or more say which."""
    inside = noun.doc[noun.left_edge.i : noun.i]
    told = [t for t in inside if t.pos_ in {"NOUN", "ADJ"} and t.lower_ not in WEAK_ADJECTIVES and t.dep_ != "poss"]
    return len(told) > 1


def _of_its_subject(pronoun: Token, mentions: Mentions) -> bool:
    """True when a possessive in an answer means the subject that the question names."""
    verb = pronoun
    while verb.head != verb and verb.pos_ not in {"VERB", "AUX"}:
        verb = verb.head
    while verb.dep_ in {"xcomp", "conj", "pcomp"} and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
        verb = verb.head
    subject = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None:
        return False
    owner = mentions.entity_of(pronoun)
    return mentions.entity_of(subject) == owner if owner is not None else belongs_to(pronoun, subject, mentions)


def telling(phrase: Words, head: Token) -> bool:
    """True when a phrase says enough to be worth an answer: a name, a number, or a noun that something describes."""
    if head.lemma_.lower() in EMPTY_NOUNS:
        before = [t for t in phrase if t.i < head.i and t.pos_ in {"NOUN", "ADJ"} and not t.is_stop]
        return len(before) > 2  # "the face-to-face interview step"
    if any(token.pos_ in {"PROPN", "NUM"} for token in phrase):
        return True
    content = [
        t for t in phrase if t.pos_ in {"NOUN", "ADJ", "VERB"} and not t.is_stop and t.lemma_.lower() not in VAGUE_NOUNS
    ]
    if head.lemma_.lower() in VAGUE_NOUNS:
        return len(content) >= 3
    return len(content) >= 2

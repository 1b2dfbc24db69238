"""What an answer is: a person, people, a place of some kind, told by its name, its noun or a word in front of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.given_names import is_given_name
from quizapp.generator.name_words import THING_NOUNS
from quizapp.generator.places import place_noun
from quizapp.generator.vocabulary import COLLECTIVE, PERSON_NOUNS, PLACE_NOUNS, word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.generator.mentions import Mentions

PEOPLE = (
    PERSON_NOUNS
    | {f"{noun}s" for noun in PERSON_NOUNS}
    | word_set(
        """
    activists actors adult ally anyone bishop bishops brother cardinal clergyman crew critics daughters descendants
    dynasty eldest emperor families fan general guest hacker historian historians immigrants inventor kid lover
    mathematician monk monks nobles philosopher physicist pope priests prince princess pupil queens rancher rebels
    relative sailor settlers sister slaves soldiers somebody someone sons students supporter teachers teenager
    theologian trader traders tribes troops warrior warriors workers youngest
    astronomers astronauts builders colonists forces inhabitants lawyers lenders merchants missionaries natives
    organisations organizations peasants physician physicians pilots pirates rulers scholars servants voters villagers
    """
    )
)
_TITLES = word_set(
    """
    admiral archbishop baron bishop captain cardinal chancellor colonel count dr. duke emperor empress general governor
    king lady lieutenant lord major marshal mayor mr. mrs. ms. pope president prince princess professor prof. queen
    saint senator sheikh sir st. sultan tsar vice
    """
)
_NAMES_BY_TYPE = {
    "company": "company corporation inc",
    "newspaper": "newspaper tribune times gazette",
} | {
    name: name
    for name in word_set(
        """
        academy act airport army award battle bay bridge canal castle cathedral championship church college conference
        constitution convention council cup desert district dynasty edict empire expedition festival forest island
        kingdom lake league library mountain museum navy ocean palace parish park party peninsula plan prize
        railway rebellion revolution river road sea square stadium street temple theater theatre tournament tower
        treaty uprising university valley war
        """
    )
}
_TYPE_BY_NAME = {word: kind for kind, words in sorted(_NAMES_BY_TYPE.items()) for word in words.split()}


def of_people(head: Token) -> bool:
    """True for "a group of farmers": people, though the noun is not."""
    if head.lower_ not in {"group", "groups", "team", "teams", "number", "band", "crowd", "majority", "pair"}:
        return False
    of = next((child for child in head.children if child.lower_ == "of"), None)
    return of is not None and any(child.tag_ == "NNS" and child.lower_ in PEOPLE for child in of.children)


def is_person(head: Token, mentions: Mentions) -> bool:
    """True for the name of a person, told by the article, a title or a given name."""
    if head.pos_ not in {"PROPN", "PRON"} and not head.text[:1].isupper():
        return False
    entity = mentions.entity_of(head)
    titled = any(token.lower_ in _TITLES for token in (head, *head.lefts) if token.text[:1].isupper())
    if not titled and head.pos_ == "PROPN" and any(c.dep_ == "det" and c.lower_ == "the" for c in head.children):
        return False  # "the Aurora"
    if entity is not None and entity.kind == "person":
        return True
    if head.text.isupper() and 1 < len(head.text) < 7 and head.left_edge == head:
        return False  # "NTSC"
    if head.ent_type_ == "PERSON" and (entity is None or entity.kind == "other"):
        return True
    if titled:
        return True
    first = next((token for token in head.doc[head.left_edge.i : head.i + 1] if token.pos_ == "PROPN"), head)
    return first != head and head.ent_type_ in {"", "PERSON"} and is_given_name(first.text.partition("-")[0])


def kind_of_name(head: Token) -> str | None:
    """What sort of thing a name is, told by a list of places or by the name's own last word."""
    if head.pos_ != "PROPN":
        return None
    place = place_noun(head.doc[head.left_edge.i : head.i + 1].text) or place_noun(head.text)
    if head.ent_type_ == "GPE":
        return place or (None if head.doc[head.left_edge.i].lower_ == "the" else "place")
    if head.ent_type_ == "LANGUAGE":
        return "language"
    return _TYPE_BY_NAME.get(head.lower_.rstrip("."))


def kind_in_name(name: str) -> str | None:
    """ "battle" for "the Battle of the Nile" and "bridge" for "Old Mill Bridge": what a name says that it names."""
    words = name.casefold().removeprefix("the ").split()
    head = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
    return _TYPE_BY_NAME.get(head) if len(words) > 1 else None


def said_of_a_person(attribute: Token, mentions: Mentions) -> bool:
    """True for "the founder" said to be somebody, not for what a party is a member of or a person became."""
    subject = next((child for child in attribute.head.children if child.dep_ == "nsubj"), None)
    if attribute.head.lemma_ == "become" or subject is None:
        return False
    people = subject.lemma_.lower() in PEOPLE or subject.lower_ in PEOPLE or of_people(subject)
    return subject.pos_ == "PRON" or people or is_person(subject, mentions)


def said_to_be_a_thing(name: Token) -> bool:
    """True for "Triton" of "Triton is the largest moon", which the parser takes for a person."""
    said = next((c for c in name.head.children if c.dep_ == "attr" and c.pos_ == "NOUN"), None)
    if name.dep_ != "nsubj" or said is None or name.head.lemma_ not in {"be", "become", "remain"}:
        return False
    return said.tag_ == "NN" and said.lemma_.lower() in THING_NOUNS | PLACE_NOUNS


def acting_group(head: Token) -> bool:
    """True for "the team" that does something."""
    return head.lemma_.lower() in COLLECTIVE and head.dep_ in {"nsubj", "agent"}

"""Which noun before it a pronoun stands for: agreement first, then salience; silence when two are close."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from quizapp.generator.agreement import (
    PEOPLE,
    Agreement,
    agreement_of,
    is_antecedent,
    is_deed,
    is_event,
    is_quantity,
    needs,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.article import Span
    from quizapp.generator.entities import Entity
    from quizapp.generator.sentences import Sentence

Place = tuple[int, int]
"""A token's document and its number there."""


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The noun that a pronoun takes up; ``together`` when it is the first of several that are meant all together."""

    noun: Token
    together: bool = False


class Known(Protocol):
    """What is known of nouns already: the entity they name, and what brought "the bridge" in."""

    def entity_of(self, token: Token) -> Entity | None:
        """The entity that a noun or name means."""

    def identity(self, token: Token) -> Hashable | None:
        """Something equal for all nouns that mean the same thing, None for what is met for the first time."""


@dataclass(frozen=True, slots=True)
class Salience:
    """How likely what was said how and where is taken up by a pronoun; read off the labelled mentions."""

    main_subject: float = 80
    subject: float = 60
    object: float = 56
    inner_object: float = 40
    receiver: float = 40
    owner: float = 40
    oblique: float = 35
    inner: float = 22

    sentence_before: float = 0.6
    two_before: float = 0.2
    paragraph_before: float = 0.7

    named: float = 10
    again: float = 6
    most_again: int = 3
    parallel: float = 20
    claimant: float = 70
    own_clause: float = 45
    own_object: float = 30
    beside: float = 80
    side_by_side: float = 25
    fronted: float = 50
    group: float = 0.4

    # The best must be this good, and this much better than the next.
    person: tuple[float, float] = (15, 1.7)
    thing: tuple[float, float] = (40, 1.6)
    several: tuple[float, float] = (40, 1.8)
    # A pronoun that is no subject nor possessive takes up anything.
    inner_margin: float = 1.4


SALIENCE = Salience()


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


def find_antecedents(
    sentences: Sequence[Sentence], known: Known, speech: Sequence[Span], salience: Salience = SALIENCE
) -> dict[Place, Antecedent]:
    """The noun that each pronoun outside ``speech`` stands for, for those where it is certain."""
    found: dict[Place, Antecedent] = {}
    recent: list[Noun] = []
    kinds: dict[Hashable, str] = {}
    quoted = _Inside(speech)
    told = 0
    for sentence in sentences:
        outside = [token for token in sentence.tokens if not quoted(sentence.offset + token.idx)]
        told += any(token.is_alpha for token in outside)
        sentence = replace(sentence, index=told)  # what is quoted in between doesn't count as distance
        recent = [noun for noun in recent if told - noun.sentence <= 2]
        for token in outside:
            wanted = needs(token)
            if wanted is None:
                recent += _nouns(token, sentence, known)
            elif wanted.kind != "empty":
                told_by = wanted.gender or wanted.kind  # what a pronoun tells of a name, later ones agree with
                possible = [noun for noun in recent if kinds.get(noun.means, told_by) in {told_by, wanted.kind}]
                own = token.lower_.endswith(("self", "selves"))
                noun = _reflexive(token, possible) if own else _chosen(token, wanted, sentence, possible, salience)
                if noun is None and own:
                    continue
                if noun is None:
                    noun = Noun(token, ("open", *_place(token)), wanted, 0, 0, False, open=True)
                else:
                    found[_place(token)] = Antecedent(noun.token, noun.together)
                    if noun.agreement.kind == "unclear" or (wanted.gender and noun.agreement.gender is None):
                        kinds[noun.means] = told_by
                recent.append(replace(noun, token=token, sentence=sentence.index, paragraph=sentence.paragraph))
    return {place: _first(one, found) for place, one in found.items()}


def _first(one: Antecedent, found: dict[Place, Antecedent]) -> Antecedent:
    """The noun at the start of a chain of pronouns."""
    while (earlier := found.get(_place(one.noun))) is not None:
        one = earlier
    return one


def _place(token: Token) -> Place:
    return id(token.doc), token.i


class _Inside:
    """Tells, for offsets that only grow, whether they are inside one of the spans."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._waiting = iter(spans)
        self._span = next(self._waiting, None)

    def __call__(self, offset: int) -> bool:
        while self._span is not None and self._span.end <= offset:
            self._span = next(self._waiting, None)
        return self._span is not None and self._span.start <= offset


def _nouns(token: Token, sentence: Sentence, known: Known) -> Iterator[Noun]:
    """What a token brings in: its own noun, and with the first of several names all of them together."""
    entity = known.entity_of(token)
    if entity is None and _beside_name(token, known):
        return
    if is_event(token):
        yield Noun(token, ("open", *_place(token)), Agreement("thing"), sentence.index, sentence.paragraph, False, True)
    if not is_antecedent(token, entity):
        return
    open_ = entity is None and _any(token)
    means = known.identity(token)
    if means is None:
        means = ("the", token.lemma_.lower()) if _definite(token) else _place(token)
    agreement = agreement_of(token, entity)
    yield Noun(token, means, agreement, sentence.index, sentence.paragraph, entity is not None, open_)
    others = [t for t in token.conjuncts if t.i > token.i and t.dep_ == "conj"]
    if others and token.dep_ != "conj" and not _either(token):
        yield Noun(
            token,
            ("all", _place(token)),
            replace(agreement, plural=True, kind="several", gender=None),
            sentence.index,
            sentence.paragraph,
            entity is not None,
            together=True,
        )


def _beside_name(token: Token, known: Known) -> bool:
    """True for a noun that only says what a name beside it is: "the teacher, Marjan,", "the agency NASA"."""
    if any(child.dep_ == "appos" and known.entity_of(child) is not None for child in token.children):
        return True
    if token.dep_ == "appos" and known.entity_of(token.head) is not None:
        return True
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return (
        after is not None
        and after.head == token.head
        and after.dep_ == token.dep_
        and known.entity_of(after) is not None
    )


def _any(token: Token) -> bool:
    """True for "A bridge is ...": any of its kind, so that "it" would be any as well."""
    if any(child.lower_ in {"each", "every", "any", "no"} for child in token.children):
        return True
    indefinite = any(child.lower_ in {"a", "an"} for child in token.children) or (
        token.tag_ == "NNS" and not any(child.dep_ in {"det", "poss", "nummod"} for child in token.children)
    )
    return indefinite and token.dep_ == "nsubj" and token.head.tag_ in {"VBZ", "VBP"} and token.head.lemma_ == "be"


def _either(token: Token) -> bool:
    return any(child.dep_ == "cc" and child.lower_ in {"or", "nor"} for child in token.children)


def _definite(token: Token) -> bool:
    return any(
        child.dep_ == "det" and child.lower_ in {"the", "this", "that", "these", "those"} for child in token.children
    )


def _chosen(
    pronoun: Token, wanted: Agreement, sentence: Sentence, recent: Sequence[Noun], salience: Salience
) -> Noun | None:
    scores: dict[Hashable, float] = {}
    best: dict[Hashable, Noun] = {}
    rivals: set[Hashable] = set()
    acts = is_deed(pronoun)
    times: dict[Hashable, int] = defaultdict(int)
    for noun in recent:
        if not wanted.fits(noun.agreement) or _barred(pronoun, noun.token):
            continue
        if acts and not noun.agreement.acts:
            continue
        unsure = wanted.kind == "person" and noun.agreement.kind == "unclear"
        if unsure and noun.token.dep_ not in {"nsubj", "nsubjpass"}:
            continue
        times[noun.means] += 1
        score = _score(pronoun, noun, sentence, salience)
        if wanted.plural and not noun.agreement.plural:
            score *= salience.group
        if noun.sentence == sentence.index and (noun.named or noun.open):
            rivals.add(noun.means)
        if score >= scores.get(noun.means, 0):
            scores[noun.means], best[noun.means] = score, noun
    for means, count in times.items():
        scores[means] += salience.again * min(count - 1, salience.most_again)
    if any(child.lower_ == "than" and child.i < pronoun.i for child in pronoun.head.children):
        return None
    ranked = sorted(scores, key=lambda means: (-scores[means], best[means].token.i))
    if not ranked:
        return None
    least, margin = (
        salience.person if wanted.kind == "person" else salience.several if wanted.plural else salience.thing
    )
    first = ranked[0]
    subject = pronoun.dep_ in {"nsubj", "nsubjpass", "poss"}
    if not subject:
        margin *= salience.inner_margin
    first = ranked[0]
    second = scores[ranked[1]] if len(ranked) > 1 else 0.0
    if best[first].open or scores[first] < least or scores[first] < margin * second:
        return None
    if (wanted.kind != "person" or best[first].agreement.kind == "unclear") and (
        _uncertain(pronoun, best[first], sentence, wanted) or (not subject and _nearer(first, best, sentence))
    ):
        return None
    own = pronoun.dep_ == "poss" and _subject(_clause(pronoun)) == best[first].token
    if wanted.kind == "thing" and not own and rivals - {first}:
        return None  # "Although it ended the flights of X, Y said it is ...": either
    return best[first]


def _reflexive(pronoun: Token, recent: Sequence[Noun]) -> Noun | None:
    """The subject of its own clause, which "herself" means."""
    subject = _controller(_clause(pronoun))
    return next((noun for noun in reversed(recent) if noun.token == subject and not (noun.together or noun.open)), None)


def _nearer(first: Hashable, best: dict[Hashable, Noun], sentence: Sentence) -> bool:
    """True when something else of the same sentence can be meant by an object, and the best is of an earlier one."""
    here = {means for means, noun in best.items() if noun.sentence == sentence.index}
    return bool(here - {first}) and best[first].sentence != sentence.index


def _uncertain(pronoun: Token, noun: Noun, sentence: Sentence, wanted: Agreement) -> bool:
    """True where grammar allows a thing or group for a pronoun, but readers would often take another."""
    token = noun.token
    verb = _clause(pronoun)
    if noun.sentence != sentence.index:
        if _led(pronoun, sentence) or _standing(token, SALIENCE) < SALIENCE.main_subject:
            return True
        attribute = next((c for c in pronoun.head.children if c.dep_ == "attr"), None)
        if attribute is not None and not noun.named and attribute.doc[attribute.left_edge.i].lower_ == "the":
            return True  # "It was the beginning of the end" sums up
    later = _subject(pronoun.sent.root)
    if later is not None and later.i > pronoun.i and wanted.fits(agreement_of(later, None)) and later.pos_ != "PRON":
        return True  # "In its report, the council ..."
    agent = next((c for a in verb.children if a.dep_ == "agent" for c in a.children if c.dep_ == "pobj"), None)
    if agent is not None and agent != token and agent.i < pronoun.i and wanted.fits(agreement_of(agent, None)):
        return True
    inner = [p for c in token.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj" and p.pos_ == "NOUN"]
    inner += [c for c in token.children if c.dep_ == "poss" or (c.dep_ == "compound" and c.pos_ == "PROPN")]
    return not noun.named and any(wanted.fits(agreement_of(one, None)) for one in inner)


def _led(pronoun: Token, sentence: Sentence) -> bool:
    """True when the sentence has a thing for its subject already: what comes after is rather about that."""
    return any(
        token.dep_ in {"nsubj", "nsubjpass", "csubj"}
        and (token.pos_ == "NOUN" or token.lower_ in {"each", "one", "this", "that"})
        and token.lemma_.lower() not in PEOPLE
        for token in pronoun.doc[sentence.tokens.start : pronoun.i]
    )


def _barred(pronoun: Token, noun: Token) -> bool:
    """True when grammar forbids that the pronoun means the noun: the noun's own phrase, or its fellow arguments."""
    if noun.doc is not pronoun.doc:
        return False
    if noun.is_ancestor(pronoun):
        step = pronoun
        while step != noun:
            if step.dep_ == "conj":
                return False  # "a girl and her dog"
            if step.dep_ == "appos":
                return pronoun == step.left_edge  # "Y, its rival,": its is not Y's
            if step.dep_ in {"relcl", "acl"}:
                return _plays(noun, step, pronoun)
            step = step.head
        return True
    if pronoun.tag_ == "PRP$" or pronoun.dep_ == "poss":
        return pronoun.head.dep_ == "attr" and _subject(_clause(pronoun)) == noun  # "X is its founder"
    clause = _clause(pronoun)
    if clause.dep_ != "conj" and pronoun.dep_ not in {"nsubj", "nsubjpass"} and _controller(clause) == noun:
        return True
    asked = any(child.tag_ in {"WP", "WDT"} for child in clause.children)
    if asked and clause.head.lemma_ == "be" and clause.dep_ != "relcl" and _subject(clause.head) == noun:
        return True  # "Money is not what it lacks"
    return _clause(pronoun) == _clause(noun) and noun.dep_ in {
        "nsubj", "nsubjpass", "dobj", "pobj", "dative", "attr", "oprd"
    } and noun.sent == pronoun.sent  # fmt: skip


def _plays(noun: Token, verb: Token, pronoun: Token) -> bool:
    """True when the noun is already an argument of the relative clause's verb that the pronoun belongs to."""
    return pronoun.tag_ != "PRP$" and _clause(pronoun) == verb and pronoun.dep_ in {"nsubj", "dobj"}


def _clause(token: Token) -> Token:
    """The verb that a noun belongs to."""
    step = token
    while step.head != step and not (step.pos_ in {"VERB", "AUX"} and step != token):
        step = step.head
    return step


def _subject(verb: Token) -> Token | None:
    """The noun that is subject of a verb: its own, that of the verb beside it, or the noun that "which" relates to."""
    subjects = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    beside = len(subjects) > 1 and subjects[1].i == subjects[0].i + 1  # "the agency NASA"
    own = subjects[beside] if subjects else None
    if own is None:
        return _subject(verb.head) if verb.dep_ in {"conj", "xcomp"} and verb.head != verb else None
    if own.tag_ in {"WDT", "WP"}:
        return verb.head if verb.dep_ == "relcl" else None
    if is_quantity(own):
        of = next((child for child in own.children if child.lower_ == "of"), None)
        return next((child for child in of.children if child.dep_ == "pobj"), own) if of is not None else own
    return own


def _controller(verb: Token) -> Token | None:
    """The subject of a verb that has none of its own: "The council was ready to try it"."""
    while _subject(verb) is None and verb.dep_ in {"xcomp", "acomp", "advcl", "conj", "pcomp", "prep", "aux"}:
        verb = verb.head
    return _subject(verb)


def _score(pronoun: Token, noun: Noun, sentence: Sentence, salience: Salience) -> float:
    token = noun.token
    score = _standing(token, salience)
    if noun.named:
        score += salience.named
    subject = {"nsubj", "nsubjpass"}
    if noun.sentence == sentence.index:
        clause, own = _clause(pronoun), _clause(token)
        owner = pronoun.tag_ == "PRP$" or pronoun.dep_ == "poss"
        if pronoun.dep_ in subject and clause.dep_ == "ccomp" and _subject(clause.head) == token:
            score += salience.claimant
        elif owner and _subject(clause) == token:
            score += salience.own_clause
        elif owner and pronoun.head.dep_ == "conj" and pronoun.head.head == token:
            score += salience.beside  # "a girl and her dog"
        elif owner and token.dep_ == "dobj" and own == clause:
            score += salience.own_object
        elif pronoun.dep_ in subject and token.dep_ in subject and own.dep_ == "advcl" and own.head == clause:
            inner = any(t.dep_ in subject and t != token and t.pos_ in {"NOUN", "PROPN"} for t in own.subtree)
            score += 0 if inner else salience.fronted
        elif pronoun.dep_ in subject and clause.dep_ in {"conj", "advcl"} and _subject(clause.head) == token:
            score += salience.side_by_side
        return score
    if pronoun.dep_ in subject and token.dep_ in subject:
        score += salience.parallel
    score *= salience.sentence_before if sentence.index - noun.sentence == 1 else salience.two_before
    return score * salience.paragraph_before if noun.paragraph != sentence.paragraph else score


def _standing(token: Token, salience: Salience) -> float:
    """How prominent a noun is by what it does in its sentence."""
    verb = token.head
    while token.dep_ == "conj" and verb.dep_ == "conj":
        verb = verb.head
    place = verb.dep_ if token.dep_ == "conj" else token.dep_
    if place == "appos" and verb.pos_ == "NOUN":
        return _standing(verb, salience)  # "the teacher, Marjan,"
    if place == "pobj" and verb.lower_ == "of" and is_quantity(verb.head):
        token = verb.head  # "some of the workers", "81 percent of people"
        place, verb = token.dep_, token.head
    clause = _clause(token)
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

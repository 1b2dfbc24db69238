"""Which noun before it a pronoun stands for: agreement first, then salience; silence when two are close."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from quizapp.generator.agreement import (
    PEOPLE,
    Agreement,
    agreement_of,
    is_antecedent,
    is_deed,
    is_event,
    needs,
)
from quizapp.generator.binding import barred, bound_to, clause_of, controller_of, led_subject, subject_of
from quizapp.generator.options import SALIENCE, Salience
from quizapp.generator.salience import Noun, salience_of, standing

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.article import Span
    from quizapp.generator.entities import Entity
    from quizapp.generator.sentences import Sentence

Place = tuple[int, int]
"""A token's document and its number there."""


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The noun that a pronoun takes up; ``together`` when it is the first of several that are meant all together.

    ``bound`` when it is a subject in the pronoun's own sentence that nothing else rivals.
    """

    noun: Token
    together: bool = False
    bound: bool = False


class Known(Protocol):
    """What is known of nouns already: the entity they name, and what brought "the bridge" in."""

    def entity_of(self, token: Token) -> Entity | None:
        """The entity that a noun or name means."""

    def identity(self, token: Token) -> Hashable | None:
        """Something equal for all nouns that mean the same thing, None for what is met for the first time."""


def find_antecedents(
    sentences: Iterable[Sentence], known: Known, speech: Sequence[Span], salience: Salience = SALIENCE
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
                bound = None if own else _bound(token, wanted, sentence, possible, known)
                noun = (
                    _reflexive(token, possible)
                    if own
                    else bound or _chosen(token, wanted, sentence, possible, salience, kinds)
                )
                if noun is None and own:
                    continue
                if noun is None:
                    noun = Noun(token, ("open", *_place(token)), wanted, 0, 0, False, open=True)
                else:
                    found[_place(token)] = Antecedent(noun.token, noun.together, bound=bound is not None)
                    unclear = noun.agreement.kind == "unclear" or (noun.agreement.either and not noun.named)
                    if unclear or (wanted.gender and noun.agreement.gender is None):
                        kinds[noun.means] = told_by
                recent.append(replace(noun, token=token, sentence=sentence.index, paragraph=sentence.paragraph))
    return {place: _first(one, found) for place, one in found.items()}


def _first(one: Antecedent, found: dict[Place, Antecedent]) -> Antecedent:
    """The noun at the start of a chain of pronouns."""
    while (earlier := found.get(_place(one.noun))) is not None:
        one = replace(earlier, bound=one.bound and earlier.bound)
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
    pronoun: Token,
    wanted: Agreement,
    sentence: Sentence,
    recent: Sequence[Noun],
    salience: Salience,
    kinds: Mapping[Hashable, str],
) -> Noun | None:
    scores: dict[Hashable, float] = {}
    best: dict[Hashable, Noun] = {}
    rivals: list[Noun] = []
    acts = is_deed(pronoun)
    times: dict[Hashable, int] = defaultdict(int)
    ahead = led_subject(pronoun)
    if ahead is not None and wanted.fits(agreement_of(ahead, None)):
        return None
    for noun in recent:
        if not wanted.fits(noun.agreement) or barred(pronoun, noun.token):
            continue
        if acts and not noun.agreement.acts:
            continue
        unsure = wanted.kind == "person" and noun.agreement.kind == "unclear" and noun.means not in kinds
        if unsure and noun.token.dep_ not in {"nsubj", "nsubjpass"}:
            continue
        times[noun.means] += 1
        score = salience_of(pronoun, noun, sentence, salience)
        if wanted.plural and not noun.agreement.plural:
            score *= salience.group
        if noun.sentence == sentence.index and (noun.named or noun.open):
            rivals.append(noun)
        if score >= scores.get(noun.means, 0):
            scores[noun.means], best[noun.means] = score, noun
    for means, count in times.items():
        scores[means] += salience.again * min(count - 1, salience.most_again)
    for means in [means for means, noun in best.items() if _is_member(noun, best.values())]:
        del scores[means]
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
    if wanted.kind == "person" and best[first].sentence == sentence.index:
        margin = salience.person_beside
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
    own = pronoun.dep_ == "poss" and subject_of(clause_of(pronoun)) == best[first].token
    if wanted.kind == "thing" and not own and any(_rivals(noun, best[first]) for noun in rivals):
        return None  # "Although it ended the flights of X, Y said it is ...": either
    return best[first]


def _is_member(noun: Noun, others: Iterable[Noun]) -> bool:
    """True for one of several that are there all together: "they" of "customs and traditions" are both."""
    return not noun.together and any(
        other.together and (other.token == noun.token or other.token in noun.token.conjuncts) for other in others
    )


def _rivals(noun: Noun, best: Noun) -> bool:
    """True for another than the best, unless it is only something in the clause that the best is subject of."""
    if noun.means == best.means:
        return False
    beside = clause_of(noun.token) == clause_of(best.token) and noun.token.dep_ not in {"nsubj", "nsubjpass"}
    return not (beside and best.token.dep_ in {"nsubj", "nsubjpass"})


def _bound(pronoun: Token, wanted: Agreement, sentence: Sentence, recent: Sequence[Noun], known: Known) -> Noun | None:
    """The subject that the pronoun is bound to, None where that isn't certain."""

    def agrees(token: Token) -> bool:
        entity = known.entity_of(token)
        return is_antecedent(token, entity) and wanted.fits(agreement_of(token, entity))

    def acts_of(token: Token) -> bool:
        entity = known.entity_of(token)
        agreement = agreement_of(token, entity)
        return agreement.acts and (entity is not None or agreement.kind == "person" or agreement.either)

    def rivals(token: Token) -> bool:
        return agrees(token) and (agreement_of(token, known.entity_of(token)).plural or not wanted.plural)

    subject = bound_to(pronoun, rivals, acts_of)
    if subject is None or not agrees(subject) or barred(pronoun, subject):
        return None
    if any(child.lower_ in {"a", "an"} for child in subject.children):
        return None
    owned = pronoun.dep_ == "poss"
    start = subject.left_edge.i if owned else pronoun.sent.start
    if any(needs(t) == wanted for t in pronoun.doc[start : pronoun.i]):
        return None  # "Their sentences are short, because they", "He left, although Hale said he"
    acts = is_deed(pronoun)
    ahead, means = subject == led_subject(pronoun), known.identity(subject)
    rivals_ahead = (noun for noun in recent if noun.named and noun.token.dep_ in {"nsubj", "nsubjpass"})
    if ahead and any(noun.means != means and wanted.fits(noun.agreement) for noun in rivals_ahead):
        return None  # "Tom was late. In his book, Ada ...": either
    said = recent if subject.i < pronoun.i else [*_nouns(subject, sentence, known)]
    here = (noun for noun in said if noun.token == subject and not (noun.open or noun.together))
    return next((noun for noun in here if noun.agreement.acts or not acts), None)


def _reflexive(pronoun: Token, recent: Sequence[Noun]) -> Noun | None:
    """The subject of its own clause, which "herself" means."""
    subject = controller_of(clause_of(pronoun))
    return next((noun for noun in reversed(recent) if noun.token == subject and not (noun.together or noun.open)), None)


def _nearer(first: Hashable, best: dict[Hashable, Noun], sentence: Sentence) -> bool:
    """True when something else of the same sentence can be meant by an object, and the best is of an earlier one."""
    here = {means for means, noun in best.items() if noun.sentence == sentence.index}
    return bool(here - {first}) and best[first].sentence != sentence.index


def _uncertain(pronoun: Token, noun: Noun, sentence: Sentence, wanted: Agreement) -> bool:
    """True where grammar allows a thing or group for a pronoun, but readers would often take another."""
    token = noun.token
    verb = clause_of(pronoun)
    if noun.sentence != sentence.index:
        if _led(pronoun, sentence) or standing(token, SALIENCE) < SALIENCE.main_subject:
            return True
        attribute = next((c for c in pronoun.head.children if c.dep_ == "attr"), None)
        if attribute is not None and not noun.named and attribute.doc[attribute.left_edge.i].lower_ == "the":
            return True  # "It was the beginning of the end" sums up
    later = subject_of(pronoun.sent.root)
    if later is not None and later.i > pronoun.i and pronoun.head == later:
        later = None  # "Its density is ..."
    if later is not None and later.i > pronoun.i and wanted.fits(agreement_of(later, None)) and later.pos_ != "PRON":
        return True  # "In its report, the council ..."
    agent = next((c for a in verb.children if a.dep_ == "agent" for c in a.children if c.dep_ == "pobj"), None)
    if agent is not None and agent != token and agent.i < pronoun.i and wanted.fits(agreement_of(agent, None)):
        return True
    inner = [p for c in token.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj" and p.pos_ == "NOUN"]
    made_of = {"ORG", "PERSON"}  # "NASA officials", not "Antarctic ice"
    inner += [c for c in token.children if c.dep_ == "poss" or (c.dep_ == "compound" and c.ent_type_ in made_of)]
    return not noun.named and any(wanted.fits(agreement_of(one, None)) for one in inner)


def _led(pronoun: Token, sentence: Sentence) -> bool:
    """True when the sentence has a thing for its subject already: what comes after is rather about that."""
    return any(
        token.dep_ in {"nsubj", "nsubjpass", "csubj"}
        and (token.pos_ == "NOUN" or token.lower_ in {"each", "one", "this", "that"})
        and token.lemma_.lower() not in PEOPLE
        for token in pronoun.doc[sentence.tokens.start : pronoun.i]
    )

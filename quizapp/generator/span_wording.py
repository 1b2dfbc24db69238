"""Words of a sentence for a question about one of its spans: short, names for pronouns, nothing that only comments."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from quizapp.generator.phrases import is_plural, listed
from quizapp.generator.printed_names import possessive
from quizapp.generator.printing import small_start

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.generator.mentions import Entity, Mentions
    from quizapp.generator.span_clauses import Frame

_SHORT_CLAUSE = 8
_LONG_LIST = 12
_ADDED = {"prep", "advcl", "relcl", "acl", "npadvmod", "advmod"}
_REMARKS = re.compile(
    r"""
    (?: above\ all | after\ all | as\ a\ result | as\ well | indeed | of\ course
    | at\ (?:all|first|last|least|most|one\ point|(?:the|that|this)\ time|times) | by\ (?:comparison|contrast)
    | for\ (?:example|instance|(?:some|that|this)\ reason|the\ most\ part) | over\ time
    | from\ (?:day\ to\ day|time\ to\ time|year\ to\ year)
    | in\ (?:addition|contrast|fact|general|other\ words|part|particular|practice|principle|short|theory|time|turn)
    | on\ (?:average|the\ other\ hand) )\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_COMPLEMENTS = {"about", "as", "from", "into", "of", "on", "than", "to", "with"}
_OPEN = {"(": ")", "[": "]"}
_UNDETERMINED = {"he", "she", "it", "they", "him", "her", "his", "its", "their", "them", "this", "these", "those"}


@dataclass
class Speech:
    """Writes the parts of one question.

    ``instead`` holds words that other text stands for, by their place; ``loose`` counts the pronouns that nobody knows
    the meaning of; ``broken`` says that what was said can't stand in a question. ``unclaimed`` says that
    somebody speaks and it isn't told who. ``frame`` is the clause that was asked
    about and ``said`` the places of the words that the question has.
    """

    mentions: Mentions
    capitals: frozenset[str]
    answer: Entity | None = None
    instead: dict[int, str] = field(default_factory=dict)
    named: list[Entity] = field(default_factory=list)
    loose: int = 0
    broken: bool = False
    unclaimed: bool = False
    frame: Frame | None = None
    said: set[int] = field(default_factory=set)

    def trial(self) -> Speech:
        """The same, for words that may not be used."""
        return replace(self, instead=dict(self.instead), named=list(self.named), said=set(self.said))

    def say(self, tokens: Iterable[Token]) -> str:
        """The tokens in their order as one text."""
        pieces: list[str] = []
        last: Token | None = None
        for token in tokens:
            if last is not None and (token.i != last.i + 1 or last.whitespace_):
                pieces.append(" ")
            pieces.append(self._word(token))
            self.said.add(token.i)
            last = token
        text = " ".join("".join(pieces).split())
        for mark in (",", ".", ";", ":", "'s", ")"):
            text = text.replace(" " + mark, mark)
        return text.strip(" ,;:–—-")

    def _word(self, token: Token) -> str:
        if token.i in self.instead:
            return self.instead[token.i]
        if token.text.isupper() and len(token.text) > 1:
            return str(token.text)  # initials, which parsers take for pronouns
        entity = self.mentions.entity_of(token)
        if token.tag_ == "PRP$" and self.frame is not None and _of_the_subject(token, self.frame.subject):
            return str(token.lower_)
        if token.tag_ in {"PRP", "PRP$"}:
            if entity is None or entity == self.answer:
                self.loose += token.lower_ in _UNDETERMINED
                return str(token.lower_ if token.text != "I" else token.text)
            if entity in self.named:
                self.loose += token.tag_ == "PRP" and _beside_subject(token, entity, self.mentions)
                return str(token.lower_)
            self.named.append(entity)
            if token.tag_ == "PRP$":
                return possessive(entity.name)
            return entity.name
        if entity is not None and entity not in self.named:
            self.named.append(entity)
        if token.lower_ in {"this", "these", "those"} and token.dep_ in {"det", "nsubj", "dobj", "pobj", "nsubjpass"}:
            if token.dep_ == "det":
                return "the"
            self.loose += 1
        if token.lower_ == "that" and token.tag_ == "DT" and token.dep_ in {"nsubj", "dobj", "pobj", "nsubjpass"}:
            self.loose += 1
        if token.dep_ == "compound" and token.head.pos_ == "PROPN":
            return str(token.text)
        return small_start(token.text, token, self.capitals)


def _of_the_subject(owner: Token, subject: Token) -> bool:
    """True for "their" of "the Greens won their first seats", which needs no name beside its subject."""
    if subject.pos_ not in {"NOUN", "PROPN"} or owner.i < subject.i or owner.lower_ not in {"its", "their"}:
        return False
    return is_plural(subject) == (owner.lower_ == "their") and owner.i not in {t.i for t in subject.subtree}


def _beside_subject(pronoun: Token, entity: Entity, mentions: Mentions) -> bool:
    """True for "it" of "The firm replaced it", which can't mean the firm."""
    if pronoun.dep_ not in {"dobj", "pobj", "dative"} or pronoun.lower_.endswith(("self", "selves")):
        return False
    verb = pronoun.head
    while verb.pos_ == "ADP" and verb.head != verb:
        verb = verb.head
    return any(c.dep_ in {"nsubj", "nsubjpass"} and mentions.entity_of(c) == entity for c in verb.children)


def phrase(head: Token, *, without: Collection[int] = (), keep: Collection[int] = ()) -> list[Token]:
    """The words that hang on ``head``, in order, without those in ``without`` and without what only comments.

    Appositions, parentheses, loose or long relative clauses go, except where a word of ``keep`` stands in them.
    """
    words: list[Token] = []
    _collect(head, words, set(without), set(keep))
    words.sort(key=lambda token: token.i)
    return trimmed(_without_lost_commas(_without_brackets(words, set(keep))))


def _without_lost_commas(words: list[Token]) -> list[Token]:
    """The words without commas beside which something was left out."""
    kept: list[Token] = []
    for at, token in enumerate(words):
        before, after = words[at - 1] if at else None, words[at + 1] if at + 1 < len(words) else None
        lost = before is None or after is None or before.i != token.i - 1 or after.i != token.i + 1
        if token.text not in {",", "–", "—", ";", ":"} or not lost:
            kept.append(token)
    return kept


def shortened(head: Token, words: list[Token], *, keep: Collection[int], room: int) -> list[Token]:
    """``words`` of the phrase of ``head`` without phrases at its end that only add to it, while it is too long."""
    while len(words) > room:
        end = words[-1].i
        extra = None
        for token in words:
            if token.i <= head.i or token.dep_ not in _ADDED or token.lower_ == "of" or token.right_edge.i < end:
                continue
            if singled_out(token.head) or _governed(token):
                continue
            inside = {t.i for t in token.subtree}
            if not inside & set(keep) and token.left_edge.i > words[0].i + 1:
                extra = inside
        if extra is None:
            break
        words = trimmed([token for token in words if token.i not in extra])
    return words


def _governed(prep: Token) -> bool:
    """True for what a verb or adjective can't do without: "prevent animals from eating", "higher than the mean"."""
    if prep.dep_ != "prep" or prep.head.pos_ not in {"VERB", "ADJ", "ADV"}:
        return False
    bare = not any(child.dep_ == "dobj" for child in prep.head.children)
    return prep.lower_ in _COMPLEMENTS or (prep.lower_ == "for" and bare)


def _collect(head: Token, words: list[Token], without: set[int], keep: set[int]) -> None:
    partner = next((c for c in head.children if _joined(c) and {t.i for t in c.subtree} & keep), None)
    if partner is not None and not _shares_object(head):
        # "able to drive on and produce bread", asked about the bread: "able to produce"
        if not any(child.dep_ == "aux" for child in partner.children):
            words += [child for child in head.children if child.dep_ == "aux" and child.i not in without]
        _collect(partner, words, without, keep)
        return
    if head.i not in without:
        words.append(head)
    for child in head.children:
        if not _comments(child, keep):
            _collect(child, words, without, keep)


def _comments(child: Token, keep: set[int]) -> bool:
    span = {token.i for token in child.subtree}
    if span & keep:
        return False
    before = child.doc[child.left_edge.i - 1].text if child.left_edge.i > 0 else ""
    if child.dep_ == "appos" and (child in listed(child.head) or _named_close(child)):
        return False
    if child.dep_ in {"appos", "parataxis", "intj", "meta", "dep"}:
        return bool(child.i > child.head.i)
    if child.dep_ in {"relcl", "acl"} and child.i > child.head.i and singled_out(child.head):
        return before in {"–", "—", ";", "("}
    if child.dep_ == "prep" and child.i < child.head.i and child.head.pos_ in {"NOUN", "PROPN"}:
        return True
    if child.dep_ in {"relcl", "acl", "advcl"} and child.i > child.head.i:
        return before in {",", "–", "—", ";", "("} or len(span) > _SHORT_CLAUSE
    if _joined(child):
        return not _shares_object(child.head)
    if (
        child.dep_ in {"prep", "advmod", "amod", "npadvmod"}
        and before in {",", "–", "—", ";"}
        and child.i > child.head.i
    ):
        return True
    if child.dep_ == "cc":
        partner = next((c for c in child.head.subtree if c.dep_ == "conj" and c.i > child.i), None)
        return partner is None or (_joined(partner) and not _shares_object(partner.head))
    return bool(child.dep_ == "prep" and child.lower_ == "including" and len(span) > _LONG_LIST)


def _named_close(apposition: Token) -> bool:
    """True for "the film Deep Water": a name without a comma before it."""
    between = apposition.doc[apposition.head.i + 1 : apposition.i + 1]
    return all(token.pos_ == "PROPN" for token in between)


def _joined(token: Token) -> bool:
    """True for the second of two verbs joined by "and"."""
    return bool(token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"} and token.head.pos_ in {"VERB", "AUX"})


def _shares_object(verb: Token) -> bool:
    """True for "supporting" of "supporting and running a school": without what follows it lacks its object."""
    if verb.tag_ not in {"VB", "VBG"} or any(
        c.dep_ in {"dobj", "prep", "xcomp", "attr", "acomp"} for c in verb.children
    ):
        return False
    after = next((c for c in verb.children if _joined(c)), None)
    if after is None:
        return False
    return any(child.dep_ == "dobj" for other in verb.conjuncts if other.i > verb.i for child in other.children)


def is_remark(text: str) -> bool:
    """True for "in fact", "for example" and the like, which tell nothing."""
    return _REMARKS.match(text) is not None


def names_source(word: Token) -> bool:
    """True for the first word of "according to the survey", not for that of "sorted according to size"."""
    return word.lower_ == "according" and (word.i == word.sent.start or word.nbor(-1).is_punct)


def set_against(head: Token) -> bool:
    """True for "by ferry" of "by road rather than by ferry", which is not so."""
    first = head.left_edge.i
    before = {token.lower_ for token in head.doc[max(first - 2, 0) : first]}
    return bool({"rather", "than"} <= before or (first > 0 and head.doc[first - 1].lower_ == "not"))


def singled_out(noun: Token) -> bool:
    """True for "the first team", "the only road", "the oldest house": what follows says among which."""
    return any(t.lower_ in {"first", "last", "only", "second", "third"} or t.tag_ == "JJS" for t in noun.lefts)


def _without_brackets(words: list[Token], keep: set[int]) -> list[Token]:
    kept: list[Token] = []
    closing: str | None = None
    held: list[Token] = []
    for token in words:
        if closing is None and token.text in _OPEN:
            closing, held = _OPEN[token.text], [token]
        elif closing is not None:
            held.append(token)
            if token.text == closing:
                if any(t.i in keep for t in held):
                    kept += held[1:-1]
                closing = None
        else:
            kept.append(token)
    if closing is not None:
        kept += [t for t in held[1:] if t.i in keep]
    return kept


def trimmed(words: list[Token]) -> list[Token]:
    """The words without punctuation and conjunctions at their ends; quotation marks that lost their other half go."""
    while words and (words[0].is_space or words[0].dep_ == "cc" or (words[0].is_punct and words[0].text != '"')):
        words = words[1:]
    while words and (words[-1].is_space or words[-1].dep_ == "cc" or _stop(words[-1])):
        words = words[:-1]
    if sum(token.text == '"' for token in words) % 2:
        words = [token for token in words if token.text != '"']
    return words


def _stop(token: Token) -> bool:
    return bool(token.is_punct and token.text not in {'"', "%"} and token.tag_ != "POS")

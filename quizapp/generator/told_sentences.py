"""A sentence told so that it stands alone: who "he" and "the company" are, and when "last year" was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.article import Span
from quizapp.generator.vocabulary import TIME_LEADS
from quizapp.generator.wording import UnclearError, Wording

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from quizapp.generator.candidates import Context
    from quizapp.generator.entities import Entity
    from quizapp.generator.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence in words that stand alone, with the place of an answer in them.

    ``unclear`` are the words that nothing tells more of, in small letters: "it", "the symposium", "last week";
    ``lemmas`` the plain forms of the sentence's own: "write" for "wrote". ``verb`` has the one that the answer
    belongs to, plain and as printed, ``hedges`` the "may" and "not" that it has.
    """

    text: str
    answer: Span
    unclear: frozenset[str] = frozenset()
    lemmas: frozenset[str] = frozenset()
    verb: frozenset[str] = frozenset()
    hedges: frozenset[str] = frozenset()


def tell(
    sentence: Sentence, answer: Words, shown: str, context: Context, *, entity: Entity | None = None, lead: str = ""
) -> Told:
    """The sentence with ``shown`` for the words of ``answer``, behind ``lead``; ``entity`` is whom they name."""
    wording = Wording.within(context, answer=entity)
    unclear: set[str] = set()
    doc = sentence.tokens.doc
    before = _said(doc[sentence.tokens.start : answer.start], sentence.tokens, wording, unclear)
    if entity is not None:
        wording.name(entity.name)
    after = _said(doc[answer.end : sentence.tokens.end], sentence.tokens, wording, unclear)
    front = " ".join([*before.split(), *lead.split()])
    tight = front and not lead and answer.start > sentence.tokens.start and not doc[answer.start - 1].whitespace_
    front = front if not front or tight else f"{front} "
    behind = " " if after and doc[answer.end - 1].whitespace_ else ""
    text = f"{front}{shown}{behind}{' '.join(after.split())}"
    lemmas = frozenset(token.lemma_.lower() for token in sentence.tokens if token.is_alpha)
    place = Span(len(front), len(front) + len(shown))
    verb = _verb_of(answer.root)
    hedges = frozenset(c.norm_ for c in verb.children if c.tag_ == "MD" or c.dep_ == "neg") if verb else frozenset()
    said = frozenset({verb.lemma_.lower(), verb.lower_}) if verb else frozenset()
    return Told(text[:1].upper() + text[1:], place, frozenset(unclear), lemmas, said, hedges)


def _verb_of(token: Token) -> Token | None:
    """The verb that a word belongs to; None where it belongs to none."""
    while token.pos_ not in {"VERB", "AUX"} or token.dep_ in {"amod", "compound"}:
        if token.head == token:
            return None
        token = token.head
    return token


def _said(span: Words, within: Words, wording: Wording, unclear: set[str]) -> str:
    pieces: list[str] = []
    i = span.start
    while i < span.end:
        token = span.doc[i]
        try:
            text, end = wording.piece(span, i, within=within)
        except UnclearError:
            text, end = token.text, i + 1
            unclear.add(_unclear_words(token))
        pieces.append(text + span.doc[end - 1].whitespace_)
        i = end
    return "".join(pieces)


def _unclear_words(token: Token) -> str:
    """ "the bridge" for the "the" of it, else the word, or the time that it starts or leads to."""
    at = token.i + (token.lower_ in TIME_LEADS)
    if at < len(token.doc) and token.doc[at].ent_type_ in {"DATE", "TIME"}:
        time = next((one for one in token.sent.ents if one.start <= at < one.end), None)
        return time.text.casefold() if time is not None else token.lower_
    head = token.head
    if token.dep_ == "det" and head.i > token.i:
        return f"{token.lower_} {head.lower_}"
    return token.lower_

"""Who said it: from the reporting clause, the words before it, or the paragraph before; and on what occasion."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizapp.article import Span
from quizapp.generator.occasions import occasion_in
from quizapp.generator.roles import ROLE_WORDS
from quizapp.generator.vocabulary import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.generator.entities import Entity
    from quizapp.generator.mentions import Mentions
    from quizapp.generator.sentences import Parsed, Sentence

REPORTING = word_set(
    """
    stating adding promising promised defended recommended said says say saying added adds told tells wrote
    writes asked asks stated states noted notes explained explains continued continues argued argues claimed
    claims warned warns announced remarked replied recalled declared observed insisted admitted commented
    concluded suggested suggests suggesting stressed emphasized emphasised acknowledged predicted tweeted posted
    asserted urged joked testified reported reports described describes points pointed agreed agrees put thinks
    believes feels recommending reporting insists cautioned cautions quipped lamented marvelled marveled
    explaining arguing warning telling asking noting writing concluding
    """
)
# Things do these too: "Roe added that its long life suggests ...".
_WEAK = word_set("suggests suggested suggesting describes described reports reported points feels believes thinks")
# Nouns for people without a name and for what they wrote, that a quotation can be put down to.
_SOURCES = word_set(
    """
    government authors author officials official agency report letter researchers statement study survey document
    article newspaper scientists critics organisers organizers lawyers prosecutors police court ministry company council
    magazine memo guidelines law announcement fund union
    """
)
_PRONOUNS = {"he", "she"}
_WRITERS = {"barrister", "mother", "father", "resident", "lecturer", "journalist", "reporter", "historian"}
_SAYINGS = {"motto", "slogan", "mantra", "message", "advice", "credo"}
_SUBJECTS = {"nsubj", "nsubjpass"}


def _puts_elsewhere(token: Token) -> bool:
    """True for "put" that reports nothing: only "as she put it" does."""
    after = token.doc[token.i + 1 : token.i + 2]
    return token.lower_ in {"put", "puts"} and str(after.text).lower() != "it"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, with the role and the occasion in the article's words where told."""

    name: str
    role: str | None
    occasion: str | None = None
    entity: Entity | None = None
    paragraph: int = -1


NOBODY = Speaker("", None)
"""Someone spoke whom the article does not name: the writer, or one of several."""


class Speakers:
    """Finds the speaker of quoted spans in one article."""

    def __init__(self, parsed: Parsed, mentions: Mentions) -> None:
        self._parsed = parsed
        self._mentions = mentions
        self._starts = [sentence.span.start for sentence in parsed.sentences]

    def in_heading(self, span: Span) -> bool:
        """True when the words stand in a heading, caption or byline."""
        return self._sentence(span.start).kind in {"heading", "byline"}

    def evidence(self, spans: tuple[Span, ...]) -> Span | None:
        """The whole sentences that hold the spans."""
        if not self._parsed.sentences:
            return None
        start = self._sentence(spans[0].start).span.start
        end = self._sentence(spans[-1].end - 1).span.end
        return Span(min(start, spans[0].start), max(end, spans[-1].end))

    def of(self, spans: tuple[Span, ...], last: Speaker | None) -> Speaker | None:
        """The speaker of ``spans``, None rather than a guess; ``last`` is the speaker of the quotation before."""
        around = self._around(spans)
        first = self._sentence(spans[0].start)
        if last is not None and last.paragraph < first.paragraph - 2:
            last = None
        for sentence in around:
            found = self._reporting(sentence, spans, last)
            if found is not None:
                return self._occasioned(found, around) if found is not NOBODY else None
        for sentence in around:
            accord = self._according(sentence, spans)
            if accord is not None:
                return self._occasioned(accord, around) if accord is not NOBODY else None
        before = self._from_before(first, spans, last)
        return replace(before, paragraph=around[-1].paragraph) if before is not None else None

    def _sentence(self, offset: int) -> Sentence:
        return self._parsed.sentences[max(0, bisect_right(self._starts, offset) - 1)]

    def _around(self, spans: tuple[Span, ...]) -> list[Sentence]:
        first, final = self._sentence(spans[0].start), self._sentence(spans[-1].end - 1)
        return list(self._parsed.sentences[first.index : final.index + 1])

    def _reporting(self, sentence: Sentence, spans: tuple[Span, ...], last: Speaker | None) -> Speaker | None:
        """The subject of the reporting verb outside the quoted words that stands nearest to them."""
        outside = [
            token for token in sentence.tokens if not any(s.start <= sentence.offset + token.idx < s.end for s in spans)
        ]
        verbs = [token for token in outside if token.lower_ in REPORTING and not _puts_elsewhere(token)]

        def distance(token: Token) -> tuple[bool, int]:
            at = sentence.offset + token.idx
            return token.lower_ in _WEAK, min(min(abs(at - s.start), abs(at - s.end)) for s in spans)

        found: list[tuple[Token, Speaker]] = []
        for verb in sorted(verbs, key=distance):
            speaker = self._subject(verb, outside, sentence, last)
            if speaker is NOBODY and not found and verb.lower_ not in _WEAK:
                return NOBODY
            if speaker is not None and speaker is not NOBODY:
                found.append((verb, speaker))
        if found:
            return self._outer(found, spans)
        called = next((t for t in outside if t.lemma_ in {"call", "read", "dub"} and t.pos_ == "VERB"), None)
        motto = next((t for t in outside if t.lower_ in _SAYINGS and t.head.lemma_ == "be"), None)
        if called is None and motto is not None:
            called = motto.head
        return self._subject(called, outside, sentence, last) if called is not None else None

    def _outer(self, found: list[tuple[Token, Speaker]], spans: tuple[Span, ...]) -> Speaker | None:
        """Of the subjects of several reporting verbs, nearest first, the one that speaks."""
        people = [(verb, s) for verb, s in found if s.entity is not None and s.entity.kind == "person"]
        if not people:
            return found[0][1]
        if len({s.name for _, s in people}) > 1 and spans[0].of(self._parsed.article.text)[:1].islower():
            # "Roe told Radio News that Doe told the police “everything he did”": it is Roe who tells.
            for verb, speaker in reversed(people):
                told = [c for c in verb.children if c.dep_ == "ccomp"]
                if all(v == verb or any(c == v or c.is_ancestor(v) for c in told) for v, _ in people):
                    return speaker
            return NOBODY
        # "Roe added that its long life suggests": people speak before things do.
        return people[0][1]

    def _subject(self, verb: Token, outside: list[Token], sentence: Sentence, last: Speaker | None) -> Speaker | None:
        """The speaker that the verb has; `NOBODY` for the writer ("we say") or someone without a name."""
        marks = {token.i for token in outside}
        subject = min(
            (c for c in verb.children if c.dep_ in _SUBJECTS and c.i in marks),
            key=lambda c: abs(c.i - verb.i),
            default=None,
        )
        holder = verb
        while subject is None and holder.dep_ in {"conj", "advcl", "xcomp"} and holder.head.i in marks:
            holder = holder.head
            subject = next((c for c in holder.children if c.dep_ == "nsubj" and c.i in marks), None)
        if subject is not None:
            found = self._named(subject, sentence, last, subject=True) or self._beside(subject, sentence, marks)
            if found is not None:
                return found
            unknown = subject.lower_ in {"i", "we", "you", "it", "they", "he", "she"}
            if unknown or (subject.pos_ == "NOUN" and abs(subject.i - verb.i) < 7):
                return NOBODY
        inverted = next((t for t in outside if t.i == verb.i + 1 and t.pos_ == "PROPN"), None)
        if inverted is not None and (found := self._named(inverted, sentence, last)) is not None:
            return found
        before = [t for t in outside if t.i < verb.i and all(i in marks for i in range(t.i, verb.i))]
        after = [t for t in outside if t.i > verb.i and all(i in marks for i in range(verb.i, t.i))]
        if all(t.is_punct or t.is_space for t in before):
            for token in after[:9]:
                found = self._named(token, sentence, last)
                if found is not None:
                    return found
        for token in reversed(before):
            found = self._named(token, sentence, last)
            if found is not None and (found.entity is None or found.entity.kind in {"person", "organisation"}):
                return found
        return None

    def _beside(self, noun: Token, sentence: Sentence, marks: set[int]) -> Speaker | None:
        """The person named beside a role ("coach Nabil Roe said"), or the owner of a motto."""
        saying = noun.lower_ in _SAYINGS
        if noun.pos_ not in {"NOUN", "PROPN"} or not (saying or noun.lower_ in ROLE_WORDS or noun.lower_ in _WRITERS):
            return None
        told = [
            e
            for e in self._mentions.entities
            if re.match(rf"(?:[\w’'-]+ )*{noun.lower_}\b(?! [a-z]+er\b)", e.role or "")
        ]
        if len(told) == 1 and told[0].kind == "person" and noun.doc[noun.left_edge.i].lower_ == "the":
            return Speaker(told[0].name, told[0].role, entity=told[0])  # "the engineer told the council"
        for token in noun.subtree:
            entity = self._mentions.entity_of(token) if token.i in marks else None
            if entity is not None and (entity.kind == "person" or (saying and entity.kind == "organisation")):
                return Speaker(entity.name, entity.role, entity=entity)
        return None

    def _named(
        self, token: Token, sentence: Sentence, last: Speaker | None, *, subject: bool = False
    ) -> Speaker | None:
        entity = self._mentions.entity_of(token)
        if entity is not None and (entity.kind in {"person", "organisation"} or subject):
            return Speaker(entity.name, entity.role, entity=entity)
        if token.lower_ in _PRONOUNS:
            named = {e.name for t in sentence.tokens if (e := self._mentions.entity_of(t)) is not None}
            gender = {"he": "m", "she": "f"}[token.lower_]
            return self._person_before(sentence, gender, named, last)
        if token.ent_type_ in {"PERSON", "ORG"} and entity is None:
            words = next((ent for ent in token.sent.ents if ent.start <= token.i < ent.end), None)
            return Speaker(" ".join(words.text.split()), None) if words is not None else None
        if token.lower_ == "they" and subject and sentence.index:
            earlier = self._parsed.sentences[sentence.index - 1].tokens.root
            told = next((c for c in earlier.children if c.dep_ == "nsubj"), None)
            return self._source(told) if told is not None and told.tag_ == "NNS" else None
        return self._source(token) if token.dep_ in _SUBJECTS else None

    def _source(self, token: Token) -> Speaker | None:
        if token.pos_ != "NOUN" or token.lower_ not in _SOURCES:
            return None
        return Speaker(str(token.doc[token.left_edge.i : token.i + 1].text), None)

    def _according(self, sentence: Sentence, spans: tuple[Span, ...]) -> Speaker | None:
        """Whom "according to Roe" or "in Roe's words" names."""
        for token in sentence.tokens:
            if any(s.start <= sentence.offset + token.idx < s.end for s in spans):
                continue
            if token.lower_ == "words" and token.head.lower_ == "in":
                owner = next((child for child in token.children if child.dep_ == "poss"), None)
                found = self._named(owner, sentence, None) if owner is not None else None
                if found is not None:
                    return found
            if token.lower_ == "according":
                for later in token.doc[token.i + 1 : min(token.i + 10, sentence.tokens.end)]:
                    found = self._named(later, sentence, None)
                    if found is not None:
                        several = any(self._mentions.entity_of(other) is not None for other in later.conjuncts)
                        return NOBODY if several else found
        return None

    def _from_before(self, first: Sentence, spans: tuple[Span, ...], last: Speaker | None) -> Speaker | None:
        """The person whom the sentence just before is about, or who spoke there, for words that stand alone."""
        text = self._parsed.article.text
        outside = (
            text[first.span.start : spans[0].start] + text[spans[-1].end : self._sentence(spans[-1].end - 1).span.end]
        )
        alone = not re.search(r"\w", outside)
        for earlier in reversed(self._parsed.sentences[max(0, first.index - 2) : first.index]):
            if earlier.paragraph < first.paragraph - 1 or earlier.kind not in {"prose", "list"}:
                break
            people = [
                (t, e) for t in earlier.tokens if (e := self._mentions.entity_of(t)) is not None and e.kind == "person"
            ]
            subjects = {e.name: e for t, e in people if t.dep_ in _SUBJECTS}
            names = {e.name for _, e in people}
            if len(subjects) == 1 and (alone or len(names) == 1):
                entity = next(iter(subjects.values()))
                return Speaker(entity.name, entity.role, entity=entity)
            if people and len(names) == 1:
                return Speaker(people[0][1].name, people[0][1].role, entity=people[0][1])
            if people:
                return None
        if last is None or last.paragraph < first.paragraph - 1 or not alone:
            return None
        return replace(last, occasion=None)

    def _person_before(self, sentence: Sentence, gender: str, here: set[str], last: Speaker | None) -> Speaker | None:
        """Whom "he" or "she" means: the only one it can be in the sentences before, else who spoke just before."""
        for earlier in reversed(self._parsed.sentences[max(0, sentence.index - 2) : sentence.index]):
            if earlier.paragraph < sentence.paragraph and last is not None:
                break
            people = [
                (t, e)
                for t in earlier.tokens
                if (e := self._mentions.entity_of(t)) is not None and e.kind == "person" and e.name not in here
            ]
            fitting = {e.name: e for _, e in people if e.gender in {None, gender}}
            subjects = {e.name for t, e in people if t.dep_ == "nsubj"}
            if fitting:
                entity = next(iter(fitting.values()))
                certain = len(fitting) == 1 and (subjects <= {entity.name})
                return Speaker(entity.name, entity.role, entity=entity) if certain else None
        if last is None or last.entity is None or last.entity.kind != "person" or last.name in here:
            return None
        return replace(last, occasion=None) if last.entity.gender in {None, gender} else None

    def _occasioned(self, speaker: Speaker, around: list[Sentence]) -> Speaker:
        text = self._parsed.article.text
        told = (occasion_in(sentence.span.of(text), speaker.name) for sentence in around)
        return replace(speaker, occasion=next(filter(None, told), None), paragraph=around[-1].paragraph)

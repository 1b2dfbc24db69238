"""Who said it: from the reporting clause, the words before it, or the paragraph before; and on what occasion."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizapp.article import Span
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
_WEAK = word_set("suggests suggested suggesting describes described reports reported points feels believes thinks reporting warning")
# Nouns for people without a name and for what they wrote, that a quotation can be put down to.
_SOURCES = word_set(
    """
    government authors author officials official agency report letter researchers statement study survey document article
    newspaper scientists critics organisers organizers lawyers prosecutors police court ministry company council
    magazine memo guidelines law motto announcement fund union
    """
)
_PRONOUNS = {"he", "she", "they"}
_SUBJECTS = {"nsubj", "nsubjpass"}
_OCCASION = re.compile(
    r"\b(?:told (?!that\b)(?P<to>(?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4}"
    r"(?: (?:in (?:an?|the) [\w ]{3,40}|on [A-Z][a-z]+day))?)"
    r"|(?P<where>(?:in|during|at) (?:an?|the|his|her|[A-Z][\w’' ]+) ?(?:[\w’'-]+ ){0,4}"
    r"(?:statement|interview|speech|letter|meeting|conference|briefing|release|hearing"
    r"|ceremony|chat|Questions|blog|post|symposium|summit)"
    r"(?: (?:on|in|to|with|for) (?:[A-Z][\w’'-]+)(?: [A-Z][\w’'-]+){0,3})?)"
    r"|(?P<after>after the (?:match|game|meeting|launch|vote|race|test|crash|hearing|ruling|announcement)))"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, with the role and the occasion in the article's words where told."""

    name: str
    role: str | None
    occasion: str | None = None
    entity: Entity | None = None


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
        """The speaker of ``spans``; ``last`` is the speaker of the quotation before."""
        around = self._around(spans)
        for sentence in around:
            found = self._reporting(sentence, spans, last)
            if found is not None:
                return self._occasioned(found, around)
        first = self._sentence(spans[0].start)
        for sentence in around:
            accord = self._according(sentence, spans)
            if accord is not None:
                return self._occasioned(accord, around)
        return self._from_before(first, last)

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
        verbs = [token for token in outside if token.lower_ in REPORTING]

        def distance(token: Token) -> tuple[bool, int]:
            at = sentence.offset + token.idx
            return token.lower_ in _WEAK, min(min(abs(at - s.start), abs(at - s.end)) for s in spans)

        found = [
            s for verb in sorted(verbs, key=distance) if (s := self._subject(verb, outside, sentence, last)) is not None
        ]
        if found:
            # "Roe added that its long life suggests": people speak before things do.
            return next((s for s in found if s.entity is not None and s.entity.kind == "person"), found[0])
        called = next(
            (t for t in outside if t.lemma_ in {"call", "read", "suggest", "say", "be"} and t.pos_ in {"VERB", "AUX"}),
            None,
        )
        return self._subject(called, outside, sentence, last) if called is not None else None

    def _subject(self, verb: Token, outside: list[Token], sentence: Sentence, last: Speaker | None) -> Speaker | None:
        marks = {token.i for token in outside}
        before = [t for t in outside if t.i < verb.i and all(i in marks for i in range(t.i, verb.i))]
        after = [t for t in outside if t.i > verb.i and all(i in marks for i in range(verb.i, t.i))]
        quote_before = (
            bool(before) and before[0].i > sentence.tokens.start and before[0].i - verb.i > -8
        ) or not before
        for token in sorted(
            (c for c in verb.children if c.dep_ in _SUBJECTS and c.i in marks), key=lambda c: abs(c.i - verb.i)
        ):
            found = self._named(token, sentence, last)
            if found is not None:
                return found
        if quote_before and (not before or all(t.is_punct or t.is_space for t in before)):
            for token in after[:9]:
                found = self._named(token, sentence, last)
                if found is not None:
                    return found
        for token in reversed(before):
            found = self._named(token, sentence, last)
            if found is not None and (found.entity is None or found.entity.kind in {"person", "organisation"}):
                return found
        return None

    def _named(self, token: Token, sentence: Sentence, last: Speaker | None) -> Speaker | None:
        entity = self._mentions.entity_of(token)
        if entity is not None and entity.kind in {"person", "organisation"}:
            return Speaker(entity.name, entity.role, entity=entity)
        if token.lower_ in _PRONOUNS:
            if last is not None:
                gender = {"he": "m", "she": "f"}.get(token.lower_)
                if last.entity is None or last.entity.gender in {None, gender}:
                    return replace(last, occasion=None)
            return self._person_before(sentence)
        if token.ent_type_ in {"PERSON", "ORG"}:
            words = next((ent for ent in token.sent.ents if ent.start <= token.i < ent.end), None)
            return Speaker(str(words.text), None) if words is not None else None
        if (
            token.dep_ in _SUBJECTS
            and token.pos_ == "NOUN"
            and token.lower_
            in {"government", "authors", "officials", "agency", "report", "letter", "researchers", "statement", "study"}
        ):
            return Speaker(str(token.doc[token.left_edge.i : token.i + 1].text), None)
        return None

    def _according(self, sentence: Sentence, spans: tuple[Span, ...]) -> Speaker | None:
        for token in sentence.tokens:
            if token.lower_ == "according" and not any(s.start <= sentence.offset + token.idx < s.end for s in spans):
                for later in token.doc[token.i + 1 : min(token.i + 10, sentence.tokens.end)]:
                    found = self._named(later, sentence, None)
                    if found is not None:
                        return found
        return None

    def _from_before(self, first: Sentence, last: Speaker | None) -> Speaker | None:
        """The person whom the sentence before is about, when it is near; else whoever spoke last."""
        for earlier in reversed(self._parsed.sentences[max(0, first.index - 3) : first.index]):
            if earlier.paragraph < first.paragraph - 1 or earlier.kind not in {"prose", "list"}:
                break
            people = [
                (t, e) for t in earlier.tokens if (e := self._mentions.entity_of(t)) is not None and e.kind == "person"
            ]
            subjects = [e for t, e in people if t.dep_ in _SUBJECTS]
            if subjects:
                return Speaker(subjects[0].name, subjects[0].role, entity=subjects[0])
            if people and len({e.name for _, e in people}) == 1:
                return Speaker(people[0][1].name, people[0][1].role, entity=people[0][1])
        return replace(last, occasion=None) if last is not None else None

    def _person_before(self, sentence: Sentence) -> Speaker | None:
        for earlier in reversed(self._parsed.sentences[max(0, sentence.index - 2) : sentence.index]):
            people = {
                e.name: e
                for t in earlier.tokens
                if (e := self._mentions.entity_of(t)) is not None and e.kind == "person"
            }
            if people:
                entity = next(iter(people.values()))
                return Speaker(entity.name, entity.role, entity=entity) if len(people) == 1 else None
        return None

    def _occasioned(self, speaker: Speaker, around: list[Sentence]) -> Speaker:
        for sentence in around:
            text = sentence.span.of(self._parsed.article.text)
            bare = re.sub(r"[\"“][^\"”]*[\"”]", lambda match: " " * len(match.group()), text)
            match = _OCCASION.search(bare)
            if match is not None:
                words = next(group for group in match.groups() if group)
                return replace(speaker, occasion=("to " + words if match.group("to") else words).strip())
        return speaker

"""An article becomes notes: the numbered stages, one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from quizapp.article import Article, Evidence, Span
from quizapp.generator.alternatives import with_alternatives
from quizapp.generator.candidates import Candidate, Context, Writer, plain_words
from quizapp.generator.checks import reason_against
from quizapp.generator.options import Options
from quizapp.generator.progress import Progress, part, tracked
from quizapp.generator.ranking import Ranked, scored
from quizapp.generator.rules import rules
from quizapp.generator.selecting import select
from quizapp.generator.stemming import stems
from quizapp.notes import Note, Wording, make_guid

if TYPE_CHECKING:
    from spacy.language import Language

    from quizapp.generator.appositions import Apposition
    from quizapp.generator.facts import Fact
    from quizapp.generator.glosses import Gloss
    from quizapp.generator.mentions import Mentions
    from quizapp.generator.passing import PassingFact
    from quizapp.generator.quotes import Quotation
    from quizapp.generator.results import Result
    from quizapp.generator.sentences import Parsed

DEFAULTS = Options()
STAGES = PARSED, MEANT, FOUND, WRITTEN, CHECKED, SCORED = 0.5, 0.56, 0.68, 0.8, 0.85, 0.9
"""The shares of the work that are done when the text is parsed, it is known who and what is meant, the facts are found,
and the candidates are written, checked and scored."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A candidate that did not become a note: ``reason`` is a fragment of plain English for the person.

    ``score`` is 0 to 1, None for one that failed a check; ``writer`` says who worded it.
    """

    question: str
    answer: str
    reason: str
    evidence: Evidence
    score: float | None = None
    writer: str = "rules"


@dataclass(frozen=True, slots=True)
class Account:
    """What a writer did: the wordings it proposed, those that the article doesn't support, the cards that came of them.

    ``passed`` counts the candidates that passed every check; ``problem``, ``tokens``, ``sent_to`` and ``unread`` are
    those of `Written`.
    """

    writer: str
    proposed: int = 0
    unsupported: int = 0
    passed: int = 0
    cards: int = 0
    problem: str | None = None
    tokens: int | None = None
    sent_to: str | None = None
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Generated:
    """What an article gave: notes best first, the quotations found, the candidates rejected with their reasons.

    ``accounts`` say what each writer did.
    """

    notes: tuple[Note, ...]
    quotations: tuple[Quotation, ...]
    rejected: tuple[Rejected, ...]
    accounts: tuple[Account, ...] = ()


def generate(
    article: Article,
    *,
    nlp: Language,
    options: Options = DEFAULTS,
    writers: Sequence[Writer] = (rules,),
    progress: Progress | None = None,
) -> Generated:
    """Notes worth keeping from ``article``. Equal input gives equal output; the article's text is only ever data.

    ``progress`` is told, now and again, the share of the work that is done, about by its time: at `PARSED` the text is
    parsed, at 1 all is done.
    """
    from quizapp.generator.mentions import find_mentions
    from quizapp.generator.quotes import find_quotations
    from quizapp.generator.sentences import parse

    # 1 Sentences with offsets, the article's date and place.
    parsed = parse(article, nlp, progress=part(progress, 0, PARSED))
    # 3 Who and what is meant (the speakers of stage 2 need it).
    mentions = find_mentions(parsed, progress=part(progress, PARSED, MEANT))
    # 2 Quotations: span, speaker, occasion.
    quotations = find_quotations(parsed, mentions)
    # 4 Facts of clauses, and those given in passing.
    context = _context(parsed, mentions, quotations, options)
    material = [*quotations, *_facts(parsed, mentions, quotations, part(progress, MEANT, FOUND))]
    # 5 Candidate notes, by every writer.
    written = {
        writer.name: writer.write(
            material, context, part(part(progress, FOUND, WRITTEN), at / len(writers), (at + 1) / len(writers))
        )
        for at, writer in enumerate(writers)
    }
    candidates = [replace(one, writer=name) for name, work in written.items() for one in work.candidates]
    # 6 Checks, each with its reason.
    passed, failed = _checked(tracked(candidates, part(progress, WRITTEN, CHECKED)), context)
    # 7 Scores, duplicates, spread, cap, other wordings.
    ranked = [scored(candidate, context) for candidate in tracked(passed, part(progress, CHECKED, SCORED))]
    chosen, left = select(ranked, context, progress=part(progress, SCORED, 1))
    offered, left = with_alternatives(chosen, left, options)
    notes = tuple(_notes(offered, article))
    rejected = (*failed, *(_rejected(item.candidate, reason, item.score) for item, reason in left))
    good = Counter(one.writer for one in passed)
    kept = Counter(note.writer_of(card) for note in notes for card in note.cards())
    accounts = [
        Account(
            name,
            work.proposed,
            work.unsupported,
            good[name],
            kept[name],
            work.problem,
            work.tokens,
            work.sent_to,
            work.unread,
        )
        for name, work in written.items()
    ]
    return Generated(notes, tuple(q for q in quotations if q.kind == "speech"), tuple(rejected), tuple(accounts))


def _context(parsed: Parsed, mentions: Mentions, quotations: Sequence[Quotation], options: Options) -> Context:
    from quizapp.generator.events import find_events
    from quizapp.generator.studies import other_studies, study_told

    title = parsed.article.title
    first = next((s for s in parsed.sentences if s.kind == "prose"), None)
    headline = stems(title) if title else stems(first.span.of(parsed.article.text)) if first else set()
    words = plain_words(parsed.article.text)
    uses = Counter(_uses_of_names(parsed, mentions))
    with_the = {name for (name, the), times in uses.items() if the and times >= uses[name, False]}
    with_article = frozenset(with_the.union(_never_bare(parsed, mentions)))
    context = Context(
        parsed,
        mentions,
        options,
        frozenset(headline),
        words,
        _capitals(parsed),
        with_article,
        mentions.definites,
        find_events(parsed, mentions),
        _shared_names(mentions),
        quotations=quotations,
    )
    speech = [span for quotation in quotations if quotation.kind == "speech" for span in quotation.spans]
    return replace(context, study=study_told(context, speech), other_studies=other_studies(parsed))


def _shared_names(mentions: Mentions) -> frozenset[str]:
    """The words that stand in the names of two people or more."""
    people = {one.name for one in mentions.entities if one.kind == "person" and len(one.name.split()) > 1}
    words = Counter(word for name in people for word in {*name.split()} if word[:1].isupper() and len(word) > 1)
    return frozenset(word for word, times in words.items() if times > 1)


def _capitals(parsed: Parsed) -> frozenset[str]:
    """The words that have a capital within sentences, and the names that only start them."""
    prose = [sentence.tokens for sentence in parsed.sentences if sentence.kind == "prose"]
    inner = Counter(token.text for tokens in prose for token in tokens[1:])
    within = {word for word, times in inner.items() if word[:1].isupper() and times > inner[word.lower()]}
    starting = {tokens[0].text for tokens in prose if tokens[0].pos_ == "PROPN" and not inner[tokens[0].lower_]}
    return frozenset(within | starting)


def _uses_of_names(parsed: Parsed, mentions: Mentions) -> Iterator[tuple[str, bool]]:
    """Each name with whether the article says "the" of it; "the PACE mission" says it of the mission."""
    for sentence in parsed.sentences:
        for before, token in pairwise(sentence.tokens):
            entity = mentions.entity_of(token) if token.pos_ in {"PROPN", "NOUN"} else None
            if (
                entity is None
                or entity.kind == "person"
                or mentions.entity_of(before) == entity
                or not entity.name.startswith((token.text, f"The {token.text}"))
            ):
                continue
            after = sentence.tokens.doc[token.i : sentence.tokens.end]
            last = next((one.i for one in after if mentions.entity_of(one) != entity), sentence.tokens.end) - 1
            name = sentence.tokens.doc[token.i : last + 1]
            if name[-1].dep_ not in {"compound", "nmod", "poss"} or name[-1].head in name:
                yield entity.name, before.lower_ == "the"


def _never_bare(parsed: Parsed, mentions: Mentions) -> Iterator[str]:
    """The names with a short form that end in a common noun and stand only behind their owner: "NASA's Ames Test"."""
    from quizapp.generator.name_words import ORGANISATION_WORDS, THING_WORDS

    ends = (ORGANISATION_WORDS | THING_WORDS) - {"university", "college", "school"}
    names = {
        one.name
        for one in mentions.entities
        if one.aliases and one.kind != "person" and one.name.lower().split()[-1] in ends
    }
    for sentence in parsed.sentences:
        for token in sentence.tokens:
            entity = mentions.entity_of(token)
            if entity is None or entity.name not in names or not entity.name.startswith(token.text):
                continue
            before = sentence.tokens.doc[token.i - 1] if token.i > sentence.tokens.start else None
            printed = sentence.tokens.doc.text[token.idx :].startswith(entity.name)
            if printed and (before is None or before.tag_ not in {"POS", "DT", "JJ", "PRP$"}):
                names.discard(entity.name)
    yield from names


def _facts(
    parsed: Parsed, mentions: Mentions, quotations: Sequence[Quotation], progress: Progress | None
) -> Iterator[Fact | PassingFact | Apposition | Gloss | Result]:
    from quizapp.generator.appositions import find_appositions
    from quizapp.generator.facts import find_facts
    from quizapp.generator.glosses import find_glosses
    from quizapp.generator.passing import find_passing
    from quizapp.generator.results import find_results
    from quizapp.generator.spoken import find_spoken

    speech = sorted(span for quotation in quotations if quotation.kind == "speech" for span in quotation.spans)
    for sentence in tracked(parsed.sentences, progress):
        if sentence.kind != "prose" or len(sentence.tokens) > Options().sentence_tokens:
            continue
        inside = _overlapping(sentence.span, speech)
        yield from find_facts(sentence, inside)
        yield from find_spoken(sentence, [q for q in quotations if any(own in inside for own in q.spans)], mentions)
        yield from find_passing(sentence, mentions, parsed, inside)
        yield from find_appositions(sentence, inside)
        yield from find_glosses(sentence, parsed.article.text, inside)
        yield from find_results(sentence, inside)


def _overlapping(span: Span, others: Sequence[Span]) -> tuple[Span, ...]:
    from bisect import bisect_left

    end = bisect_left(others, Span(span.end, span.end + 1))
    found = []
    for other in reversed(others[:end]):
        if other.end <= span.start - 5000:
            break
        if other.overlaps(span):
            found.append(other)
    return tuple(found)


def _checked(candidates: Iterable[Candidate], context: Context) -> tuple[list[Candidate], list[Rejected]]:
    passed: list[Candidate] = []
    failed: list[Rejected] = []
    for candidate in candidates:
        reason = reason_against(candidate, context)
        if reason is None:
            passed.append(candidate)
        elif candidate.question:
            failed.append(_rejected(candidate, reason))
    return passed, failed


def _rejected(candidate: Candidate, reason: str, score: float | None = None) -> Rejected:
    proof = candidate.evidence[0]
    return Rejected(candidate.question, candidate.answer, reason, proof, score, candidate.writer)


def _notes(chosen: Sequence[tuple[Ranked, tuple[Wording, ...]]], article: Article) -> Iterator[Note]:
    taken: Counter[str] = Counter()
    score = 1.0
    for item, alternatives in chosen:
        candidate = item.candidate
        # A card that makes way for variety is worth no more here than the one that came before it.
        score = min(score, item.score)
        proof = candidate.evidence[0]
        words = proof.answer.of(article.text) if proof.answer is not None else candidate.answer
        told = proof.span.of(article.text)
        guid = make_guid(article=article.identity, evidence=told, answer=words, kind=candidate.kind)
        taken[guid] += 1
        if taken[guid] > 1:
            again = str(taken[guid])
            guid = make_guid(
                article=article.identity, evidence=told, answer=words, kind=candidate.kind, discriminator=again
            )
        yield Note(
            guid,
            candidate.note_type,
            candidate.fields,
            candidate.evidence,
            candidate.kind,
            score,
            candidate.tags,
            writer=candidate.writer,
            alternatives=alternatives,
            face_writers=candidate.face_writers,
        )

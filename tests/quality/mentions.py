"""Mentions: of the labelled pronouns and "the X", how many the program resolves, and how many of those rightly.

Labels are in gold/mentions.tsv: an article with the digest of its text, the mention's offsets, and the offsets of the
words that say who or what is meant ("-" where nothing in the article does). Rows of the part "tune" were looked at
while the rules were written, those of the part "held" were only measured.
"""

import csv
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.article import Article, Span
from quizapp.generator.language import load_pipeline
from quizapp.generator.mentions import find_mentions
from quizapp.generator.sentences import Parsed, parse
from tests.quality.corpus import DECKS, DECKS_GOLD, deck_article, shared_article

if TYPE_CHECKING:
    from spacy.tokens import Token

LABELS = DECKS_GOLD / "mentions.tsv"


@dataclass(frozen=True, slots=True)
class LabelledMention:
    """A mention of an article and the spans of the words that say who or what it means, none when nothing does."""

    article: str
    digest: str
    part: str
    span: Span
    referents: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class MentionOutcome:
    """What the program took a mention for: its words, None when it kept silent, and whether that is right."""

    label: LabelledMention
    found: str | None
    is_right: bool


def load_mentions(path: Path = LABELS) -> tuple[LabelledMention, ...]:
    """The labelled mentions, in the file's order."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return tuple(
        LabelledMention(
            row["article"],
            row["digest"],
            row["part"],
            Span(int(row["start"]), int(row["end"])),
            tuple(_span(one) for one in row["referents"].split(",") if one != "-"),
        )
        for row in rows
    )


def _span(text: str) -> Span:
    start, _, end = text.partition("-")
    return Span(int(start), int(end))


def mention_figures(data: Path | None) -> dict[str, float]:
    """Precision and share resolved of the sample articles, and of the two parts of the shared ones where present."""
    outcomes = score_mentions(load_mentions(), data)
    decks = {path.stem for path in DECKS.glob("*.txt")}
    groups = {
        "decks": [one for one in outcomes if one.label.article in decks],
        "tuned": [one for one in outcomes if one.label.article not in decks and one.label.part == "tune"],
        "held": [one for one in outcomes if one.label.part == "held"],
    }
    figures = {}
    for name, group in groups.items():
        if group:
            figures |= {f"{name}-{key}": value for key, value in _figures(group).items()}
    return figures


def _figures(outcomes: Sequence[MentionOutcome]) -> Mapping[str, float]:
    found = [one for one in outcomes if one.found is not None]
    told = [one for one in outcomes if one.label.referents]
    right = sum(one.is_right for one in found)
    return {"precision": right / len(found) if found else 1.0, "resolved": right / len(told) if told else 1.0}


def score_mentions(labels: Iterable[LabelledMention], data: Path | None) -> list[MentionOutcome]:
    """What becomes of each label whose article is present. A text that is not the labelled one raises `ValueError`."""
    outcomes: list[MentionOutcome] = []
    by_article: dict[str, list[LabelledMention]] = {}
    for label in labels:
        by_article.setdefault(label.article, []).append(label)
    for name, own in by_article.items():
        article = _article(name, data)
        if article is None:
            continue
        digest = hashlib.sha256(article.text.encode()).hexdigest()[: len(own[0].digest)]
        if digest != own[0].digest:
            raise ValueError(f"{LABELS.name}: the labels of {name} were made for another text than it has now")
        outcomes += score_article(article, own)
    return outcomes


def _article(name: str, data: Path | None) -> Article | None:
    if (DECKS / f"{name}.txt").exists():
        return deck_article(DECKS / f"{name}.txt")
    return shared_article(data, name) if data is not None else None


def score_article(article: Article, labels: Sequence[LabelledMention]) -> list[MentionOutcome]:
    """What the program takes each labelled mention of ``article`` for."""
    parsed = parse(article, load_pipeline())
    mentions = find_mentions(parsed)
    outcomes = []
    for label in labels:
        token = _head(parsed, label.span)
        meant = mentions.meant_by(token) if token is not None else None
        if meant is None:
            outcomes.append(MentionOutcome(label, None, False))
            continue
        if meant.entity is not None and meant.words is None:
            entity = meant.entity
            forms = {_plain(form) for form in (entity.name, *entity.aliases)}
            named = [t for span in label.referents for t in _tokens(parsed, span) if mentions.entity_of(t) == entity]
            is_right = bool(named) or any(_plain(span.of(article.text)) in forms for span in label.referents)
            outcomes.append(MentionOutcome(label, entity.name, is_right))
            continue
        words = meant.words
        assert words is not None
        # "the Voyager 1 spacecraft" is Voyager 1; "a report about Voyager 1" is not.
        telling = {words.root.i, *(t.i for t in words.root.children if t.dep_ in {"compound", "appos", "nmod", "poss"})}
        same = any(_plain(span.of(article.text)) == _plain(words.text) for span in label.referents)
        there = any(t.doc is words.doc and t.i in telling for span in label.referents for t in _tokens(parsed, span))
        texts = {_plain(span.of(article.text)) for span in label.referents}
        called = any(_plain(words.text).endswith((f"{name} {words.root.text}", name)) for name in texts)
        outcomes.append(MentionOutcome(label, words.text, same or there or called))
    return outcomes


def _tokens(parsed: Parsed, span: Span) -> "list[Token]":
    sentences = (sentence for sentence in parsed.sentences if sentence.span.overlaps(span))
    return [t for sentence in sentences for t in sentence.tokens if sentence.span_of(t, t).overlaps(span)]


def _head(parsed: Parsed, span: Span) -> "Token | None":
    """The last word of a mention: the pronoun, or the noun of "the X"."""
    for sentence in parsed.sentences:
        if sentence.span.contains(span):
            inside = [t for t in sentence.tokens if sentence.span_of(t, t).start < span.end]
            return inside[-1] if inside else None
    return None


def _plain(text: str) -> str:
    words = " ".join(text.replace("’", "'").translate({ord(c): None for c in '“”"'}).casefold().split())
    return re.sub(r"'s?$", "", words).removeprefix("the ")

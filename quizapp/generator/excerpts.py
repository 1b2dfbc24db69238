"""Which words of a quotation make a card: sentences that say something by themselves, cut at a clause when long."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizapp.article import Span
from quizapp.generator.vocabulary import COMMON_WORDS
from quizapp.notes import BLANK

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizapp.generator.options import Options
    from quizapp.generator.quotes import Quotation

GAP = " ... "
"""Stands where words of the speaker, or the writer's "she said", are left out."""

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z])")
_CLAUSE_END = re.compile(r"[,;:]|\s(?=\[)|\s[–—-]\s|\s(?=(?:because|so that|although|which|while|whereas)\b)")
_JOINT = re.compile(
    r"(?:(?:(?:and|but|so) then(?=\s[a-z])|and|but|so|or|therefore|thus|hence|(?:in )?th(?:is|at) way)\b"
    r"|(?:because|then|also)(?=\s[a-z]))[,\s]*",
    re.I,
)
_FOLLOWS = re.compile(r"(?:and )?(?:therefore|thus|hence|then)\b", re.I)
_SUBORDINATE = re.compile(r"(?:as|if|when|while|although|though|after|before|since|to|with|in|for|by|at|on)\b", re.I)
_LEANS_BACK = re.compile(r"(?:[\w'’]+ ){1,3}(?:also|then|too)\b")
_LATER = re.compile(r"[,;] (?:and|but|so|therefore|yet) ")
_WAITS = re.compile(r"(?:because|if|when|while|although|though|since|as|once)\b", re.I)
_WAITING = re.compile(rf"(?:and|but|so|or)\s+{_WAITS.pattern}", re.I)
_ENDS_IN_JOINT = re.compile(r"[,;\s]+(?:and|but|so|or)$", re.I)
_FINITE = re.compile(
    r"\b(?:I|we|you|he|she|it|they|there|is|are|was|were|has|have|had|will|would|can|could|should|must|may|might)\b|n['’]t\b"
)
_POINTED = re.compile(
    r"(?:this|these|that|those)\b"
    r"(?!\s+(?:is|was|are|were|will|would|has|have)\b)(?!\s+\w+\s+(?:of\s+\w+ing|from)\b)",
    re.I,
)
""" "This feat was", whose feat nobody knows; not "This idea of keeping pigeons was"."""
_HALF = re.compile(r"\bnot (?:only|just)\b(?!.*\bbut\b)|\beither\b(?!.*\bor\b)|\bboth\b(?!.*\band\b)", re.I)
_SOMEBODY = re.compile(r"\b(?:he|she|him|her|his|hers)\b")
_OTHERS = re.compile(r"(?:[\w'’]+\W+){1,3}(?:they|them|their|do that|did that)\b", re.I)
_LEANING = {"that", "these", "they", "this", "those", "he", "she", "which"}


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Part of a quotation that is short enough for a card: where its words stand, and what is left out around them."""

    spans: tuple[Span, ...]
    whole: bool
    cut: bool = False
    headless: bool = False

    def text(self, article: str) -> str:
        """The words as printed, with marks where some are left out."""
        words = GAP.join(
            span.of(article).strip().rstrip(",") if i else span.of(article).strip() for i, span in enumerate(self.spans)
        )
        return ("... " if self.headless else "") + words + (" ..." if self.cut else "")

    def contains(self, span: Span) -> bool:
        """True when ``span`` lies in the words of the excerpt."""
        return any(own.contains(span) for own in self.spans)


def excerpts(
    quotation: Quotation, article: str, options: Options, *, stands: Callable[[Excerpt], bool] = lambda excerpt: True
) -> list[Excerpt]:
    """The sentences of a quotation that are worth a card, best first: as many as its length is worth.

    ``stands`` says whether an excerpt can be understood without what stands around it.
    """
    sentences = _sentences(quotation, article)
    said = [_without_joint(sentences[0], article), *sentences[1:]] if sentences else []
    headless = said != sentences
    everything = _joined([span for piece in said for span in piece], article)
    short = _count(everything, article) <= options.quotation_words
    telling = _telling(everything, article) >= options.quotation_telling_words
    complete = Excerpt(everything, whole=not headless, headless=headless)
    if len(sentences) > 1 and short and telling and not _leans(everything[0].of(article)) and stands(complete):
        return [complete]
    found: list[tuple[float, int, Excerpt]] = []
    for i, piece in enumerate(sentences):
        excerpt = _fitted(piece, article, options, after=sentences[i - 1] if i else None, whole=len(sentences) == 1)
        if excerpt is None or not stands(excerpt):
            excerpt = _behind_a_gap(piece, article, options)
        if excerpt is None or not stands(excerpt) or _of_somebody(excerpt.text(article)):
            excerpt = _last_clause(piece, article, options) or excerpt
        if excerpt is None or not stands(excerpt):
            excerpt = _first_clause(piece, article, options)
        if excerpt is None or not stands(excerpt):
            continue
        text = excerpt.text(article)
        words = text.split()
        long_words = sum(len(word) > 6 for word in words) / len(words)
        score = min(len(words), 18) / 18 + long_words - options.later_sentence_cost * i
        if text[:1].islower() or excerpt.headless:
            score -= options.leaning_sentence_cost
        found.append((score, -i, excerpt))
    found.sort(key=lambda one: one[:2], reverse=True)
    most = 1 + len(quotation.text.split()) // options.words_per_excerpt
    clear = [one for one in found if not _of_somebody(one[2].text(article))]
    clear = clear or [one for one in found if not _OTHERS.match(one[2].text(article))][:1]
    kept = [one for one in clear if one[0] >= options.telling_excerpt] or clear[:1]
    chosen: list[Excerpt] = []
    for _, _, excerpt in kept:
        apart = not any(own.overlaps(span) for one in chosen for own in one.spans for span in excerpt.spans)
        if apart and len(chosen) < most:
            chosen.append(excerpt)
    return chosen


def _fitted(
    piece: tuple[Span, ...], article: str, options: Options, *, after: tuple[Span, ...] | None, whole: bool
) -> Excerpt | None:
    """The sentence as an excerpt: no joint at its start, with the one before when it leans on that or follows from it,
    cut when long."""
    if after is not None and _FOLLOWS.match(piece[0].of(article)):
        before = _without_joint(after, article)
        both = _joined([*before, *piece], article)
        if before and _count(both, article) <= options.quotation_words and not _leans(both[0].of(article)):
            return Excerpt(both, whole=False, headless=before != after)
    own = _without_joint(piece, article)
    headless, piece = own != piece, own
    if not piece:
        return None
    start = piece[0].of(article)
    telling = _telling(piece, article) > options.quotation_telling_words
    complete = whole and start[:1].isupper() and telling and not _POINTED.match(start)
    if (_leans(start) or _OTHERS.match(start)) and not complete:
        before = _without_joint(after, article) if after is not None else ()
        both = _joined([*before, *piece], article)
        if not before or headless or _leans(before[0].of(article)) or _count(both, article) > options.quotation_words:
            return None
        headless, piece = before != after, both
    cut = False
    if _count(piece, article) > options.quotation_words + options.cut_saves:
        shortened = _cut(piece, article, options)
        if shortened is None:
            return None
        piece, cut = shortened, True
    fragment = piece[0].of(article)[:1].islower() and not headless
    fewest = options.quotation_fragment_words if fragment else options.quotation_min_words
    if _count(piece, article) < fewest or _telling(piece, article) < options.quotation_telling_words:
        return None
    if not cut and not whole and piece[-1].of(article).rstrip("\"'”’ ")[-1:] not in ".!?,…":
        return None
    return Excerpt(piece, whole=whole and not cut and not headless, cut=cut, headless=headless)


def _without_joint(piece: tuple[Span, ...], article: str) -> tuple[Span, ...]:
    """The sentence without the "and" or "therefore" at its start."""
    joint = _JOINT.match(piece[0].of(article))
    begins = piece[0].start + (joint.end() if joint is not None else 0)
    return (Span(begins, piece[0].end), *piece[1:]) if begins < piece[0].end else piece[1:]


def _leans(text: str) -> bool:
    """True when a sentence starts with a word that only the one before explains; "It is" may start anew."""
    words = re.findall(r"[a-z]+", text.casefold())[:2]
    return bool(words) and (
        words[0] in _LEANING or (words[0] == "it" and words[1:] not in ([], ["s"], ["is"], ["was"]))
    )


def _of_somebody(text: str) -> bool:
    """True when words speak of somebody whom they don't name: "I suspect they won't", "where he could hide"."""
    somebody = _SOMEBODY.search(text)
    named = somebody is not None and re.search(r"(?<=[a-z,] )[A-Z][a-z]", text[: somebody.start()])
    return (somebody is not None and not named) or _OTHERS.match(text) is not None


def _joined(spans: list[Span], article: str) -> tuple[Span, ...]:
    """The spans in order, those with nothing but a space between them as one."""
    joined: list[Span] = []
    for span in spans:
        if joined and not article[joined[-1].end : span.start].strip(" "):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)


def _cut(piece: tuple[Span, ...], article: str, options: Options) -> tuple[Span, ...] | None:
    """The start of a long sentence up to the last clause that still fits."""
    room = options.quotation_words
    kept: list[Span] = []
    for span in piece:
        text = span.of(article)
        if len(text.split()) <= room:
            kept.append(span)
            room -= len(text.split())
            continue
        ends = [
            end
            for end in (m.start() for m in _CLAUSE_END.finditer(text))
            if options.cut_min_words <= len(text[:end].split()) <= room
            and _has_main_clause(text[:end])
            and not _HALF.search(text[:end])
            and text.count("[", 0, end) == text.count("]", 0, end)
        ]
        if ends:
            kept.append(Span(span.start, span.start + len(_ENDS_IN_JOINT.sub("", text[: ends[-1]]))))
        break
    return (
        tuple(kept) if kept and sum(len(span.of(article).split()) for span in kept) >= options.cut_min_words else None
    )


def _has_main_clause(text: str) -> bool:
    """False for "When you go there" and for "..., and because it was late", which wait for what follows."""
    clauses = [clause.strip() for clause in re.split(rf"{_CLAUSE_END.pattern}|\.\.\.|…", text)]
    last, before = clauses[-1], " ".join(clauses[:-1])
    if _SUBORDINATE.match(clauses[0]):
        return len(clauses) > 1 and _FINITE.search(last) is not None
    return not _WAITING.match(last) and not (_WAITS.match(last) and _ENDS_IN_JOINT.search(before))


def _behind_a_gap(piece: tuple[Span, ...], article: str, options: Options) -> Excerpt | None:
    """The last words of a sentence that the article itself shortened: those behind its last "[...]"."""
    if len(piece) < 2 or "..." not in article[piece[-2].end : piece[-1].start]:
        return None
    last = piece[-1:]
    excerpt = _fitted(last, article, options, after=None, whole=False)
    long = _count(last, article) >= options.cut_min_words
    return replace(excerpt, headless=True) if excerpt is not None and long else None


def _first_clause(piece: tuple[Span, ...], article: str, options: Options) -> Excerpt | None:
    """The start of a sentence whose end leans on what was said before: what stands in front of its last ", but"."""
    joint = next(reversed(list(_LATER.finditer(piece[-1].of(article)))), None)
    if joint is None:
        return None
    before = (*piece[:-1], Span(piece[-1].start, piece[-1].start + joint.start()))
    words = before[-1].of(article)
    if _count(before, article) < options.cut_min_words or not _has_main_clause(words) or _HALF.search(words):
        return None
    excerpt = _fitted(before, article, options, after=None, whole=True)
    return replace(excerpt, cut=True, whole=False) if excerpt is not None else None


def _last_clause(piece: tuple[Span, ...], article: str, options: Options) -> Excerpt | None:
    """The last clause of a sentence whose start leans on what was said before: what follows its last ", so"."""
    for at in reversed(range(len(piece))):
        for joint in reversed(list(_LATER.finditer(piece[at].of(article)))):
            behind = (Span(piece[at].start + joint.end(), piece[at].end), *piece[at + 1 :])
            words = " ".join(span.of(article) for span in behind)
            if _count(behind, article) < options.cut_min_words or _FINITE.match(words) is None:
                continue
            if _leans(words) or _of_somebody(words) or _LEANS_BACK.match(words):
                continue
            excerpt = _fitted(behind, article, options, after=None, whole=False)
            return replace(excerpt, headless=True) if excerpt is not None else None
    return None


def _sentences(quotation: Quotation, article: str) -> list[tuple[Span, ...]]:
    """The sentences of a quotation; one that "she said" or a gap splits has two spans."""
    found: list[tuple[Span, ...]] = []
    open_end = False
    for span in quotation.spans:
        text = span.of(article)
        starts = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]
        ends = [*(match.start() for match in _SENTENCE_END.finditer(text)), len(text)]
        for a, b in zip(starts, ends, strict=True):
            for start, end in _without_gaps(text, a, b):
                part = Span(span.start + start, span.start + end)
                if found and open_end and part.of(article)[:1].islower():
                    found[-1] = (*found[-1], part)
                else:
                    found.append((part,))
                open_end = part.of(article).rstrip()[-1:] not in ".!?"
    return found


def _without_gaps(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a sentence around the marks of a gap that the article prints in brackets."""
    parts = []
    while (gap := text.find(BLANK, start, end)) >= 0:
        parts.append((start, gap))
        start = gap + len(BLANK)
    parts.append((start, end))
    trimmed = [(a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in parts]
    return [(a, b) for a, b in trimmed if a < b]


def _count(piece: tuple[Span, ...], article: str) -> int:
    return sum(len(span.of(article).split()) for span in piece)


def _telling(piece: tuple[Span, ...], article: str) -> int:
    """How many words say something: longer than three letters and not the most common."""
    words = re.findall(r"[\w'’]+", " ".join(span.of(article) for span in piece).casefold())
    return len({word for word in words if (len(word) > 3 or word.isdigit()) and word not in COMMON_WORDS})

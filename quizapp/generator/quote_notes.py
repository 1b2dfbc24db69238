"""Stage 5 for quotations: who said it, and complete it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.article import Evidence, Span
from quizapp.generator.candidates import Candidate, Context
from quizapp.generator.checks import stems
from quizapp.generator.vocabulary import OCCASION_LEADS, POINTING_WORDS, WEAK_BLANKS
from quizapp.notes import BLANK, NoteType

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.generator.options import Options
    from quizapp.generator.quotes import Quotation
    from quizapp.generator.sentences import Parsed, Sentence

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z])")


_PERSONAL = re.compile(r"\b(?:I|me|my|you|your)\b")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Part of a quotation that is short enough for a card: its words as printed and where they stand."""

    text: str
    span: Span
    whole: bool


def write_quotation(quotation: Quotation, context: Context) -> Iterator[Candidate]:
    """A note with two faces, or one: who said it, and its telling words to be filled in."""
    if quotation.kind != "speech" or quotation.speaker is None or BLANK in quotation.text:
        return
    if quotation.speaker.lower().startswith(("the ", "a ", "an ")) and quotation.speaker.split()[-1].islower():
        return  # a letter, a report: nobody to ask for
    kinds = {entity.kind for entity in context.mentions.entities if entity.name == quotation.speaker}
    if kinds & {"place", "other"} or ("organisation" in kinds and _PERSONAL.search(quotation.text)):
        return  # nobody who can say "I"
    sentence = _sentence_at(quotation.spans[0].start, context.parsed)
    options = context.options
    if sentence is None or len(quotation.text.split()) < options.quotation_min_words:
        return
    for excerpt in _excerpts(quotation, context.parsed.article.text, options):
        candidate = _note(quotation, excerpt, sentence, context)
        if candidate is not None:
            yield candidate


def _note(quotation: Quotation, excerpt: Excerpt, sentence: Sentence, context: Context) -> Candidate | None:
    options = context.options
    if quotation.speaker is None:
        return None
    text = _shown(excerpt.text)
    if text[:1].islower() and text.split()[0] in POINTING_WORDS:
        return None  # half a sentence that leans on its other half
    occasion = _occasion(quotation.occasion)
    question = _who_said(text, occasion, fragment=text[:1].islower())
    if _names(quotation.speaker) & set(re.findall(r"\w+", text.casefold())):
        question = ""
    blank = _telling_words(excerpt, quotation, context.parsed, options.blank_words)
    fields = {
        "Question": question,
        "Speaker": quotation.speaker if question else "",
        "Quotation": "",
        "Missing words": "",
    }
    if blank is not None and len(text.split()) >= options.quotation_min_words + 1:
        missing = blank.of(context.parsed.article.text)
        with_blank = _blanked(excerpt, blank, context.parsed.article.text)
        role = _role(quotation.role)
        who = quotation.speaker + (f", {role}," if role else "")
        fields["Quotation"] = (
            f"Complete the words of {who}{' ' + occasion if occasion else ''}:".replace(",:", ":")
            + f" “{_shown(with_blank)}”"
        )
        fields["Missing words"] = " ".join(missing.split())
    if not question and not fields["Quotation"]:
        return None
    return Candidate(
        NoteType.QUOTE,
        fields,
        (Evidence(quotation.evidence, blank if blank and quotation.evidence.contains(blank) else None),),
        "quotation",
        ("quotation",),
        sentence.index,
        sentence.paragraph,
        0.95 if excerpt.whole else 0.85,
    )


def _who_said(text: str, occasion: str, *, fragment: bool) -> str:
    when = f" {occasion}" if occasion else ""
    if fragment:
        return f"Who used the words “{text}”{when}?"
    return f"Who said{when}, “{text}”?" if when else f"Who said, “{text}”?"


def _occasion(occasion: str | None) -> str:
    if not occasion:
        return ""
    words = occasion.strip(" ,.").split()
    return " ".join(words) if words and words[0].lower() in OCCASION_LEADS else ""


def _role(role: str | None) -> str:
    """The role as it follows a name; nothing when it is too long or tells an age."""
    if role is None or "-year-old" in role:
        return ""
    plain = " ".join(re.sub(r"\([^)]*\)", "", role).split())
    return plain if len(plain.split()) <= 10 else ""


def _names(speaker: str) -> set[str]:
    return {
        word for word in re.findall(r"\w+", speaker.casefold()) if len(word) > 2 and word not in {"the", "and", "for"}
    }


def _shown(text: str) -> str:
    """A quotation within marks of ours: on one line, inner marks single, no comma left at its end."""
    text = " ".join(text.split()).strip().rstrip(",").strip()
    if text.endswith(".") and not text.endswith(("..", ". .")):
        text = text[:-1]
    return text.replace("“", "‘").replace("”", "’").replace('"', "'")


def _sentence_at(offset: int, parsed: Parsed) -> Sentence | None:
    inside = [s for s in parsed.sentences if s.span.start <= offset < s.span.end]
    return inside[0] if inside else None


def _excerpts(quotation: Quotation, article: str, options: Options) -> list[Excerpt]:
    """The whole quotation when it is short; else its most telling sentences, as many as its length is worth."""
    if len(quotation.spans) == 1 and len(quotation.text.split()) <= options.quotation_words:
        return [Excerpt(quotation.text, quotation.spans[0], whole=True)]
    pieces = [piece for span in quotation.spans for piece in _sentences(span, article)]
    found: list[tuple[float, int, Span]] = []
    for i, piece in enumerate(pieces):
        text = piece.of(article)
        count = len(text.split())
        if not options.quotation_min_words <= count <= options.quotation_words or text.rstrip()[-1:] not in ".!?,…":
            continue
        first = re.findall(r"\w+", text.casefold())[:1]
        telling = sum(len(word) > 6 for word in text.split()) / count
        score = min(count, 18) / 18 + telling - (0.5 if first and first[0] in POINTING_WORDS else 0) - 0.02 * i
        found.append((score - (0.0 if text[:1].isupper() else 0.4), -i, piece))
    found.sort(reverse=True)
    most = 1 + len(quotation.text.split()) // options.words_per_excerpt
    kept = [(score, place, piece) for score, place, piece in found if score >= options.telling_excerpt] or found[:1]
    return [Excerpt(piece.of(article), piece, whole=False) for _, _, piece in kept[:most]]


def _sentences(span: Span, article: str) -> list[Span]:
    text = span.of(article)
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]
    ends = [*(match.start() for match in _SENTENCE_END.finditer(text)), len(text)]
    return [Span(span.start + a, span.start + b) for a, b in zip(starts, ends, strict=True) if a < b]


def _telling_words(excerpt: Excerpt, quotation: Quotation, parsed: Parsed, longest: int) -> Span | None:
    """The words to leave out: a short noun phrase late in the quotation whose words come once and say something."""
    best: tuple[float, Span] | None = None
    text = excerpt.span.of(parsed.article.text)
    lowered = text.casefold()
    for sentence in parsed.sentences:
        if not sentence.span.overlaps(excerpt.span):
            continue
        for chunk in sentence.tokens.doc.noun_chunks:
            tokens = [
                token
                for token in chunk
                if token.pos_ not in {"DET", "PRON"} and token.tag_ != "PRP$" and token.dep_ != "poss"
            ]
            tokens = _last_run(tokens, longest)
            while tokens and tokens[0].tag_ == "POS":
                tokens = tokens[1:]
            if (
                not tokens
                or tokens[-1].pos_ not in {"NOUN", "PROPN", "NUM"}
                or tokens[0].ent_iob_ == "I"
                or not (sentence.tokens.start <= tokens[0].i < sentence.tokens.end)
            ):
                continue
            span = sentence.span_of(tokens[0], tokens[-1])
            if not excerpt.span.contains(span) or span.start - excerpt.span.start < 8:
                continue
            words = span.of(parsed.article.text)
            if stems(words) & stems(
                text.replace(words, " ", 1) + " " + (quotation.speaker or "") + " " + (quotation.role or "")
            ):
                continue
            if (
                lowered.count(words.casefold()) != 1
                or tokens[-1].lemma_.lower() in WEAK_BLANKS
                or len(words) < 4
                or words.casefold() in {"others", "someone", "people"}
                or any(c in words for c in '[]()"“”')
            ):
                continue
            content = sum(token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} for token in tokens)
            late = (span.end - excerpt.span.start) / len(excerpt.span)
            score = min(content, 2) + late
            if best is None or score > best[0]:
                best = (score, span)
    return None if best is None else best[1]


def _last_run(tokens: list[Token], longest: int) -> list[Token]:
    run: list[Token] = []
    for token in reversed(tokens):
        if run and token.i != run[0].i - 1:
            break
        run.insert(0, token)
    return run if len(run) <= longest else []


def _blanked(excerpt: Excerpt, blank: Span, article: str) -> str:
    return article[excerpt.span.start : blank.start] + BLANK + article[blank.end : excerpt.span.end]

"""Stage 5 for quotations: who said it, and complete it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.article import Evidence, Span
from quizapp.generator.anchoring import match_told
from quizapp.generator.blanks import telling_words
from quizapp.generator.candidates import Candidate, Context
from quizapp.generator.credentials import credentials
from quizapp.generator.excerpts import GAP, Excerpt, excerpts
from quizapp.generator.pointing import points_outside, words_of
from quizapp.generator.quote_subjects import first_word, subject_outside
from quizapp.generator.quote_topics import spoken_of
from quizapp.generator.speakers import REPORTING
from quizapp.generator.stemming import stems
from quizapp.generator.vocabulary import OCCASION_LEADS
from quizapp.notes import BLANK, MONTHS, NoteType

if TYPE_CHECKING:
    from quizapp.generator.quotes import Quotation
    from quizapp.generator.sentences import Parsed, Sentence

KNOWN_HEARERS = {"press", "media", "reporters", "journalists", "public", "police", "world", "nation"}
_OPEN_STARTS = {"VBZ", "VBD", "VBP", "VB", "VBN", "MD", "TO", "IN", "CC", "RP"}
_FINITE = {"VBZ", "VBD", "VBP", "MD"}
_SAYS = re.compile(rf"\b(?:{'|'.join(sorted(REPORTING))}), ?[“\"']$")
"""In front of words that are a sentence, whatever letter they start with: "she said, “the more ...”"."""
_PERSONAL = re.compile(r"\b(?:I|me|my|you|your)\b")


def write_quotation(quotation: Quotation, context: Context) -> Iterator[Candidate]:
    """A note with two faces, or one: who said it, and its telling words to be filled in."""
    if quotation.kind != "speech" or quotation.speaker is None:
        return
    if quotation.speaker.lower().startswith(("the ", "a ", "an ")) and quotation.speaker.split()[-1].islower():
        return  # a letter, a report: nobody to ask for
    kinds = {entity.kind for entity in context.mentions.entities if entity.name == quotation.speaker}
    if kinds & {"place", "other"} or ("organisation" in kinds and _PERSONAL.search(quotation.text)):
        return  # nobody who can say "I"
    sentence = _sentence_at(quotation.spans[0].start, context.parsed)
    if sentence is None or len(quotation.text.split()) < context.options.quotation_min_words:
        return
    article = context.parsed.article.text
    chosen = excerpts(quotation, article, context.options, stands=lambda one: not points_outside(one, context))
    for excerpt in chosen:
        candidate = _note(quotation, excerpt, sentence, context)
        if candidate is not None:
            yield candidate


def _note(quotation: Quotation, excerpt: Excerpt, sentence: Sentence, context: Context) -> Candidate | None:
    options = context.options
    article = context.parsed.article.text
    if quotation.speaker is None:
        return None
    text = _shown(excerpt.text(article))
    subject = ""
    if _cut_open(excerpt, sentence):
        subject = subject_outside(quotation, excerpt, sentence, context) or ""
        if not subject:
            return None
    elif _half(excerpt, context):
        return None
    told = _match_in_full(quotation.occasion or "", sentence.paragraph, context)
    occasion = " ".join((_occasion(told), spoken_of(quotation, excerpt, sentence, context))).strip()
    body = quotation.speaker.split()[-1].lower() in {"agency", "bureau", "commission", "department", "ministry"}
    with_the = quotation.speaker in context.with_article or body
    speaker = f"the {quotation.speaker}" if with_the else quotation.speaker
    begun = not excerpt.headless and _SAYS.search(article[sentence.span.start : excerpt.spans[0].start]) is not None
    question = f"Who said that {subject} “{text}”?" if subject else _who_said(text, occasion, sentence=begun)
    if _names(quotation.speaker) & set(re.findall(r"\w+", question.casefold())):
        question = ""
    blank = telling_words(excerpt, quotation, context) if not subject else None
    fields = {
        "Question": question,
        "Speaker": quotation.speaker if question else "",
        "Quotation": "",
        "Missing words": "",
    }
    missing = blank.of(article) if blank is not None else ""
    given_away = bool(stems(missing) & stems(occasion))
    if blank is not None and not given_away and len(text.split()) >= options.quotation_min_words + 1:
        told_of = credentials(quotation, context)
        if occasion.startswith("about ") and occasion.removeprefix("about ") in told_of:
            occasion = ""  # "project scientist for PACE"
        who = speaker + ("" if stems(told_of) & stems(missing) else told_of)
        fields["Quotation"] = (
            f"Complete the words of {who}{' ' + occasion if occasion else ''}:".replace(",:", ":")
            + f" “{_shown(_blanked(excerpt, blank, article))}”"
        )
        fields["Missing words"] = " ".join(missing.split())
    if not question and not fields["Quotation"]:
        return None
    return Candidate(
        NoteType.QUOTE,
        fields,
        (Evidence(quotation.evidence, _proof(quotation, excerpt, blank)),),
        "quotation",
        ("quotation",),
        sentence.index,
        sentence.paragraph,
        0.95 if excerpt.whole else 0.85,
    )


def _cut_open(excerpt: Excerpt, sentence: Sentence) -> bool:
    """True for a fragment that starts with a verb or a preposition: its subject was left outside the marks."""
    first = first_word(excerpt, sentence)
    if first is None or not first.text.islower():
        return False
    told = first.dep_ == "advmod" and first.head.tag_ in _FINITE and first.head.i == first.i + 1  # "really stepped up"
    own = any(c.dep_ in {"nsubj", "nsubjpass"} and c.i > first.i for c in first.head.children)
    return first.tag_ in _OPEN_STARTS or (told and not own)


def _half(excerpt: Excerpt, context: Context) -> bool:
    """True for "... its many rings and moons", the second half of what the article tells in its own words."""
    return excerpt.headless and not any(token.tag_ in _FINITE for token in words_of(excerpt, context))


def _proof(quotation: Quotation, excerpt: Excerpt, blank: Span | None) -> Span | None:
    """The words of the evidence that the note is about: the missing ones, else the excerpt."""
    words = blank or excerpt.spans[0]
    return words if quotation.evidence.contains(words) else None


def _who_said(text: str, occasion: str, *, sentence: bool) -> str:
    """ "Who said, ...?" for a sentence, "Who used the words ...?" for a part of one."""
    when = f" {occasion}" if occasion else ""
    end = "" if text.endswith(("?", "!")) else "?"
    if text[:1].islower() and not sentence:
        return f"Who used the words “{text}”{when}?"
    return f"Who said{when}, “{text}”{end or '?'}" if when else f"Who said, “{text}”{end or '?'}"


def _match_in_full(occasion: str, paragraph: int, context: Context) -> str:
    """ "after Belgium's match against Panama at the 2018 FIFA World Cup" for "after the match"."""
    match = re.fullmatch(r"(after|before|during) the (?:match|game)", occasion)
    told = match_told(paragraph, context) if match is not None else None
    return f"{match[1]} {told}" if match is not None and told is not None else occasion


def _occasion(occasion: str | None) -> str:
    if not occasion:
        return ""
    words = occasion.strip(" ,.").split()
    bare = re.search(r"\b(?:the|his|her|their|its) ([a-z]+)$", " ".join(words))
    if bare is not None and bare.group(1) not in KNOWN_HEARERS:
        return ""  # "at the meeting": nobody knows which
    if re.search(r"\bthe (?:" + "|".join(MONTHS) + r") [a-z]+$", " ".join(words)):
        return ""
    return " ".join(words) if words and words[0].lower() in OCCASION_LEADS else ""


def _names(speaker: str) -> set[str]:
    return {
        word for word in re.findall(r"\w+", speaker.casefold()) if len(word) > 2 and word not in {"the", "and", "for"}
    }


def _shown(text: str) -> str:
    """A quotation within marks of ours: on one line, inner marks single, no comma or full stop left at its end."""
    text = " ".join(text.split()).strip()
    text = text.replace("“", "‘").replace("”", "’").replace('"', "'")
    text = re.sub(r"\.(?: \.){2,}", "...", text)
    text = text.replace(" | ", " ")  # left over from a table or a template
    text = re.sub(r"[,;]+(?=['’]?$)", "", text)
    text = re.sub(r"[,;:]+(?= \.\.\.)", "", text)
    if text.endswith(".") and not text.endswith(("..", ". .")):
        text = text[:-1]
    return text.strip()


def _sentence_at(offset: int, parsed: Parsed) -> Sentence | None:
    inside = [s for s in parsed.sentences if s.span.start <= offset < s.span.end]
    return inside[0] if inside else None


def _blanked(excerpt: Excerpt, blank: Span, article: str) -> str:
    parts = []
    for span in excerpt.spans:
        if span.contains(blank):
            parts.append(article[span.start : blank.start] + BLANK + article[blank.end : span.end])
        else:
            parts.append(span.of(article))
    return ("... " if excerpt.headless else "") + GAP.join(parts) + (" ..." if excerpt.cut else "")

"""Quotations: what was said word for word, by whom, on what occasion; scare quotes and titles told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from quizapp.article import Span
from quizapp.generator.quote_marks import quote_groups
from quizapp.generator.speakers import REPORTING, Speaker, Speakers

if TYPE_CHECKING:
    from quizapp.generator.mentions import Mentions
    from quizapp.generator.sentences import Parsed

Kind = Literal["speech", "scare", "title"]
_REPORTS = re.compile(rf"\b(?:{'|'.join(sorted(REPORTING))})\b", re.IGNORECASE)
# Between the two halves of a quotation stands a finite verb: "the office recommending" begins another.
_FINITE = "|".join(sorted(word for word in REPORTING if not word.endswith("ing")))
_TIED = re.compile(
    r"\b(?:according to|in the words of|in (?:[\w.-]+ ){0,3}[\w.-]+(?:[’']s|s[’']) (?:own )?words"
    r"|called|calls|calling|labell?ed|dubbed"
    r"|described|describes|describing|reads|read|motto|(?:call|calls|called|calling) for)\b",
    re.IGNORECASE,
)
# After the words and their mark: "replied the mayor, Ann Lee", "Lee added".
_OWN_CLAUSE = re.compile(rf"[\"”’'»]+\s*(?:(?:{_FINITE})\b(?: [\w.’'-]+){{0,6}}|(?:[\w.’'-]+ ){{1,5}}(?:{_FINITE})\b)")
_REPLIES = re.compile(r"\brepl(?:ied|ies)\b")
_NAMING = re.compile(
    r"(?:so-called|known as|called|named|titled|entitled|nicknamed|termed|dubbed|the (?:word|term|phrase|words)s?"
    r"|means?|song|film|book|play|album|series|movie|show|novel)[ ,:]*[\"'“‘]?$",
    re.IGNORECASE,
)
_SENTENCE_WORD = re.compile(
    r"\b(?:I|we|you|it|they|he|she|is|are|was|were|will|would|have|has|had|can|could|should|must|may|don't|do|be)\b|\w+n[’']t\b",
    re.IGNORECASE,
)
# A noun that the quoted words describe: the "introduction to agile" workshop.
_GOES_ON = re.compile(
    r"\s(?!(?:of|for|from|in|on|at|to|that|which|who|is|was|are|were|and|or|but|as|with|by|than|when|if|would|will|can"
    r"|could|he|she|it|they|after|before|over|about|into|between|because|while|during|[a-z]+(?:ing|ed|s|ly))\b)[a-z]+"
)
_SMALL = {"a", "an", "the", "of", "in", "on", "and", "or", "to", "for", "with", "at", "by", "from"}


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks. ``spans`` leave the marks out; ``text`` joins them by " ... " as printed.

    ``speaker`` is a full name, ``role`` and ``occasion`` are words of the article; each None when not told.
    ``evidence`` is the whole sentences. A quotation split by "she said" is one, with several spans.
    """

    spans: tuple[Span, ...]
    text: str
    speaker: str | None
    role: str | None
    occasion: str | None
    evidence: Span
    kind: Kind


def find_quotations(parsed: Parsed, mentions: Mentions | None = None) -> tuple[Quotation, ...]:
    """Everything in quotation marks, in order, with its kind; the speaker where the article tells for certain."""
    from quizapp.generator.mentions import find_mentions

    text = parsed.article.text
    speakers = Speakers(parsed, mentions or find_mentions(parsed))
    found: list[Quotation] = []
    last: Speaker | None = None
    for spans in _joined(text, quote_groups(text)):
        evidence = speakers.evidence(spans)
        if evidence is None:
            continue
        if speakers.in_heading(spans[0]):
            kind: Kind = "title"
        else:
            kind = _kind(text, spans, evidence)
        speaker = speakers.of(spans, last) if kind == "speech" else None
        if speaker is not None:
            last = speaker
        found.append(
            Quotation(
                spans,
                " ... ".join(" ".join(span.of(text).split()) for span in spans),
                speaker.name if speaker else None,
                speaker.role if speaker else None,
                speaker.occasion if speaker else None,
                evidence,
                kind,
            )
        )
    return tuple(found)


def _joined(text: str, groups: tuple[tuple[Span, ...], ...]) -> list[tuple[Span, ...]]:
    """Groups put together where only the reporting clause, or an aside in dashes, stands between them."""
    joined: list[tuple[Span, ...]] = []
    for group in groups:
        if joined and _splits_one(text, joined[-1][-1], group[0]) and not _is_reply(text, joined[-1][-1], group):
            joined[-1] = (*joined[-1], *group)
        else:
            joined.append(group)
    return joined


def _splits_one(text: str, first: Span, second: Span) -> bool:
    between = text[first.end : second.start]
    if "\n" in between or len(between) > 260:
        return False
    inner = between.strip().strip("\"“”'‘’").strip()
    if re.fullmatch(r"[–—-] ?[^.!?]{3,120} ?[–—-]", inner):
        return True
    if not _REPORTS.search(inner) or re.search(r"(?<!\b[A-Z])(?<!\b(?:Dr|Mr|Ms|St|Jr))(?<!Mrs)[.!?]\s+[A-Z]", inner):
        return False
    ended = first.of(text).rstrip("'’\"” ")[-1:]  # a quotation within may close just before
    if inner.startswith(","):
        inner, ended = inner[1:].strip(), ","
    if ended not in ",?!.…—–-":
        # `"That," she added "really speaks"` has its comma; without any mark the first part was a fragment.
        return False
    if inner.endswith((":", " that")) or (ended == "." and inner.endswith(",")):
        return False
    clause = re.match(rf"(?:[\w.’'-]+ ){{0,5}}(?:{_FINITE})\b", inner, re.IGNORECASE)
    if clause is None or re.match(r"(?:and|but|while|as|who|which)\b", inner, re.IGNORECASE):
        return False
    if inner.endswith((".", ",")):
        return True
    return not inner.endswith(".") and len(inner.split()) <= 4


def _is_reply(text: str, first: Span, group: tuple[Span, ...]) -> bool:
    """True when another answers: “Why?” asked Roe. “It was old,” replied Lee."""
    own = _OWN_CLAUSE.match(text, group[-1].end)
    if own is None or group[-1].of(text)[-1:] not in ",?!":
        return False
    between = text[first.end : group[0].start]
    names = set(re.findall(r"\b[A-Z][\w’'-]+", own.group())) - {"He", "She", "They"}
    return bool(_REPLIES.search(own.group()) or names - set(re.findall(r"[\w’'-]+", between)))


def _kind(text: str, spans: tuple[Span, ...], evidence: Span) -> Kind:
    first, last = spans[0], spans[-1]
    words = " ".join(span.of(text) for span in spans)
    count = len(words.split())
    before = text[evidence.start : max(evidence.start, first.start - 1)].rstrip("\"“'‘ ")
    after = text[last.end : evidence.end].lstrip("\"”'’")
    outside = before + " " + after
    if (
        re.search(r"[A-Z][\w.-]+$", before)
        and re.match(r"\s[A-Z]", after)
        and count <= 2
        and words[:1].isupper()
        and not words.endswith(",")
    ):
        return "title"
    if (
        _NAMING.search(before)
        and count <= 6
        and not re.search(r"\b(?:[A-Z]\w+|he|she|they) called (?:it|him|her|them),?$", before)
    ):
        return "title" if _titled(words) else "scare"
    if (
        re.search(
            r"(?:said|says|added|told [\w ]{2,40}|stated|wrote|asked|continued|noted|concluded|explained)[,:]$", before
        )
        and count > 1
    ):
        return "speech"
    if count >= 8 and _SENTENCE_WORD.search(words):
        return "speech"
    if len(spans) > 1 and count >= 4 and _REPORTS.search(text[first.end : last.start]):
        return "speech"
    if re.match(rf"[,]?\s*(?:[\w.’'-]+ ){{0,4}}(?:{'|'.join(sorted(REPORTING))})\b", after) and words[-1:] in ",?!":
        return "speech"
    if _titled(words) and count >= 2:
        return "title"
    if count <= 4 and re.search(r"\b(?:an?|the|its|this|their)$", before) and _GOES_ON.match(after):
        return "scare"
    if (
        count <= 3
        and re.search(r"(?:['’]s|s['’]|\b(?:its|their|his|her))$", before)
        and not _SENTENCE_WORD.search(words)
    ):
        return "scare"  # "the city's “goodwill payment”" is the city's word, whoever repeats it
    reported = (
        _REPORTS.search(before)
        or _TIED.search(before)
        or re.search(rf", (?:[\w.’'-]+ ){{0,5}}(?:{'|'.join(sorted(REPORTING))})\b[^,]*$", after)
    )
    if reported and count >= 2:
        return "speech"
    if words[:1].isupper() and words.rstrip()[-1:] in ".?!" and count >= 3 and _SENTENCE_WORD.search(words):
        return "speech"
    if count >= 5 and _REPORTS.search(outside):
        return "speech"
    return "scare"


def _titled(words: str) -> bool:
    """True when each word of weight has a capital, as in a title."""
    heavy = [word for word in re.findall(r"[A-Za-z][\w’'-]*", words) if word.lower() not in _SMALL]
    return bool(heavy) and all(word[0].isupper() for word in heavy) and words.rstrip()[-1:] not in ".!"

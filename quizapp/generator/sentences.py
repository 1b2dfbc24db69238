"""Sentences with exact offsets, parsed: datelines left out of the parse but used for date and place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from quizapp.article import Article, Span
from quizapp.generator.mending import mend
from quizapp.generator.paragraphs import Kind, paragraphs
from quizapp.generator.progress import Progress

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Words

_PLAIN = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'",
                        "\u00a0": " ", "\u202f": " ",
                        "\u2009": " ", "\n": " ", "\r": " ", "\t": " ", "\u2011": "-"})  # fmt: skip

_ABBREVIATIONS = {
    "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "col", "lt", "capt", "sgt", "maj", "adm",
    "cmdr", "rev", "hon", "fr", "st", "jr", "sr", "vs", "etc", "eg", "ie", "cf", "al", "no", "nos", "vol",
    "fig", "inc", "ltd", "co", "corp", "dept", "univ", "assn", "bros", "est", "approx", "ca", "jan", "feb",
    "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri",
    "a.m", "p.m", "e.g", "i.e", "u.s", "u.k", "u.n", "e.u", "d.c", "ph.d", "m.d", "b.a", "m.a", "n.y", "l.a",
    "ft", "mt", "ave", "blvd", "rd", "pres", "pte", "pvt", "cpl", "dist", "atty", "supt", "min",
}  # fmt: skip
# These may end a sentence: what follows decides.
_MAY_END = {
    "inc", "ltd", "co", "corp", "jr", "sr", "etc", "a.m", "p.m", "u.s", "u.k", "u.n", "e.u", "d.c", "ph.d",
    "m.d", "b.a", "m.a", "n.y", "l.a", "al", "est",
}  # fmt: skip
_BREAK = re.compile(r"(?:[.!?…]|\.{3})[\"'”’»)\]]*\s+(?=[\"'“‘„«(\[]*[A-Z0-9ÀÖØ-Þ])|(?:[.!?…])[\"”»)]+(?=[A-Z])")
_STARTERS = {
    "the", "a", "an", "he", "she", "it", "they", "we", "i", "you", "this", "that", "these", "those", "in", "on",
    "at", "by", "for", "from", "with", "but", "and", "however", "after", "before", "when", "while", "as", "if",
    "his", "her", "its", "their", "our", "my", "since", "during", "although", "though", "because", "some",
    "many", "most", "all", "both", "one", "two", "other",
}  # fmt: skip
_REPORTS_AFTER = re.compile(
    r"(?:[A-Z][\w.'’-]+ ){0,3}(?:[A-Z][\w.'’-]+|he|she|they|it) "
    r"(?:said|says|asked|asks|added|wrote|told|shouted|cried|exclaimed|wondered)\b"
)

# Remarks in brackets, which the parser takes for parts of the clause around them.
_ASIDE = re.compile(r"(?<=[\w.]) \([^()]{2,60}\)")

# Marks of notes and of editors, glued to the word before: "in 1891.[4] Trams", "the oldest[citation needed] bridge".
_NOTE = re.compile(
    r"(?<=[\w.,;:!?)\]\"'])\[(?:\d{1,3}|[A-Z]|(?:note|nb|n) \d{1,3}|[a-z ]+(?:needed|\?)|original research\?)\]"
    r"|(?<=[.!?\"']):\d{1,4}(?:[-–]\d{1,4})?(?=\s|$)"
)

LONGEST_PIECE = 50_000
"""Characters that are parsed at once: the parser's memory grows with them, and it refuses a million."""
LONGEST_SENTENCE = 1_500
"""Characters: what goes on for longer is no sentence. It would take time with the square of its length."""
AT_ONCE = 16
"""Paragraphs that go through the pipeline together: many enough to be fast, few enough to tell how far it is."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: ``span`` in the article, ``tokens`` of its parse, ``offset`` of the parsed text in the article."""

    index: int
    paragraph: int
    span: Span
    tokens: Words = field(compare=False)
    offset: int
    kind: Kind

    def span_of(self, first: Token, last: Token) -> Span:
        """The article's range from the start of ``first`` to the end of ``last``."""
        return Span(self.offset + first.idx, self.offset + last.idx + len(last.text))


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article as parsed; ``published`` and ``place`` from the article or its dateline, None when not told."""

    article: Article
    sentences: tuple[Sentence, ...]
    published: str | None
    place: str | None

    def within(self, span: Span) -> Iterator[Sentence]:
        """The sentences of which ``span`` holds anything."""
        first = bisect_right(self.sentences, span.start, key=lambda sentence: sentence.span.end)
        return takewhile(lambda sentence: sentence.span.start < span.end, islice(self.sentences, first, None))


def parse(article: Article, nlp: Language, *, progress: Progress | None = None, asides: bool = False) -> Parsed:
    """Every sentence of ``article`` in order, none across paragraphs; each text is parsed once.

    Remarks in brackets are spaces to the parser, except with ``asides``.
    ``progress`` is told, now and again, the share of the text that is parsed, up to 1.
    """
    found = list(paragraphs(article.text))
    docs: list[Doc] = []
    places: list[tuple[int, int]] = []
    torn: list[int] = []
    for number, paragraph in enumerate(found):
        plain = paragraph.span.of(article.text).translate(_PLAIN)
        plain = _NOTE.sub(lambda match: " " * len(match.group()), plain)
        if not asides:
            plain = _ASIDE.sub(lambda match: " " * len(match.group()), plain)
        marked = list(_starts(plain))
        starts = [start for start, _ in marked]
        torn += [paragraph.span.start + start for start, is_torn in marked if is_torn]
        for start, end in _pieces(starts, len(plain)):
            doc = nlp.make_doc(plain[start:end])
            _mark_starts(doc, [one - start for one in starts if start < one < end])
            docs.append(doc)
            places.append((number, paragraph.span.start + start))
    sentences: list[Sentence] = []
    for (number, offset), doc in zip(places, nlp.pipe(docs, batch_size=AT_ONCE), strict=True):
        doc.tensor = doc.tensor[:0].copy()  # what the parser saw in each word, which nothing reads: 400 bytes a word
        mend(doc)
        paragraph = found[number]
        if progress is not None:
            progress((offset + len(doc.text)) / len(article.text))
        for words in doc.sents:
            first = next((token for token in words if not token.is_space), None)
            last = next((token for token in reversed(list(words)) if not token.is_space), None)
            if first is None or last is None:
                continue
            span = Span(offset + first.idx, offset + last.idx + len(last.text))
            sentences.append(Sentence(len(sentences), number, span, doc[first.i : last.i + 1], offset, paragraph.kind))
    for cut in torn:
        at = bisect_left(sentences, cut, key=lambda sentence: sentence.span.start)
        beside = slice(max(at - 1, 0), at + 1)
        sentences[beside] = [replace(piece, kind="torn") for piece in sentences[beside]]
    if progress is not None:
        progress(1)
    published = article.published or next((p.published for p in found if p.published), None)
    return Parsed(article, tuple(sentences), published, next((p.place for p in found if p.place), None))


def _pieces(starts: list[int], length: int) -> Iterator[tuple[int, int]]:
    """A paragraph's text in pieces that the parser can take, cut between sentences where that is possible."""
    begin = 0
    while length - begin > LONGEST_PIECE:
        cut = max(one for one in starts if begin < one <= begin + LONGEST_PIECE)
        yield begin, cut
        begin = cut
    yield begin, length


def sentence_starts(text: str) -> list[int]:
    """Where sentences of a paragraph begin, as offsets into it, the first one left out.

    One of more than `LONGEST_SENTENCE` characters is cut between words where it can be.
    """
    return [start for start, _ in _starts(text)]


def _starts(text: str) -> Iterator[tuple[int, bool]]:
    """Where sentences begin, each with whether one is torn there that goes on."""
    begin = 0
    ends = (match.end() for match in _BREAK.finditer(text) if _ends_sentence(text, match))
    for end in (*ends, len(text)):
        while end - begin > LONGEST_SENTENCE:
            begin = (text.rfind(" ", begin + 1, begin + LONGEST_SENTENCE) + 1) or begin + LONGEST_SENTENCE
            yield begin, True
        if end < len(text):
            yield end, False
        begin = end


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    mark, after = match.group()[0], text[match.end() :]
    closing = match.group().rstrip()[1:].strip(".…")
    if mark in "!?" and closing and _REPORTS_AFTER.match(after):
        return False
    if mark != "." or closing or match.group().startswith(("..", ".…")):
        return not (match.group().rstrip().endswith((")", "]")) and _open_bracket(text, match.start()))
    word = re.search(r"[\w.'’&-]+$", text[: match.start()])
    if word is None:
        return True
    bare = word.group().strip(".").lower()
    following = re.match(r"[\"'(\[]*([\w'’-]+)", after)
    next_word = following.group(1) if following else ""
    if re.fullmatch("[A-Z]{2,}", word.group()) and (len(next_word) == 1 or not next_word.isupper()):
        return True  # "a newer IE.", "in Denver, CO.": initials, where "ie." and "Co." shorten words
    if re.fullmatch(r"(?:[A-Za-z]\.)*[A-Za-z]", word.group()) and bare not in _MAY_END:
        # Initials: "J. Smith", "J.K. Smith"; but "Vitamin C. It" and "from M.I.T. He" end there.
        return next_word.lower() in _STARTERS and bare not in {"i", "i.e", "e.g"}
    if bare in _MAY_END:
        return next_word.lower() in _STARTERS and not next_word.isupper()
    if bare in _ABBREVIATIONS:
        return (
            bare in {"no", "min", "fig", "sun", "mar", "may", "est"} and not next_word[:1].isdigit() and bare != "fig"
        )
    return True


def _open_bracket(text: str, end: int) -> bool:
    """True when the bracket that closes at ``end`` opened in the same sentence's middle: "(No! Never!) he ..."."""
    return text.rfind("(", 0, end) > max(text.rfind(". ", 0, end), 0) and text[end + 2 : end + 4].strip().islower()


def _mark_starts(doc: Doc, starts: list[int]) -> None:
    """Tell the parser where sentences begin, so that none is cut within a quotation or after an abbreviation."""
    waiting = iter(starts)
    start = next(waiting, None)
    for token in doc:
        if token.i == 0:
            token.is_sent_start = True
        elif start is not None and token.idx + len(token.text) > start:
            token.is_sent_start = not token.is_space
            while start is not None and start < token.idx + len(token.text):
                start = next(waiting, None)
        else:
            token.is_sent_start = False

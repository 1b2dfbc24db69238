"""Which words of a quotation to leave out: those that it is remembered for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.article import Span
from quizapp.generator.hanging import dangling
from quizapp.generator.stemming import stems
from quizapp.generator.vocabulary import COMMON_WORDS, WEAK_ADJECTIVES, WEAK_ALONE, WEAK_BLANKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from quizapp.generator.candidates import Context
    from quizapp.generator.excerpts import Excerpt
    from quizapp.generator.quotes import Quotation
    from quizapp.generator.sentences import Sentence

CONTENT = {"NOUN", "PROPN", "ADJ", "NUM"}
_POINTED = {"dobj", "attr", "pobj", "conj", "nsubjpass", "oprd", "ROOT"}
"""What a lone word must be in its clause: what is done or meant, not where."""

_QUANTITIES = {"amount", "level", "number", "quantity", "rate"}
_AMOUNTS = {"MONEY", "PERCENT", "QUANTITY", "TIME"}
_WHERE = {"in", "on", "at", "from", "into", "to", "by", "through", "over", "under"}
_AT_A_PLACE = {"across", "around", "at", "beyond", "from", "in", "into", "on", "over", "under"}
_A_PAIR = 2
_BARE_VERBS = {"VB", "VBG"}


def telling_words(excerpt: Excerpt, quotation: Quotation, context: Context) -> Span | None:
    """A short noun phrase late in the excerpt whose words come once and carry its point; None when none does.

    Two or more content words ("soft power"), or one that is long, rare in the article and the end of what is said
    ("spreading democracy"): a single common word in the middle can be guessed or is not worth knowing.
    """
    best: tuple[float, Span] | None = None
    article = context.parsed.article.text
    text = " ".join(span.of(article) for span in excerpt.spans)
    whole = Span(excerpt.spans[0].start, excerpt.spans[-1].end)
    speaker = stems(f"{quotation.speaker or ''} {quotation.role or ''}")
    if text[:1].islower() and not excerpt.headless and len(text.split()) < context.options.completed_fragment_words:
        return None
    for sentence, tokens in _phrases(whole, context):
        span = sentence.span_of(tokens[0], tokens[-1])
        place = (span.end - whole.start) / len(whole)
        if not excerpt.contains(span) or span.start - whole.start < 8 or _breaks_off(excerpt, span, article):
            continue
        words = span.of(article)
        if not _says_something(tokens, words, place, context) or text.casefold().count(words.casefold()) != 1:
            continue
        if stems(words) & (stems(text.replace(words, " ", 1)) | speaker) or stems(words) <= context.headline:
            continue
        content = sum(token.pos_ in CONTENT for token in tokens)
        guessable = 0.5 if stems(words) & context.headline else 0.0
        score = min(content, 2) + place - guessable
        if best is None or score > best[0]:
            best = (score, span)
    return None if best is None else best[1]


def _breaks_off(excerpt: Excerpt, blank: Span, article: str) -> bool:
    """True for the last words before others that are left out."""
    end = excerpt.spans[-1].end
    return (excerpt.cut and blank.end == end) or article[blank.end : end].lstrip().startswith(("...", "…"))


def _phrases(whole: Span, context: Context) -> Iterator[tuple[Sentence, Sequence[Token]]]:
    """The noun phrases and amounts of the sentences that overlap ``whole``, without determiners and weak words."""
    for sentence in context.parsed.sentences:
        if not sentence.span.overlaps(whole):
            continue
        doc = sentence.tokens.doc
        amounts = [entity for entity in doc.ents if entity.label_ in _AMOUNTS]
        for chunk in (*doc.noun_chunks, *amounts):
            several = context.options.blank_amount_words if chunk in amounts else context.options.blank_words
            tokens = _core(chunk, several)
            if tokens and sentence.tokens.start <= tokens[0].i < sentence.tokens.end:
                yield sentence, tokens


def _core(chunk: Words, longest: int) -> list[Token]:
    run: list[Token] = []
    for token in reversed(
        [t for t in chunk if t.pos_ not in {"DET", "PRON"} and t.tag_ != "PRP$" and t.dep_ != "poss"]
    ):
        if run and token.i != run[0].i - 1:
            break
        run.insert(0, token)
    if len(run) > longest:  # "current and future budget constraints"
        run = [token for token in run if token == run[-1] or (token.dep_ == "compound" and token.head == run[-1])]
    while run and (run[0].tag_ == "POS" or _weak_start(run[0])):
        run = run[1:]
    return run


def _weak_start(first: Token) -> bool:
    """True for a first word that is no part of what is worth knowing: "so", "next", "other"."""
    if first.text in "$£€" and first.i + 1 < len(first.doc) and first.nbor().like_num:
        return False
    alone = first.pos_ == "ADV" and first.i + 1 < len(first.doc) and first.nbor().pos_ in {"NOUN", "PROPN"}
    known = first.pos_ in {"NOUN", "PROPN", "NUM", "ADJ", "VERB", "ADV"}
    return not known or alone or first.lower_ in WEAK_ADJECTIVES


def _says_something(tokens: Sequence[Token], words: str, place: float, context: Context) -> bool:
    """True for words worth asking for: no weak noun, no half of a name, pair or figure, no lone common word.

    ``place`` is how far into the excerpt the words end, 0 to 1.
    """
    options = context.options
    last = tokens[-1]
    if last.pos_ not in {"NOUN", "PROPN", "NUM"} or _cuts_name(tokens[0]) or _cuts_phrase(tokens):
        return False
    if _says_where(last) or _misread(tokens[0], last):
        return False
    if last.dep_ in {"nsubj", "nsubjpass"} and _definite(last) and dangling(last, context.mentions):
        return False  # "the hard drives were ...": which ones?
    counted = last.pos_ == "NOUN" and last.ent_type_ not in {"DATE", "TIME"}
    numbered = tokens[0].text[0].isdigit() and counted  # "15 points", wherever they stand
    if (last.lemma_.lower() in WEAK_BLANKS and not numbered) or _pointed_at(tokens[0]):
        return False
    if len(words) < 4 or any(c in words for c in '[]()"“”') or words.casefold() in {"others", "someone", "people"}:
        return False
    if tokens[0].pos_ == "NUM" and tokens[0].i > 0 and tokens[0].nbor(-1).pos_ == "PROPN":
        return False
    follows = last.doc[last.i + 1] if last.i + 1 < len(last.doc) else None
    if follows is not None and (follows.tag_ == "POS" or follows.text == "-" or follows.dep_ == "compound"):
        return False
    if any(child.dep_ in {"cc", "conj"} and child.i > last.i for child in last.children):
        return False  # half of a pair
    if follows is not None and (follows.tag_ in _BARE_VERBS or (follows.tag_ == "TO" and last.head.lower_ == "for")):
        return False  # "threats of [tickets] being withdrawn", "wait for our [bakers] to come"
    if len(last.conjuncts) + 1 > _A_PAIR:
        return False  # "a box, a [paper hat] and a kite": any of them could be asked for
    if sum(token.pos_ in CONTENT for token in tokens) > 1:
        return numbered or place >= options.early_blank
    own = any(child.dep_ in {"det", "amod"} for child in last.children) or last.head.head.lower_ == "between"
    if last.dep_ == "conj" and (not own or place < options.late_blank):
        return False  # the other half of "other assets and expertise"
    if follows is not None and follows.dep_ in {"prep", "prt"} and follows.head == last.head and not _wanted(last):
        return False  # "brings [bakers] in from outside": what is said of them comes behind
    known = context.article_words.count(words.casefold())
    named = last.pos_ == "PROPN" or last.ent_type_ in {"GPE", "LOC", "PERSON", "ORG", "NORP", "DATE"}
    return (
        not named
        and last.lemma_.lower() not in WEAK_ALONE
        and (place >= options.lone_blank_place or _wanted(last))
        and len(words) >= options.lone_blank_letters
        and known <= options.lone_blank_uses
        and words.casefold() not in COMMON_WORDS
        and last.dep_ in _POINTED
        and not (last.dep_ == "pobj" and (last.head.lower_ in _WHERE or last.head.head.lemma_.lower() in _QUANTITIES))
    )


def _definite(noun: Token) -> bool:
    return any(child.lower_ == "the" for child in noun.children)


def _wanted(noun: Token) -> bool:
    """True for what is done something for: "awareness" of "We do this to bring awareness about the culture"."""
    deed = noun.head
    to = any(child.tag_ == "TO" for child in deed.children)
    return bool(noun.dep_ == "dobj" and deed.tag_ == "VB" and deed.dep_ == "advcl" and to)


def _cuts_name(first: Token) -> bool:
    """True for a word within a name or an amount; "the" and "over" in front of one are no part of it."""
    if first.ent_iob_ == "I" and first.nbor(-1).pos_ in CONTENT:
        return True
    at = first.i - 1  # "Every Kid in a [Park program]"
    while at > first.sent.start + 1 and first.doc[at].lower_ in {"a", "an", "in"}:
        at -= 1
    return first.pos_ == "PROPN" and at < first.i - 1 and first.doc[at].is_title and first.doc[at].pos_ == "PROPN"


def _cuts_phrase(tokens: Sequence[Token]) -> bool:
    """True for "background radiation" of "low-frequency background radiation", and "zone" of "an icy zone rocky"."""
    first, last = tokens[0], tokens[-1]
    before = first.nbor(-1) if first.i > 0 else None
    after = last.nbor() if last.i + 1 < len(last.doc) else None
    said = before is not None and before.dep_ in {"amod", "compound", "nummod"} and before.head == last
    goes_on = after is not None and after.pos_ == "ADJ" and after.dep_ == "amod"
    if before is not None and before.text == "-":
        return True
    return goes_on or (said and before is not None and before.lower_ not in WEAK_ADJECTIVES)


def _says_where(noun: Token) -> bool:
    """True for "at the lunar surface" and "from our Milky Way galaxy": the setting, which anybody would guess."""
    known = any(child.lower_ in {"the", "our"} for child in noun.children)
    return noun.dep_ == "pobj" and known and noun.head.lower_ in _AT_A_PLACE


def _misread(first: Token, last: Token) -> bool:
    """True for "help [clean surfaces]" and "keep the [planet cooler]", whose verb or adjective was taken for a noun."""
    cooler = last.text.endswith("er") and last.head.lemma_ in {"keep", "make"} and first.dep_ == "compound"
    return cooler or (first.i > 0 and first.nbor(-1).lemma_ == "help") or any(c.tag_ == "WDT" for c in last.children)


def _pointed_at(first: Token) -> bool:
    """True for "three pieces" of "these three pieces"."""
    return first.i > 0 and first.nbor(-1).lower_ in {"this", "that", "these", "those"}

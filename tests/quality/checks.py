"""The rules for a good card that a program can apply, one function each, apart from those of the generator.

Each takes a card and its article and gives True (passes), False (fails) or None (the rule is not about such a card).
They know English only by spelling: no parser, so that they don't share its mistakes.
"""

import re
from collections.abc import Callable

from quizapp.article import Article
from quizapp.notes import BLANK
from tests.quality import naming, wording
from tests.quality.values import CHOICE, CLOZE, QUOTE, ScoredCard

Check = Callable[[ScoredCard, Article], bool | None]

LONGEST_QUESTION = 25
LONGEST_ANSWER = 8
_SOURCE = re.compile(
    r"\b(?:the|this) (?:article|passage|text|paragraph|story|report(?:er)?|author|writer)s?\b"
    r"(?! (?:of|on|about|by|from|for|in)\b)"
    r"|\baccording to the (?:article|passage|text|paragraph|story)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:yesterday|today|tonight|tomorrow|recently|currently|nowadays|now|ago|upcoming|so far|to date|lately|"
    r"(?:last|this|next|past|coming|previous) (?:(?:few|couple of|two|three|four|five|\d+) )?"
    r"(?:day|night|week|weekend|month|year|decade|century|spring|summer|autumn|fall|winter|season)s?|"
    r"(?:a|an|one|two|three|four|five|six|seven|\d+) (?:day|week|month|year|decade)s? (?:earlier|later|before)\?|"
    r"(?:earlier|later) (?:this|that) \w+|the same (?:day|week|month|year)|at the (?:time|moment)\?)\b",
    re.IGNORECASE,
)
_UNDATED = re.compile(
    rf"\b(?:on|last|next|this) {wording.WEEKDAY}\b|\b{wording.MONTH} \d{{1,2}}\b(?!,? \d{{4}})"
    rf"|\b\d{{1,2}} {wording.MONTH}(?! \d{{4}})"
    rf"|\b(?:in|since|until|by|of|from|during) (?:early |late |mid-)?{wording.MONTH}\b(?!,? \d)"
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_HANGING = re.compile(
    r"(?:\b(?:of|in|on|at|by|for|from|to|with|and|or|but|the|a|an|that|which|himself|herself|itself|themselves)|[,;:(–—-])$",
    re.IGNORECASE,
)
_DATE_WORDS = re.compile(
    r"(?:(?:in|on|by|since|until|from|the|end|of|early|late|spring|summer|autumn|winter|and|to|before|after|during|around"
    rf"|about|{wording.MONTH}|\d{{4}}|\d{{1,2}})[ ,]*)+",
    re.IGNORECASE,
)
_TIME_CLAUSE = re.compile(r"\b(?:when|after|before|during|until|while|since|as|at|by|century)\b", re.IGNORECASE)
_BARE_PREPOSITION = re.compile(r"^(?:that|of|in|on|at|with|into|said|says|and|but|or)\b", re.IGNORECASE)


def ends_properly(card: ScoredCard, article: Article) -> bool:
    """A question ends in "?"; a text with a blank has one blank and ends as a sentence does."""
    if card.has_blank:
        ended = re.search(r"[.?!…,][”’\"')\]]*$", card.question.strip()) is not None or card.note_type == QUOTE
        return card.question.count(BLANK) == 1 and ended
    return re.search(r"\?[”’\"')]*$", card.question.strip()) is not None and card.question.count("?") == 1 + sum(
        part.count("?") for part in wording.quoted(card.question)
    )


def is_open_question(card: ScoredCard, article: Article) -> bool | None:
    """A question asks with a wh-word and is not a yes/no question."""
    if card.has_blank:
        return None
    first = wording.words(card.question)[:1]
    return bool(wording.wh_phrase(card.question)[0]) and bool(first) and first[0].lower() not in wording.AUXILIARIES


def is_short(card: ScoredCard, article: Article) -> bool | None:
    """A question has at most 25 words; a quotation in it does not count."""
    if card.has_blank:
        return None
    return len(wording.words(wording.outside_quotes(card.question))) <= LONGEST_QUESTION


def names_no_source(card: ScoredCard, article: Article) -> bool:
    """Nothing about the article, the passage, the author or the text."""
    return _SOURCE.search(wording.outside_quotes(card.question)) is None


def has_no_relative_time(card: ScoredCard, article: Article) -> bool:
    """No "last year", no weekday, no month or day without its year, in question or answer; quotations may."""
    answer = "" if card.note_type == QUOTE else wording.outside_quotes(card.answer)
    both = f"{wording.outside_quotes(card.question)} | {answer}"
    if _RELATIVE.search(both):
        return False
    return _UNDATED.search(both) is None or _YEAR.search(both) is not None


def wh_word_fits(card: ScoredCard, article: Article) -> bool | None:
    """Who asks for no number or date, when for a time, how many, how much and how old for an amount."""
    if card.has_blank:
        return None
    wh, phrase = wording.wh_phrase(card.question)
    asked = " ".join([wh, *phrase[:1]]).lower()
    has_number = re.search(r"\d", card.answer) is not None or any(
        part in wording.NUMBER_WORDS for part in re.findall(r"[a-z]+", card.answer.lower())
    )
    is_time = re.search(rf"\d|{wording.MONTH}|{wording.WEEKDAY}", card.answer) is not None
    if wh in ("who", "whom"):
        return re.match(r"(?:in |on )?[$\d]", card.answer) is None
    if asked in ("how many", "how much", "how old"):
        return has_number
    if wh == "when" or asked in ("what year", "which year", "what month", "what date"):
        return is_time or _TIME_CLAUSE.search(card.answer) is not None
    return wh != "where" or re.search(r"[A-Za-z]", card.answer) is not None


def leaks_nothing(card: ScoredCard, article: Article) -> bool | None:
    """No telling word of the answer stands in the question, but for the kind asked for ("Which university ...").

    Beside a blank the very word counts, in a question any word of the same stem.
    """
    if card.has_blank:
        hidden = {word.lower() for word in wording.words(card.answer)} - wording.STOP_WORDS
        return hidden.isdisjoint(word.lower() for word in wording.words(card.question))
    kind = {wording.stem(word) for word in wording.wh_phrase(card.question)[1]}
    return (wording.content_stems(card.answer) - kind).isdisjoint(wording.content_stems(card.question))


def evidence_is_exact(card: ScoredCard, article: Article) -> bool:
    """The evidence is there, lies in the article, starts and ends between words, and holds the answer's span."""
    text = article.text
    for part in card.evidence:
        start, end = part.span
        inside = end <= len(text) and not text[start].isspace() and not text[end - 1].isspace()
        if not inside or text[start - 1 : start].isalnum() or text[end : end + 1].isalnum():
            return False
    return bool(card.evidence)


def answer_is_short(card: ScoredCard, article: Article) -> bool | None:
    """An answer has at most 8 words; the words of a quotation may be more."""
    if (card.note_type == QUOTE and card.ord == 1) or wording.quoted(card.answer):
        return None
    return len(wording.words(card.answer)) <= LONGEST_ANSWER


def answer_is_in_article(card: ScoredCard, article: Article) -> bool:
    """The answer is a span of the article, or parts of it are ("Robin Li, chief executive of Baidu"), or a date."""
    text = f"{wording.plain(article.title or '')} \n {wording.plain(article.text)}"
    answer = wording.plain(card.answer).strip(" .")
    parts = [answer] if answer in text else [part for part in re.split(r", | \(|\)| \.\.\. ", answer) if part]
    return all(part in text or _is_date_of(part, article) for part in parts)


def _is_date_of(answer: str, article: Article) -> bool:
    """True for a date in words that was worked out from the article's own date or another in it."""
    if not _DATE_WORDS.fullmatch(answer):
        return False
    years = {int(year) for year in _YEAR.findall(f"{article.published or ''} {article.title} {article.text}")}
    return all(any(abs(int(year) - known) <= 1 for known in years) for year in _YEAR.findall(answer))


def answer_is_trimmed(card: ScoredCard, article: Article) -> bool:
    """No leading "that", reporting verb or bare preposition, no trailing comma or hanging small word."""
    answer = card.answer.strip()
    return _BARE_PREPOSITION.search(answer) is None and _HANGING.search(answer) is None


def quotes_word_for_word(card: ScoredCard, article: Article) -> bool | None:
    """What the question gives in quotation marks stands in the article, between elisions and the blank."""
    passages = wording.quoted(card.question)
    if not passages:
        return None
    text = _letters(article.text)
    parts = [part for passage in passages for part in re.split(r"\[?(?:\.\.\.|…)\]?", passage)]
    return all(_letters(part) in text for part in parts)


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text.lower())


def choices_are_fair(card: ScoredCard, article: Article) -> bool | None:
    """Three options or more, the answer once, none twice or part of another, lengths alike."""
    if card.note_type != CHOICE and not card.choices:
        return None
    options = [wording.plain(choice) for choice in card.choices]
    answer = wording.plain(card.answer)
    apart = all(one == other or one not in other for one in options for other in options)
    lengths = [len(option.split()) for option in options]
    distinct = options.count(answer) == 1 and len(set(options)) == len(options) >= 3
    return distinct and apart and max(lengths) <= min(lengths) + 4


def cloze_hides_its_answer(card: ScoredCard, article: Article) -> bool | None:
    """The hidden words don't stand elsewhere in the sentence."""
    if card.note_type != CLOZE:
        return None
    return wording.plain(card.answer) not in wording.plain(card.question)


CHECKS: dict[str, Check] = {
    "ends-properly": ends_properly,
    "open-question": is_open_question,
    "short-question": is_short,
    "no-pronoun": naming.has_no_pronoun,
    "no-bare-definite": naming.has_no_bare_definite,
    "full-name": naming.names_people_in_full,
    "acronym-expanded": naming.expands_acronyms,
    "no-source-named": names_no_source,
    "no-relative-time": has_no_relative_time,
    "wh-fits": wh_word_fits,
    "no-leak": leaks_nothing,
    "evidence-exact": evidence_is_exact,
    "short-answer": answer_is_short,
    "answer-in-article": answer_is_in_article,
    "answer-trimmed": answer_is_trimmed,
    "quote-exact": quotes_word_for_word,
    "fair-choices": choices_are_fair,
    "cloze-hides": cloze_hides_its_answer,
}
"""By the name that figures and reports use. Duplicates, which need the whole deck, are counted by `repeats`."""


def repeats(cards: tuple[ScoredCard, ...]) -> set[int]:
    """The places of cards that ask an earlier card's fact again: same answer, and questions that share most words."""
    again = set()
    for at, card in enumerate(cards):
        for earlier in cards[:at]:
            if earlier.guid == card.guid or wording.plain(earlier.answer) != wording.plain(card.answer):
                continue
            mine, theirs = wording.content_stems(card.question), wording.content_stems(earlier.question)
            if len(mine & theirs) >= 0.8 * min(len(mine), len(theirs)):
                again.add(at)
    return again

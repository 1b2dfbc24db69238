"""The rules about names: pronouns, "the company", short names, acronyms. They are part of `checks.CHECKS`."""

import re

from quizapp.article import Article
from quizapp.notes import BLANK
from tests.quality import wording
from tests.quality.values import ScoredCard

WELL_KNOWN = frozenset({"NASA", "US", "UK", "UN", "EU", "AI", "DNA", "CEO", "GPS", "TV", "BBC", "FBI", "CIA", "NATO"})

_SPEAKING = "(?:said|says|told|tells|added|adds|explained|noted|wrote|argued|recalled|believes|asked)"
_PRONOUN = re.compile(
    r"\b(?:he|she|they|him|them|himself|herself|themselves|his|hers|her|their|theirs|its|itself|it)\b", re.IGNORECASE
)
_FIRST_PERSON = re.compile(r"\b(?:I|we|me|us|my|our|ours|you|your)\b")
_POINTING = re.compile(r"\b(?:this|these|those)\b|\bthat\?|\bthe (?:former|latter)\b", re.IGNORECASE)
_EXPLETIVE = re.compile(
    r"\bit (?:take|takes|took|cost|costs|rain|snow)\b"
    r"|\b(?:is|was|be|been|makes?|made) it (?:\w+ )?(?:\w+ )?(?:that|to|for)\b"
    r"|\bit (?:is|was|would be|will be) (?:\w+ )?\w+ (?:that|to|for)\b",
    re.IGNORECASE,
)
_BARE_DEFINITE = re.compile(
    r"\bthe (?:(?:new|two|three|four|other|first|second|whole|same|old) )?"
    r"(?:company|companies|firm|fund|agency|group|team|organi[sz]ation|startup|university|school|city|town|village|"
    r"country|state|government|ministry|council|court|committee|board|project|program|programme|plan|study|survey|"
    r"researchers?|scientists?|engineers?|officials?|authors?|spacecraft|mission|rocket|instrument|telescope|rover|"
    r"symposium|meeting|conference|event|game|match|tournament|report|law|bill|policy|measure|agreement|deal|tool|"
    r"system|device|model|assistant|app|bridge|building|man|woman|couple|boy|girl|child|mother|father|president|"
    r"minister|director|manager|founder|coach|players?|suspects?|victims?|findings?|results?|data|idea|decision|"
    r"change|move|problem|issue|area|region|region's|site|visit|interview|speech)"
    r"(?:'s|’s)?(?=[?,;]| (?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might|must|"
    r"say|said|plan|plans|want|wants|hope|hopes|when|after|before|because|as)\b|$)",
    re.IGNORECASE,
)


def has_no_pronoun(card: ScoredCard, article: Article) -> bool:
    """No he, she, it, they, this ... outside quotations, but for an empty "it" and after a name in the question.

    "IT" is no pronoun but a trade.
    """
    text = _EXPLETIVE.sub(" ", wording.outside_quotes(card.question))
    if _FIRST_PERSON.search(text) or _POINTING.search(text):
        return False
    return all(_is_named_before(text, found.start()) for found in _PRONOUN.finditer(text) if found.group() != "IT")


def _is_named_before(text: str, at: int) -> bool:
    """True when a name, or the thing asked for ("Which company ... its"), stands before offset ``at``."""
    before = text[:at]
    named = re.search(r"(?<=\s)[A-Z]\w+", before) or (BLANK in text and re.match(r"[A-Z]\w+", before))
    return bool(named) or re.search(r"\b(?:who|whose \w+|which \w+|what \w+) \w+", before, re.IGNORECASE) is not None


def has_no_bare_definite(card: ScoredCard, article: Article) -> bool:
    """No "the company" or "the symposium" that nothing in the question describes."""
    text = wording.outside_quotes(card.question)
    found = _BARE_DEFINITE.search(text)
    return found is None or re.search(r"(?<=\s)[A-Z]\w+", text[: found.start()]) is not None


def names_people_in_full(card: ScoredCard, article: Article) -> bool:
    """No surname alone, outside quotations, of a speaker whose full name the article gives."""
    text = wording.outside_quotes(card.question)
    alone = re.findall(r"(?<![\w-])(?<![A-Z]\w )([A-Z][a-z]+[\w-]*)(?!\w| [A-Z]\w)", _mark_full_names(text))
    return not any(_is_short_name(name, article) for name in alone)


def _mark_full_names(text: str) -> str:
    """``text`` without runs of two or more capitalised words, which are names in full."""
    return re.sub(r"[A-Z][\w’'.-]+(?: (?:al-|bin |de |van |von )?[A-Z][\w’'.-]*)+", "-", text)


def _is_short_name(name: str, article: Article) -> bool:
    """True for a word that the article has alone as a speaker and beside another capitalised word as a name."""
    text = f"{article.title}\n{article.text}"
    spoke = rf"(?:^|[^\w’'] ?|[a-z”\"] ){name}(?: has| also| then)? {_SPEAKING}\b"
    return (
        re.search(rf"\b[A-Z][a-z]+(?: [A-Z]\.)? {name}\b|\b{name} [A-Z][a-z]+\b", text) is not None
        and re.search(rf"{spoke}|\b{_SPEAKING} {name}(?=[,.;])", text) is not None
    )


def expands_acronyms(card: ScoredCard, article: Article) -> bool:
    """No acronym that the article explains, "Enhanced Use Lease (EUL)", without the explanation, unless it is asked."""
    question = wording.outside_quotes(card.question)
    for acronym in set(re.findall(r"\b[A-Z][A-Za-z]?[A-Z]+\b", question)) - WELL_KNOWN:
        explained = re.search(rf"((?:[\w’'-]+ ){{1,8}})\(“?{acronym}”?\)|\b{acronym} \(([^)]+)\)", article.text)
        if explained is None or re.search(r"\bstands? for|\bshort for|\bmean\b", question):
            continue
        last = wording.plain(explained[1] or explained[2]).split()[-1]
        if last not in wording.plain(question):
            return False
    return True

"""What an article is about, as far as its words say so plainly: a contest and its matches, a study, a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from quizapp.generator import dates
from quizapp.generator.games import opponents
from quizapp.generator.name_words import DIRECTIONS
from quizapp.generator.results import WON, find_results
from quizapp.generator.vocabulary import AGENCIES, SMALL_IN_NAMES

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from quizapp.generator.mentions import Mentions
    from quizapp.generator.sentences import Parsed, Sentence

_CONTEST = (
    r"(?:Awards?|Championships?|Challenge|Competition|Contest|Cup|Derby|Festival|Games|Grand Prix|Marathon|Masters"
    r"|Olympiad|Olympics|Open|Paralympics|Series|Tournament|Trophy)"
)
_YEAR = r"(?:19|20)\d\d"
_WORDS = r"(?:[A-Z][\w.&’'-]*|football|cricket|rugby|hockey|basketball|tennis|men['’]s|women['’]s)"
_NAMED = re.compile(
    rf"\b(?P<year>{_YEAR}) (?P<name>(?:{_WORDS} ){{1,5}}{_CONTEST})\b"
    rf"|\b(?P<named>(?:{_WORDS} ){{1,5}}{_CONTEST}) (?P<later>{_YEAR})\b"
    r"|\b(?P<numbered>Super Bowl (?:\d+|[IVXL]+))\b"
)
OPENING = 2
"""Paragraphs with words of their own that an article has to say what it is about."""
_OFTEN = 4
"""So often an article speaks of what it is about, at least."""
_MEETS = frozenset({"face", "host", "meet", "play"})
_GAME = re.compile(r"\b(?:match|game|half|stadium|kick-?off|minute|innings)\b", re.IGNORECASE)

_JOURNAL = (
    r"(?:[A-Z][\w&-]* (?:(?:of|and|for|the|in|[A-Z&][\w&-]*) ){0,5})?"
    r"(?:Advances|Astronomy|Bulletin|Cell|Communications|Geoscience|Journal|Lancet|Letters|Medicine|Nature|PNAS|Physics"
    r"|Proceedings|Reports|Research|Review|Reviews|Science|Sciences)(?: (?:of|and|for|the|[A-Z&][\w&-]*)){0,5}"
)
_PUBLISHED = re.compile(
    r"\b(?:[Ss]tudy|[Pp]aper|[Rr]esearch|[Ff]indings|[Rr]esults|evidence)\b[^.]{0,90}?"
    r"\b(?:(?:publish|appear|report|describ)\w*\b[^.]{0,40}?|study )in "
    rf"(?P<journal>(?:[Tt]he )?(?:journal )?{_JOURNAL})"
    r"|(?<=[.!?] )(?:It|They) (?:\w+ )?(?:appear\w*|(?:was|were) published) in "
    rf"(?P<it>(?:[Tt]he )?(?:journal )?{_JOURNAL})"
)
_RESEARCH = re.compile(r"\b(?:study|studies|research|researchers|scientists)\b", re.IGNORECASE)
_TRAILING = re.compile(r"(?: (?:of|and|for|the|in))+$")


@dataclass(frozen=True, slots=True)
class Match:
    """A match of two sides as the article names them, and the paragraphs from ``first`` to ``last`` that tell of it.

    ``day`` is when it was played, with its preposition, "" when that isn't told.
    """

    sides: tuple[str, str]
    first: int
    last: int
    day: str = ""


@dataclass(frozen=True, slots=True)
class Events:
    """``contest`` with its year ("2018 FIFA World Cup"), ``matches`` in order, ``journal`` of the only study told of.

    ``topic`` is the name in the headline that the article uses most, ``project`` the project or product that it tells
    of from its opening to its end.
    """

    contest: str | None = None
    matches: tuple[Match, ...] = ()
    journal: str | None = None
    topic: str | None = None
    project: str | None = None

    def match_in(self, paragraph: int) -> Match | None:
        """The match that a paragraph tells of."""
        return next((match for match in self.matches if match.first <= paragraph <= match.last), None)


def find_events(parsed: Parsed, mentions: Mentions) -> Events:
    """What the article is about; what several answer to is left out."""
    return Events(
        contest=_contest(parsed),
        matches=tuple(_matches(parsed)),
        journal=_journal(parsed),
        topic=_topic(parsed, mentions),
        project=_project(parsed, mentions),
    )


def day_told(sentence: Sentence, published: str | None) -> str:
    """The day of the sentence's only date with its preposition, "" when it tells none."""
    told = [entity for entity in sentence.tokens.ents if entity.label_ == "DATE"]
    said = {text for entity in told if (text := dates.absolute(entity, published)) is not None}
    days = [text for text in said if any(char.isdigit() for char in text)]
    if not days:
        return ""
    day = max(days, key=len)
    return day if day.split()[0].islower() else f"on {day}" if "," in day else f"in {day}"


def _contest(parsed: Parsed) -> str | None:
    """The contest that the title names, else the opening; None when that names several."""
    opening = sorted({s.paragraph for s in parsed.sentences if s.kind == "prose"})[:OPENING]
    text = parsed.article.text
    first = " ".join(s.span.of(text) for s in parsed.sentences if s.paragraph in opening)
    title = parsed.article.title or ""
    capitals = not any(word.islower() and word not in SMALL_IN_NAMES for word in title.split())
    for told in (title, first):
        names: dict[frozenset[str], str] = {}
        for match in _NAMED.finditer(" ".join(told.split())):
            found = match.groupdict()
            if capitals and found["later"] and told == title:
                continue  # "Norway Wins Ferry Cup 2019": no telling where its name starts
            year = found["year"] or found["later"]
            name = f"{year} {found['name'] or found['named']}" if year else found["numbered"]
            names.setdefault(frozenset(name.split()), name)
        if names:
            return next(iter(names.values())) if len(names) == 1 else None
    return None


def _matches(parsed: Parsed) -> Iterator[Match]:
    """The article's only match, or each that a heading leads, up to the next heading; of several together none."""
    met: dict[int, dict[frozenset[str], Match]] = {}
    for sentence in parsed.sentences:
        if sentence.kind == "prose":
            for sides in (*_results(sentence), *_meeting(sentence)):
                match = Match(sides, sentence.paragraph, sentence.paragraph, day_told(sentence, parsed.published))
                met.setdefault(sentence.paragraph, {}).setdefault(frozenset(sides), match)
    headings = {s.paragraph for s in parsed.sentences if s.kind == "heading"}
    last = max((s.paragraph for s in parsed.sentences), default=0)
    ends = sorted({*headings, last + 1})
    alone = len({sides for found in met.values() for sides in found}) == 1 and not _plays_others(parsed, met)
    for paragraph, found in met.items():
        if len(found) == 1 and (alone or paragraph - 1 in headings):
            yield replace(*found.values(), last=next(end for end in ends if end > paragraph) - 1)
            if alone:
                return


def _plays_others(parsed: Parsed, met: dict[int, dict[frozenset[str], Match]]) -> bool:
    """True when somebody, "They" too, beat or met a side that the article's only match doesn't have."""
    names = {word for found in met.values() for sides in found for side in sides for word in side.split()}
    words = (token for s in parsed.sentences if s.kind == "prose" for token in s.tokens[:-1])
    return any(
        token.tag_ == "VBD"
        and token.lemma_.lower() in WON | _MEETS
        and token.nbor(1).text[:1].isupper()
        and token.nbor(1).text not in names
        for token in words
    )


def _results(sentence: Sentence) -> Iterator[tuple[str, str]]:
    for result in find_results(sentence, ()):
        yield result.first.text, result.second.text


def _meeting(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """ "Sweden faced South Korea at the Nizhny Novgorod Stadium"."""
    if _GAME.search(sentence.tokens.text) is None:
        return
    for verb in sentence.tokens:
        if verb.lemma_.lower() not in _MEETS or verb.tag_ != "VBD":
            continue
        first, second = opponents(verb)
        if first is not None and second is not None and _is_name(first) and _is_name(second):
            yield _name(sentence.tokens, first.i), _name(sentence.tokens, second.i)


def _is_name(token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN"} and token.text[:1].isupper()


def _name(tokens: Words, end: int) -> str:
    doc, start = tokens.doc, end
    while start > tokens.start and doc[start - 1].pos_ == "PROPN":
        start -= 1
    return str(doc[start : end + 1].text)


def _journal(parsed: Parsed) -> str | None:
    """The journal of the one study that the article is about; None when it tells of several or is about else."""
    if not about_research(parsed):
        return None
    text = " ".join(parsed.article.text.split())
    found = {
        re.sub(r"^(?:[Tt]he )?journal ", "", _TRAILING.sub("", match["journal"] or match["it"]))
        for match in _PUBLISHED.finditer(text)
    }
    return found.pop() if len(found) == 1 else None


def about_research(parsed: Parsed) -> bool:
    """True for an article whose title or opening speaks of a study or of those who made it."""
    opening = " ".join(s.span.of(parsed.article.text) for s in parsed.sentences if s.paragraph <= OPENING)
    return _RESEARCH.search(f"{parsed.article.title} {opening}") is not None


def _topic(parsed: Parsed, mentions: Mentions) -> str | None:
    """The name in the headline that the article speaks of most, if it does so again and again."""
    title = parsed.article.title or ""
    uses = Counter(
        entity.name
        for sentence in parsed.sentences
        for before, token in pairwise((None, *sentence.tokens))
        if (entity := mentions.entity_of(token)) is not None
        and (before is None or mentions.entity_of(before) != entity)
        and entity.name not in AGENCIES
        and entity.name.lower() not in DIRECTIONS
        and any(re.search(rf"\b{re.escape(form)}\b", title) for form in (entity.name, *entity.aliases))
    )
    name, most = max(uses.items(), key=lambda one: one[1], default=("", 0))
    return name if most >= _OFTEN else None


def _project(parsed: Parsed, mentions: Mentions) -> str | None:
    """The one thing with initials or a designation ("CALC", "Hi-C Flare") that sentence after sentence speaks of."""
    places: dict[str, list[int]] = {}
    for sentence in parsed.sentences:
        things = {entity for token in sentence.tokens if (entity := mentions.entity_of(token)) is not None}
        for entity in things:
            if entity.kind == "other" and any(_DESIGNATION.search(form) for form in (entity.name, *entity.aliases)):
                places.setdefault(entity.name, []).append(sentence.paragraph)
    told = sorted(places, key=lambda name: len(places[name]), reverse=True)
    if not told or len(places[told[0]]) < _AGAIN or places[told[0]][0] > _EARLY:
        return None
    return told[0] if len(told) == 1 or len(places[told[0]]) > len(places[told[1]]) else None


_DESIGNATION = re.compile(r"[A-Z][\w-]*[A-Z0-9]")
_EARLY = 6
"""The last paragraph in which an article first tells of what it is about."""
_AGAIN = 5
"""Sentences that speak of what an article is about."""

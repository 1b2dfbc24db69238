"""Who a speaker is, as a question tells it: "Ada Roe, mayor of Bergen," and "Jon Doe of the Harbour Office"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapp.generator.name_words import ORGANISATION_WORDS, PERSON_NOUNS
from quizapp.generator.vocabulary import AGENCIES, word_set

if TYPE_CHECKING:
    from quizapp.generator.candidates import Context
    from quizapp.generator.quotes import Quotation

_LONGEST = 12
"""Words of a role that a question has room for."""

_BODY = (
    r"(?:the )?(?:[A-Z][\w&.-]*['’]s )?[A-Z][\w&-]*(?:\.[A-Z]\.?)*"
    r"(?: (?:(?:of|for|and|the) ){0,2}[A-Z][\w&-]*){0,8}"
)
_HEADS = r"(?:CEO|chief executive|director|head|president|chair|chairman|chairwoman|secretary general|leader)"
_RANKS = word_set("assistant associate chief deputy executive founding junior lead leading postdoctoral senior vice")
_LEADS = r"(?:leads|heads|directs|runs|manages|oversees|chairs|coordinates|helps lead|serves as|works (?:at|for|as))"
_ENDS_BARE = re.compile(r"\b(?:the|its|his|her|their|this|these) [a-z][\w-]*(?:['’]s)?$")
_AUTHORS = re.compile(r"(?:^|,? and )(?:(?:the )?(?:study|paper|report|lead|first|senior)['’]?s? )*(?:co-)?author$")
_PLACE_BEHIND = re.compile(r",? (?:in|at) (?!.* (?:in|at) ).*$")


def credentials(quotation: Quotation, context: Context) -> str:
    """What to put behind the speaker's name: ", mayor of Bergen,", " of the Harbour Office"; "" where nothing tells."""
    name = quotation.speaker or ""
    if name in AGENCIES or any(one.name == name and one.kind != "person" for one in context.mentions.entities):
        return ""
    role = _lowered(_fitted(_spelled_out(quotation.role or "", context)))
    if role:
        return f", {role}{_employer(role, name, context)},"
    for text in _sentences(name, context):
        for pattern, form in _told(re.escape(name)):
            match = re.search(pattern, text)
            told = _fitted(_spelled_out(match["told"], context)) if match is not None else ""
            if told and (form != " of {}" or _is_body(told, context)):
                return form.format(re.sub(r"^(?=University of )", "the ", told))
    return ""


def _lowered(role: str) -> str:
    """ "senior researcher" for "Senior researcher", but "Director General" as it is."""
    first, _, rest = role.partition(" ")
    plain = first.lower() in _RANKS | PERSON_NOUNS
    return role[:1].lower() + role[1:] if plain and not rest[:1].isupper() else role


def _employer(role: str, name: str, context: Context) -> str:
    """ " at the Bergen Seed Institute" where it stands behind the name, and the role tells no body."""
    if re.search(r"['’]s\b|\b(?:of|at|for|in|with|who)\b", role):
        return ""
    for text in _sentences(name, context):
        match = re.search(rf"\b{re.escape(name)},? (?:of|at|from|with) (?P<told>{_BODY})", text)
        if match is not None and _is_body(match["told"], context):
            return f" at {match['told']}"
    return ""


def _told(name: str) -> tuple[tuple[str, str], ...]:
    """Patterns of what tells who somebody is, and how it is said behind the name."""
    return (
        (rf"(?P<told>\b{_HEADS} of {_BODY}) {name}\b", ", {},"),
        (rf"\b{name}, who (?:(?:now|currently|also) )?(?P<told>{_LEADS} [^,.;:\"“”()]+)(?=[,.;:\"“”])", ", who {},"),
        (rf"\b{name},? (?:of|from|at|with) (?P<told>{_BODY})", " of {}"),
        (rf"(?P<told>\b{_BODY})['’]s {name}\b", " of {}"),
    )


def _sentences(name: str, context: Context) -> list[str]:
    """The sentences of prose that name somebody in full."""
    text = context.parsed.article.text
    prose = (" ".join(one.span.of(text).split()) for one in context.parsed.sentences if one.kind == "prose")
    return [sentence for sentence in prose if name in sentence]


def _is_body(words: str, context: Context) -> bool:
    """True for an organisation, not for a town that somebody comes from."""
    plain = words.removeprefix("the ")
    known = any(one.kind == "organisation" and one.name in plain for one in context.mentions.entities)
    return known or bool({word.lower() for word in plain.split()} & ORGANISATION_WORDS)


def _fitted(role: str) -> str:
    """The role as it follows a name, without the last place that it tells where it is too long; "" for an age."""
    plain = " ".join(re.sub(r"\([^)]*\)", "", role).split())
    while len(plain.split()) > _LONGEST and _PLACE_BEHIND.search(plain):
        plain = _PLACE_BEHIND.sub("", plain)
    plain = _AUTHORS.sub("", plain)
    bare = _ENDS_BARE.search(plain)  # "head of the agency": nobody knows which
    return "" if "-year-old" in plain or len(plain.split()) > _LONGEST or bare else plain


def _spelled_out(role: str, context: Context) -> str:
    """ "director of the National Arab Orchestra" for "director of the NAO"."""
    for entity in context.mentions.entities:
        for alias in entity.aliases:
            if alias.isupper() and len(alias) > 2 and entity.name not in role:
                if entity.name in context.with_article:
                    role = re.sub(rf"(?<!\bthe )(?<!['’]s )\b{re.escape(alias)}\b", f"the {entity.name}", role)
                role = re.sub(rf"\b{re.escape(alias)}\b", entity.name, role)
    return role

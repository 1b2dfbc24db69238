"""What a quotation takes for known: whom it names in short, what its initials stand for, which match it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapp.generator.anchoring import match_told
from quizapp.generator.clause_subjects import subject_of
from quizapp.generator.hanging import dangling
from quizapp.generator.initials import KNOWN_TO_ALL, initials_in
from quizapp.generator.name_words import ORGANISATION_WORDS, THING_WORDS
from quizapp.generator.phrases import is_time, noun_phrase
from quizapp.generator.places import COUNTRIES
from quizapp.generator.pointing import words_of
from quizapp.generator.printed_names import known_by
from quizapp.generator.vocabulary import AGENCIES, CLAIMS
from quizapp.generator.wording import UnclearError, Wording

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.generator.candidates import Context
    from quizapp.generator.excerpts import Excerpt
    from quizapp.generator.quotes import Quotation
    from quizapp.generator.sentences import Sentence

_SUBJECTS = {"nsubj", "nsubjpass"}
_POINTING = {"it", "its", "they", "them", "their"}
_LONGEST_TOPIC = 6
"""Words of what a question says that a quotation is about."""
_TURNS = {"after", "before", "during", "since", "until"}


def spoken_of(quotation: Quotation, excerpt: Excerpt, sentence: Sentence, context: Context) -> str:
    """ "about Daniel Montalvo" for "Daniel was picked up by ..."; "" where the words need no such help."""
    tokens = list(words_of(excerpt, context))
    text = " ".join(excerpt.text(context.parsed.article.text).split())
    told = _person(tokens, text, quotation, context) or _spelled_out(tokens, text, context)
    if told is None and not quotation.occasion:
        told = match_told(sentence.paragraph, context) or _topic(tokens, quotation, context)
        told = told or _claimed_before(tokens, quotation, sentence, context)
        told = told or _country(tokens, context) or _named_above(tokens, excerpt, sentence, context)
        told = told or _owned(tokens, context)
    return f"about {told}" if told else ""


def _person(tokens: list[Token], text: str, quotation: Quotation, context: Context) -> str | None:
    """The first person whom the words name in short."""
    for token in tokens:
        beside = token.dep_ == "compound" and token.head.pos_ == "NOUN"  # "the Trump years"
        entity = context.mentions.entity_of(token) if token.pos_ == "PROPN" and not beside else None
        if entity is None or entity.kind != "person" or entity.name == quotation.speaker:
            continue
        words = entity.name.split()
        short = token.text in {*words} - context.shared_names and len(words) > 1
        return entity.name if short and entity.name not in text else None
    return None


def _spelled_out(tokens: list[Token], text: str, context: Context) -> str | None:
    """ "the Double Asteroid Redirection Test (DART)" where the words speak of it by its initials first of all."""
    letters = next((t.text for t in tokens if t.dep_ in _SUBJECTS), "")
    for initials, name in _initials(context):
        if letters.removesuffix("s") == initials.removesuffix("s"):
            return None if name in text else _in_full(letters, initials, name, context)
    return None


def _initials(context: Context) -> list[tuple[str, str]]:
    """The initials that the article explains, but for those that need it least, and what they stand for."""
    article, known = context.parsed.article.text, KNOWN_TO_ALL | AGENCIES
    found = (one for sentence in context.parsed.sentences for one in initials_in(sentence, article))
    return [(initials, " ".join(span.of(article).split())) for initials, span in found if initials not in known]


def _in_full(letters: str, initials: str, name: str, context: Context) -> str:
    many = letters.endswith("s") and not initials.endswith("s")
    entity = next((one for one in context.mentions.entities if one.name == name), None)
    if entity is not None and known_by(entity):
        return f"{letters} ({name})"
    the = "the " if name in context.with_article or (_one_thing(name) and not many) else ""
    return f"{the}{name}{'s' if many else ''} ({letters})"


def _named_above(tokens: list[Token], excerpt: Excerpt, sentence: Sentence, context: Context) -> str | None:
    """What the paragraph calls by its initials in front of words that take something of it for known."""
    fragment = excerpt.text(context.parsed.article.text)[:1].islower()
    named = any(token.pos_ == "PROPN" for token in tokens)
    if fragment or named or not any(_leans(token, context) for token in tokens):
        return None
    start = min(one.span.start for one in context.parsed.sentences if one.paragraph == sentence.paragraph)
    before = context.parsed.article.text[start : excerpt.spans[0].start]
    above = [one for one in dict.fromkeys(_initials(context)) if re.search(rf"\b{re.escape(one[0])}\b", before)]
    return _in_full(above[0][0], *above[0], context) if len(above) == 1 else None


def _country(tokens: list[Token], context: Context) -> str | None:
    """The country that the headline tells of, for "this country" in words that name none."""
    this = any(t.lower_ == "country" and any(c.lower_ == "this" for c in t.children) for t in tokens)
    if not this or any(token.ent_type_ in {"GPE", "NORP"} for token in tokens):
        return None
    title = context.parsed.article.title or ""
    named = [one.name for one in context.mentions.entities if one.name in COUNTRIES]
    told = [name for name in named if re.search(rf"\b{re.escape(name)}", title)]
    return told[0] if len(told) == 1 else None


def _owned(tokens: list[Token], context: Context) -> str | None:
    """ "Titan's surface" for "the surface" in words that name nothing."""
    if any(token.pos_ == "PROPN" for token in tokens):
        return None
    for token in tokens:
        meant = context.mentions.meant_by(token) if _leans(token, context) else None
        words = meant.words if meant is not None and meant.tells else None
        if words is not None and len(words) <= _LONGEST_TOPIC and words[0].dep_ == "poss" and words[0].pos_ == "PROPN":
            return " ".join(words.text.split()).replace("’", "'")
    return None


def _one_thing(name: str) -> bool:
    """True for a name that ends in what the thing is: "Electrodynamic Dust Shield"."""
    return name.split()[-1].lower() in (ORGANISATION_WORDS | THING_WORDS) - {"university", "college", "school"}


def _topic(tokens: list[Token], quotation: Quotation, context: Context) -> str | None:
    """What the article is about, where the words name nothing and speak of something that was told before."""
    events = context.events
    topic = next((one for one in context.mentions.entities if one.name == events.topic), None)
    if topic is None or not any(form.isupper() for form in (topic.name, *topic.aliases)):
        # "Titan" is where much else goes on, "DART" is one thing
        topic = next((one for one in context.mentions.entities if one.name == events.project), None)
    if topic is None or topic.name == quotation.speaker or any(_names_something(token, context) for token in tokens):
        return None
    ours = topic.name == events.project and any(token.lower_ in _OURS for token in tokens)
    headline = topic.name == events.topic and any(_leans(token, context) for token in tokens)
    if not ours and not headline:
        return None
    told = [initials for initials, name in _initials(context) if name == topic.name]
    if told and topic.name != events.topic:
        return _in_full(told[0], told[0], topic.name, context)
    return f"the {topic.name}" if topic.name in context.with_article else topic.name


def _names_something(token: Token, context: Context) -> bool:
    """True for a name that the article knows; not for the "M" of "M-class"."""
    return token.pos_ == "PROPN" and (context.mentions.entity_of(token) is not None or len(token.text) > 1)


_OURS = {"our", "us", "we"}
"""Those who work on what the article is about."""


def _claimed_before(tokens: list[Token], quotation: Quotation, sentence: Sentence, context: Context) -> str | None:
    """ "a baker's work" for "It begins at three", said behind "A baker's work is half waiting, she said."."""
    first = next((t for t in tokens if t.lower_ in _POINTING or (t.pos_ == "NOUN" and not is_time(t))), None)
    before = next((s for s in context.parsed.sentences if s.index == sentence.index - 1), None)
    if (
        before is None
        or first is None
        or first.lower_ not in _POINTING
        or any(token.pos_ == "PROPN" for token in tokens)
    ):
        return None
    for verb in before.tokens:
        claimant = subject_of(verb.head) if verb.dep_ == "ccomp" and verb.head.lemma_.lower() in CLAIMS else None
        speaker = context.mentions.entity_of(claimant) if claimant is not None else None
        about = subject_of(verb)
        if speaker is None or speaker.name != quotation.speaker or about is None or about.pos_ != "NOUN":
            continue
        phrase = noun_phrase(about)
        if len(phrase) > _LONGEST_TOPIC:
            return None
        wording = Wording(context.mentions, context.published, capitals=context.capitals, definites=context.definites)
        try:
            return wording.say(phrase)
        except UnclearError:
            return None
    return None


def _leans(token: Token, context: Context) -> bool:
    """True for "the orbit" that nothing describes, and for the bare "impact" of "before impact"."""
    bare = token.tag_ == "NN" and not any(child.dep_ != "punct" for child in token.children)
    turn = bare and token.dep_ == "pobj" and token.head.lower_ in _TURNS
    return turn or (token.pos_ == "NOUN" and _definite(token) and dangling(token, context.mentions))


def _definite(token: Token) -> bool:
    return any(child.lower_ == "the" for child in token.children)

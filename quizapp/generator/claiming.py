"""Who says what a question takes for granted, and since when it holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapp.generator import dates
from quizapp.generator.candidates import Context, as_of
from quizapp.generator.facts import Fact
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import NUMBER_TYPES
from quizapp.generator.vocabulary import COLLECTIVE, PAPERS, PERSON_NOUNS, RESEARCHERS, word_set

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

FINDING = word_set("calculate conclude determine discover estimate find identify report show suggest")
"""What a study does as well as those who made it."""

STEADY = {"TIME", "QUANTITY", "ORDINAL", "DATE"}


_REMAINS = {"exist", "live", "remain", "stay"}
_LEADS = {"back", "captain", "chair", "coach", "command", "direct", "head", "helm", "lead"}


def speaks_of_itself(fact: Fact, context: Context) -> bool:
    """True when who claims something is the subject of the claim."""
    if fact.source is None:
        return False
    source = context.mentions.entity_of(fact.source.root)
    if source is not None:
        return source == context.mentions.entity_of(fact.subject.head)
    meant = context.mentions.meant_by(fact.subject.head)
    return meant is not None and meant.words is not None and meant.words.root == fact.source.root


def changing(fact: Fact, context: Context) -> str | None:
    """The date that a statement needs which may not hold for long, or tells what "recently" happened.

    None where it needs none, or no date is known.
    """
    when = as_of(context.published)
    if when is None or may_change(fact) or _announced(fact):
        return when
    return when.replace("as of", "around") if _lately(fact) else None


def _lately(fact: Fact) -> bool:
    """True for "recently won", of which nothing else tells the time."""
    clause = fact.clause
    said = any(child.lower_ == "recently" and child.dep_ == "advmod" for child in clause.verb.children)
    first = next(((word.lower(), tag) for word, tag in clause.group if tag in {"VBD", "VBZ", "VBP", "MD"}), ("", ""))
    once = first[1] == "VBD" and first[0] != "had" and clause.kind in {"main", "coordinated"}
    return said and once and not fact.parts(Role.TIME)


def may_change(fact: Fact) -> bool:
    """True for an office, a number or a doing of the present day."""
    verb = fact.clause.verb.lemma_.lower()
    holds = verb == "be" and fact.subject.head.lemma_.lower() in PERSON_NOUNS
    attribute = any(
        part.head.lemma_.lower() in PERSON_NOUNS or (holds and part.head.pos_ == "PROPN")
        for part in fact.parts(Role.ATTRIBUTE)
    )
    plain = sum(tag.startswith("VB") or tag == "MD" for _, tag in fact.clause.group) == 1
    perfect = not fact.clause.passive and [tag for _, tag in fact.clause.group] in (["VBZ", "VBN"], ["VBP", "VBN"])
    held = [part for part in fact.parts(Role.OBJECT, Role.ATTRIBUTE) if not _for_good(part, fact)]
    counted = (plain or perfect) and any(
        (token.like_num or token.ent_type_ in NUMBER_TYPES) and token.ent_type_ not in STEADY and not _one_of(token)
        for part in held
        for token in part.words
    )
    lasting = not fact.parts(Role.TIME, Role.INFINITIVE) and fact.clause.infinitive is None
    leads = (plain or fact.clause.passive) and fact.clause.infinitive is None and verb in _LEADS
    under_way = lasting and any(tag == "VBG" for _, tag in fact.clause.group)
    remains = plain and verb in _REMAINS and any(token.like_num for token in fact.subject.words)
    changes = attribute or counted or under_way or leads or remains
    return fact.present and fact.modality is None and changes and not fact.negative


def _one_of(number: Token) -> bool:
    """True for "one of the most important foods", which counts nothing."""
    return number.lower_ == "one" and any(child.lower_ == "of" for child in number.children)


def _for_good(part: Part, fact: Fact) -> bool:
    """True for the number of something's own parts, and for what all of a kind have: "Insects have six legs"."""
    numbers = [token for token in part.words if token.like_num]
    if numbers and all(token.head.lemma_.lower() in _OWN_PARTS for token in numbers):
        return True
    head, words = fact.subject.head, fact.subject.words
    kind = head.tag_ == "NNS" and words.end == head.i + 1 and all(t.pos_ in {"NOUN", "ADJ"} for t in words)
    one = head.tag_ == "NN" and words[0].lower_ in {"a", "an"}
    return (kind or one) and head.lemma_.lower() not in PERSON_NOUNS and fact.clause.verb.lemma_.lower() in _HOLDING


_HOLDING = {"be", "comprise", "contain", "feature", "have", "include", "possess", "use"}
_OWN_PARTS = word_set(
    """
    act arch arm bone canto carbon chamber chapter chromosome column compartment cylinder deck dimension disc disk door
    electron engine eye finger floor gear hole lane layer leg lens letter level lobe mast movement neutron page panel
    petal phase pillar pipe platter proton rib ring room rotor scene section segment side span stage stanza step storey
    string surface syllable tentacle tooth tower turret vertebra vowel wheel wing
    """
)
"""What a thing is built of, whose number stays."""


def planned(fact: Fact, context: Context) -> tuple[tuple[str, str], ...]:
    """The verb group of a fact; of what was to come within a year "was to launch" for "will launch" and "is to launch".

    Whoever reads the question later knows that the day has passed, but not whether it happened. What somebody was
    going to do on no certain day is what they "planned to do".
    """
    group = fact.clause.group
    times = [dates.absolute(part.words, context.published) for part in fact.parts(Role.TIME)]
    years = [int(year) for text in times if text for year in re.findall(r"\b20\d\d\b", text)]
    if not context.published or not (years or _announced(fact)):
        return group
    if years and max(years) > int(context.published[:4]) + 1:
        return group
    words = [word.lower() for word, _ in group[:2]]
    if words[0] == "will" and len(group) > 1 and group[1][1] == "VB":
        if not years and _means_to(fact, context):
            return (("planned", "VBD"), ("to", "TO"), *group[1:])
        return (("was", "VBD"), ("to", "TO"), *group[1:])
    if words in (["is", "to"], ["are", "to"]):
        return (("was" if words[0] == "is" else "were", "VBD"), *group[1:])
    return group


def _announced(fact: Fact) -> bool:
    """True for what the article says that somebody or something definite will do, without saying when."""
    words = [word.lower() for word, tag in fact.clause.group[:2] if tag in {"MD", "VB"}]
    if words[:1] != ["will"] or len(words) < 2 or fact.claimed or fact.parts(Role.TIME, Role.CONDITION):
        return False
    if fact.clause.kind == "relative":
        return False  # "the exposure that will lead to a clear picture"
    head = fact.subject.head
    definite = any(child.dep_ == "poss" or child.lower_ in {"the", "this", "these"} for child in head.children)
    one = definite or head.pos_ in {"PROPN", "PRON"} or head.lemma_.lower() in PERSON_NOUNS
    return one and fact.clause.verb.lemma_.lower() not in _LASTING


def foreseen(fact: Fact, context: Context) -> bool:
    """True for "The strike will hurt the town", which nobody can have planned and the article only expects."""
    will = fact.modality == "will" and not fact.claimed and fact.clause.kind in {"main", "coordinated"}
    plain = will and not fact.clause.passive and not fact.parts(Role.TIME, Role.CONDITION)
    return plain and fact.subject.head.pos_ in {"NOUN", "ADJ"} and not _somebody(fact, context)


def _means_to(fact: Fact, context: Context) -> bool:
    """True for what somebody will do because they mean to."""
    return _somebody(fact, context) and not fact.clause.passive and fact.clause.verb.lemma_.lower() not in _UNMEANT


def _somebody(fact: Fact, context: Context) -> bool:
    head = fact.subject.head
    entity = context.mentions.entity_of(head)
    known = entity is not None and entity.kind in {"person", "organisation"}
    return known or head.lemma_.lower() in PERSON_NOUNS | COLLECTIVE


_UNMEANT = word_set(
    """
    benefit cost die earn end enjoy face fall feel find gain get grow inherit know lack last learn lie like lose love
    mark miss own owe pass reach receive represent rise score suffer turn want win
    """
)
"""What happens to somebody, or is so."""
_LASTING = {"be", "become", "continue", "have", "need", "remain", "see", "stay"}
"""What is no deed: that it will be so is not what somebody announced."""


def generic_source(source: Words, context: Context) -> str | None:
    """ "a study in Nature" for "the study" and "the team found": a claim keeps that it is one, whoever made it."""
    head = source.root
    journal = context.events.journal
    about_research = {"study", "research", "survey"} & set(context.article_words.split())
    if len(source) == 1 and head.lower_ in {"results", "findings", "data", "observations"}:
        return _paper("study", context) if about_research else None
    if len(source) > 3 and source[1].lower_ in PAPERS and source[2].tag_ == "POS":
        return f"the {head.lower_} of {_paper(source[1].lower_, context)}"
    if len(source) > 2 or (source[0].lower_ != "the" and not (journal and head.lower_ in RESEARCHERS)):
        return None
    if head.lower_ in PAPERS:
        return _paper(head.lower_, context)
    if head.lower_ in _EVIDENCE:
        return str(head.lower_)
    if head.lower_ in RESEARCHERS and about_research:
        if journal and head.head.lemma_.lower() in FINDING:
            return _paper("study", context)
        if head.lower_ == "authors" and (paper := named_paper(context)) is not None:
            return f"the authors of {paper}"
        return head.lower_ if head.lower_ in {"researchers", "scientists", "authors", "experts"} else "researchers"
    return None


_EVIDENCE = word_set("documents footage images photographs photos pictures records tests videos")
"""What shows something, whoever made it."""


def _paper(noun: str, context: Context) -> str:
    """ "the Rural Roads Survey" for "the survey" where the article names one study, else where it appeared, if told."""
    if (named := named_paper(context)) is not None:
        return named
    journal = context.events.journal
    if journal and noun in {"study", "paper", "research"}:
        return f"a study in {journal}"
    return f"a {noun}" if noun != "research" else noun


def named_paper(context: Context) -> str | None:
    named = {entity.name for entity in context.mentions.entities if entity.name.split()[-1].lower() in _NAMED_PAPERS}
    return f"the {named.pop().removeprefix('The ')}" if len(named) == 1 else None


_NAMED_PAPERS = PAPERS - {"paper", "research", "analysis"}

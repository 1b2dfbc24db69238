"""Surveys: which facts are answers that people gave, and what a question calls the survey that asked them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.counting import share_asked
from quizapp.generator.vocabulary import PAPERS, word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.generator.facts import Fact

_SURVEYED = {"respondent"}
"""Those of whom only a survey speaks."""
_ANSWERS = word_set(
    "agree answer believe consider disagree favor favour feel oppose prefer say support think view want"
)
"""What part of the people asked do when they are asked."""


def answered(fact: Fact) -> bool:
    """True for what a share of people said, thought or wanted when somebody asked them."""
    return share_asked(fact.subject.head) is not None and fact.clause.verb.lemma_.lower() in _ANSWERS


def of_the_survey(fact: Fact) -> bool:
    """True for answers without a word of who asked, which are those of the survey that the article is about."""
    told = [token for part in (fact.subject, *fact.clause.parts) for token in part.words]
    elsewhere = any(token.lemma_.lower() in PAPERS for token in told)
    surveyed = any(token.lemma_.lower() in _SURVEYED for token in told)
    return not elsewhere and (surveyed or answered(fact))


def people_asked(word: Token) -> bool:
    """True for a word of what a share of people said, no place being named: "the country" in it is each one's own."""
    if any(token.ent_type_ == "GPE" for token in word.sent):
        return False
    for verb in word.ancestors:
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        share = share_asked(subject) if subject is not None and verb.lemma_.lower() in _ANSWERS else None
        if share is not None:
            return any(token.tag_ in {"NNS", "NNPS"} or token.lower_ == "people" for token in share[1])
    return False

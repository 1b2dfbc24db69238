"""Stage 6: checks. Each says in plain words why a candidate is not good enough, or None."""

from __future__ import annotations

from collections.abc import Callable

from quizapp.generator.candidates import Candidate, Context
from quizapp.generator.card_form import (
    answer_is_clean,
    ends_properly,
    has_question_and_answer,
    no_leak,
    not_a_list,
    not_torn_from_quotes,
    not_yes_or_no,
    question_is_clean,
    short_enough,
)
from quizapp.generator.free_wordings import (
    asks_for_its_kind,
    asks_in_its_place,
    leans_on_nothing,
    says_the_same,
)
from quizapp.generator.free_worth import worth_knowing
from quizapp.generator.standing_alone import (
    asks_enough,
    has_an_anchor,
    in_the_article,
    no_relative_time,
    nobody_by_a_pronoun,
    not_about_the_article,
    not_first_person,
    not_pointing,
    of_whole_sentences,
    one_person,
)
from quizapp.generator.unknown_names import no_unknown_names

Check = Callable[[Candidate, Context], str | None]

CHECKS: tuple[Check, ...] = (
    has_question_and_answer,
    ends_properly,
    not_yes_or_no,
    short_enough,
    no_leak,
    answer_is_clean,
    question_is_clean,
    not_a_list,
    not_first_person,
    not_pointing,
    nobody_by_a_pronoun,
    one_person,
    not_torn_from_quotes,
    not_about_the_article,
    no_relative_time,
    has_an_anchor,
    asks_enough,
    in_the_article,
    of_whole_sentences,
    no_unknown_names,
    leans_on_nothing,
    asks_for_its_kind,
    asks_in_its_place,
    says_the_same,
    worth_knowing,
)


def reason_against(candidate: Candidate, context: Context) -> str | None:
    """The first reason to reject a candidate, None when it passes every check."""
    if candidate.problem is not None:
        return candidate.problem
    return next((reason for check in CHECKS if (reason := check(candidate, context)) is not None), None)

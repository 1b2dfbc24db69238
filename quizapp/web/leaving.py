"""Who writes an article's cards, and whether anything leaves this computer for it, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from babel.lists import format_list
from flask import request

from quizapp.config import NEURAL, RULES
from quizapp.errors import SetupError
from quizapp.generator.pipeline import Account
from quizapp.services.accounts import count_lines, problem_lines
from quizapp.services.writers import EXAMPLE_WORDS, WriterChoice, chosen_writers
from quizapp.web.context import locale, web, writers
from quizapp.web.text import writer_named
from quizapp.web.words import gettext as _


@dataclass(frozen=True, slots=True)
class Leaving:
    """``who`` writes or wrote, and ``where`` the article's text goes; ``is_away`` when that is another computer.

    ``counts`` say what it takes or what came of it, and ``problems`` what went wrong, a line each.
    """

    who: str
    where: str
    is_away: bool
    counts: Sequence[str] = ()
    problems: Sequence[str] = ()


def before() -> Leaving:
    """What holds for an article that is added now."""
    try:
        choice = writers()
    except SetupError as error:
        return Leaving(error.message, _stays(), is_away=False)
    away = _("The article's text will be sent to %(host)s.", host=choice.goes_to)
    return replace(_leaving(choice, away), counts=_ahead(choice))


def unsaid() -> str | None:
    """What to say in place of doing it, when the text would go to a computer that the page sent from didn't name."""
    told = before()
    if not told.is_away or request.form.get("told") == told.where:
        return None
    return _("Nothing was sent yet. Read below where the text will go, then press the button once more.")


def during(given: Mapping[str, Any] | None) -> Leaving | None:
    """What holds for work with these "writers" in its payload; None for work that writes no cards."""
    if given is None:
        return None
    try:
        choice = chosen_writers(web().settings, given)
    except SetupError as error:
        return Leaving(error.message, _stays(), is_away=False)
    return _leaving(choice, _("The article's text is sent to %(host)s.", host=choice.goes_to))


def perhaps(given: Mapping[str, Any] | None) -> str | None:
    """Where the text may have gone for work with these "writers" in its payload, which came to nothing."""
    try:
        host = chosen_writers(web().settings, given).goes_to if given is not None else None
    except SetupError:
        return None
    return _("The article's text may have been sent to %(host)s by then.", host=host) if host else None


def after(accounts: Sequence[Account]) -> Leaving | None:
    """What the writers of an article did, and where its text ever was sent; None where that was not kept."""
    if not accounts:
        return None
    hosts = list(dict.fromkeys(one.sent_to for one in accounts if one.sent_to))
    away = _("The article's text was sent to %(host)s.", host=format_list(hosts, locale=locale()))
    named = [one for one in accounts if one.writer]
    wrote = [one for one in named if one.passed] or named
    return Leaving(
        who=_("Cards by %(writers)s.", writers=_names(one.writer for one in wrote)),
        where=away if hosts else _stayed(named),
        is_away=bool(hosts),
        counts=[line for one in named if one.writer != RULES for line in _counts(one)],
        problems=problem_lines(accounts),
    )


def _stayed(accounts: Sequence[Account]) -> str:
    if any(one.proposed for one in accounts if one.writer not in {RULES, NEURAL}):
        return _("The article's text went only to a server on this computer.")
    return _("Everything stayed on this computer.")


def _counts(account: Account) -> list[str]:
    first, *others = count_lines([replace(account, writer=writer_named(account.writer))])
    return [first[:1].upper() + first[1:] if account.writer == NEURAL else first, *others]


def _leaving(choice: WriterChoice, away: str) -> Leaving:
    who = _("The cards are written by %(writers)s.", writers=_names(choice.titles))
    here = _stays() if choice.endpoint is None else _("The article's text goes only to a server on this computer.")
    return Leaving(who, away if choice.goes_to else here, is_away=choice.goes_to is not None)


def _ahead(choice: WriterChoice) -> list[str]:
    """What a model at an endpoint will take, as far as it can be known before the article is."""
    tokens = choice.example_tokens
    if tokens is None:
        return []
    said = _("An article of %(length)s words takes the model about %(tokens)s tokens, its answers among them."
             " Tokens are pieces of words, by which services set their price.",
             length=EXAMPLE_WORDS, tokens=f"{tokens:,}")  # fmt: skip
    return [said]


def _stays() -> str:
    return _("Everything stays on this computer.")


def _names(names: Iterable[str]) -> str:
    """ "the rules and llama3"."""
    return str(format_list([writer_named(one) for one in names], locale=locale()))

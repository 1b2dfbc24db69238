"""What the writers did, added up and in plain words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from quizapp.config import RULES
from quizapp.generator.pipeline import Account


def accounts_to_json(accounts: Iterable[Account]) -> list[dict[str, Any]]:
    """The accounts for a job's result or a library's row."""
    return [asdict(one) for one in accounts]


def accounts_from_json(written: Iterable[Mapping[str, Any]]) -> tuple[Account, ...]:
    """The accounts that `accounts_to_json` wrote."""
    return tuple(Account(**one) for one in written)


def kept_accounts(before: Iterable[Account], now: Sequence[Account]) -> list[Account]:
    """What an article keeps when its cards are written anew: ``now``, and where else its text was sent before.

    That stands in accounts that name no writer.
    """
    hosts = dict.fromkeys(one.sent_to for one in before if one.sent_to is not None)
    return [*now, *(Account("", sent_to=host) for host in hosts if host not in {one.sent_to for one in now})]


def add_up(accounts: Iterable[Account]) -> list[Account]:
    """One account for each writer, in the order in which they come first; of its problems, the first."""
    sums: dict[str, Account] = {}
    for one in accounts:
        before = sums.get(one.writer, Account(one.writer))
        sums[one.writer] = replace(
            before,
            proposed=before.proposed + one.proposed,
            unsupported=before.unsupported + one.unsupported,
            passed=before.passed + one.passed,
            cards=before.cards + one.cards,
            problem=before.problem or one.problem,
            sent_to=before.sent_to or one.sent_to,
            unread=before.unread + one.unread,
            tokens=one.tokens if before.tokens is None else before.tokens + (one.tokens or 0),
        )
    return list(sums.values())


def count_lines(accounts: Sequence[Account]) -> list[str]:
    """How much each writer wrote and what came of it, a line each; nothing where the rules alone wrote."""
    lines = []
    for one in accounts if any(one.writer != RULES for one in accounts) else ():
        tokens = "" if one.tokens is None else f", {_count(one.tokens, 'token')}"
        lines.append(f"{one.writer}: {_count(one.proposed, 'proposal')}, {_count(one.cards, 'card')}{tokens}.")
        whole = f"of {_count(one.proposed, 'proposal')} of {one.writer}"
        if one.unsupported:
            were = "was" if one.unsupported == 1 else "were"
            lines.append(f"{one.unsupported:,} {whole} {were} not supported by the article.")
        if one.unread:
            what = "was no whole card" if one.unread == 1 else "were no whole cards"
            lines.append(f"{one.unread:,} {whole} {what}, or far more than it was asked for.")
    return lines


def problem_lines(accounts: Sequence[Account]) -> list[str]:
    """Why writers wrote nothing, or less than they would have, a line each, and that the rules' cards are kept."""
    kept = " The rules' cards are kept." if any(one.writer == RULES for one in accounts) else ""
    return [f"{one.problem}{kept}" for one in accounts if one.problem is not None]


def _count(number: int, name: str) -> str:
    return f"{number:,} {name}{'' if number == 1 else 's'}"

"""Why a server declined a request, in words for the person: what happened, and what to do."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from quizapp.writers.endpoint.connection import Alive, Answer, UnansweredError, ask

if TYPE_CHECKING:
    from quizapp.writers.endpoint.address import Endpoint

_LONGEST_WORDS = 160
_MOST_NAMES = 8
_LONGEST_NAME = 60
_NAMES_SECONDS = 20.0


def reason_refused(endpoint: Endpoint, status: int, said: str, answer: Answer, *, alive: Alive) -> str:
    """One line about an answer of that ``status``, never with the key in it; ``said`` are the server's own words."""
    host = endpoint.host
    if status in {401, 403}:
        if endpoint.key is None:
            return f"{host} wants a key ({status}): set QUIZAPP_MODEL_KEY, or the key on the page “Writers”."
        return (
            f"{host} refused the key ({status}): check QUIZAPP_MODEL_KEY, or the key on the page “Writers”, and what it"
            " is allowed to do."
        )
    if status == 402:
        return f"{host} asks for payment ({status}): see to your account there."
    if 300 <= status < 400:
        to = _led_to(answer.headers.get("location", ""))
        where = f"to {_scrubbed(to, endpoint)[:_LONGEST_NAME]}" if to else "elsewhere"
        return f"{host} redirects {where}, where neither article nor key is sent: set the address that it leads to."
    if status == 404:
        return _not_there(endpoint, alive)
    if status == 429:
        return f"{host} is asked too often, or your share of it is used up ({status}): try again later."
    if status >= 500:
        return f"{host} has a fault at the moment ({status}): try again later, or look at the messages of its server."
    words = _scrubbed(said, endpoint)[:_LONGEST_WORDS]
    saying = f", saying “{words}”" if words else ""
    return (
        f"{host} declined the request ({status}){saying}: check the model's name and context (QUIZAPP_MODEL,"
        " QUIZAPP_MODEL_CONTEXT or the page “Writers”), or look at the messages of its server."
    )


def _led_to(location: str) -> str:
    """The host that a redirect leads to, "" where it names none."""
    try:
        return urlsplit(location).netloc.rpartition("@")[2]
    except ValueError:
        return ""


def _not_there(endpoint: Endpoint, alive: Alive) -> str:
    names = _model_names(endpoint, alive)
    if not names or endpoint.model in names:
        return f"{endpoint.url} has no such page or no model {endpoint.model} (404): check the address and the name."
    shown = ", ".join(name[:_LONGEST_NAME] for name in names[:_MOST_NAMES])
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"{endpoint.host} has no model {endpoint.model} (404): it has {shown}{more}."


def _model_names(endpoint: Endpoint, alive: Alive) -> list[str]:
    try:
        answer = ask(endpoint, "/models", None, alive=alive, seconds=_NAMES_SECONDS)
        data = json.loads(answer.body) if answer.status == 200 else {}
    except (UnansweredError, ValueError, RecursionError):
        return []
    listed = data.get("data") if isinstance(data, dict) else None
    ids = [one.get("id") for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return sorted({_scrubbed(one, endpoint) for one in ids if isinstance(one, str) and one.strip()})


def _scrubbed(text: str, endpoint: Endpoint) -> str:
    """One line of somebody else's words without the key."""
    return endpoint.without_key(one_line(text))


def one_line(text: str) -> str:
    """``text`` with single spaces and nothing that a terminal or page takes for more than a letter."""
    return " ".join("".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in text).split())

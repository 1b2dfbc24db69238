"""A model is tried: does its server answer, and does it answer as it is asked?"""

import json
import time
from collections.abc import Callable
from dataclasses import replace

from quizapp.writers.endpoint import Endpoint
from quizapp.writers.endpoint.chat import Chat, ModelError
from quizapp.writers.endpoint.refusals import one_line

SECONDS = 45.0
"""The longest that a page waits for the answer."""
_ASKED = (
    'Read: "The mill at Harrow Ford was built in 1891." Write one short question that "1891" answers.'
    ' Reply with JSON: {"question": "..."}'
)
_SCHEMA = {
    "type": "object",
    "properties": {"question": {"type": "string"}},
    "required": ["question"],
    "additionalProperties": False,
}
_MOST_TOKENS = 1_000
_SHOWN = 200


def try_model(endpoint: Endpoint, *, now: Callable[[], float] = time.monotonic) -> str:
    """What came of asking the model one question, in a line for the person; raises `ModelError`.

    No article is sent. It is over within `SECONDS`, whatever the server does.
    """
    started = now()

    def alive() -> None:
        if now() - started > SECONDS:
            raise ModelError(f"{endpoint.model} gave no answer within {SECONDS:g} seconds: try it again.")

    quick = replace(endpoint, seconds=min(endpoint.seconds, SECONDS))
    messages = [{"role": "user", "content": _ASKED}]
    reply = Chat(quick).complete(messages, _SCHEMA, most_tokens=_MOST_TOKENS, alive=alive)
    took = f"{endpoint.model} answered in {now() - started:.1f} s"
    question = _question(reply.text)
    if question is not None:
        return f"{took}, as it was asked. Its question about a sentence on a mill: “{_short(question)}”"
    said = _short(reply.text)
    return f"{took}, but not as it was asked{f': “{said}”' if said else ', with nothing'}. Few of its cards will do."


def _question(text: str) -> str | None:
    """The question in a reply that is the JSON asked for, with or without words or marks around it."""
    try:
        found = json.loads(text[text.index("{") : text.rindex("}") + 1])
        question = found["question"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    return question if isinstance(question, str) and question.strip() else None


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1].rstrip()}…"

"""The conversation with a model: asked until it answers, in the strictest form that its server knows."""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from quizapp.errors import QuizError
from quizapp.writers.endpoint.connection import POLL_SECONDS, Alive, Answer, Failing, UnansweredError, ask
from quizapp.writers.endpoint.refusals import one_line, reason_refused

if TYPE_CHECKING:
    from quizapp.writers.endpoint.address import Endpoint

TRIES = 5
"""So often a request is made that a server is too busy for."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
LETTERS_A_TOKEN = 16
"""Four is usual, and no answer needs more: what a reply says past so many for each of its tokens is not read."""
LEAST_THOUGHT, MOST_THOUGHT = 4_096, 16_000
"""Tokens that a model is allowed that thinks before it answers: less is cut again, more is declined by servers."""
UNREADABLE = "\0"
"""Stands for the key in what a model says: no card and no question may hold it."""
_TRIES_FAILING = {Failing.BROKEN: TRIES, Failing.DOWN: 2, Failing.SLOW: 1, Failing.LARGE: 1, Failing.UNTRUSTED: 1}
_NOTHING_SENT = {Failing.DOWN, Failing.UNTRUSTED}
_BUSY = {408, 409, 425, 429, 500, 502, 503, 504, 529}
_DECLINED = {400, 415, 422}
_TOO_LONG = re.compile(r"context[ _](?:length|size|window)|maximum context|too many tokens|prompt is too long", re.I)
_MOST_COUNTED = 10**9
_FORMS = ("json_schema", "json_object", "text")


class ModelError(QuizError):
    """The model can't be asked, or not any more; the message says why and what to do."""


class TooLongError(ModelError):
    """The request is longer than the model's context."""


class DeclinedError(ModelError):
    """The server declines this request, in whatever form; it may take others."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Time and chance; tests put their own in. ``now`` never goes back, ``today`` is in seconds since 1970."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    today: Callable[[], float] = time.time
    chance: Callable[[], float] = random.random


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said; ``cut`` where it was stopped at its most tokens. ``tokens`` went there and back, if told."""

    text: str
    cut: bool
    tokens: int | None


def more_tokens(reply: Reply, most_tokens: int, room: int) -> int | None:
    """How many tokens to allow a model that was cut at ``most_tokens`` while it still thought; None for any other.

    ``room`` is what its context has for a reply.
    """
    if not reply.cut or reply.text.lstrip().startswith(("{", "[")):
        return None
    more = min(room, MOST_THOUGHT, max(LEAST_THOUGHT, 4 * most_tokens))
    return more if more > most_tokens else None


@dataclass(frozen=True, slots=True)
class Manner:
    """How a server is asked: in which form, the strictest first, and by which names."""

    form: int = 0
    most_tokens: str = "max_tokens"
    with_temperature: bool = True


class Chat:
    """Asks one model; what its server turned out not to know is not tried again.

    ``manner`` is how it is asked at first, and then how the server turned out to want it. ``has_sent`` says whether
    anything has reached a server.
    """

    def __init__(self, endpoint: Endpoint, clock: Clock | None = None, manner: Manner | None = None) -> None:
        self._endpoint = endpoint
        self._clock = clock or Clock()
        self.manner = manner or Manner()
        self.has_sent = False

    def complete(
        self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any], *, most_tokens: int, alive: Alive
    ) -> Reply:
        """The model's reply to ``messages``, as JSON of that schema where its server can see to it.

        `ModelError` when there is none within the endpoint's seconds, all tries together; `TooLongError` when half of
        it would have one, `DeclinedError` when another request may. What ``alive`` raises, asked ten times a second,
        ends it.
        """
        deadline = self._clock.now() + self._endpoint.seconds
        form, tries = self.manner.form, 0
        while True:
            body = self._request(messages, schema, most_tokens)
            tries += 1
            left = deadline - self._clock.now()
            try:
                answer = self._answer(body, alive, left)
            except UnansweredError as error:
                self.has_sent = self.has_sent or error.why not in _NOTHING_SENT
                wait = self._backoff(tries)
                if tries >= _TRIES_FAILING[error.why] or wait >= left:
                    raise ModelError(self._unheard(error.why)) from error
                self._pause(wait, alive)
                continue
            self.has_sent = True
            status, said = _status_and_words(answer)
            if status == 200:
                return self._reply(answer, most_tokens)
            if status in {400, 413} and (status == 413 or _TOO_LONG.search(said)):
                raise TooLongError(
                    f"The request is longer than the context of {self._endpoint.model}: set a smaller"
                    " QUIZAPP_MODEL_CONTEXT, or context on the page “Writers”."
                )
            if self._simpler(status, said):
                tries = 0
                continue
            asked_to_wait = _retry_after(answer, self._clock.today())
            wait = self._backoff(tries) if asked_to_wait is None else asked_to_wait
            if status not in _BUSY or tries >= TRIES or wait > LONGEST_PAUSE or self._clock.now() + wait >= deadline:
                reason = reason_refused(self._endpoint, status, said, answer, alive=alive)
                if status not in _DECLINED:
                    raise ModelError(reason)
                self.manner = replace(self.manner, form=form)  # it was not the form
                raise DeclinedError(reason)
            self._pause(wait, alive)

    def loosen(self) -> bool:
        """Asks in a looser form from now on; False when there is none."""
        if self.manner.form + 1 == len(_FORMS):
            return False
        self.manner = replace(self.manner, form=self.manner.form + 1)
        return True

    def _answer(self, body: Mapping[str, object], alive: Alive, seconds: float) -> Answer:
        """What the server says; JSON that has no end was broken off, though nothing told how long it would be."""
        answer = ask(self._endpoint, "/chat/completions", body, alive=alive, seconds=seconds)
        if answer.status == 200 and answer.body.lstrip()[:1] == b"{" and _breaks_off(answer.body):
            raise UnansweredError(Failing.BROKEN)
        return answer

    def _request(
        self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any], most_tokens: int
    ) -> dict[str, object]:
        form = _FORMS[self.manner.form]
        named = {"name": "cards", "strict": True, "schema": schema}
        return {
            "model": self._endpoint.model,
            "messages": list(messages),
            self.manner.most_tokens: most_tokens,
            "stream": False,
            **({"temperature": 0} if self.manner.with_temperature else {}),
            **({"response_format": {"type": form, "json_schema": named}} if form == "json_schema" else {}),
            **({"response_format": {"type": form}} if form == "json_object" else {}),
        }

    def _simpler(self, status: int, said: str) -> bool:
        """Leaves out of all further requests what the server didn't understand; False when nothing is left to."""
        said = said.casefold()
        about_form = re.search(r"grammar|schema|response_format", said)
        if status not in _DECLINED and not (status in {500, 501} and about_form):
            return False
        if "max_completion_tokens" in said and self.manner.most_tokens == "max_tokens":
            self.manner = replace(self.manner, most_tokens="max_completion_tokens")
        elif "temperature" in said and self.manner.with_temperature:
            self.manner = replace(self.manner, with_temperature=False)
        else:
            return self.loosen()
        return True

    def _reply(self, answer: Answer, most_tokens: int) -> Reply:
        try:
            data = json.loads(answer.body)
            choice = data["choices"][0]
            whole = self._endpoint.without_key(_text_of(choice["message"].get("content")), UNREADABLE)
            text = whole[: most_tokens * LETTERS_A_TOKEN]
            is_cut = choice.get("finish_reason") == "length" or len(text) < len(whole)
            return Reply(text, is_cut, _tokens_of(data.get("usage")))
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            page = answer.body.lstrip()[:1] == b"<"
            what = "a web page" if page else "no answer at all" if not answer.body.strip() else "something else"
            raise ModelError(
                f"{self._endpoint.host} gave {what} in place of a model's answer: check that {self._endpoint.url} is"
                " the address of an OpenAI-compatible server."
            ) from error

    def _unheard(self, why: Failing) -> str:
        host = self._endpoint.host
        where = self._endpoint.url if self._endpoint.is_local else host
        return {
            Failing.UNTRUSTED: f"{host} shows no certificate that this computer trusts, so nothing was sent to it.",
            Failing.DOWN: f"{where} can't be reached: check that the model's server runs, and its address.",
            Failing.SLOW: f"{self._endpoint.model} took longer than {self._endpoint.seconds:g} seconds to answer:"
            " take a smaller model, or set a smaller QUIZAPP_MODEL_CONTEXT, with which requests are shorter.",
            Failing.BROKEN: f"{where} broke off its answer again and again: look at the messages of its server.",
            Failing.LARGE: f"{where} sent more than any answer has: check the address and the model.",
        }[why]

    def _backoff(self, tries: int) -> float:
        """Seconds to wait: twice as long each time, and not as long as all others who wait."""
        return float(min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (tries - 1)) * (0.5 + self._clock.chance() / 2))

    def _pause(self, seconds: float, alive: Alive) -> None:
        until = self._clock.now() + seconds
        while (left := until - self._clock.now()) > 0:
            alive()
            self._clock.sleep(min(left, POLL_SECONDS))
        alive()


def _breaks_off(body: bytes) -> bool:
    try:
        json.loads(body)
    except json.JSONDecodeError:
        return True
    except (ValueError, RecursionError):
        return False  # it has an end, and something that can't be read
    return False


def _status_and_words(answer: Answer) -> tuple[int, str]:
    """The status, and the server's words about it on one line; some servers say an error with a status of 200."""
    try:
        data = json.loads(answer.body)
    except (ValueError, RecursionError):
        return answer.status, ""
    error = data.get("error", data.get("detail")) if isinstance(data, dict) and not data.get("choices") else None
    if error is None:
        return answer.status, ""
    code = error.get("code") if isinstance(error, dict) else None
    words = error.get("message") if isinstance(error, dict) else None
    told = code if isinstance(code, int) and 400 <= code < 600 else 500
    said = one_line(words if isinstance(words, str) else json.dumps(error, ensure_ascii=False))
    return told if answer.status == 200 else answer.status, said


def _retry_after(answer: Answer, today: float) -> float | None:
    """The seconds that a server asks to wait; a date is counted from its own clock, where it tells it."""
    said = answer.headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    until, there = _instant(said), _instant(answer.headers.get("date", ""))
    return None if until is None else max(0.0, until - (today if there is None else there))


def _instant(date: str) -> float | None:
    """The seconds since 1970 at a date as HTTP writes it, which is in UTC where it names no zone."""
    try:
        found = parsedate_to_datetime(date)
        return (found if found.tzinfo is not None else found.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None


def _text_of(content: object) -> str:
    """The text of a message, which some servers send in parts."""
    parts = [part.get("text") for part in content if isinstance(part, dict)] if isinstance(content, list) else [content]
    return "".join(part for part in parts if isinstance(part, str))


def _tokens_of(usage: object) -> int | None:
    if not isinstance(usage, dict):
        return None
    counts = [usage.get(name) for name in ("prompt_tokens", "completion_tokens")]
    whole = [count for count in counts if type(count) is int and 0 <= count <= _MOST_COUNTED]
    return sum(whole) if whole else None

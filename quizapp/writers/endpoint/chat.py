"""The conversation with a model: asked until it answers, in the strictest form that its server knows."""

from __future__ import annotations

import contextlib
import json
import random
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from quizapp.errors import QuizError
from quizapp.writers.endpoint.connection import POLL_SECONDS, Alive, Answer, Failing, UnansweredError, ask
from quizapp.writers.endpoint.refusals import one_line, reason_refused

if TYPE_CHECKING:
    from quizapp.writers.endpoint.address import Endpoint

TRIES = 5
"""So often a request is made that a server is too busy for."""
TRIES_UNHEARD = 2
"""So often one is made to a server that is down or says nothing in time: another try would take as long again."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
_TRIES_FAILING = {Failing.BROKEN: TRIES, Failing.LARGE: 1, Failing.UNTRUSTED: 1}
_BUSY = {408, 409, 425, 429, 500, 502, 503, 504, 529}
_TOO_LONG = re.compile(r"context[ _](?:length|size|window)|maximum context|too many tokens|prompt is too long", re.I)
_FORMS = ("json_schema", "json_object", "text")


class ModelError(QuizError):
    """The model can't be asked, or not any more; the message says why and what to do."""


class TooLongError(ModelError):
    """The request is longer than the model's context."""


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


@dataclass(frozen=True, slots=True)
class Manner:
    """How a server is asked: in which form, the strictest first, and by which names."""

    form: int = 0
    most_tokens: str = "max_tokens"
    with_temperature: bool = True


class Chat:
    """Asks one model; what its server turned out not to know is not tried again.

    ``manner`` is how it is asked at first, and then how the server turned out to want it.
    """

    def __init__(self, endpoint: Endpoint, clock: Clock | None = None, manner: Manner | None = None) -> None:
        self._endpoint = endpoint
        self._clock = clock or Clock()
        self.manner = manner or Manner()

    def complete(
        self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any], *, most_tokens: int, alive: Alive
    ) -> Reply:
        """The model's reply to ``messages``, as JSON of that schema where its server can see to it.

        `ModelError` when there is none; `TooLongError` when half of it would have one. What ``alive`` raises, asked
        ten times a second, ends it.
        """
        tries = 0
        while True:
            body = self._request(messages, schema, most_tokens)
            tries += 1
            try:
                answer = ask(self._endpoint, "/chat/completions", body, alive=alive)
            except UnansweredError as error:
                if tries >= _TRIES_FAILING.get(error.why, TRIES_UNHEARD):
                    raise ModelError(self._unheard(error.why)) from error
                self._pause(self._backoff(tries), alive)
                continue
            status, said = _status_and_words(answer)
            if status == 200:
                return self._reply(answer)
            if status in {400, 413} and (status == 413 or _TOO_LONG.search(said)):
                raise TooLongError(
                    f"The request is longer than the context of {self._endpoint.model}: set a smaller"
                    " QUIZAPP_MODEL_CONTEXT, or context among the writers' settings."
                )
            if self._simpler(status, said):
                tries = 0
                continue
            wait = _retry_after(answer, self._clock.today()) if status in _BUSY else None
            if status not in _BUSY or tries >= TRIES or (wait or 0) > LONGEST_PAUSE:
                raise ModelError(reason_refused(self._endpoint, status, said, answer, alive=alive))
            self._pause(self._backoff(tries) if wait is None else wait, alive)

    def loosen(self) -> bool:
        """Asks in a looser form from now on; False when there is none."""
        if self.manner.form + 1 == len(_FORMS):
            return False
        self.manner = replace(self.manner, form=self.manner.form + 1)
        return True

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
        if status not in {400, 415, 422} and not (status in {500, 501} and about_form):
            return False
        if "max_completion_tokens" in said and self.manner.most_tokens == "max_tokens":
            self.manner = replace(self.manner, most_tokens="max_completion_tokens")
        elif "temperature" in said and self.manner.with_temperature:
            self.manner = replace(self.manner, with_temperature=False)
        else:
            return self.loosen()
        return True

    def _reply(self, answer: Answer) -> Reply:
        try:
            data = json.loads(answer.body)
            choice = data["choices"][0]
            content = choice["message"].get("content")
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            page = answer.body.lstrip()[:1] == b"<"
            what = "a web page" if page else "no answer at all" if not answer.body.strip() else "something else"
            raise ModelError(
                f"{self._endpoint.host} gave {what} in place of a model's answer: check that {self._endpoint.url} is"
                " the address of an OpenAI-compatible server."
            ) from error
        if isinstance(content, list):
            content = "".join(part.get("text") or "" for part in content if isinstance(part, dict))
        text = content if isinstance(content, str) else ""
        return Reply(text, choice.get("finish_reason") == "length", _tokens_of(data.get("usage")))

    def _unheard(self, why: Failing) -> str:
        host = self._endpoint.host
        where = self._endpoint.url if self._endpoint.is_local else host
        return {
            Failing.UNTRUSTED: f"{host} shows no certificate that this computer trusts, so nothing was sent to it.",
            Failing.DOWN: f"{where} can't be reached: check that the model's server runs, and its address.",
            Failing.SLOW: f"{self._endpoint.model} took longer than {self._endpoint.seconds:g} seconds to answer:"
            " allow it more time, or take a smaller model.",
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
    try:
        until = parsedate_to_datetime(said).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
    with contextlib.suppress(ValueError, TypeError, OverflowError):
        today = parsedate_to_datetime(answer.headers.get("date", "")).timestamp()
    return max(0.0, until - today)


def _tokens_of(usage: object) -> int | None:
    if not isinstance(usage, dict):
        return None
    counts = [usage.get(name) for name in ("prompt_tokens", "completion_tokens")]
    whole = [count for count in counts if isinstance(count, int) and count >= 0]
    return sum(whole) if whole else None

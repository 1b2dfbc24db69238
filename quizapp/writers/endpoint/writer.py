"""The writer: an article in windows, each asked about once, and of what comes back only what the article says."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from quizapp.generator.candidates import Written, plain_words
from quizapp.writers.endpoint import prompt
from quizapp.writers.endpoint.cards import card_of
from quizapp.writers.endpoint.chat import Chat, Clock, DeclinedError, Manner, ModelError, TooLongError, more_tokens
from quizapp.writers.endpoint.estimates import Estimate
from quizapp.writers.endpoint.reading import Said, read_reply
from quizapp.writers.endpoint.support import supported
from quizapp.writers.endpoint.tokens import count_roughly
from quizapp.writers.endpoint.windows import Window, windows
from quizapp.writers.proposed_candidates import facts_by_sentence

if TYPE_CHECKING:
    from quizapp.generator.candidates import Candidate, Context, Material
    from quizapp.generator.facts import Fact
    from quizapp.generator.progress import Progress
    from quizapp.writers.endpoint.address import Endpoint
    from quizapp.writers.endpoint.connection import Alive

MOST_UNREAD = 2
"""After so many windows in a row that have no reply that can be read, no further one is asked about."""


@dataclass(slots=True)
class _Work:
    """What came of the windows so far."""

    cards: dict[tuple[str, str], Candidate | None]
    unread: int = 0
    tokens: int | None = None

    def written(self, problem: str | None, sent_to: str | None) -> Written:
        candidates = [card for card in self.cards.values() if card is not None]
        unsupported = len(self.cards) - len(candidates)
        proposed = len(self.cards) + self.unread
        return Written(candidates, proposed, unsupported, problem, self.tokens, sent_to, self.unread)


class EndpointWriter:
    """Asks a model for facts with evidence word for word, and hands on what the article supports.

    How the server turned out to want its requests is kept for the articles to come.
    """

    def __init__(self, endpoint: Endpoint, clock: Clock | None = None) -> None:
        self._endpoint = endpoint
        self._clock = clock
        self._manner = Manner()

    @property
    def name(self) -> str:
        """The model's name, as far as a note keeps it."""
        return self._endpoint.title

    def write(self, material: Sequence[Material], context: Context, progress: Progress | None) -> Written:
        """Candidates for all windows; when the model can't be asked any more, those of the windows before."""
        chat = Chat(self._endpoint, self._clock, self._manner)
        work = _Work({})
        problem = self._go_through(context, facts_by_sentence(material), work, chat, progress)
        return work.written(problem, self._endpoint.goes_to if chat.has_sent else None)

    def _go_through(
        self,
        context: Context,
        facts: Mapping[int, Sequence[Fact]],
        work: _Work,
        chat: Chat,
        progress: Progress | None,
    ) -> str | None:
        """Adds what comes of each window to ``work``; why it is less than all, if so."""
        waiting = deque(self._windows(context))
        total = sum(len(window.lines) for window in waiting)
        done = unread = left_out = 0
        declined = ""
        while waiting and unread < MOST_UNREAD:
            window = waiting.popleft()
            alive = partial(progress, done / total) if progress is not None else _nobody
            said = Said((), understood=False)
            try:
                said = self._ask(window, context, work, chat, alive)
            except (DeclinedError, TooLongError) as error:
                halves = window.halves() if isinstance(error, TooLongError) else None
                if halves is not None:
                    waiting.extendleft(reversed(halves))
                    continue
                declined = error.message
            except ModelError as error:
                return error.message
            done += len(window.lines)
            unread = 0 if said.understood else unread + 1
            left_out += not said.understood
            self._take(said, window, facts, context, work)
        return self._left_out(left_out, declined, stopped=bool(waiting)) if left_out else None

    def estimate(self, context: Context) -> Estimate:
        """What `write` takes, counted roughly."""
        found = self._windows(context)
        there = sum(count_roughly(_text(window, context)) for window in found)
        return Estimate(len(found), there, sum(prompt.answer_tokens(window, context) for window in found))

    def dry_run(self, context: Context) -> str:
        """All that `write` would send at first, as text, and what it takes; nothing is sent."""
        found, rough = self._windows(context), self.estimate(context)
        where = self._endpoint.url if self._endpoint.goes_to is None else f"{self._endpoint.goes_to}, another computer"
        requests = "1 request" if len(found) == 1 else f"{len(found)} requests"
        head = (
            f"{self._endpoint.model} at {where}: {requests}, about {rough.prompt_tokens:,} tokens there and"
            f" {rough.completion_tokens:,} back."
        )
        asked = [
            f"# Request {n}, answered in at most {self._most_tokens(one, context):,} tokens\n{_text(one, context)}"
            for n, one in enumerate(found, 1)
        ]
        beside = f"# With each request: temperature 0, and the schema of its answer\n{json.dumps(prompt.SCHEMA)}"
        return "\n\n".join([head, *asked, beside] if asked else [head])

    def _windows(self, context: Context) -> list[Window]:
        return windows(context, prompt.window_tokens(self._endpoint.context_tokens))

    def _most_tokens(self, window: Window, context: Context) -> int:
        """How long an answer may be at first: twice what is likely, where the model's context has room for it."""
        return min(self._room(window), 2 * prompt.answer_tokens(window, context))

    def _room(self, window: Window) -> int:
        return self._endpoint.context_tokens - prompt.OVERHEAD_TOKENS - window.tokens

    def _ask(self, window: Window, context: Context, work: _Work, chat: Chat, alive: Alive) -> Said:
        """What the model says about a window; what can't be read is asked for again, in a looser form each time."""
        most = self._most_tokens(window, context)
        asked = prompt.messages(window, context)
        thinks = False
        while True:
            try:
                reply = chat.complete(asked, prompt.SCHEMA, most_tokens=most, alive=alive)
            except DeclinedError:
                if thinks:
                    return Said((), understood=False)  # it may not think that long
                raise
            if reply.tokens is not None:
                work.tokens = (work.tokens or 0) + reply.tokens
            said = read_reply(reply.text)
            more = None if thinks else more_tokens(reply, most, self._room(window))
            if said.understood:
                self._manner = chat.manner
            if said.understood or (more is None and (reply.cut or not chat.loosen())):
                return said
            if more is not None:
                most, thinks = more, True

    def _take(
        self, said: Said, window: Window, facts: Mapping[int, Sequence[Fact]], context: Context, work: _Work
    ) -> None:
        looked_into = said.proposals[: 2 * prompt.MOST]
        work.unread += said.malformed + len(said.proposals) - len(looked_into)
        for one in looked_into:
            key = plain_words(one.question), plain_words(one.answer)
            if work.cards.get(key) is not None:
                continue
            found = supported(one, window, context)
            about = facts.get(found.sentence.index, ()) if found is not None else ()
            work.cards[key] = card_of(one.question, found, about, context) if found is not None else None

    def _left_out(self, count: int, declined: str, *, stopped: bool) -> str:
        """Why nothing came of so many windows; the server's reason, where it ``declined`` one."""
        parts = "1 part" if count == 1 else f"{count} parts"
        if declined:
            rest = ", and the rest was not asked about" if stopped else ""
            return f"{declined} {parts} of the article {'was' if count == 1 else 'were'} left out{rest}."
        rest = " so the rest was not asked about:" if stopped else ""
        return f"What {self._endpoint.model} said about {parts} of the article can't be read,{rest} try a larger model."


def _text(window: Window, context: Context) -> str:
    return "\n\n".join(f"{one['role']}: {one['content']}" for one in prompt.messages(window, context))


def _nobody() -> None:
    """Nobody waits, and so nobody stops."""

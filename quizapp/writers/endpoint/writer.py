"""The writer: an article in windows, each asked about once, and of what comes back only what the article says."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from quizapp.generator.candidates import Written, plain_words
from quizapp.writers.endpoint import prompt
from quizapp.writers.endpoint.cards import card_of
from quizapp.writers.endpoint.chat import Chat, Clock, Manner, ModelError, TooLongError
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
"""After so many replies in a row that can't be read no further one is asked for."""


@dataclass(slots=True)
class _Work:
    """What came of the windows so far."""

    cards: dict[tuple[str, str], Candidate | None]
    malformed: int = 0
    tokens: int | None = None

    def written(self, problem: str | None) -> Written:
        proposed = len(self.cards) + self.malformed
        candidates = [card for card in self.cards.values() if card is not None]
        return Written(candidates, proposed, proposed - len(candidates), problem, self.tokens)


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
        facts = facts_by_sentence(material)
        chat = Chat(self._endpoint, self._clock, self._manner)
        waiting = deque(self._windows(context))
        total = sum(len(window.lines) for window in waiting)
        work = _Work({})
        done = unread = left_out = 0
        while waiting:
            window = waiting.popleft()
            alive = partial(progress, done / total) if progress is not None else _nobody
            try:
                said = self._ask(window, context, work, chat, alive)
            except TooLongError as error:
                if (halves := window.halves()) is not None:
                    waiting.extendleft(reversed(halves))
                    continue
                if unread + 1 == MOST_UNREAD:
                    return work.written(error.message)
                said = Said((), understood=False)
            except ModelError as error:
                return work.written(error.message)
            done += len(window.lines)
            unread = 0 if said.understood else unread + 1
            left_out += not said.understood
            if unread == MOST_UNREAD:
                break
            self._take(said, window, facts, context, work)
        return work.written(self._unread(left_out, stopped=bool(waiting)) if left_out else None)

    def estimate(self, context: Context) -> Estimate:
        """What `write` takes, counted roughly."""
        found = self._windows(context)
        there = sum(count_roughly(_text(window, context)) for window in found)
        return Estimate(len(found), there, sum(prompt.answer_tokens(window, context) for window in found))

    def dry_run(self, context: Context) -> str:
        """All that `write` would send, as text, and what it takes; nothing is sent."""
        found, rough = self._windows(context), self.estimate(context)
        where = self._endpoint.url if self._endpoint.is_local else f"{self._endpoint.host}, another computer"
        requests = "1 request" if len(found) == 1 else f"{len(found)} requests"
        head = (
            f"{self._endpoint.model} at {where}: {requests}, about {rough.prompt_tokens:,} tokens there and"
            f" {rough.completion_tokens:,} back."
        )
        return "\n\n".join([head, *(f"# Request {n}\n{_text(one, context)}" for n, one in enumerate(found, 1))])

    def _windows(self, context: Context) -> list[Window]:
        return windows(context, prompt.window_tokens(self._endpoint.context_tokens))

    def _ask(self, window: Window, context: Context, work: _Work, chat: Chat, alive: Alive) -> Said:
        """What the model says about a window; what can't be read is asked for again, in a looser form each time."""
        rest = self._endpoint.context_tokens - prompt.OVERHEAD_TOKENS - window.tokens
        most = min(rest, 2 * prompt.answer_tokens(window, context))
        asked = prompt.messages(window, context)
        while True:
            reply = chat.complete(asked, prompt.SCHEMA, most_tokens=most, alive=alive)
            if reply.tokens is not None:
                work.tokens = (work.tokens or 0) + reply.tokens
            said = read_reply(reply.text)
            thinks = reply.cut and most < rest and not reply.text.lstrip().startswith(("{", "["))
            if said.understood:
                self._manner = chat.manner
            if said.understood or (reply.cut and not thinks):
                return said
            if thinks:
                most = rest  # it thought aloud before it answered
            elif not chat.loosen():
                return said

    def _take(
        self, said: Said, window: Window, facts: Mapping[int, Sequence[Fact]], context: Context, work: _Work
    ) -> None:
        work.malformed += said.malformed
        for one in said.proposals[: 2 * prompt.MOST]:
            key = plain_words(one.question), plain_words(one.answer)
            if work.cards.get(key) is not None:
                continue
            found = supported(one, window, context)
            about = facts.get(found.sentence.index, ()) if found is not None else ()
            work.cards[key] = card_of(one.question, found, about, context) if found is not None else None

    def _unread(self, left_out: int, *, stopped: bool) -> str:
        parts = "1 part" if left_out == 1 else f"{left_out} parts"
        rest = " so the rest was not asked about:" if stopped else ""
        return f"What {self._endpoint.model} said about {parts} of the article can't be read,{rest} try a larger model."


def _text(window: Window, context: Context) -> str:
    return "\n\n".join(f"{one['role']}: {one['content']}" for one in prompt.messages(window, context))


def _nobody() -> None:
    """Nobody waits, and so nobody stops."""

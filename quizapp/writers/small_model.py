"""A small model that asks questions on this computer: SmolLM2-135M-Instruct with an adapter, run by llama.cpp.

Costs: loading takes two seconds. A question takes a core 0.2 to 0.6 seconds, by the machine; prompts that begin alike
and follow each other (answers in one sentence, in the order of the text) take about two thirds of that. Memory, with
two threads: 220 MB beside the rest of the program, however much is asked. Both runners read one file of 150 MB, which
programs that add up what each has mapped count twice.
"""

from __future__ import annotations

import http.client
import json
import math
import queue
import secrets
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from quizapp.errors import SetupError
from quizapp.writers.adapter_file import check_adapter
from quizapp.writers.merged_model import merged_model
from quizapp.writers.packaged import TO_INSTALL, packaged_model, shipped_adapter
from quizapp.writers.proposals import Proposal

if TYPE_CHECKING:
    from quizapp.generator.progress import Progress

NOTHING = Proposal("", -math.inf)
"""The answer to a prompt that is too long, or that the model finds no end of a question for."""

_CONTEXT_TOKENS = 512
_QUESTION_TOKENS = 48
_LONGEST_PROMPT = 4 * _CONTEXT_TOKENS
"""Characters; what has more is not even counted in tokens."""
_ALIKE = 0.4
"""The least share of a prompt with which the one before begins too, for the two to be asked one after the other."""
_TOGETHER = 8
"""The most prompts that are asked one after the other by one thread, before the progress is told."""
_GREEDY = {"temperature": 0, "samplers": ["temperature"], "n_probs": 1, "n_predict": _QUESTION_TOKENS}


def open_small_model(adapter: Path | None = None, *, threads: int = 2) -> SmallModel:
    """The packaged model with ``adapter``, by default the one that is shipped, to work with so many threads.

    Raises `SetupError` where the model or what runs it is not installed, the adapter is missing or damaged, or there
    is no room for temporary files.
    """
    model = packaged_model()
    path = adapter if adapter is not None else shipped_adapter()
    check_adapter(path, model)
    key = secrets.token_urlsafe()
    settings = [_settings(key) for _ in range(threads)]
    with merged_model(model, path) as whole:
        return SmallModel([_open_server(one, whole, path) for one in settings], key)


class SmallModel:
    """Asks questions for prompts. Equal prompts in an equal order get equal questions and scores, by any threads.

    Several threads may use one model; it works for one of them at a time.
    """

    def __init__(self, servers: Sequence[Any], key: str) -> None:
        """``servers``: llama.cpp with the model, one for each thread; ``key`` opens what they serve on loopback."""
        self._first = servers[0]
        self._key = key
        self._size = len(servers)
        self._free: queue.SimpleQueue[Any] = queue.SimpleQueue()
        for server in servers:
            self._free.put(server)
        self._working = threading.Lock()

    def ask(self, prompts: Sequence[str], progress: Progress | None = None) -> list[Proposal]:
        """The likeliest question for each of ``prompts``, in their order; `NOTHING` where there is none."""
        proposals = [NOTHING] * len(prompts)
        stop = threading.Event()
        with self._working, ThreadPoolExecutor(self._size) as pool:
            asked = {pool.submit(self._ask_in_turn, prompts[at], stop): at for at in alike(prompts)}
            try:
                for done in _told(asked, progress):
                    proposals[asked[done]] = done.result()
            finally:
                stop.set()
                for left in asked:
                    left.cancel()
        return proposals

    def score(self, prompt: str, question: str) -> float:
        """The score that ``question`` would have as an answer to ``prompt``: as slow as asking, and one at a time."""
        with self._working, self._server() as server:
            tokens = self._tokens(f" {question}")
            grammar = "root ::= " + " ".join(f"<[{token}]>" for token in tokens)
            forced = _complete(server, prompt, keep=False, grammar=grammar, n_predict=len(tokens) + 1)
        return NOTHING.score if forced is None else _mean(forced["logprobs"]["content"])

    def _ask_in_turn(self, prompts: Sequence[str], stop: threading.Event) -> list[Proposal]:
        """One after the other, each going on from what is like the one before; the first from nothing."""
        proposals = []
        with self._server() as server:
            for number, prompt in enumerate(prompts):
                if stop.is_set():
                    break
                proposals.append(_proposal(_complete(server, prompt, keep=number > 0)))
        return proposals

    @contextmanager
    def _server(self) -> Iterator[Any]:
        server = self._free.get()
        try:
            yield server
        finally:
            self._free.put(server)

    def _tokens(self, text: str) -> list[int]:
        """The numbers of the tokens of ``text``, which llama.cpp tells by HTTP alone."""
        address = urlsplit(self._first.listening_address)
        connection = http.client.HTTPConnection(address.hostname or "", address.port)
        try:
            body = json.dumps({"content": text, "add_special": False})
            connection.request("POST", "/tokenize", body, {"Authorization": f"Bearer {self._key}"})
            return [int(token) for token in json.loads(connection.getresponse().read())["tokens"]]
        finally:
            connection.close()


def alike(prompts: Sequence[str]) -> list[slice]:
    """Runs of prompts, `_TOGETHER` at the most, each of which begins much like the one before."""
    starts = [0] if prompts else []
    for at in range(1, len(prompts)):
        beginning = prompts[at][: math.ceil(_ALIKE * len(prompts[at]))]
        if at - starts[-1] == _TOGETHER or not prompts[at - 1].startswith(beginning):
            starts.append(at)
    return [slice(start, end) for start, end in pairwise([*starts, len(prompts)])]


def _told(asked: Mapping[Future[list[Proposal]], slice], progress: Progress | None) -> Iterator[Future[list[Proposal]]]:
    """The runs as they are done, each told to ``progress``."""
    total, done = max((at.stop for at in asked.values()), default=0), 0
    for future in as_completed(asked):
        yield future
        done += asked[future].stop - asked[future].start
        if progress is not None:
            progress(done / total)


def _settings(key: str) -> Any:
    """llama.cpp's settings for a server that works by itself."""
    try:
        from xllamacpp import CommonParams

        params = CommonParams()
        params.n_ctx, params.n_parallel, params.fit_params = _CONTEXT_TOKENS, 1, False
        params.n_batch = params.n_ubatch = _CONTEXT_TOKENS // 4
        # One thread a server: threads that share a question wait for each other at every layer, long on a busy machine.
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = params.n_threads_http = 1
        params.cache_ram_mib, params.cache_idle_slots, params.n_ctx_checkpoints = 0, False, 0
        params.api_keys, params.ui, params.endpoint_slots, params.warmup = [key], False, False, False
        params.verbosity = -1
        return params
    except ImportError as error:
        raise SetupError(f"What runs the small model is not installed: {TO_INSTALL}.") from error
    except (AttributeError, TypeError) as error:
        raise _of_another_version() from error


def _open_server(params: Any, model: Path, adapter: Path) -> Any:
    """llama.cpp with ``model``, made with ``adapter``: it has worked once, as one dropped before hangs."""
    try:
        from xllamacpp import Server

        params.model.path = str(model)
        server = Server(params)
        _complete(server, "Question:", keep=False, n_predict=1)
        return server
    except (AttributeError, TypeError) as error:
        raise _of_another_version() from error
    except RuntimeError as error:
        raise SetupError(
            f"The small model could not be loaded with the adapter {adapter}: install both again ({TO_INSTALL})."
        ) from error


def _of_another_version() -> SetupError:
    return SetupError(f"What runs the small model is of another version than is needed: {TO_INSTALL}.")


def _complete(server: Any, prompt: str, *, keep: bool, **given: object) -> Mapping[str, Any] | None:
    """How the model goes on; None where it says nothing, or the prompt is too long for it.

    ``keep``: whether to go on from the beginning that the prompt shares with the one before.
    """
    if not prompt or len(prompt) > _LONGEST_PROMPT:
        return None
    text = prompt.encode(errors="replace").decode()
    answer = server.handle_completions({**_GREEDY, "prompt": text, "cache_prompt": keep, **given})
    choices = answer.get("choices") or [{}]
    return choices[0] if choices[0].get("logprobs") else None


def _proposal(completion: Mapping[str, Any] | None) -> Proposal:
    if completion is None or completion["finish_reason"] != "stop" or not completion["text"].strip():
        return NOTHING
    return Proposal(" ".join(completion["text"].split()), _mean(completion["logprobs"]["content"]))


def _mean(tokens: Sequence[Mapping[str, Any]]) -> float:
    return math.fsum(float(token["logprob"]) for token in tokens) / len(tokens)

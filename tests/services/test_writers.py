"""Who words the cards: what is chosen, what can't be, and what leaves this computer."""

import json
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from quizapp.config import WriterSettings, read_settings, read_writer_settings
from quizapp.errors import InputError, QuizError, SetupError
from quizapp.generator.candidates import Context, Writer
from quizapp.generator.rules import rules
from quizapp.services import writers
from quizapp.services.writers import WriterChoice, choose_writers, chosen_writers, make_writers, parse_writers
from quizapp.writers.endpoint import Endpoint
from quizapp.writers.packaged import is_installed, shipped_adapter
from tests.scripted import ScriptedWriter

HERE, THERE, KEY = "http://127.0.0.1:8080/v1", "https://api.example.org/v1", "sk-not-to-be-seen"
SET = {"QUIZAPP_MODEL_URL": THERE, "QUIZAPP_MODEL": "large", "QUIZAPP_MODEL_KEY": KEY}

LONG = {**SET, "QUIZAPP_MODEL_CONTEXT": "8192"}
ASKED = {**SET, "QUIZAPP_WRITERS": "endpoint"}


@pytest.mark.parametrize(
    ("text", "environ", "model", "choice"),
    [
        (None, {}, None, WriterChoice()),
        (None, {"QUIZAPP_WRITERS": "neural"}, None, WriterChoice(("neural",))),
        ("rules", SET, None, WriterChoice()),
        ("rules", {"QUIZAPP_MODEL_URL": "no address", "QUIZAPP_MODEL": "a\nb"}, None, WriterChoice()),
        (None, {**SET, "QUIZAPP_MODEL_KEY": f"{KEY} {KEY}"}, None, WriterChoice()),
        (None, {**SET, "QUIZAPP_MODEL_CONTEXT": "8k"}, None, WriterChoice()),
        ("neural,rules", {}, None, WriterChoice(("neural", "rules"))),
        ("endpoint", SET, None, WriterChoice(("endpoint",), Endpoint(THERE, "large", KEY))),
        ("endpoint", SET, "small", WriterChoice(("endpoint",), Endpoint(THERE, "small", KEY))),
        (f"rules,{HERE}", {}, "small", WriterChoice(("rules", "endpoint"), Endpoint(HERE, "small"))),
        (HERE, {"QUIZAPP_MODEL": "small"}, None, WriterChoice(("endpoint",), Endpoint(HERE, "small"))),
        (HERE, SET, None, WriterChoice(("endpoint",), Endpoint(HERE, "large"))),
        (HERE, LONG, None, WriterChoice(("endpoint",), Endpoint(HERE, "large", context_tokens=8192))),
        (HERE, LONG, "small", WriterChoice(("endpoint",), Endpoint(HERE, "small"))),
        (
            None,
            {"QUIZAPP_WRITERS": f"rules,{HERE}", "QUIZAPP_MODEL": "small"},
            None,
            WriterChoice(("rules", "endpoint"), Endpoint(HERE, "small")),
        ),
    ],
)
def test_a_choice(text: str | None, environ: dict[str, str], model: str | None, choice: WriterChoice) -> None:
    assert parse_writers(text, read_writer_settings(environ), model=model) == choice


@pytest.mark.parametrize(
    ("text", "environ", "model", "error", "says"),
    [
        ("magic", {}, None, InputError, "there is no writer 'magic'"),
        ("rules,rules", {}, None, InputError, "more than one rules"),
        ("endpoint", {}, None, SetupError, "QUIZAPP_MODEL_URL: set the address"),
        ("endpoint", {"QUIZAPP_MODEL_URL": HERE}, None, SetupError, "QUIZAPP_MODEL: set the name of the model"),
        (f"rules,{HERE}", {}, None, SetupError, "QUIZAPP_MODEL: set the name of the model"),
        ("http://0.0.0.0:8080", {}, "small", SetupError, "--writers: 'http://0.0.0.0:8080' is where a server listens"),
        ("https://me:secret@example.org", {}, "small", SetupError, "--writers: The model's address has a name or"),
        (HERE, {}, " ", SetupError, "--model: write the name"),
        (HERE, {}, "rules", SetupError, "--model: 'rules' is the name of another writer"),
        (HERE, {"QUIZAPP_MODEL": "Markdown"}, None, SetupError, "QUIZAPP_MODEL: 'Markdown' is the name of"),
        (None, {"QUIZAPP_WRITERS": "magic"}, None, SetupError, "QUIZAPP_WRITERS: there is no writer 'magic'"),
        (None, {**ASKED, "QUIZAPP_MODEL_URL": "example.org"}, None, SetupError, "QUIZAPP_MODEL_URL: The model's"),
        (None, {**ASKED, "QUIZAPP_MODEL": "a\nb"}, None, SetupError, "QUIZAPP_MODEL: The model's name"),
        (None, {**ASKED, "QUIZAPP_MODEL_KEY": f"{KEY} {KEY}"}, None, SetupError, "QUIZAPP_MODEL_KEY: The model's key"),
        (None, {**ASKED, "QUIZAPP_MODEL_URL": "http://example.org"}, None, SetupError, "use an https:// address"),
        *(
            (None, {**ASKED, "QUIZAPP_MODEL_CONTEXT": tokens}, None, SetupError, "QUIZAPP_MODEL_CONTEXT: The model's")
            for tokens in ("8k", "8,192", "0", "1023", "1000001", "-1", "4096.0")
        ),
    ],
)
def test_what_can_t_be_chosen_says_where_it_was_written(
    text: str | None, environ: dict[str, str], model: str | None, error: type[QuizError], says: str
) -> None:
    with pytest.raises(error) as raised:
        parse_writers(text, read_writer_settings(environ), model=model)
    assert says in raised.value.message
    assert "secret" not in raised.value.message
    assert KEY not in raised.value.message


@pytest.mark.parametrize(
    ("settings", "notice"),
    [
        (WriterSettings(("rules", "neural")), "stays on this computer"),
        (WriterSettings(("rules",), THERE, "large"), None),
        (WriterSettings(("rules", "endpoint"), HERE, "small"), "goes only to a server on this computer"),
        (WriterSettings(("endpoint",), HERE, "large:cloud"), "goes to the cloud of the server at 127.0.0.1"),
        (WriterSettings(("endpoint",), THERE, "large"), "goes to api.example.org"),
        (WriterSettings(("endpoint",), "http://192.168.1.20:11434", "m"), "goes to 192.168.1.20"),
    ],
)
def test_what_leaves_this_computer_is_said(settings: WriterSettings, notice: str | None) -> None:
    assert choose_writers(settings).notice == (notice and f"The text {notice}.")


@pytest.mark.parametrize(
    ("settings", "words", "tokens"),
    [
        (WriterSettings(("rules", "neural")), 600, None),
        (WriterSettings(("rules",), HERE, "small"), 600, None),
        (WriterSettings(("rules", "endpoint"), HERE, "small"), 600, 3_900),
        (WriterSettings(("endpoint",), HERE, "small"), 60_000, 350_000),
    ],
)
def test_the_tokens_that_an_article_takes_are_told_before(
    settings: WriterSettings, words: int, tokens: int | None
) -> None:
    assert choose_writers(settings).tokens("words " * words) == tokens


def test_a_job_is_given_the_choice_without_the_key_and_finds_its_own(tmp_path) -> None:
    settings = read_settings({"QUIZAPP_DATA": str(tmp_path), **SET})
    choice = parse_writers("rules,endpoint", read_writer_settings(LONG))
    written = json.dumps(choice.to_json())
    assert KEY not in written
    assert chosen_writers(settings, json.loads(written)) == choice
    assert chosen_writers(settings) == WriterChoice()
    elsewhere = WriterChoice(("endpoint",), Endpoint(HERE, "small"))
    assert chosen_writers(settings, elsewhere.to_json()) == elsewhere
    keyless = replace(settings, writers=WriterSettings())
    assert chosen_writers(keyless, json.loads(written)).endpoint == Endpoint(THERE, "large", context_tokens=8192)


def test_a_choice_is_sent_to_other_processes_and_shows_no_key() -> None:
    choice = parse_writers("rules,endpoint", read_writer_settings(SET))
    assert pickle.loads(pickle.dumps(choice)) == choice
    assert choice.endpoint is not None
    assert choice.endpoint.key == KEY
    assert KEY not in f"{choice} {choice!r}"


NEURAL = ScriptedWriter("neural")
MISSING = "The small model is not installed: run make run EXTRAS=neural."


@pytest.fixture
def can_make(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Says which writers can be made ready."""

    def say(ready: str) -> None:
        def make(name: str, choice: WriterChoice) -> Writer:
            if name not in ready.split(","):
                raise SetupError(MISSING)
            return {"rules": rules, "neural": NEURAL}[name]

        monkeypatch.setattr(writers, "_make", make)

    return say


@pytest.mark.parametrize(
    ("asked", "ready", "made"),
    [
        ("rules", "rules", [("rules", None)]),
        ("neural,rules", "rules,neural", [("neural", None), ("rules", None)]),
        ("neural,rules", "rules", [("neural", MISSING), ("rules", None)]),
        (f"rules,{HERE},neural", "neural", [("rules", MISSING), ("large", MISSING), ("neural", None)]),
    ],
)
def test_a_writer_that_can_t_write_says_so_beside_those_that_can(
    can_make: Callable[[str], None], asked: str, ready: str, made: list[tuple[str, str | None]]
) -> None:
    can_make(ready)
    found = make_writers(parse_writers(asked, WriterSettings(), model="large" if HERE in asked else None))
    assert [one.name for one in found] == [name for name, _ in made]
    context = cast(Context, SimpleNamespace(parsed=SimpleNamespace(article=SimpleNamespace(text=""))))
    assert [one.write((), context, None).problem for one in found] == [problem for _, problem in made]


@pytest.mark.skipif(not is_installed(), reason="the small model is not installed")
def test_with_a_damaged_adapter_the_rules_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    adapter = tmp_path / "question-writer-q8_0.gguf"
    adapter.write_bytes(shipped_adapter().read_bytes()[:-1_000])
    monkeypatch.setattr("quizapp.writers.small_model.shipped_adapter", lambda: adapter)
    monkeypatch.setattr(writers, "_small_model", writers._small_model.__wrapped__)
    first, second = make_writers(WriterChoice(("rules", "neural")))
    assert first is rules
    assert "is damaged" in (second.write((), cast(Context, None), None).problem or "")


def test_where_none_can_write_it_is_an_error(can_make: Callable[[str], None]) -> None:
    can_make("rules")
    with pytest.raises(SetupError, match="make run EXTRAS=neural"):
        make_writers(WriterChoice(("neural",)))


def test_a_server_that_one_article_got_to_know_is_known_for_the_next() -> None:
    first, again, other = (
        make_writers(WriterChoice(("endpoint",), Endpoint(HERE, model)))[0] for model in ("small", "small", "large")
    )
    assert first is again
    assert (first.name, other.name) == ("small", "large")

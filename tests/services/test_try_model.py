"""What a person is told of a model that is tried."""

import pytest

from quizapp.services import try_model as service
from quizapp.services.try_model import try_model
from quizapp.writers.endpoint.chat import ModelError
from tests.writers.scripted import failed, http, said, serving

ASKED = "When was the mill built?"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (said({"question": ASKED}), f"“{ASKED}”"),
        (said(f'Sure!\n```json\n{{"question": "{ASKED}"}}\n```'), f"“{ASKED}”"),
        (said("In\u202e 1891."), "but not as it was asked: “In 1891.”. Few of its cards will do."),
        (said(""), "but not as it was asked, with nothing. Few of its cards will do."),
        (said({"question": ["no"]}), "but not as it was asked"),
        (said({"question": "so " * 1000}), "so s…”"),
    ],
)
def test_what_it_says_is_shown(answer, told):
    with serving(answer) as server:
        line = try_model(server.endpoint("sk-1"), now=lambda: 1.0)
    assert line.startswith("parrot answered in 0.0 s")
    assert told in line
    assert len(line) < 320
    assert "Harrow Ford" in str(server.asked[0].json)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (failed(401, "no such key sk-1"), "refused the key"),
        (http(200, "<html>hello</html>", "text/html"), "gave a web page in place of a model's answer"),
    ],
)
def test_what_is_wrong_is_said_without_the_key(answer, told):
    with serving(answer) as server, pytest.raises(ModelError, match=told) as error:
        try_model(server.endpoint("sk-1"))
    assert "sk-1" not in error.value.message


def says_nothing(asked, connection):
    connection.settimeout(5)
    connection.recv(1)  # until the other end hangs up
    return b""


def test_it_waits_no_longer_than_a_person_would(monkeypatch):
    monkeypatch.setattr(service, "SECONDS", 0.2)
    with serving(says_nothing) as server, pytest.raises(ModelError, match=r"no answer within 0\.2 seconds"):
        try_model(server.endpoint())
    with serving(failed(503)) as server, pytest.raises(ModelError, match="has a fault at the moment"):
        try_model(server.endpoint())

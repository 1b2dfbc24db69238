"""Waiting for a model: how long, how often it is asked again, and that it ends when the person has had enough."""

import contextlib
import socket
import time

import pytest

from quizapp.writers.endpoint import Endpoint
from quizapp.writers.endpoint.chat import Chat, ModelError
from tests.writers.scripted import Asked, Say, Watch, complete, failed, said, says_nothing, serving


def test_a_server_that_is_down_is_tried_twice() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    watch = Watch()
    with pytest.raises(ModelError, match=f"http://127.0.0.1:{port}/v1 can't be reached: check that the model's server"):
        complete(Chat(Endpoint(f"http://127.0.0.1:{port}", "parrot"), watch.clock()))
    assert watch.at == pytest.approx(1)


def test_a_slow_answer_has_an_end() -> None:
    with serving(says_nothing) as server, pytest.raises(ModelError, match=r"parrot took longer than 0\.3 seconds"):
        complete(Chat(server.endpoint(seconds=0.3), Watch().clock()))
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("script", "seconds", "requests", "says"),
    [
        (failed(503), 4, 3, "has a fault at the moment"),
        (failed(429, Retry_After="50"), 60, 2, "asked too often"),
        (failed(429, Retry_After="60"), 60, 1, "asked too often"),
        (failed(429, Retry_After="61"), 600, 1, "asked too often"),
        (b"", 2.5, 2, "broke off its answer"),
    ],
)
def test_all_tries_together_have_the_time_of_one_answer(script: Say, seconds: float, requests: int, says: str) -> None:
    watch = Watch()
    with serving(script) as server, pytest.raises(ModelError, match=says):
        complete(Chat(server.endpoint(seconds=seconds), watch.clock()))
    assert len(server.asked) == requests
    assert watch.at < seconds


@pytest.mark.parametrize("script", [said("[]"), failed(401), failed(500), b"", says_nothing])
def test_what_reaches_a_server_was_sent(script: Say) -> None:
    with serving(script) as server, contextlib.suppress(ModelError):
        chat = Chat(server.endpoint(seconds=0.3), Watch().clock())
        complete(chat)
    assert chat.has_sent


def test_what_reaches_none_was_not() -> None:
    with serving(said("[]")) as server:
        speaks_no_tls = Chat(Endpoint(f"https://127.0.0.1:{server.port}", "parrot", seconds=0.5), Watch().clock())
        with pytest.raises(ModelError):
            complete(speaks_no_tls)
    is_down = Chat(server.endpoint(), Watch().clock())
    with pytest.raises(ModelError):
        complete(is_down)
    assert (speaks_no_tls.has_sent, is_down.has_sent) == (False, False)


def _drips(asked: Asked, connection: socket.socket) -> bytes:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(100):
        connection.sendall(b" ")
        time.sleep(0.05)
    return b""


def test_an_answer_that_comes_in_drops_has_an_end() -> None:
    with serving(_drips) as server, pytest.raises(ModelError, match="took longer"):
        complete(Chat(server.endpoint(seconds=0.3), Watch().clock()))


class StoppedError(Exception):
    """The person has had enough."""


@pytest.mark.parametrize("script", [says_nothing, _drips, failed(429, Retry_After="50")])
def test_it_stops_when_told(script: Say) -> None:
    asked: list[None] = []

    def alive() -> None:
        asked.append(None)
        if len(asked) > 6:
            raise StoppedError

    watch = Watch()
    with serving(script) as server, pytest.raises(StoppedError):
        complete(Chat(server.endpoint(seconds=60), watch.clock()), alive)
    assert watch.at < 1

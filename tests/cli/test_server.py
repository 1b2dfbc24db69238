"""The server, asked through sockets."""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from typing import Any, NamedTuple

import pytest

from quizapp.cli.server import CONNECTIONS, REQUESTS, make_server

Connect = Callable[[], socket.socket]
LARGE = 64 * 1024 * 1024


class Site:
    """Answers with what was sent; of ``/wait`` when it is told to go on, of ``/large`` with many parts."""

    def __init__(self) -> None:
        self.waiting = threading.Semaphore(0)
        self.goes_on = threading.Event()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path, body = environ["PATH_INFO"], environ["wsgi.input"].read()
        if path == "/wait":
            self.waiting.release()
            assert self.goes_on.wait(20)
        if path == "/broken":
            raise LookupError("no such page")
        parts = (
            [b"x" * 1024 * 1024] * 64
            if path == "/large"
            else [path.encode() + b" " + body + environ.get("HTTP_COOKIE", "").encode()]
        )
        start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(sum(map(len, parts))))])
        return parts if environ["REQUEST_METHOD"] != "HEAD" else []


class Served(NamedTuple):
    """A server that runs, and what connects to it."""

    server: Any
    connect: Connect


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def served(site: Site) -> Iterator[Served]:
    with ExitStack() as stack:
        listening = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        server, address = make_server(site, listening), listening.getsockname()
        running = threading.Thread(target=server.run)
        running.start()
        yield Served(server, lambda: stack.enter_context(socket.create_connection(address, timeout=20)))
        site.goes_on.set()
        server.trigger.pull_trigger(server.close)
        running.join(20)


@pytest.fixture
def connect(served: Served) -> Connect:
    return served.connect


def send(connection: socket.socket, path: str, body: bytes = b"", *, method: str = "POST", head: str = "") -> None:
    start = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n{head}\r\n"
    connection.sendall(start.encode() + body)


def answer(connection: socket.socket, *, has_body: bool = True) -> tuple[int, bytes]:
    """Status and body of the next answer."""
    with closing(connection.makefile("rb", buffering=0)) as file:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            one = file.read(1)
            assert one, head
            head += one
        length = int(head.lower().partition(b"content-length: ")[2].split()[0])
        body = b""
        while has_body and len(body) < length:
            body += file.read(length - len(body))
        return int(head.split()[1]), body


def test_one_connection_has_each_request_answered_in_turn(connect: Connect) -> None:
    connection = connect()
    for body in (b"", b"a", b"b" * 500_000):
        send(connection, "/echo", body)
        assert answer(connection) == (200, b"/echo " + body)
    send(connection, "/echo", method="HEAD")
    assert answer(connection, has_body=False) == (200, b"")
    for path in ("/1", "/2", "/3"):
        send(connection, path)
    assert [answer(connection)[1] for _ in range(3)] == [b"/1 ", b"/2 ", b"/3 "]


def test_a_head_that_came_before_is_taken_for_what_it_says(connect: Connect) -> None:
    one, other = connect(), connect()
    for connection in (one, one, other):
        for cookie, body in (("a=1", b"x"), ("a=2", b"y"), ("a=1", b"z")):
            send(connection, "/cookie", body, head=f"Cookie: {cookie}\r\n")
            assert answer(connection) == (200, b"/cookie " + body + cookie.encode())
    for _ in range(2):
        one.sendall(b"POST /many HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")
        assert answer(one) == (200, b"/many ok")
        send(odd := connect(), "/a", head="Content-Length: x\r\n")
        assert answer(odd)[0] == 400


def test_a_body_is_asked_for_where_the_client_waits_for_that(connect: Connect) -> None:
    connection = connect()
    connection.sendall(b"POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
    assert connection.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"
    connection.sendall(b"ok")
    assert answer(connection) == (200, b"/a ok")


def test_one_that_takes_long_holds_up_no_other(site: Site, connect: Connect) -> None:
    slow, quick = connect(), connect()
    send(slow, "/wait")
    assert site.waiting.acquire(timeout=20)
    send(quick, "/quick")
    assert answer(quick) == (200, b"/quick ")
    site.goes_on.set()
    assert answer(slow) == (200, b"/wait ")


def test_no_more_than_so_many_are_answered_at_once(site: Site, connect: Connect) -> None:
    connections = [connect() for _ in range(REQUESTS + 2)]
    for connection in connections:
        send(connection, "/wait")
    for _ in range(REQUESTS):
        assert site.waiting.acquire(timeout=20)
    assert not site.waiting.acquire(timeout=0.2)
    site.goes_on.set()
    assert [answer(connection)[0] for connection in connections] == [200] * (REQUESTS + 2)


def test_a_long_answer_comes_whole_however_late_it_is_read(connect: Connect) -> None:
    connection, other = connect(), connect()
    send(connection, "/large")
    send(other, "/quick")
    assert answer(other) == (200, b"/quick ")
    status, body = answer(connection)
    assert (status, len(body)) == (200, LARGE)


@pytest.mark.parametrize("sent", [b"", b"POST /a HTTP/1.1\r\nContent-Le", b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n"])
def test_one_that_goes_away_leaves_nothing_behind(connect: Connect, sent: bytes) -> None:
    before = threading.active_count()
    for _ in range(3):
        connection = connect()
        connection.sendall(sent)
        connection.close()
    send(last := connect(), "/quick", head="Connection: close\r\n")
    assert answer(last)[0] == 200
    for thread in threading.enumerate():
        if "_talk" in thread.name:
            thread.join(20)
    assert threading.active_count() <= before


def test_a_connection_through_which_nothing_comes_is_closed(served: Served) -> None:
    served.server.adj.channel_timeout = 0.2
    assert served.connect().recv(1) == b""
    (connection := served.connect()).sendall(b"POST /a HTTP/1.1\r\nContent-Le")
    assert connection.recv(1) == b""


def test_one_connection_too_many_waits_for_another_to_end(connect: Connect) -> None:
    first, *_ = [connect() for _ in range(CONNECTIONS)]
    send(late := connect(), "/late")
    late.settimeout(0.2)
    with pytest.raises(TimeoutError):
        late.recv(1)
    first.close()
    late.settimeout(20)
    assert answer(late) == (200, b"/late ")


@pytest.mark.parametrize(("sent", "status"), [(b"nonsense\r\n\r\n", 400), (b"GET / HTTP/1.1\r\n: a\r\n\r\n", 400)])
def test_what_is_no_request_is_refused(connect: Connect, sent: bytes, status: int) -> None:
    connection = connect()
    connection.sendall(sent)
    assert answer(connection)[0] == status


def test_an_error_is_told_and_the_next_is_answered(connect: Connect) -> None:
    send(broken := connect(), "/broken")
    assert answer(broken)[0] == 500
    send(connection := connect(), "/quick")
    assert answer(connection)[0] == 200


def test_what_is_being_answered_is_waited_for_in_the_end(site: Site, served: Served) -> None:
    send(connection := served.connect(), "/wait")
    assert site.waiting.acquire(timeout=20)
    ends = threading.Thread(target=served.server.task_dispatcher.shutdown)
    ends.start()
    ends.join(0.2)
    assert ends.is_alive()
    site.goes_on.set()
    ends.join(20)
    assert not ends.is_alive()
    assert answer(connection) == (200, b"/wait ")

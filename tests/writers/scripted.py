"""A server on loopback that answers as a test's script says, and keeps what it was asked."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from quizapp.writers.endpoint import Endpoint
from quizapp.writers.endpoint.chat import Chat, Clock, Reply

SCHEMA: dict[str, Any] = {"type": "object"}
ASKED = [{"role": "user", "content": "Say “cards”."}]


@dataclass(frozen=True)
class Asked:
    """A request: its first line, its headers in lower case, and the JSON that it holds."""

    line: str
    headers: dict[str, str]
    json: Any


Say = bytes | Callable[[Asked, socket.socket], bytes]
"""The bytes of an answer, or what makes them; a function may also send some itself."""


@dataclass
class Server:
    """Where it listens and what it was asked. It says its script in order, the last part again and again."""

    port: int
    asked: list[Asked] = field(default_factory=list)

    def endpoint(self, key: str | None = None, **limits: Any) -> Endpoint:
        """The endpoint that it is."""
        return Endpoint(f"http://127.0.0.1:{self.port}", "parrot", key, **limits)


@dataclass
class Watch:
    """A clock that goes on only when somebody sleeps by it."""

    at: float = 0.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> Clock:
        return Clock(now=lambda: self.at, sleep=self._sleep, today=lambda: 1_000.0 + self.at, chance=lambda: 1.0)

    def _sleep(self, seconds: float) -> None:
        self.at += seconds
        self.slept.append(seconds)


def patient() -> Clock:
    """A clock by which pauses take no time."""
    return Watch().clock()


def nobody() -> None:
    """Nobody has stopped it."""


def complete(chat: Chat, alive: Callable[[], None] = nobody) -> Reply:
    """What a model says to `ASKED`."""
    return chat.complete(ASKED, SCHEMA, most_tokens=500, alive=alive)


def http(status: int, body: bytes | str, kind: str = "application/json", **headers: str) -> bytes:
    """An answer in full; underscores in the names of headers are hyphens."""
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} Said", f"Content-Type: {kind}", f"Content-Length: {len(data)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + data


def said(content: object, finish: str = "stop", **more: object) -> bytes:
    """A model's answer; what is no text is said as JSON."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": text}}
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    return http(200, json.dumps({"choices": [choice], "usage": usage, **more}))


def failed(status: int, message: str = "", **headers: str) -> bytes:
    """An error as these servers tell it."""
    return http(status, json.dumps({"error": {"message": message, "type": "error"}}), **headers)


def says_nothing(asked: Asked, connection: socket.socket) -> bytes:
    """No answer until the other end hangs up."""
    connection.settimeout(5)
    connection.recv(1)
    return b""


@contextlib.contextmanager
def serving(script: Sequence[Say] | Say) -> Iterator[Server]:
    """The server, from when it listens until all its answers are given."""
    steps = [script] if isinstance(script, bytes) or callable(script) else list(script)
    listener = socket.create_server(("127.0.0.1", 0))
    server = Server(listener.getsockname()[1])
    stopped = threading.Event()

    def answer(connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            asked = _read(connection)
            if asked is None:
                return
            server.asked.append(asked)
            step = steps[min(len(server.asked), len(steps)) - 1]
            connection.sendall(step if isinstance(step, bytes) else step(asked, connection))

    def accept() -> None:
        while not stopped.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            answer(connection)

    thread = threading.Thread(target=accept)
    thread.start()
    try:
        yield server
    finally:
        stopped.set()
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", server.port), timeout=1):
            pass
        listener.close()
        thread.join(timeout=10)


def _read(connection: socket.socket) -> Asked | None:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65_536)
        if not piece:
            return None
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    line, *rest = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (one.partition(":") for one in rest)}
    while len(body) < int(headers.get("content-length", "0")):
        body += connection.recv(65_536)
    return Asked(line, headers, json.loads(body) if body else None)

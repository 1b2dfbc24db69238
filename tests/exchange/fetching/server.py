"""A server on loopback that says exactly what a test wants, and a network that leads every public address to it."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import httpcore

from quizapp.exchange.fetching.connecting import Network, connect_to

PUBLIC = "93.184.215.14"
"""An address that is public; no test reaches it."""
Say = Callable[[socket.socket, str], None]
"""Answers one request: given the connection and the request's head."""


@dataclass
class Told:
    """What the server was asked and where connections were wanted to."""

    port: int
    heads: list[str] = field(default_factory=list)
    reached: list[tuple[str, int]] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)

    def network(self, names: dict[str, Sequence[str]] | None = None, *, hosts: Sequence[str] = (PUBLIC,)) -> Network:
        """Names are what ``names`` says, all others ``hosts``; every connection ends at the server."""

        def resolve(host: str, port: int) -> Sequence[str]:
            self.looked_up.append(host)
            return (names or {}).get(host, hosts)

        def connect(address: str, port: int, seconds: float) -> httpcore.NetworkStream:
            self.reached.append((address, port))
            return connect_to("127.0.0.1", self.port, seconds)

        return Network(resolve=resolve, connect=connect)


@contextlib.contextmanager
def serving(say: Say | bytes) -> Iterator[Told]:
    """A server that answers each connection with these bytes, or as the function does."""
    listener = socket.create_server(("127.0.0.1", 0))
    told = Told(listener.getsockname()[1])
    stopped = threading.Event()

    def answer(connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                piece = connection.recv(65_536)
                if not piece:
                    return
                head += piece
                if head[:1] == b"\x16":  # a TLS greeting
                    break
            told.heads.append(head.decode("latin-1"))
            if isinstance(say, bytes):
                connection.sendall(say)
            else:
                say(connection, told.heads[-1])

    def accept() -> None:
        while not stopped.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        stopped.set()
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(2)


def answered(body: bytes = b"", *, status: str = "200 OK", **headers: str) -> bytes:
    """An answer with its length; header names have - for _."""
    known = {"Content_Type": "text/html; charset=utf-8", "Content_Length": str(len(body))} | headers
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in known.items() if value)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body

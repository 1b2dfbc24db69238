"""The server that shows the library: waitress, with a thread for each connection.

Waitress itself reads all requests in one thread and has others answer them. To wake another thread takes longer than to
read a request, so that here the thread that has read one answers it, too.
"""

import select
import socket
import threading
import time
from collections.abc import Callable
from typing import Any, ClassVar

import waitress
from waitress import wasyncore
from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.receiver import FixedStreamReceiver
from waitress.task import WSGITask

CONNECTIONS = 100
"""Connections that are open at once: a browser has six."""
REQUESTS = 8
"""Requests that are answered at once."""
_HEAD, _HEADS = 4096, 100
"""Bytes of a head that is kept once it is read, and how many are kept."""
_GRACE = 5.0
"""Seconds for which those that are being answered are waited for in the end."""


class _Turns:
    """Takes the place of waitress's own threads: lets each connection answer its request when it is its turn."""

    def __init__(self) -> None:
        self.connections = threading.Semaphore(CONNECTIONS)
        self.requests = threading.Semaphore(REQUESTS)

    def set_thread_count(self, count: int) -> None:
        """There are none."""

    def add_task(self, channel: "_Channel") -> None:
        """Note that a request has been read; its own thread answers it as soon as it has nothing else to do."""
        channel.is_asked = True

    def shutdown(self) -> None:
        """Let nothing more be answered, and wait for what is."""
        until = time.monotonic() + _GRACE
        for _ in range(REQUESTS):
            self.requests.acquire(timeout=max(0.0, until - time.monotonic()))


class _Answer(WSGITask):  # type: ignore[misc]
    wrote_header: bool

    def write(self, data: bytes) -> None:
        """Send the data; before the first the head, in the same packet where they are the whole body."""
        if data and not self.wrote_header and self.complete and self.has_body and len(data) == self.content_length:
            self.channel.write_soon(self.build_response_header() + data)
            self.wrote_header, self.content_bytes_written = True, len(data)
        else:
            super().write(data)


class _Parser(HTTPRequestParser):  # type: ignore[misc]
    """Reads a request, and a head only once: a browser sends the same again and again."""

    _kept: ClassVar[dict[bytes, dict[str, Any]]] = {}

    def parse_header(self, header_plus: bytes) -> None:
        """Take in the head of the request; raises waitress's errors for one that is none."""
        found = self._kept.get(header_plus)
        if found is None:
            before = set(vars(self))
            super().parse_header(header_plus)
            if len(header_plus) <= _HEAD and not self.chunked:
                if len(self._kept) >= _HEADS:
                    self._kept.clear()
                own = {name: value for name, value in vars(self).items() if name not in before | {"body_rcv"}}
                self._kept[header_plus] = own | {"headers": self.headers.copy()}
            return
        self.__dict__.update(found, headers=found["headers"].copy())
        if self.content_length > 0:
            self.body_rcv = FixedStreamReceiver(self.content_length, OverflowableBuffer(self.adj.inbuf_overflow))


class _Channel(HTTPChannel):  # type: ignore[misc]
    """One connection."""

    task_class = _Answer
    parser_class = _Parser
    is_asked = False

    def add_channel(self, map: dict[int, Any] | None = None) -> None:
        """Be one of the sockets in ``map``."""
        wasyncore.dispatcher.add_channel(self, map)

    def del_channel(self, map: dict[int, Any] | None = None) -> None:
        """Be none of them any more."""
        wasyncore.dispatcher.del_channel(self, map)

    def _flush_outbufs_below_high_watermark(self) -> None:
        while self.connected and self.total_outbufs_len > self.adj.outbuf_high_watermark:
            _, ready, _ = select.select((), (self.socket,), (), self.adj.channel_timeout)
            if not ready or self._flush_exception(self._flush_some)[1]:
                self.handle_close()


def make_server(app: Callable[..., Any], listening: socket.socket) -> Any:
    """A server that answers at ``listening`` once it is run."""
    turns = _Turns()
    server = waitress.create_server(app, sockets=[listening], ident=None, _dispatcher=turns)
    server.pull_trigger = _nobody_waits

    def connect(server: Any, connection: socket.socket, address: Any, settings: Any, map: object) -> None:
        turns.connections.acquire()
        threading.Thread(target=_talk, args=(turns, server, connection, address, settings), daemon=True).start()

    server.channel_class = connect
    return server


def _nobody_waits() -> None:
    pass


def _talk(turns: _Turns, server: Any, connection: socket.socket, address: Any, settings: Any) -> None:
    """Answer what comes through the connection until either side ends it, or nothing comes for too long."""
    alone: dict[int, Any] = {}
    try:
        channel = _Channel(server, connection, address, settings, map=alone)
        while alone:
            wasyncore.loop(settings.channel_timeout, map=alone, count=1)
            while channel.is_asked:
                channel.is_asked = False
                with turns.requests:
                    channel.service()
            if time.time() - channel.last_activity >= settings.channel_timeout:
                channel.handle_close()
    finally:
        for channel in list(alone.values()):
            channel.handle_close()
        turns.connections.release()

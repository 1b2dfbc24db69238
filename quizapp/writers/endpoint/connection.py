"""One request to an endpoint and its answer: nowhere else, within its time, and over when the person ends it."""

from __future__ import annotations

import json
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

import httpcore

if TYPE_CHECKING:
    from quizapp.writers.endpoint.address import Endpoint

Alive = Callable[[], None]
"""Asked again and again while something is waited for; what it raises ends the waiting."""

POLL_SECONDS = 0.1
CONNECT_SECONDS = 8.0
MAX_BYTES = 4_000_000
"""No answer that a request leaves room for is larger."""
_LOOPBACK = ("127.0.0.1", "::1")


class Failing(Enum):
    """Why a request has no answer."""

    DOWN = "down"
    SLOW = "slow"
    BROKEN = "broken"
    LARGE = "large"
    UNTRUSTED = "untrusted"


class UnansweredError(Exception):
    """A request that has no answer."""

    def __init__(self, why: Failing) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said, whatever its status: ``headers`` by their names in lower case, ``body`` unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(endpoint: Endpoint, path: str, payload: Mapping[str, object] | None, *, alive: Alive, seconds: float) -> Answer:
    """The answer to ``payload`` posted as JSON, or to a plain request without one. Redirects are not followed.

    `UnansweredError` for none within ``seconds``. What ``alive`` raises closes the connection.
    """
    headers = [("User-Agent", "quizapp"), ("Accept", "application/json"), ("Accept-Encoding", "identity")]
    if endpoint.key is not None:
        headers.append(("Authorization", f"Bearer {endpoint.key}"))
    if payload is not None:
        headers.append(("Content-Type", "application/json"))
    backend = _Backend(time.monotonic() + seconds, alive)
    content = None if payload is None else json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace")
    try:
        with (
            httpcore.ConnectionPool(network_backend=backend, retries=0, max_connections=1) as pool,
            pool.stream(
                "GET" if payload is None else "POST",
                f"{endpoint.url}{path}",
                headers=[(name.encode(), value.encode()) for name, value in headers],
                content=content,
            ) as response,
        ):
            known = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            body = b"".join(_unpacked(response.iter_stream(), known.get("content-encoding", "")))
            return Answer(response.status, known, body)
    except httpcore.ConnectTimeout as error:
        raise UnansweredError(Failing.DOWN) from error
    except httpcore.TimeoutException as error:
        raise UnansweredError(Failing.SLOW) from error
    except httpcore.ConnectError as error:
        untrusted = isinstance(error.__cause__, ssl.SSLCertVerificationError)
        raise UnansweredError(Failing.UNTRUSTED if untrusted else Failing.DOWN) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, zlib.error) as error:
        raise UnansweredError(Failing.BROKEN) from error


def _unpacked(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The body, both what comes in and what it unpacks to counted."""
    packed = encoding.strip().lower() not in {"", "identity"}
    unpacker = zlib.decompressobj(32 + zlib.MAX_WBITS) if packed else None
    raw = whole = 0
    for piece in pieces:
        opened = piece if unpacker is None else unpacker.decompress(piece, MAX_BYTES - whole + 1)
        raw, whole = raw + len(piece), whole + len(opened)
        if max(raw, whole) > MAX_BYTES:
            raise UnansweredError(Failing.LARGE)
        yield opened


class _Stream(httpcore.NetworkStream):
    """A stream whose steps end at the deadline and stop when nobody waits any more."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float, alive: Alive) -> None:
        self._stream, self._deadline, self._alive = stream, deadline, alive

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        while True:
            self._alive()
            left = self._left()
            try:
                return self._stream.read(max_bytes, min(left, POLL_SECONDS))
            except httpcore.ReadTimeout:
                continue

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._alive()
        self._stream.write(buffer, self._left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            seconds = min(self._left(), CONNECT_SECONDS)
        except httpcore.ReadTimeout as error:
            self.close()  # nobody else does before there is a connection
            raise httpcore.ConnectTimeout from error
        stream = self._stream.start_tls(ssl_context, server_hostname, seconds)
        return _Stream(stream, self._deadline, self._alive)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def _left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left


class _Backend(httpcore.SyncBackend):
    """Connects to the endpoint's host; to one on this computer by the loopback alone, whatever the name leads to."""

    def __init__(self, deadline: float, alive: Alive) -> None:
        self._deadline, self._alive = deadline, alive

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = _LOOPBACK if host == "localhost" else (host,)
        failure: Exception | None = None
        for address in addresses:
            self._alive()
            left = max(POLL_SECONDS, min(CONNECT_SECONDS, self._deadline - time.monotonic()))
            try:
                stream = super().connect_tcp(address, port, left, local_address, socket_options)
            except httpcore.ConnectError as error:
                failure = error
                continue
            return _Stream(stream, self._deadline, self._alive)
        raise httpcore.ConnectError(f"no connection to {host}") from failure

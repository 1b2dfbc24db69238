"""Connections that lead to public addresses only, and end at a deadline."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import httpcore

from quizapp.errors import InputError
from quizapp.exchange.fetching.addresses import is_public

CONNECT_SECONDS = 8.0
MAX_ADDRESSES = 16


class TookTooLong(httpcore.TimeoutException):
    """The deadline has passed."""


def resolve_host(host: str, port: int) -> list[str]:
    """The addresses of ``host`` as the computer knows them; `OSError` when it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def connect_to(address: str, port: int, seconds: float) -> httpcore.NetworkStream:
    """A connection to an address, which is no name and so is not looked up again."""
    return httpcore.SyncBackend().connect_tcp(address, port, timeout=seconds)


@dataclass(frozen=True, slots=True)
class Network:
    """How names are looked up and addresses reached; tests put their own in."""

    resolve: Callable[[str, int], Sequence[str]] = resolve_host
    connect: Callable[[str, int, float], httpcore.NetworkStream] = connect_to


@dataclass(frozen=True, slots=True)
class Deadline:
    """An instant, by the clock that never goes back."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """The instant that lies ``seconds`` ahead."""
        return cls(time.monotonic() + seconds)

    def remaining(self) -> float:
        """Seconds until then. Raises `TookTooLong` when there are none."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise TookTooLong
        return left


class _TimedStream(httpcore.NetworkStream):
    """A stream all of whose steps together end at the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.remaining())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.remaining())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _TimedStream(
            self._stream.start_tls(ssl_context, server_hostname, self._deadline.remaining()), self._deadline
        )

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class PublicBackend(httpcore.NetworkBackend):
    """Looks a name up once, wants every address of it public, and connects to one of those."""

    def __init__(self, network: Network, deadline: Deadline) -> None:
        self._network = network
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = self._addresses(host, port)
        if not all(is_public(address) for address in addresses):
            raise InputError(f"{host} is not on the public internet: only public pages are fetched.", field="url")
        failure: Exception | None = None
        for address in addresses[:MAX_ADDRESSES]:
            seconds = min(self._deadline.remaining(), CONNECT_SECONDS)
            try:
                return _TimedStream(self._network.connect(address, port, seconds), self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout, OSError) as error:
                failure = error
        raise httpcore.ConnectError(f"no connection to {host}") from failure

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise InputError("Only public pages are fetched.", field="url")

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        """The host's addresses. The computer's own look-up knows no deadline, so it runs beside this one."""
        found: list[Sequence[str]] = []
        failed: list[Exception] = []

        def look_up() -> None:
            try:
                found.append(self._network.resolve(host, port))
            except (OSError, UnicodeError) as error:
                failed.append(error)

        thread = threading.Thread(target=look_up, daemon=True)
        thread.start()
        thread.join(self._deadline.remaining())
        if not found and not failed:
            raise TookTooLong
        if failed or not found[0]:
            raise InputError(
                f"There is no host called {host}, or this computer is offline: check the link.", field="url"
            ) from (failed[0] if failed else None)
        return found[0]

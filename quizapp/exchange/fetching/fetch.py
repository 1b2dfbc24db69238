"""Fetching one page: redirects by hand, and an end to bytes and time."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin

import httpcore

from quizapp.errors import InputError
from quizapp.exchange.fetching.addresses import Link, check_link
from quizapp.exchange.fetching.connecting import Deadline, Network, PublicBackend

MAX_REDIRECTS = 5
MAX_BYTES = 5_000_000
SECONDS = 20.0
_REDIRECTS = (301, 302, 303, 307, 308)
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; quizapp)",
    "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Language": "en,*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}
_PACKED = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back: from where, after redirects, and its bytes unpacked. ``media_type`` is in lower case."""

    url: str
    media_type: str
    charset: str | None
    body: bytes


def fetch(url: str, *, network: Network | None = None, seconds: float = SECONDS, max_bytes: int = MAX_BYTES) -> Fetched:
    """The page at ``url``, which must be public, as must be everything that it redirects to.

    `InputError` in one line, of field "url", for everything that goes wrong on the way.
    """
    deadline = Deadline.after(seconds)
    link = check_link(url)
    try:
        for _ in range(MAX_REDIRECTS + 1):
            answer = _ask(link, network or Network(), deadline, max_bytes=max_bytes)
            if isinstance(answer, Fetched):
                return answer
            link = check_link(answer)
    except httpcore.TimeoutException as error:
        raise InputError(
            f"{link.host} took too long to answer: try again later, or paste the text.", field="url"
        ) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise InputError(f"{link.host} can't be reached: check the link, or try again later.", field="url") from error
    raise InputError(f"{link.host} redirects in circles: open the page in your browser.", field="url")


def _ask(link: Link, network: Network, deadline: Deadline, *, max_bytes: int) -> Fetched | str:
    """The page, or where the answer redirects to."""
    deadline.remaining()
    backend = PublicBackend(network, deadline)
    with httpcore.ConnectionPool(network_backend=backend, retries=0, max_connections=1) as pool:
        headers = [(b"Host", link.authority.encode()), *((k.encode(), v.encode()) for k, v in _HEADERS.items())]
        address = httpcore.URL(
            scheme=link.scheme.encode(), host=link.host.encode(), port=link.port, target=link.target.encode()
        )
        with pool.stream("GET", address, headers=headers) as response:
            known = {name.decode("latin-1").lower(): _decoded(value) for name, value in response.headers}
            if response.status in _REDIRECTS:
                return _where_to(link, known.get("location", "").strip())
            _require_good(response.status, link.host)
            length = known.get("content-length", "")
            if length.isdigit() and len(length) < 20 and int(length) > max_bytes:
                raise _too_large(link.host, max_bytes)
            body = b"".join(_unpacked(response, known.get("content-encoding", ""), link.host, max_bytes, deadline))
    media_type, _, rest = known.get("content-type", "").partition(";")
    return Fetched(link.url, media_type.strip().lower(), _charset(rest), body)


def _where_to(link: Link, location: str) -> str:
    try:
        to = urldefrag(urljoin(link.url, location)).url if location else ""
    except ValueError:
        to = ""
    if not to:
        raise InputError(f"{link.host} redirects to nowhere: check the link.", field="url")
    return to


def _unpacked(
    response: httpcore.Response, encoding: str, host: str, max_bytes: int, deadline: Deadline
) -> Iterator[bytes]:
    """The body piece by piece, both what comes in and what it unpacks to counted."""
    encoding = encoding.strip().lower()
    if encoding not in ("", "identity", *_PACKED):
        raise InputError(f"{host} sends the page packed in a way that can't be read: paste the text.", field="url")
    unpacker = zlib.decompressobj(_PACKED[encoding]) if encoding in _PACKED else None
    raw = whole = 0
    for piece in response.iter_stream():
        deadline.remaining()
        raw += len(piece)
        if raw > max_bytes:
            raise _too_large(host, max_bytes)
        if unpacker is None:
            yield piece
            continue
        try:
            opened = unpacker.decompress(piece, max_bytes - whole + 1)
        except zlib.error as error:
            if raw == len(piece) and encoding == "deflate":  # Some send it without its two bytes of head.
                unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
                opened = _opened_bare(unpacker, piece, max_bytes, host)
            else:
                raise InputError(f"{host} sent a damaged page: try again later.", field="url") from error
        whole += len(opened)
        if whole > max_bytes:
            raise _too_large(host, max_bytes)
        yield opened


def _opened_bare(unpacker: "zlib._Decompress", piece: bytes, max_bytes: int, host: str) -> bytes:
    try:
        return unpacker.decompress(piece, max_bytes + 1)
    except zlib.error as error:
        raise InputError(f"{host} sent a damaged page: try again later.", field="url") from error


def _too_large(host: str, max_bytes: int) -> InputError:
    limit = f"{max_bytes / 1_000_000:g}"
    return InputError(f"The page at {host} is larger than {limit} MB: paste the part that matters.", field="url")


def _require_good(status: int, host: str) -> None:
    if status == 200:
        return
    if status in (404, 410):
        said = f"There is no such page at {host} ({status}): check the link."
    elif status == 402:
        said = f"{host} asks for payment before it shows this page: open it in your browser and paste its text."
    elif status in (401, 403, 407, 451):
        said = f"{host} does not let programs read this page ({status}): open it in your browser and paste its text."
    elif status == 429:
        said = f"{host} asks to be left alone for a while ({status}): try again later, or paste the text."
    elif status >= 500:
        said = f"{host} has a fault at the moment ({status}): try again later."
    else:
        said = f"{host} gave no page ({status}): open it in your browser and paste its text."
    raise InputError(said, field="url")


def _decoded(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _charset(parameters: str) -> str | None:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None

"""What runs inside a network of its own: a hostile internet, private hosts that must not be reached, and the cases.

Run as ``python -m tests.exchange.fetching.hostile``; prints one JSON object. It has its own name server, real sockets
and the program's own look-up and connections: nothing is put in their place.
"""

import contextlib
import json
import re
import socket
import socketserver
import struct
import subprocess
import sys
import threading
import time
import urllib.request
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from quizapp.errors import InputError
from quizapp.exchange.fetching.fetch import fetch

PUBLIC, PUBLIC_6 = "93.184.215.14", "2606:2800:21f::14"
PRIVATE = (
    "127.0.0.1", "10.0.0.5", "172.16.0.5", "192.168.1.1", "169.254.169.254", "100.64.0.1", "198.18.0.5",
    "::1", "fd00::5",
)  # fmt: skip
PRIVATE_PORTS = (80, 443)
LOCAL_PORTS = (22, 5000, 6379)
SECONDS, MAX_BYTES = 2.0, 200_000
SLACK = 2.5
"""Seconds that a refusal may take beyond the deadline on a busy machine."""

NAMES = {
    "good.example": [PUBLIC],
    "six.example": [PUBLIC_6],
    "loop.example": ["127.0.0.1"],
    "intranet.example": ["10.0.0.5"],
    "router.example": ["192.168.1.1"],
    "metadata.example": ["169.254.169.254"],
    "carrier.example": ["100.64.0.1"],
    "loop6.example": ["::1"],
    "unique.example": ["fd00::5"],
    "mapped.example": ["::ffff:127.0.0.1"],
    "nat64.example": ["64:ff9b::a9fe:a9fe"],
    "both.example": [PUBLIC, "127.0.0.1"],
    "both6.example": [PUBLIC, "fd00::5"],
    "closed.example": ["93.184.215.99"],
}
CHANGING = {"rebind.example": [[PUBLIC], ["127.0.0.1"]], "rebind-redirect.example": [[PUBLIC], ["127.0.0.1"]]}
"""Names that lead elsewhere from the second time on that they are asked for."""
PAGE = b"<p>The cable car opened.</p>"
SECRET = b"of the house"


@dataclass(frozen=True)
class Case:
    """A link, and what is said of it; None when a page comes back."""

    link: str
    said: str | None
    seconds: float = SECONDS


NOT_PUBLIC = "not on the public internet|is not a web address"
CASES = (
    Case("http://good.example/page", None),
    Case("http://six.example/page", None),
    Case("http://good.example/to?page", None),
    Case("http://rebind.example/page", None),
    *(
        Case(f"http://{host}/", NOT_PUBLIC)
        for host in (
            "127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "0.0.0.0",
            "127.0.0.2", "10.0.0.5", "172.16.0.5", "192.168.1.1", "169.254.169.254", "100.64.0.1", "198.18.0.5",
            "224.0.0.1", "255.255.255.255", "[::1]", "[::]", "[fd00::5]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.5]",
            "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]", "\u2460\u2461\u2466.0.0.1", "127\u30020\u30020\u30021",
            "loop.example", "intranet.example", "router.example", "metadata.example", "carrier.example",
            "loop6.example", "unique.example", "mapped.example", "nat64.example", "both.example", "both6.example",
        )
    ),
    *(
        Case(f"http://good.example/to?{to}", said)
        for to, said in (
            ("http://127.0.0.1/", NOT_PUBLIC),
            ("http://loop.example/", NOT_PUBLIC),
            ("//10.0.0.5/", NOT_PUBLIC),
            ("//metadata.example/latest/meta-data/", NOT_PUBLIC),
            ("http://[::ffff:169.254.169.254]/", NOT_PUBLIC),
            ("https://127.0.0.1/", NOT_PUBLIC),
            ("http://2130706433/", NOT_PUBLIC),
            ("http://good.example/to?http://127.0.0.1/", NOT_PUBLIC),
            ("http://loop.example:6379/", "names port 6379"),
            ("http://good.example:22/", "names port 22"),
            ("http://me:secret@good.example/page", "has a name or password"),
            ("file:///etc/passwd", "is not a web address"),
            ("gopher://127.0.0.1/", "is not a web address"),
            ("ftp://10.0.0.5/", "is not a web address"),
            ("/again", "redirects in circles"),
        )
    ),
    Case("http://localhost./", f"{NOT_PUBLIC}|There is no host"),
    Case("http://rebind-redirect.example/again-here", NOT_PUBLIC),
    Case("file:///etc/passwd", "is not a web address"),
    Case("ftp://10.0.0.5/", "is not a web address"),
    Case("http://me:secret@good.example/page", "has a name or password"),
    Case("http://127.0.0.1:5000/", "names port 5000"),
    Case("http://good.example:22/", "names port 22"),
    Case("http://good.example\\@127.0.0.1/", "is not a web address"),
    Case("http://nobody.example/", "There is no host called nobody.example"),
    Case("http://unanswered.example/", "took too long to answer|There is no host", 1.5),
    Case("http://closed.example/", "can't be reached|took too long", 1.5),
    Case("https://good.example/", "can't be reached"),
    Case("http://good.example/endless", "larger than 0.2 MB"),
    Case("http://good.example/bomb", "larger than 0.2 MB"),
    Case("http://good.example/drip", "took too long to answer", 1.0),
    Case("http://good.example/silent", "took too long to answer", 1.0),
    Case("http://good.example/heads", "can't be reached|took too long to answer", 1.0),
    Case("http://good.example/short", "can't be reached"),
)  # fmt: skip

_reached: Counter[str] = Counter()


def main() -> None:
    """Serve, try every case, and print what came of it."""
    set_up()
    serve_names()
    for address in PRIVATE:
        for port in PRIVATE_PORTS + (LOCAL_PORTS if address == "127.0.0.1" else ()):
            serve(address, port, secret)
    for address in (PUBLIC, PUBLIC_6):
        serve(address, 80, hostile)
    serve(PUBLIC, 443, lambda connection, path: connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n"))
    with urllib.request.urlopen("http://good.example/to?http://intranet.example/", timeout=5) as answer:
        trap = answer.read().decode()  # a client without care is led into the house
    caught, found = dict(_reached), []
    _reached.clear()
    for case in CASES:
        began = time.monotonic()
        try:
            said = {"body": fetch(case.link, seconds=case.seconds, max_bytes=MAX_BYTES).body.decode()}
        except InputError as error:
            said = {"error": error.message, "field": error.field or ""}
        took = time.monotonic() - began
        found.append({"link": case.link, **said, "late": took > case.seconds + SLACK, "took": round(took, 2)})
    # What `getrusage` tells starts with the memory of the process that started this one.
    peak = int(re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1]) // 1024
    json.dump({"trap": trap, "caught": caught, "found": found, "reached": dict(_reached), "peak": peak}, sys.stdout)


def set_up() -> None:
    """Give this network the addresses; all of them lie on its loopback, and nothing leads out of it."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for address in (PUBLIC, PUBLIC_6, *PRIVATE):
        if address not in ("127.0.0.1", "::1"):
            size = "128" if ":" in address else "32"
            extra = ["nodad"] if ":" in address else []
            subprocess.run(["ip", "address", "add", f"{address}/{size}", "dev", "lo", *extra], check=True)


def serve(address: str, port: int, say: Callable[[socket.socket, str], None]) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listener = socket.create_server((address, port), family=family)

    def answer(connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            head = connection.recv(65_536).decode("latin-1")
            path = head.split(" ")[1] if head.count(" ") > 1 else ""
            if say is secret:
                _reached[f"{address}:{port}"] += 1
            say(connection, path)

    def accept() -> None:
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()


def secret(connection: socket.socket, _path: str) -> None:
    """What stands in the house: being here at all is what must not happen."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 12\r\n\r\n" + SECRET)


def hostile(connection: socket.socket, path: str) -> None:
    """The attacker's server."""
    name, _, rest = path.lstrip("/").partition("?")
    start = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    if name == "to":
        to = "/page" if rest == "page" else rest
        connection.sendall(f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode())
    elif name in ("again", "again-here"):
        connection.sendall(f"HTTP/1.1 307 Go\r\nLocation: /{name}\r\nContent-Length: 0\r\n\r\n".encode())
    elif name == "endless":
        connection.sendall(start + b"\r\n")
        for piece in _for_ever(b"word " * 10_000, 0.0):
            connection.sendall(piece)
    elif name == "bomb":
        body = bomb()
        connection.sendall(start + f"Content-Encoding: gzip\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
    elif name == "drip":
        connection.sendall(start + b"\r\n")
        for piece in _for_ever(b"x", 0.05):
            connection.sendall(piece)
    elif name == "heads":
        connection.sendall(start)
        for piece in _for_ever(b"X-More: y\r\n", 0.01):
            connection.sendall(piece)
    elif name == "silent":
        time.sleep(10)
    elif name == "short":
        connection.sendall(start + b"Content-Length: 999\r\n\r\nword")
    else:
        connection.sendall(start + f"Content-Length: {len(PAGE)}\r\n\r\n".encode() + PAGE)


def bomb() -> bytes:
    """300 MB of nothing, packed piece by piece so that it takes no memory here."""
    packer, nothing = zlib.compressobj(1, wbits=16 + zlib.MAX_WBITS), bytes(1_000_000)
    return b"".join(packer.compress(nothing) for _ in range(300)) + packer.flush()


def _for_ever(piece: bytes, pause: float) -> Iterator[bytes]:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        yield piece
        time.sleep(pause)


def serve_names() -> None:
    """A name server on the address that this network's resolv.conf names."""
    asked: Counter[str] = Counter()

    class Answer(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            data, channel = self.request
            labels, at = [], 12
            while data[at]:
                labels.append(data[at + 1 : at + 1 + data[at]].decode("latin-1"))
                at += data[at] + 1
            name, kind = ".".join(labels).lower(), struct.unpack("!H", data[at + 1 : at + 3])[0]
            if name == "unanswered.example":
                return
            known = NAMES.get(name, [])
            if name in CHANGING:
                # The computer asks for addresses of both kinds at once: only one of the two questions counts.
                known = CHANGING[name][min(asked[name], 1)]
                asked[name] += kind == 1
            packed = [
                socket.inet_pton(socket.AF_INET6 if ":" in one else socket.AF_INET, one)
                for one in known
                if (kind == 28) == (":" in one)
            ]
            flags = 0x8180 if name in NAMES or name in CHANGING else 0x8183
            head = data[:2] + struct.pack("!5H", flags, 1, len(packed), 0, 0)
            rows = b"".join(b"\xc0\x0c" + struct.pack("!HHIH", kind, 1, 0, len(one)) + one for one in packed)
            channel.sendto(head + data[12 : at + 5] + rows, self.client_address)

    server = socketserver.ThreadingUDPServer(("127.0.0.1", 53), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()


def problems(found: list[dict[str, str]]) -> list[str]:
    """What is not as it should be, one line a case."""
    wrong = []
    for case, one in zip(CASES, found, strict=True):
        said = one.get("error")
        if case.said is None:
            good = one.get("body") == PAGE.decode()
        else:
            good = said is not None and re.search(case.said, said) is not None and "\n" not in said
            good = good and one["field"] == "url"
        if not good or one["late"]:
            wrong.append(f"{case.link}: {one}")
    return wrong


if __name__ == "__main__":
    main()

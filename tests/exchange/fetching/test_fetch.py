"""What a hostile server, name or redirect may try; each ends in one line, soon, without much memory."""

import gzip
import socket
import threading
import time
import zlib

import pytest

from quizapp.errors import InputError
from quizapp.exchange.fetching.connecting import Network
from quizapp.exchange.fetching.fetch import MAX_REDIRECTS, fetch
from tests.exchange.fetching.server import PUBLIC, answered, serving
from tests.exchange.fetching.test_addresses import HOSTILE_ADDRESSES

URL = "http://courier.example/cable-car"
PAGE = b"<p>The cable car opened.</p>"


def refused(url: str, network: Network, **options: float) -> str:
    """The message of the refusal, which is one line and of the link's field."""
    with pytest.raises(InputError) as caught:
        fetch(url, network=network, **options)
    assert caught.value.field == "url"
    assert "\n" not in caught.value.message
    return caught.value.message


def test_a_page() -> None:
    with serving(answered(PAGE)) as told:
        page = fetch(URL, network=told.network())
    assert (page.url, page.media_type, page.charset, page.body) == (URL, "text/html", "utf-8", PAGE)
    assert told.reached == [(PUBLIC, 80)]
    head = told.heads[0]
    assert head.startswith("GET /cable-car HTTP/1.1\r\nHost: courier.example\r\n")
    assert not {"cookie", "authorization", "referer"} & {line.partition(":")[0].lower() for line in head.splitlines()}


@pytest.mark.parametrize("packed", ["gzip", "deflate", "bare deflate"])
def test_a_packed_page(packed: str) -> None:
    bare = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    body = {
        "gzip": gzip.compress(PAGE),
        "deflate": zlib.compress(PAGE),
        "bare deflate": bare.compress(PAGE) + bare.flush(),
    }
    with serving(answered(body[packed], Content_Encoding=packed.split()[-1])) as told:
        assert fetch(URL, network=told.network()).body == PAGE


@pytest.mark.parametrize("address", HOSTILE_ADDRESSES)
def test_a_name_that_leads_to_an_address_that_is_not_public(address: str) -> None:
    with serving(answered(PAGE)) as told:
        said = refused(URL, told.network(hosts=(address,)))
    assert "courier.example is not on the public internet" in said
    assert (told.reached, told.heads) == ([], [])


def test_one_address_of_several_is_not_public() -> None:
    with serving(answered(PAGE)) as told:
        assert "not on the public internet" in refused(URL, told.network(hosts=(PUBLIC, "10.0.0.1")))
    assert told.reached == []


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "0x7f.1", "0177.0.0.1", "2130706433", "0", "localhost", "[::1]", "[::ffff:127.0.0.1]",
     "\u2460\u2461\u2466.0.0.1", "127\u30020\u30020\u30021", "[64:ff9b::7f00:1]"],
)  # fmt: skip
def test_this_computer_by_any_of_its_names(host: str) -> None:
    """The computer's own look-up, which for numbers asks nobody."""
    with serving(answered(PAGE)) as told:
        said = refused(f"http://{host}/", Network(connect=told.network().connect))
    assert "not on the public internet" in said or "is not a web address" in said
    assert told.reached == []


def test_a_name_is_looked_up_once_so_that_it_can_t_change() -> None:
    with serving(answered(PAGE)) as told:
        answers = iter([(PUBLIC,), ("127.0.0.1",)])
        fetch(URL, network=Network(resolve=lambda *_: next(answers), connect=told.network().connect))
        assert told.reached == [(PUBLIC, 80)]
        assert next(answers) == ("127.0.0.1",)


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("http://intranet.example/", "intranet.example is not on the public internet"),
        ("//intranet.example/", "intranet.example is not on the public internet"),
        ("file:///etc/passwd", "is not a web address"),
        ("gopher://courier.example/", "is not a web address"),
        ("http://courier.example:22/", "names port 22"),
        ("http://a:b@courier.example/", "has a name or password in it"),
        ("http://[", "redirects to nowhere"),
        ("", "redirects to nowhere"),
    ],
)
@pytest.mark.parametrize("status", ["301 Moved", "303 See Other", "307 Temporary Redirect"])
def test_redirects_to_where_no_link_may_lead(to: str, said: str, status: str) -> None:
    with serving(answered(status=status, Location=to)) as told:
        message = refused(URL, told.network({"intranet.example": ["192.168.0.1"]}))
    assert said in message
    assert told.reached == [(PUBLIC, 80)]


def test_a_redirect_that_is_followed() -> None:
    def say(connection: socket.socket, head: str) -> None:
        there = head.startswith("GET /there?x=1 ")
        connection.sendall(answered(PAGE) if there else answered(status="302 Found", Location="/there?x=1#part"))

    with serving(say) as told:
        assert fetch(URL, network=told.network()).url == "http://courier.example/there?x=1"


def test_redirects_without_end() -> None:
    with serving(answered(status="302 Found", Location="/again")) as told:
        assert "redirects in circles" in refused(URL, told.network())
    assert len(told.heads) == MAX_REDIRECTS + 1


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (answered(b"x" * 2_001), "larger than 0.002 MB"),
        (answered(b"x", Content_Length="999999999999"), "larger than 0.002 MB"),
        (answered(b"x" * 5_000, Content_Length=""), "larger than 0.002 MB"),
        (answered(gzip.compress(bytes(50_000_000)), Content_Encoding="gzip"), "larger than"),
        (answered(zlib.compress(bytes(50_000_000)), Content_Encoding="deflate"), "larger than"),
        (answered(gzip.compress(bytes(500_000)), Content_Encoding="gzip"), "larger than 0.002 MB"),
        (answered(gzip.compress(PAGE), Content_Encoding="gzip, gzip"), "packed in a way that can't be read"),
        (answered(PAGE, Content_Encoding="br"), "packed in a way that can't be read"),
        (answered(PAGE, Content_Encoding="gzip"), "sent a damaged page"),
        (answered(PAGE, Content_Encoding="deflate"), "sent a damaged page"),
        (answered(PAGE, Content_Length="999"), "can't be reached"),
        (answered(PAGE, Content_Length="-1"), "can't be reached"),
        (answered(PAGE, Transfer_Encoding="chunked", Content_Length=""), "can't be reached"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 60_000 + b"\r\n", "can't be reached"),
        (b"HTTP/1.1 200 OK\r\nX" + b"y" * 300_000, "can't be reached"),
        (b"HTTP/1.1 abc\r\n\r\n", "can't be reached"),
        (b"\x00" * 100, "can't be reached"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "can't be reached"),
        (b"", "can't be reached"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else None,
)
def test_answers_that_are_too_large_or_damaged(answer: bytes, said: str) -> None:
    with serving(answer) as told:
        assert said in refused(URL, told.network(), max_bytes=2_000, seconds=5)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("404 Not Found", "There is no such page at courier.example (404): check the link."),
        ("410 Gone", "There is no such page at courier.example (410): check the link."),
        ("401 Unauthorized", "courier.example does not let programs read this page (401)"),
        ("402 Payment Required", "courier.example asks for payment"),
        ("403 Forbidden", "courier.example does not let programs read this page (403)"),
        ("429 Too Many Requests", "courier.example asks to be left alone for a while (429)"),
        ("451 No", "courier.example does not let programs read this page (451)"),
        ("500 Oh", "courier.example has a fault at the moment (500): try again later."),
        ("503 Oh", "courier.example has a fault at the moment (503): try again later."),
        ("204 No Content", "courier.example gave no page (204)"),
        ("304 Not Modified", "courier.example gave no page (304)"),
    ],
)
def test_pages_that_are_not_there(status: str, said: str) -> None:
    with serving(answered(b"" if status[:3] in ("204", "304") else PAGE, status=status)) as told:
        assert refused(URL, told.network()).startswith(said)


def drip(connection: socket.socket, _head: str) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(200):
        connection.sendall(b"x")
        time.sleep(0.05)


def drip_head(connection: socket.socket, _head: str) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(200):
        connection.sendall(f"X-{number}: y\r\n".encode())
        time.sleep(0.05)


def silent(connection: socket.socket, _head: str) -> None:
    time.sleep(5)


@pytest.mark.parametrize(("say", "scheme"), [(drip, "http"), (drip_head, "http"), (silent, "http"), (silent, "https")])
def test_answers_that_take_for_ever(say, scheme: str) -> None:
    began = time.monotonic()
    with serving(say) as told:
        said = refused(f"{scheme}://courier.example/", told.network(), seconds=0.6)
        took = time.monotonic() - began
    assert "courier.example took too long to answer" in said
    assert took < 2


def test_redirects_share_one_deadline() -> None:
    def say(connection: socket.socket, _head: str) -> None:
        time.sleep(0.3)
        connection.sendall(answered(status="302 Found", Location="/again"))

    with serving(say) as told:
        assert "took too long to answer" in refused(URL, told.network(), seconds=0.7)


def test_a_name_that_is_looked_up_for_ever() -> None:
    released = threading.Event()

    def resolve(_host: str, _port: int) -> list[str]:
        released.wait(5)
        return [PUBLIC]

    try:
        assert "took too long to answer" in refused(URL, Network(resolve=resolve), seconds=0.3)
    finally:
        released.set()


def test_a_name_that_nobody_has() -> None:
    def resolve(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    assert refused(URL, Network(resolve=resolve)).startswith("There is no host called courier.example")
    assert refused(URL, Network(resolve=lambda *_: [])).startswith("There is no host called courier.example")


def test_a_page_that_claims_a_certificate_it_has_not() -> None:
    with serving(b"HTTP/1.1 200 OK\r\n\r\n") as told:
        assert "can't be reached" in refused("https://courier.example/", told.network(), seconds=3)


def test_no_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(answered(PAGE)) as told, serving(answered(b"of the proxy")) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert fetch(URL, network=told.network()).body == PAGE
    assert proxy.heads == []

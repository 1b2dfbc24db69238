"""Only public addresses, and only plain web links."""

import pytest

from quizapp.errors import InputError
from quizapp.exchange.fetching.addresses import check_link, is_public

HOSTILE_ADDRESSES = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.9", "192.88.99.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b:1::7f00:1", "2002:7f00:1::", "2002:a00:1::1", "2001:0:7f00:1::", "2001:db8::1", "fe80::1", "fe80::1%eth0",
    "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "localhost", "", "1",
]  # fmt: skip


@pytest.mark.parametrize("address", HOSTILE_ADDRESSES)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "8.8.8.8", "1.1.1.1", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:8.8.8.8"]
)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://courier.example/a?b=c#d", "https://courier.example/a?b=c"),
        (" HTTP://Courier.Example ", "http://courier.example/"),
        ("https://courier.example:443/a", "https://courier.example/a"),
        ("http://courier.example:443/a", "http://courier.example:443/a"),
        ("https://bücher.example/füße?ü=1", "https://xn--bcher-kva.example/f%C3%BC%C3%9Fe?%C3%BC=1"),
        ("https://[2606:2800::1]/a", "https://[2606:2800::1]/a"),
        ("https://courier.example/%20a|b", "https://courier.example/%20a%7Cb"),
    ],
)
def test_links_as_they_are_asked_for(url: str, asked: str) -> None:
    assert check_link(url).url == asked


@pytest.mark.parametrize(
    "url",
    [
        "", "courier.example", "ftp://courier.example/", "file:///etc/passwd", "gopher://127.0.0.1:6379/_x",
        "javascript:alert(1)", "data:text/html,x", "https://", "https:///a", "http://user@courier.example/",
        "http://user:secret@courier.example/", "http://courier.example:22/", "http://courier.example:8080/",
        "http://courier.example:99999/", "http://courier.example:x/", "http://[::1", "http://a b.example/",
        "http://courier.example/\r\nX: y", "http://courier.example\\@127.0.0.1/", "http://" + "a" * 70 + ".example/",
        "http://xn--\u00fc.example/", "http://courier.example/" + "a" * 2_000, "http://a..b/",
    ],
)  # fmt: skip
def test_links_that_are_refused(url: str) -> None:
    with pytest.raises(InputError) as caught:
        check_link(url)
    assert caught.value.field == "url"
    assert "\n" not in caught.value.message
    assert len(caught.value.message) < 200

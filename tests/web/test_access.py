"""Who is let in without accounts."""

import pytest

from quizapp.config import LOOPBACK_HOSTS
from quizapp.web.access import is_loopback, is_trusted_host


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("::ffff:192.0.2.1", False),
        ("192.0.2.1", False),
        ("10.0.0.1", False),
        ("2001:db8::1", False),
        ("", False),
        (None, False),
        ("localhost", False),
    ],
)
def test_only_this_computer_is_a_loopback_peer(address: str | None, expected: bool) -> None:
    assert is_loopback(address) is expected


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1:5000", True),
        ("127.0.0.1", True),
        ("localhost:5000", True),
        ("LOCALHOST", True),
        ("[::1]:5000", True),
        ("[::1]", True),
        ("example.org", False),
        ("localhost.example.org", False),
        ("example.org:5000@127.0.0.1", False),
        ("127.0.0.1:port", False),
        ("127.0.0.1 example.org", False),
        ("localhost\n", False),
        ("", False),
        (None, False),
    ],
)
def test_only_loopback_names_are_trusted_by_default(host: str | None, expected: bool) -> None:
    assert is_trusted_host(host, LOOPBACK_HOSTS) is expected


def test_a_name_that_was_set_is_trusted() -> None:
    assert is_trusted_host("cards.home:8080", ("cards.home",))
    assert not is_trusted_host("127.0.0.1:8080", ("cards.home",))

"""Addresses of models: which are taken, how they are completed, what leaves this computer, what is never shown."""

import pickle

import pytest

from quizapp.errors import InputError
from quizapp.writers.endpoint import Endpoint

KEY = "sk-not-to-be-seen"


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("http://127.0.0.1:11434", "http://127.0.0.1:11434/v1"),
        ("http://127.0.0.1:11434/", "http://127.0.0.1:11434/v1"),
        ("http://127.0.0.1:11434/v1", "http://127.0.0.1:11434/v1"),
        (" http://127.0.0.1:11434/v1/ ", "http://127.0.0.1:11434/v1"),
        ("http://localhost:1234/v1/chat/completions", "http://localhost:1234/v1"),
        ("http://[::1]:8080", "http://[::1]:8080/v1"),
        ("HTTPS://API.Example.org/api/v1", "https://api.example.org/api/v1"),
        ("https://example.org/v1beta/openai/", "https://example.org/v1beta/openai"),
        ("https://müller.example", "https://xn--mller-kva.example/v1"),
        ("http://127.0.0.1/modèle ", "http://127.0.0.1/mod%C3%A8le"),
        ("http://127.0.0.1/mod%C3%A8le/v1", "http://127.0.0.1/mod%C3%A8le/v1"),
        ("http://127.0.0.1/\u202e<x>:1/@a;b=c", "http://127.0.0.1/%E2%80%AE%3Cx%3E:1/@a;b=c"),
    ],
)
def test_an_address_is_completed(given: str, url: str) -> None:
    assert Endpoint(given, "m").url == url


@pytest.mark.parametrize(
    ("url", "model", "key", "field", "says"),
    [
        ("", "m", None, "url", "http://127.0.0.1:11434/v1"),
        ("127.0.0.1:11434", "m", None, "url", "starts with http://"),
        ("ftp://example.org", "m", None, "url", "starts with http://"),
        ("http://", "m", None, "url", "starts with http://"),
        ("http://127.0.0.1:port/v1", "m", None, "url", "starts with http://"),
        ("http://127.0.0.1:99999/v1", "m", None, "url", "starts with http://"),
        ("http://127.0.0.1/\udcff", "m", None, "url", "starts with http://"),
        ("http://exa mple.org", "m", None, "url", "starts with http://"),
        ("http://example.org\r\nX-Header: 1", "m", None, "url", "starts with http://"),
        (f"http://{'a' * 64}.example", "m", None, "url", "starts with http://"),
        ("http://" + "a" * 2_001, "m", None, "url", "starts with http://"),
        ("https://me:secret@example.org/v1", "m", None, "url", "name or password"),
        ("https://example.org/v1?key=secret", "m", None, "url", "? or #"),
        ("https://example.org/v1#secret", "m", None, "url", "? or #"),
        ("http://0.0.0.0:8080/v1", "m", None, "url", "write 127.0.0.1"),
        ("http://[::]:8080/v1", "m", None, "url", "write 127.0.0.1"),
        ("http://example.org/v1", "m", KEY, "url", "use an https:// address"),
        ("http://192.168.1.20:11434", "m", KEY, "url", "another computer"),
        ("http://127.0.0.1", "", None, "model", "one line"),
        ("http://127.0.0.1", "a\nb", None, "model", "one line"),
        ("http://127.0.0.1", "m" * 201, None, "model", "200 characters"),
        ("http://127.0.0.1", "lla\u202ema", None, "model", "can't be seen"),
        ("http://127.0.0.1", "neural\u200b", None, "model", "can't be seen"),
        ("http://127.0.0.1", "\udcff", None, "model", "can't be seen"),
        ("http://127.0.0.1", "m", "two words", "key", "copy it again"),
        ("http://127.0.0.1", "m", "secret\r\nX-Header:1", "key", "copy it again"),
        ("http://127.0.0.1", "m", "schlüssel", "key", "copy it again"),
    ],
)
def test_what_can_t_be_used_is_named(url: str, model: str, key: str | None, field: str, says: str) -> None:
    with pytest.raises(InputError) as raised:
        Endpoint(url, model, key)
    assert (raised.value.field, says in raised.value.message) == (field, True)
    assert not any(secret in raised.value.message for secret in ("secret", "schlüssel", KEY))


@pytest.mark.parametrize(("tokens", "seconds"), [(0, 60.0), (10**7, 60.0), (4096, 0.0), (4096, float("nan"))])
def test_limits_have_limits(tokens: int, seconds: float) -> None:
    with pytest.raises(InputError):
        Endpoint("http://127.0.0.1", "m", context_tokens=tokens, seconds=seconds)


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://127.0.0.1:11434", True),
        ("http://127.8.9.10", True),
        ("http://localhost:1234", True),
        ("http://LOCALHOST:1234", True),
        ("http://[::1]:8080", True),
        ("http://[::ffff:127.0.0.1]:8080", True),
        ("http://192.168.1.20:11434", False),
        ("http://10.0.0.1", False),
        ("http://[fe80::1]", False),
        ("http://localhost.example.org", False),
        ("http://127.0.0.1.example.org", False),
        ("http://2130706433", False),
        ("https://api.example.org", False),
    ],
)
def test_only_the_loopback_is_this_computer(url: str, local: bool) -> None:
    assert Endpoint(url, "m").is_local is local
    assert (Endpoint(url, "m").goes_to is None) is local


@pytest.mark.parametrize(
    ("url", "model", "goes_to"),
    [
        ("http://127.0.0.1:11434", "qwen3:8b", None),
        ("http://127.0.0.1:11434", "cloudy", None),
        ("http://127.0.0.1:11434", "gpt-oss:120b-cloud", "the cloud of the server at 127.0.0.1"),
        ("http://localhost:11434", "glm-4.6:cloud", "the cloud of the server at localhost"),
        ("http://192.168.1.20:11434", "glm-4.6:cloud", "192.168.1.20"),
        ("https://api.example.org", "large", "api.example.org"),
    ],
)
def test_where_the_text_goes(url: str, model: str, goes_to: str | None) -> None:
    assert Endpoint(url, model).goes_to == goes_to


@pytest.mark.parametrize("key", [None, "", "  ", " abc \n"])
def test_a_key_is_trimmed(key: str | None) -> None:
    assert Endpoint("https://example.org", "m", key).key == ((key or "").strip() or None)


def test_the_key_is_never_shown() -> None:
    endpoint = Endpoint("https://example.org", "m", KEY)
    assert KEY not in f"{endpoint} {endpoint!r} {[endpoint]}"
    assert pickle.loads(pickle.dumps(endpoint)) == endpoint


@pytest.mark.parametrize(
    ("key", "text", "without"),
    [
        (None, "sk-none", "sk-none"),
        (KEY, f"the {KEY}, {KEY.upper()}!", "the ***, ***!"),
        (KEY, f"_{KEY}_", "_***_"),
        ('sk/ab"cd.ef', r'"sk\/ab\"cd.ef" "\u0073k/ab\u0022cd.ef" sk/ab"cdxef', r'"***" "***" sk/ab"cdxef'),
        ("a", '{"answer": "a bath"}', '{"answer": "*** bath"}'),
        ("ollama", "ollama, ollamas", "***, ollamas"),
    ],
)
def test_a_key_is_taken_out_of_what_a_server_says(key: str | None, text: str, without: str) -> None:
    assert Endpoint("https://example.org", "m", key).without_key(text) == without

"""Asking a model: what is sent, and what comes of servers that are busy, broken, strict, elsewhere or hostile."""

import gzip
import json
import logging
import time
from collections.abc import Iterator

import pytest

from quizapp.writers.endpoint import Endpoint
from quizapp.writers.endpoint.chat import Chat, Clock, ModelError, Reply, TooLongError
from quizapp.writers.endpoint.connection import MAX_BYTES
from tests.writers.scripted import ASKED, SCHEMA, Asked, Say, Watch, complete, failed, http, said, serving

KEY = "sk-not-to-be-seen"


def test_what_is_sent() -> None:
    with serving(said("[]")) as server:
        reply = complete(Chat(server.endpoint(KEY)))
    assert reply == Reply("[]", cut=False, tokens=120)
    (asked,) = server.asked
    assert asked.line == "POST /v1/chat/completions HTTP/1.1"
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.json == {
        "model": "parrot",
        "messages": ASKED,
        "max_tokens": 500,
        "stream": False,
        "temperature": 0,
        "response_format": {"type": "json_schema", "json_schema": {"name": "cards", "strict": True, "schema": SCHEMA}},
    }


def test_without_a_key_none_is_sent() -> None:
    with serving(said("[]")) as server:
        complete(Chat(server.endpoint()))
    assert "authorization" not in server.asked[0].headers


def test_the_key_is_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), serving([failed(500), said("[]")]) as server:
        complete(Chat(server.endpoint(KEY), Watch().clock()))
    assert caplog.records
    assert KEY not in caplog.text


PLAIN = http(200, json.dumps({"choices": [{"message": {"content": "[]"}}]}))


@pytest.mark.parametrize(
    ("answer", "reply"),
    [
        (said("cut", finish="length"), Reply("cut", cut=True, tokens=120)),
        (PLAIN, Reply("[]", cut=False, tokens=None)),
        (http(200, gzip.compress(PLAIN.partition(b"\r\n\r\n")[2]), Content_Encoding="gzip"), Reply("[]", False, None)),
        (said("", usage={"prompt_tokens": "many", "completion_tokens": 7}), Reply("", cut=False, tokens=7)),
        (said("", usage={"prompt_tokens": 10**10, "completion_tokens": True}), Reply("", cut=False, tokens=None)),
        (said("", usage={"prompt_tokens": -1, "completion_tokens": 10**9}), Reply("", cut=False, tokens=10**9)),
        (said("a" * 9_000), Reply("a" * 8_000, cut=True, tokens=120)),
        (
            http(200, '{"choices": [{"message": {"content": [{"type": "text", "text": "a"}, {"text": "b"}, 3]}}]}'),
            Reply("ab", cut=False, tokens=None),
        ),
        (http(200, '{"choices": [{"message": {"content": [{"text": 5}]}}]}'), Reply("", cut=False, tokens=None)),
        (http(200, '{"choices": [{"message": {"content": null, "reasoning": "Hm"}}]}'), Reply("", False, None)),
        (b"HTTP/1.1 200 OK\r\n\r\n" + PLAIN.partition(b"\r\n\r\n")[2], Reply("[]", cut=False, tokens=None)),
    ],
)
def test_answers_that_are_understood(answer: bytes, reply: Reply) -> None:
    with serving(answer) as server:
        assert complete(Chat(server.endpoint())) == reply


@pytest.mark.parametrize(
    ("failing", "pauses"),
    [
        ([failed(500), failed(503)], [1, 2]),
        ([failed(429), failed(429), failed(429), failed(429)], [1, 2, 4, 8]),
        ([failed(429, Retry_After="7")], [7]),
        ([failed(503, Retry_After="0")], [0]),
        ([failed(429, Retry_After="soon")], [1]),
        ([failed(429, Retry_After="Thu, 01 Jan 1970 00:17:10 GMT")], [30]),
        (
            [failed(429, Retry_After="Sun, 29 Nov 2026 10:00:20 GMT", Date="Sun, 29 Nov 2026 10:00:00 GMT")],
            [20],
        ),
        ([failed(429, Retry_After="Sun, 29 Nov 2026 09:00:00 GMT", Date="Sun, 29 Nov 2026 10:00:00 GMT")], [0]),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{"], [1]),
        ([b'HTTP/1.1 200 OK\r\n\r\n{"choices": [', b'HTTP/1.1 200 OK\r\n\r\n{"choices": [{"mess'], [1, 2]),
        ([b"no HTTP at all\r\n\r\n", b""], [1, 2]),
        ([http(200, '{"error": {"message": "overloaded", "code": 503}}')], [1]),
        ([http(529, "<html>busy</html>", "text/html")], [1]),
    ],
)
def test_a_busy_server_is_asked_again_later(failing: list[Say], pauses: list[float]) -> None:
    watch = Watch()
    with serving([*failing, said("[]")]) as server:
        assert complete(Chat(server.endpoint(), watch.clock())).text == "[]"
    assert len(server.asked) == len(failing) + 1
    assert watch.at == pytest.approx(sum(pauses))
    assert max(watch.slept, default=0) <= 0.1


@pytest.fixture
def _far_east(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("_far_east")
def test_a_date_without_a_zone_is_in_utc_wherever_the_person_is() -> None:
    watch = Watch()
    with serving([failed(429, Retry_After="Thu Jan  1 00:17:10 1970"), said("[]")]) as server:
        complete(Chat(server.endpoint(), watch.clock()))
    assert watch.at == pytest.approx(30)


def test_pauses_are_spread_by_chance() -> None:
    watch = Watch()
    clock = Clock(now=watch.clock().now, sleep=watch.clock().sleep, chance=lambda: 0.0)
    with serving([failed(500), said("[]")]) as server:
        complete(Chat(server.endpoint(), clock))
    assert watch.at == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("script", "requests", "says"),
    [
        (failed(500), 5, "has a fault at the moment (500)"),
        (failed(429), 5, "asked too often"),
        (failed(429, Retry_After="3600"), 1, "asked too often"),
        (failed(401, f"bad key {KEY}"), 1, "refused the key (401): check QUIZAPP_MODEL_KEY"),
        (failed(403), 1, "refused the key (403)"),
        (failed(402), 1, "asks for payment"),
        (failed(418, f"No tea,\n \x1b[31m{KEY.upper()}"), 1, "declined the request (418), saying “No tea, [31m***”"),
        (failed(400, "no"), 3, "declined the request (400), saying “no”: check the model's name and context"),
        (http(301, "", Location="https://elsewhere.example/v1?x"), 1, "redirects to elsewhere.example"),
        (http(308, ""), 1, "redirects elsewhere"),
        (http(302, "", Location="http://[elsewhere"), 1, "redirects elsewhere"),
        (http(307, "", Location=f"https://{KEY}.example/v1"), 1, "redirects to ***.example, where neither"),
        (http(200, "<!doctype html><p>Welcome", "text/html"), 1, "gave a web page in place of"),
        (http(200, ""), 1, "gave no answer at all"),
        (http(200, "[1, 2]"), 1, "gave something else"),
        (http(200, '{"choices": []}'), 1, "gave something else"),
        (http(200, "[" * 100_000), 1, "gave something else"),
        (http(200, '{"choices": [{"message": {"content": "[]"}}], "usage": ' + "9" * 5_000 + "}"), 1, "something else"),
        (http(204, ""), 1, "declined the request (204): check the model's name and context"),
        (http(200, b" " * (MAX_BYTES + 1)), 1, "sent more than any answer has"),
        (http(200, gzip.compress(b" " * 50_000_000), Content_Encoding="gzip"), 1, "sent more than any answer has"),
        (http(200, b"not gzip", Content_Encoding="gzip"), 5, "broke off its answer"),
    ],
)
def test_what_no_repetition_helps_is_told(script: bytes, requests: int, says: str) -> None:
    with serving(script) as server, pytest.raises(ModelError) as raised:
        complete(Chat(server.endpoint(KEY), Watch().clock()))
    assert says in raised.value.message
    assert len(server.asked) == requests
    assert KEY not in raised.value.message.lower()
    assert "\n" not in raised.value.message
    assert "\x1b" not in raised.value.message


def test_a_server_that_wants_a_key_says_so() -> None:
    with serving(failed(401)) as server, pytest.raises(ModelError, match=r"wants a key \(401\): set QUIZAPP_MODEL_KEY"):
        complete(Chat(server.endpoint()))


@pytest.mark.parametrize(
    ("models", "says"),
    [
        ('{"data": [{"id": "owl"}, {"id": "crow\\n"}, {"no": 1}, 3]}', "has no model parrot (404): it has crow, owl."),
        (
            json.dumps({"data": [{"id": f"m{n}"} for n in range(10, 22)]}),
            "m10, m11, m12, m13, m14, m15, m16, m17 and 4 more",
        ),
        ('{"data": [{"id": "parrot"}]}', "check the address and the name"),
        ("<html>", "check the address and the name"),
        ('{"data": "none"}', "check the address and the name"),
    ],
)
def test_a_wrong_name_is_answered_with_the_names_there_are(models: str, says: str) -> None:
    with serving([failed(404), http(200, models)]) as server, pytest.raises(ModelError) as raised:
        complete(Chat(server.endpoint()))
    assert says in raised.value.message
    assert [one.line.split()[1] for one in server.asked] == ["/v1/chat/completions", "/v1/models"]


def _forms(asked: list[Asked]) -> list[str | None]:
    return [one.json.get("response_format", {}).get("type") for one in asked]


@pytest.mark.parametrize(
    ("declined", "forms"),
    [
        ([failed(400, "response_format json_schema is unavailable")], ["json_schema", "json_object"]),
        ([failed(422), failed(422)], ["json_schema", "json_object", None]),
        ([failed(500, "failed to parse grammar")], ["json_schema", "json_object"]),
        ([http(400, "<html>", "text/html")], ["json_schema", "json_object"]),
    ],
)
def test_a_form_that_a_server_does_not_know_is_asked_for_once(declined: list[Say], forms: list[str | None]) -> None:
    with serving([*declined, said("[]")]) as server:
        chat = Chat(server.endpoint(), Watch().clock())
        complete(chat)
        complete(chat)
    assert _forms(server.asked) == [*forms, forms[-1]]


def test_settings_that_a_model_does_not_know_are_left_out() -> None:
    declined = [
        failed(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."),
        failed(400, "Unsupported value: 'temperature' does not support 0 with this model."),
    ]
    with serving([*declined, said("[]")]) as server:
        chat = Chat(server.endpoint())
        complete(chat)
        complete(chat)
    for one in server.asked[2:]:
        assert "temperature" not in one.json
        assert "max_tokens" not in one.json
        assert one.json["max_completion_tokens"] == 500
        assert one.json["response_format"]["type"] == "json_schema"


@pytest.mark.parametrize(
    "answer",
    [
        failed(400, "the request exceeds the available context size, try increasing it"),
        failed(400, "This model's maximum context length is 4096 tokens."),
        failed(413),
    ],
)
def test_a_request_that_is_too_long_is_told_from_others(answer: bytes) -> None:
    with serving(answer) as server, pytest.raises(TooLongError, match="set a smaller QUIZAPP_MODEL_CONTEXT"):
        complete(Chat(server.endpoint()))
    assert len(server.asked) == 1


def test_localhost_is_the_loopback() -> None:
    with serving(said("[]")) as server:
        assert complete(Chat(Endpoint(f"http://localhost:{server.port}", "parrot"))).text == "[]"


def test_a_key_goes_to_no_server_that_speaks_no_tls() -> None:
    with serving(said("[]")) as server, pytest.raises(ModelError, match="can't be reached"):
        complete(Chat(Endpoint(f"https://127.0.0.1:{server.port}", "parrot", KEY, seconds=1), Watch().clock()))
    assert server.asked == []

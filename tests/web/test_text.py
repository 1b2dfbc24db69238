"""How values are shown."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask_babel import Babel

from quizapp.scheduling.calendar import Calendar
from quizapp.web import text


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        ("a < b & c", "plain", "a &lt; b &amp; c"),
        ("one\ntwo", "plain", "one<br>two"),
        ("<b>bold</b><script>alert(1)</script>", "html", "<b>bold</b>"),
        ('<img src="https://example.org/x"> <b onclick="x()">y</b>', "html", " <b>y</b>"),
        (
            "a **b** <i>c</i>\n\n- [x](https://example.org)",
            "markdown",
            "<p>a <strong>b</strong> &lt;i&gt;c&lt;/i&gt;</p>\n<ul>\n<li>x</li>\n</ul>",
        ),
        ("*In* [...] he", "markdown", '<em>In</em> <span class="blank" role="img" aria-label="blank">…</span> he'),
        ("![a](p/q.png) ![b](https://example.org/x.png)", "markdown", '<img src="/media/p-q.png" alt="a"> b'),
        ("*a*" + "x" * 20_000, "markdown", "*a*" + "x" * 20_000),
        ("In [...] he left.", "plain", 'In <span class="blank" role="img" aria-label="blank">…</span> he left.'),
    ],
)
def test_fields_as_html(value: str, kind: str, expected: str) -> None:
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        assert text.shown(value, kind) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=c", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https://[broken", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, expected: bool) -> None:
    assert text.safe_link(url) == (url if expected else None)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2025-03-01T12:00", "now"),
        ("2025-03-01T12:00:20", "in 1 minute"),
        ("2025-03-01T12:09", "in 9 minutes"),
        ("2025-03-01T15:30", "at 16:30"),
        ("2025-03-02T02:59", "at 03:59"),
        ("2025-03-02T03:00", "tomorrow"),
        ("2025-03-05T12:00", "in 4 days"),
        ("2025-04-05T12:00", "on 5 April"),
        ("2026-04-05T12:00", "on 5 April 2026"),
    ],
)
def test_when_something_is_due(due: str, expected: str) -> None:
    app = Flask(__name__)
    Babel(app)
    calendar = Calendar(ZoneInfo("Europe/Berlin"), 4)
    with app.test_request_context():
        now = datetime(2025, 3, 1, 12, tzinfo=UTC)
        assert text.when(datetime.fromisoformat(due).replace(tzinfo=UTC), now=now, calendar=calendar) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"), [(0.4, "0 s"), (45, "45 s"), (200, "3 min 20 s"), (3900, "1 h 5 min")]
)
def test_spans_of_time(seconds: float, expected: str) -> None:
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        assert text.span_of_time(seconds) == expected

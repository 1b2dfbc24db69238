"""Days are found as people write them, and not taken from what only looks like one."""

import pytest

from quizapp.exchange.documents.written_days import written_days


@pytest.mark.parametrize(
    ("text", "languages", "days"),
    [
        ("Mar. 4, 2024, 9:02 AM", (), [("2024-03-04",)]),
        ("Monday, March 4th 2024", (), [("2024-03-04",)]),
        ("4 March 2024", (), [("2024-03-04",)]),
        ("the 4th of March, 2024", (), [("2024-03-04",)]),
        ("Sept 4, 2024", (), [("2024-09-04",)]),
        ("Mon Mar 4 18:30:00 CET 2024", (), [("2024-03-04",)]),
        ("2024-03-04T18:30:00Z", (), [("2024-03-04",)]),
        ("2024. 3. 4.", ("ko",), [("2024-03-04",)]),
        ("2024年3月4日", ("ja",), [("2024-03-04",)]),
        ("4 de marzo de 2024", ("es",), [("2024-03-04",)]),
        ("4. März 2024", ("de-DE",), [("2024-03-04",)]),
        ("4 mars 2024", ("fr",), [("2024-03-04",)]),
        ("4 mars 2024", (), []),
        ("3/4/2024", ("en-US",), [("2024-03-04",)]),
        ("4/3/24", ("en-GB",), [("2024-03-04",)]),
        ("4.3.2024", ("de",), [("2024-03-04",)]),
        ("4/3/2024", ("en",), [("2024-03-04", "2024-04-03")]),
        ("3/14/2024", ("en-GB",), [("2024-03-14",)]),
        ("11.15.2019", (), [("2019-11-15",)]),
        ("30 February 2024, 13/13/2024, 0001-01-01, 4 March 1912", (), []),
        ("version 10.4.24.1, call 1-2-2024-5, room 4 May", (), []),
        ("March 4, 2024 and April 9, 2025", ("no such tag",), [("2024-03-04",), ("2025-04-09",)]),
    ],
)
def test_days(text: str, languages: tuple[str, ...], days: list[tuple[str, ...]]) -> None:
    assert [one.days for one in written_days(text, languages)] == days

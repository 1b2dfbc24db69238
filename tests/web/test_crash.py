"""A grade that was answered is on disk, however the server ends."""

import contextlib
import http.client
import http.cookiejar
import os
import random
import re
import sqlite3
import threading
import time
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from tests.serving import library_with, serving

DECK = Path(__file__).parents[2] / "decks" / "old-mill-bridge.yaml"
ROUNDS = 100 if os.environ.get("QUIZAPP_SOAK") else 5


class Learner:
    """Studies a deck over HTTP: as the study page's script does, which gets the next card with the answer, or as the
    page does without it.
    """

    def __init__(self, url: str, deck_id: int, *, has_script: bool) -> None:
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)
        self.page, self.headers = f"{url}/decks/{deck_id}/study", {"X-Swap": "1"} if has_script else {}
        self.html = ""

    def grade(self) -> str | None:
        """Grade the card that is next; its request's id once the server has answered, None when none is left."""
        self.html = self.html or self.opener.open(self.page, timeout=20).read().decode()
        fields = r'<input[^>]* name="(card|version|request_id|asked|csrf_token)" value="([^"]*)"'
        sent = dict(re.findall(fields, self.html))
        if "request_id" not in sent:
            return None
        body = urllib.parse.urlencode({**sent, "rating": "1"}).encode()
        request = urllib.request.Request(self.page, data=body, headers=self.headers)
        self.html = self.opener.open(request, timeout=20).read().decode()
        return sent["request_id"]


def stored(database: Path) -> set[str]:
    connection = sqlite3.connect(database)
    try:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        assert connection.execute("pragma foreign_key_check").fetchall() == []
        # A card's count of answers and its reviews are written in one transaction.
        odd = "select c.id from cards c where c.reps <> (select count(*) from reviews r where r.card_id = c.id)"
        assert connection.execute(odd).fetchall() == []
        return {row[0] for row in connection.execute("select request_id from reviews")}
    finally:
        connection.close()


def grade_until_it_ends(learner: Learner, answered: set[str]) -> None:
    """Grade cards and note each answered grade, until the server is gone."""
    with contextlib.suppress(OSError, http.client.HTTPException):
        while (request_id := learner.grade()) is not None:
            answered.add(request_id)


@pytest.mark.soak
def test_a_server_killed_at_any_instant_has_stored_every_answered_grade(tmp_path):
    variables = library_with(tmp_path / "library", DECK)
    database = tmp_path / "library" / "quizapp.sqlite3"
    with sqlite3.connect(database) as connection:
        (deck_id,) = connection.execute("select id from decks").fetchone()
    connection.close()
    chance = random.Random(0)
    answered: set[str] = set()
    for number in range(ROUNDS):
        with serving(variables) as (server, url):
            before = len(answered)
            person = Learner(url, deck_id, has_script=number % 2 == 0)
            learner = threading.Thread(target=grade_until_it_ends, args=(person, answered))
            learner.start()
            while len(answered) == before and learner.is_alive():
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 0.3))
            server.kill()
            learner.join(20)
        assert len(answered) > before
        assert answered <= stored(database)

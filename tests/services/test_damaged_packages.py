"""Damaged and hostile packages: each is taken in or refused in one line, and what is refused leaves nothing behind."""

import io
import os

import pytest
from sqlalchemy import func, select

from quizapp.errors import InputError, QuizError
from quizapp.exchange.anki_reading import read_package
from quizapp.services.bring_in import bring_in
from quizapp.services.decks import list_decks
from quizapp.services.study import next_card
from quizapp.services.transfer import export_deck
from quizapp.storage.database import Base
from tests.exchange.anki_mutations import mutated, packages_of_all_forms
from tests.services.made import CALENDAR, NOW

SOAK = bool(os.environ.get("QUIZAPP_SOAK"))
CHUNKS, SIZE = (40, 50) if SOAK else (2, 50)


@pytest.fixture
def database_kind():
    """What is refused is refused before a database sees it: one is enough."""
    return "sqlite"


@pytest.fixture(scope="session")
def packages():
    return packages_of_all_forms()


def counts(session):
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) for table in Base.metadata.sorted_tables
    }


@pytest.mark.soak
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_damaged_packages_are_taken_in_or_refused(session, owner_id, packages, tmp_path, chunk):
    session.commit()
    read, said = 0, []
    for seed in range(chunk * SIZE, (chunk + 1) * SIZE):
        before = counts(session)
        package = io.BytesIO(mutated(packages, seed))
        try:
            bring_in(session, owner_id, package, name="x.apkg", now=NOW, calendar=CALENDAR, media=tmp_path)
            read += 1
        except QuizError as error:
            said.append(error.message)
            assert counts(session) == before, seed
        session.commit()
    assert 0 < read < SIZE
    assert not [one for one in said if "\n" in one or not (one.startswith("x.apkg") or "in the package" in one)]
    for deck in list_decks(session, owner_id, now=NOW, calendar=CALENDAR):
        next_card(session, owner_id, deck.id, now=NOW, calendar=CALENDAR)
        assert export_deck(session, owner_id, deck.id, with_schedule=True, media=tmp_path).data


def test_damage_that_shows_when_reviews_are_stored_is_said_and_stores_nothing(
    session, owner_id, packages, tmp_path, monkeypatch
):
    def read_and_tear(*args, **kwargs):
        """What the package holds, its log of reviews torn behind the first page as soon as it is read."""
        contents = read_package(*args, **kwargs)
        data = contents.rows.log.read_bytes()
        contents.rows.log.write_bytes(data[:4096] + b"\xee" * (len(data) - 4096))
        return contents

    monkeypatch.setattr("quizapp.services.bring_in.read_package", read_and_tear)
    before = counts(session)
    session.commit()
    with pytest.raises(InputError, match=r"^x\.apkg holds a damaged collection: in Anki, use Check Database first\.$"):
        bring_in(session, owner_id, io.BytesIO(packages[1]), name="x.apkg", now=NOW, calendar=CALENDAR, media=tmp_path)
    assert counts(session) == before

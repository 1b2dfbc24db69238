"""The reader of packages on thousands of damaged ones: contents or one line, never anything else."""

import io
import os
from zoneinfo import ZoneInfo

import pytest

from quizapp.errors import InputError
from quizapp.exchange.anki_reading import read_package
from tests.exchange.anki_mutations import mutated, packages_of_all_forms

CHUNKS, SIZE = (40, 500) if os.environ.get("QUIZAPP_SOAK") else (2, 150)
ZONE = ZoneInfo("Etc/UTC")


@pytest.fixture(scope="session")
def packages() -> list[bytes]:
    return packages_of_all_forms()


@pytest.mark.soak
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_damaged_packages_are_read_or_refused(packages: list[bytes], chunk: int) -> None:
    read, said = 0, []
    for seed in range(chunk * SIZE, (chunk + 1) * SIZE):
        try:
            contents = read_package(io.BytesIO(mutated(packages, seed)), name="x.apkg", zone=ZONE)
            assert contents.rows is not None
            assert {card.note_id for card in contents.rows.cards()} == {note.id for note in contents.notes}, seed
            for name in contents.media:
                try:
                    contents.media[name]
                except InputError:
                    continue
            read += 1
        except InputError as error:
            said.append(error.message)
        except Exception as error:
            raise AssertionError(f"seed {seed}") from error
    assert 0 < read < SIZE
    assert not [one for one in said if "\n" in one]

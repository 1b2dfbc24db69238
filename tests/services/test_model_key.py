"""The key of a model: kept in a file for its owner alone, and never told."""

import stat

import pytest

from quizapp.config import WriterSettings
from quizapp.errors import SetupError
from quizapp.services.model_key import forget_key, keeping_key, kept_key
from tests.conftest import settings_in

URL, KEY = "https://api.example.org/v1", "sk-secret"


def test_it_is_kept_for_its_owner_alone(tmp_path):
    settings = settings_in(tmp_path)
    assert kept_key(settings) == WriterSettings()
    for key in ("an older one", KEY):
        with keeping_key(settings, URL, key):
            pass
    assert kept_key(settings) == WriterSettings(url=URL, key=KEY)
    assert KEY not in repr(kept_key(settings))
    (file,) = [one for one in tmp_path.iterdir() if KEY in one.read_text(errors="replace")]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    forget_key(settings)
    forget_key(settings)
    assert not file.exists()
    assert kept_key(settings) == WriterSettings()


@pytest.mark.parametrize("held", ["sk-secret", "[]", '{"url": "x"}', "\udcff", "[" * 100_000], ids=range(5))
def test_a_damaged_file_says_which_and_not_what(tmp_path, held):
    (tmp_path / "model_key").write_bytes(held.encode(errors="surrogateescape"))
    with pytest.raises(SetupError, match=r"model_key holds no key: delete it") as error:
        kept_key(settings_in(tmp_path))
    assert KEY not in error.value.message
    assert error.value.__cause__ is None


def test_a_folder_that_takes_no_file_says_so(tmp_path):
    settings = settings_in(tmp_path / "library")
    (tmp_path / "library" / "model_key").mkdir()
    with pytest.raises(SetupError, match="can't be kept"), keeping_key(settings, URL, KEY):
        pass
    with pytest.raises(SetupError, match="can't be read"):
        kept_key(settings)

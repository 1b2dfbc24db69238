"""Settings from the environment."""

from types import SimpleNamespace

import pytest

from quizapp import config
from quizapp.config import read_settings
from quizapp.errors import SetupError


def test_defaults_need_nothing_but_a_home(tmp_path):
    settings = read_settings({"HOME": str(tmp_path)})
    assert settings.data_dir == tmp_path / ".local" / "share" / "quizapp"
    assert settings.database_url == f"sqlite:///{settings.data_dir}/quizapp.sqlite3"
    assert (settings.host, settings.port, settings.rollover_hour) == ("127.0.0.1", 5000, 4)


def test_the_secret_is_made_once_and_for_the_person_only(tmp_path):
    first, second = (read_settings({"QUIZAPP_DATA": str(tmp_path)}) for _ in range(2))
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) == 64
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QUIZAPP_TIME_ZONE", "Mars/Olympus"),
        ("QUIZAPP_TIME_ZONE", "../etc/passwd"),
        ("QUIZAPP_ROLLOVER_HOUR", "24"),
        ("QUIZAPP_ROLLOVER_HOUR", "four"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("QUIZAPP_DATA", "/dev/null/library"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path, name, value):
    with pytest.raises(SetupError, match=name):
        read_settings({"QUIZAPP_DATA": str(tmp_path), name: value})


def test_a_computer_that_travels_is_noticed_within_a_minute(tmp_path, monkeypatch):
    clock = SimpleNamespace(monotonic=lambda: 120.0)
    monkeypatch.setattr(config, "time", clock)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    settings = read_settings({"QUIZAPP_DATA": str(tmp_path)})
    fixed = read_settings({"QUIZAPP_DATA": str(tmp_path), "QUIZAPP_TIME_ZONE": "Europe/Berlin"})
    assert settings.time_zone.key == "Asia/Tokyo"
    monkeypatch.setenv("TZ", "America/Lima")
    clock.monotonic = lambda: 181.0
    assert (settings.time_zone.key, fixed.time_zone.key) == ("America/Lima", "Europe/Berlin")


def test_an_emptied_secret_is_not_used(tmp_path):
    (tmp_path / "secret_key").write_text("")
    with pytest.raises(SetupError, match="delete it"):
        read_settings({"QUIZAPP_DATA": str(tmp_path)})

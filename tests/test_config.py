"""Settings from the environment."""

from types import SimpleNamespace

import pytest

from quizapp import config
from quizapp.config import WriterSettings, parse_names, read_settings, read_writer_settings
from quizapp.errors import InputError, SetupError


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
        ("QUIZAPP_WRITERS", "magic"),
        ("QUIZAPP_WRITERS", "rules,rules"),
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


@pytest.mark.parametrize(
    ("text", "names", "url"),
    [
        ("rules", ("rules",), None),
        (" neural , rules,", ("neural", "rules"), None),
        ("rules,endpoint", ("rules", "endpoint"), None),
        ("rules,http://127.0.0.1:8080/v1", ("rules", "endpoint"), "http://127.0.0.1:8080/v1"),
        ("HTTPS://api.example.org,rules", ("endpoint", "rules"), "HTTPS://api.example.org"),
    ],
)
def test_writers_are_named_with_commas_between(text, names, url):
    assert parse_names(text) == WriterSettings(names, url)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("sk-0123456789abcdef", "there is no writer of that name: name rules, neural"),
        ("magic", "there is no writer 'magic': name rules, neural, endpoint or a model's address"),
        ("Rules", "no writer 'Rules'"),
        ("rules neural", "no writer 'rules neural'"),
        ("ftp://example.org", "no writer 'ftp://example.org'"),
        ("0123456789abcdef0123456789abcdef", "there is no writer of that name: name rules, neural"),
        ("rules,neural,rules", "more than one rules among the writers"),
        ("endpoint,http://127.0.0.1", "more than one endpoint"),
        ("http://127.0.0.1,http://127.0.0.2", "more than one endpoint"),
        (" , ", "no writer is named"),
    ],
)
def test_what_is_no_list_of_writers(text, says):
    with pytest.raises(InputError) as raised:
        parse_names(text)
    assert says in raised.value.message


HERE, THERE, KEY = "http://127.0.0.1:8080/v1", "https://api.example.org/v1", "sk-not-to-be-seen"


def test_the_writers_of_the_environment():
    assert read_writer_settings({}) == WriterSettings()
    environ = {"QUIZAPP_MODEL_URL": THERE, "QUIZAPP_MODEL": "large", "QUIZAPP_MODEL_KEY": KEY}
    assert read_writer_settings(environ) == WriterSettings(None, THERE, "large", KEY)
    held = read_writer_settings({**environ, "QUIZAPP_MODEL_CONTEXT": "8192"})
    assert held == WriterSettings(None, THERE, "large", KEY, 8192)
    named = read_writer_settings({"QUIZAPP_WRITERS": f"rules,{THERE}/", "QUIZAPP_MODEL_KEY": KEY, "QUIZAPP_MODEL": ""})
    assert named == WriterSettings(("rules", "endpoint"), f"{THERE}/", None, KEY)


@pytest.mark.parametrize(
    ("written", "tokens"), [("8192", 8192), ("1", 1), ("", None), ("8k", 0), ("-1", 0), ("4e3", 0), ("9" * 5_000, 0)]
)
def test_a_context_is_read_as_it_is_written(written, tokens):
    assert read_writer_settings({"QUIZAPP_MODEL_CONTEXT": written}).context_tokens == tokens


def test_the_key_is_in_no_repr(tmp_path):
    settings = read_settings({"QUIZAPP_DATA": str(tmp_path), "QUIZAPP_MODEL_KEY": KEY})
    assert settings.writers.key == KEY
    assert KEY not in f"{settings} {settings.writers!r}"


@pytest.mark.parametrize(
    ("first", "second", "key"),
    [
        (WriterSettings(), WriterSettings(url=THERE, key=KEY), KEY),
        (WriterSettings(url=THERE), WriterSettings(url=THERE, key=KEY), KEY),
        (WriterSettings(url="HTTPS://API.example.org/other/"), WriterSettings(url=THERE, key=KEY), KEY),
        (WriterSettings(url=THERE), WriterSettings(key=KEY), KEY),
        (WriterSettings(key="own"), WriterSettings(url=THERE, key=KEY), "own"),
        (WriterSettings(url=HERE), WriterSettings(url=THERE, key=KEY), None),
        (WriterSettings(url="https://api.example.org.evil.example"), WriterSettings(url=THERE, key=KEY), None),
        (WriterSettings(url="https://evil.example/api.example.org"), WriterSettings(url=THERE, key=KEY), None),
        (WriterSettings(url="http://api.example.org/v1"), WriterSettings(url=THERE, key=KEY), None),
    ],
)
def test_a_key_goes_to_no_server_but_the_one_it_was_set_for(first, second, key):
    assert first.or_else(second).key == key


@pytest.mark.parametrize(
    ("first", "second", "context_tokens"),
    [
        (WriterSettings(), WriterSettings(context_tokens=8192), 8192),
        (WriterSettings(model="large"), WriterSettings(context_tokens=8192), 8192),
        (WriterSettings(model="large"), WriterSettings(model="large", context_tokens=8192), 8192),
        (WriterSettings(context_tokens=2048), WriterSettings(model="large", context_tokens=8192), 2048),
        (WriterSettings(model="small"), WriterSettings(model="large", context_tokens=8192), None),
    ],
)
def test_a_context_is_that_of_the_model_it_was_set_for(first, second, context_tokens):
    assert first.or_else(second).context_tokens == context_tokens

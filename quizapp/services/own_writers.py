"""The writers that an owner has chosen for the cards of new articles; what the environment sets wins over it."""

from dataclasses import dataclass, replace
from functools import partial
from importlib.util import find_spec

from quizapp.config import ENDPOINT, NEURAL, RULES, Settings, WriterSettings
from quizapp.errors import InputError, SetupError
from quizapp.services.model_key import forget_key, keeping_key, kept_key
from quizapp.services.transaction import one_transaction
from quizapp.services.writers import VARIABLES, WriterChoice, choose_writers, endpoint_of
from quizapp.storage import owners
from quizapp.storage.database import DbSession, start_reading
from quizapp.writers.adapter_file import check_adapter
from quizapp.writers.endpoint.address import checked_url
from quizapp.writers.packaged import RUNNER, TO_INSTALL, packaged_model, shipped_adapter

_HELD = ("names", "url", "model", "context_tokens")


@dataclass(frozen=True, slots=True)
class OwnWriters:
    """What is chosen: ``fixed`` names what the environment sets, by its variable; ``has_key`` when a key is kept.

    ``key_problem`` says why what is kept as the key can't be used. ``names``, ``url``, ``model`` and ``context_tokens``
    are those in use: ``url`` is empty where it can't be used, as it may hold a password, and ``context_tokens`` None
    for as many as usual.
    """

    names: tuple[str, ...]
    url: str
    model: str
    context_tokens: int | None
    has_key: bool
    key_problem: str | None
    fixed: dict[str, str]


def own_writers(session: DbSession, owner_id: int, settings: Settings) -> OwnWriters:
    """What the owner has chosen, with what the environment sets in its place."""
    used = settings_for(session, owner_id, settings)
    fixed = {name: variable for name, variable in VARIABLES.items() if getattr(settings.writers, name) is not None}
    has_key, key_problem = False, None
    try:
        has_key = kept_key(settings).key is not None
    except SetupError as error:
        key_problem = error.message
    return OwnWriters(
        names=used.names or settings.usual_writers,
        url=_shown(used.url or ""),
        model=used.model or "",
        context_tokens=used.context_tokens,
        has_key=has_key,
        key_problem=key_problem,
        fixed=fixed,
    )


def writers_for(session: DbSession, owner_id: int, settings: Settings) -> WriterChoice:
    """Who words the cards of the owner's articles; raises `SetupError` as `choose_writers`."""
    return choose_writers(settings_for(session, owner_id, settings), kept=partial(kept_key, settings))


def settings_for(session: DbSession, owner_id: int, settings: Settings) -> WriterSettings:
    """What is set, else what the owner has chosen, else who usually writes; not the key that is kept here."""
    start_reading(session)
    return settings.writers.or_else(_stored(session, owner_id)).or_else(WriterSettings(settings.usual_writers))


def choose_own(session: DbSession, owner_id: int, settings: Settings, chosen: WriterSettings) -> bool:
    """Store which writers beside the rules the owner chose; whether a key that was kept for another server is gone.

    What the environment sets stays stored as it was. Without a key, the one that is kept stays if it is that server's.
    Raises `InputError` naming the field. When the choice can't be stored, or the key not be kept, neither is.
    """
    names = (RULES, *(name for name in (NEURAL, ENDPOINT) if name in (chosen.names or ())))
    used = settings.writers.or_else(replace(chosen, names=names))
    try:
        kept = kept_key(settings)
    except SetupError:
        if ENDPOINT in (used.names or ()) and used.key is None:
            raise
        kept = WriterSettings()
    stays = used.url is not None and kept.key is not None and replace(used, key=None).or_else(kept).key == kept.key
    is_typed = any(getattr(chosen, name) and not getattr(settings.writers, name) for name in ("url", "model", "key"))
    if ENDPOINT in (used.names or ()) or is_typed:
        endpoint = endpoint_of(replace(used, key=used.key or (kept.key if stays else None)))
        used = replace(used, url=endpoint.url, model=endpoint.model)
    if chosen.key and used.url:
        with keeping_key(settings, used.url, chosen.key):
            _store(session, owner_id, settings, used)
        return False
    _store(session, owner_id, settings, used)
    if kept.key is None or stays:
        return False
    forget_key(settings)  # no server is sent it any more: where this fails, the next choice deletes it
    return True


@one_transaction
def _store(session: DbSession, owner_id: int, settings: Settings, used: WriterSettings) -> None:
    before = _stored(session, owner_id)
    held = {name: getattr(before if getattr(settings.writers, name) else used, name) for name in _HELD}
    owners.get_owner(session, owner_id).writers = held | {"names": list(held["names"] or ())}


def small_model_problem() -> str | None:
    """Why the small model can't be used, and what to do; None where it can."""
    try:
        check_adapter(shipped_adapter(), packaged_model())
    except SetupError as error:
        return error.message
    return f"What runs the small model is not installed: {TO_INSTALL}." if find_spec(RUNNER) is None else None


def _shown(url: str) -> str:
    try:
        return checked_url(url)
    except InputError:
        return ""


def _stored(session: DbSession, owner_id: int) -> WriterSettings:
    held = owners.find_writers(session, owner_id)
    if held is None:
        return WriterSettings()
    return WriterSettings(
        tuple(held["names"]) or None, held["url"], held["model"], context_tokens=held.get("context_tokens")
    )

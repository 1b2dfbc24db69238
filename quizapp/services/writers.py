"""Who words the cards: chosen by name, as settings, an option or a job say."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from quizapp.config import ENDPOINT, RULES, WRITERS, Settings, WriterSettings, parse_names, read_writer_settings
from quizapp.errors import InputError, SetupError
from quizapp.notes import MARKDOWN
from quizapp.writers.endpoint import Endpoint

_VARIABLES = {"url": "QUIZAPP_MODEL_URL", "model": "QUIZAPP_MODEL", "key": "QUIZAPP_MODEL_KEY"}


@dataclass(frozen=True, slots=True)
class WriterChoice:
    """The writers of `quizapp.config.WRITERS` that word the cards, and the model that "endpoint" is."""

    names: tuple[str, ...] = (RULES,)
    endpoint: Endpoint | None = None

    @property
    def goes_to(self) -> str | None:
        """The other computer that is sent the articles' text; None when nothing leaves this one."""
        return self.endpoint.host if self.endpoint is not None and not self.endpoint.is_local else None

    @property
    def notice(self) -> str | None:
        """The same in a line for the person."""
        return f"The article's text goes to {self.goes_to}." if self.goes_to is not None else None

    def to_json(self) -> dict[str, Any]:
        """The choice for a job's payload, without the key: the worker has its own."""
        one = self.endpoint
        return {"names": list(self.names), "url": one and one.url, "model": one and one.model}


def parse_writers(
    text: str | None, environ: Mapping[str, str] = os.environ, *, model: str | None = None
) -> WriterChoice:
    """The choice in a list such as "rules,neural,http://127.0.0.1:8080/v1"; what it leaves open says ``environ``.

    ``model`` is the model's name at that address. Raises `InputError` for a list that is none, and as `choose_writers`.
    """
    own = replace(parse_names(text) if text is not None else WriterSettings(), model=model)
    places = {"url": "--writers"} if own.url else {}
    places |= {"model": "--model"} if own.model else {}
    return choose_writers(own.or_else(read_writer_settings(environ)), places)


def chosen_writers(settings: Settings, given: Mapping[str, Any] | None = None) -> WriterChoice:
    """The choice of the settings; or that which `WriterChoice.to_json` wrote into a job, with the settings' key."""
    if given is None:
        return choose_writers(settings.writers)
    chosen = WriterSettings(tuple(given["names"]), given["url"], given["model"])
    return choose_writers(chosen.or_else(settings.writers))


def choose_writers(given: WriterSettings, places: Mapping[str, str] = _VARIABLES) -> WriterChoice:
    """The choice that the settings are; without names, the rules alone.

    Raises `SetupError` that names the variable, or what ``places`` says was written instead of it.
    """
    places = {**_VARIABLES, **places}
    names = given.names or (RULES,)
    if ENDPOINT in names and given.url is None:
        raise SetupError(f"{places['url']}: set the address of the model, such as http://127.0.0.1:11434/v1.")
    if ENDPOINT in names and given.model is None:
        raise SetupError(f"{places['model']}: set the name of the model, as its server calls it, such as llama3.2.")
    if given.url is None:
        return WriterChoice(names)
    try:
        endpoint = Endpoint(given.url, given.model or "any", given.key)
    except InputError as error:
        raise SetupError(f"{places[error.field or 'url']}: {error.message}") from error
    if endpoint.model in (*WRITERS, MARKDOWN):
        raise SetupError(f"{places['model']}: '{endpoint.model}' is the name of another writer.")
    return WriterChoice(names, endpoint if ENDPOINT in names else None)

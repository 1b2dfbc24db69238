"""Who words the cards: chosen by name, as settings, an option or a job say, and made ready to write."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from quizapp.config import ENDPOINT, NEURAL, RULES, WRITERS, Settings, WriterSettings, parse_names
from quizapp.errors import InputError, SetupError
from quizapp.generator.candidates import Context, Writer, Written
from quizapp.generator.rules import rules
from quizapp.notes import NO_MODELS
from quizapp.services.model_key import kept_key
from quizapp.writers.endpoint import CONTEXT_TOKENS, Endpoint
from quizapp.writers.endpoint.estimates import estimate_text

if TYPE_CHECKING:
    from quizapp.generator.candidates import Material
    from quizapp.generator.progress import Progress
    from quizapp.writers.proposals import QuestionModel

SMALL_MODEL_THREADS = 2
"""What the small model uses: with more it is hardly faster."""
EXAMPLE_WORDS = 600
"""About what an article has, for which it is said what a model takes."""
VARIABLES = {
    "names": "QUIZAPP_WRITERS", "url": "QUIZAPP_MODEL_URL", "model": "QUIZAPP_MODEL", "key": "QUIZAPP_MODEL_KEY",
    "context_tokens": "QUIZAPP_MODEL_CONTEXT",
}  # fmt: skip
"""What sets each field of `WriterSettings`."""


@dataclass(frozen=True, slots=True)
class WriterChoice:
    """The writers of `quizapp.config.WRITERS` that word the cards, and the model that "endpoint" is."""

    names: tuple[str, ...] = (RULES,)
    endpoint: Endpoint | None = None

    @property
    def titles(self) -> tuple[str, ...]:
        """What the writers are called in notes and accounts."""
        model = self.endpoint.title if self.endpoint is not None else ENDPOINT
        return tuple(model if name == ENDPOINT else name for name in self.names)

    @property
    def threads(self) -> int:
        """How many cores write at once."""
        return SMALL_MODEL_THREADS if NEURAL in self.names else 1

    @property
    def goes_to(self) -> str | None:
        """The other computer that is sent the articles' text; None when nothing leaves this one."""
        return self.endpoint.goes_to if self.endpoint is not None else None

    @property
    def notice(self) -> str | None:
        """The same in a line for the person; None where no model is asked."""
        if self.endpoint is None:
            return "The text stays on this computer." if NEURAL in self.names else None
        return f"The text goes {f'to {self.goes_to}' if self.goes_to else 'only to a server on this computer'}."

    def tokens(self, text: str) -> int | None:
        """About how many tokens the model at the endpoint reads and writes for an article with this text.

        It is rounded to two digits; None where there is no such model.
        """
        if self.endpoint is None:
            return None
        tokens = estimate_text(text, self.endpoint).tokens
        return round(tokens, 2 - len(str(tokens)))

    @property
    def example_tokens(self) -> int | None:
        """The same for an article of `EXAMPLE_WORDS` words."""
        return self.tokens("words " * EXAMPLE_WORDS)

    def to_json(self) -> dict[str, Any]:
        """The choice for a job's payload, without the key: the worker has its own."""
        one = self.endpoint
        known = {"url": one and one.url, "model": one and one.model, "context_tokens": one and one.context_tokens}
        return {"names": list(self.names), **known}


BY_RULES = WriterChoice()


def parse_writers(
    text: str | None,
    own: WriterSettings,
    *,
    model: str | None = None,
    option: str = "--writers",
    kept: Callable[[], WriterSettings] = WriterSettings,
) -> WriterChoice:
    """The choice in a list such as "rules,neural,http://127.0.0.1:8080/v1", with what it leaves open from ``own``.

    ``model`` is the model's name at that address, ``option`` what the list was given to, ``kept`` as for
    `choose_writers`. Raises `InputError` for a list that is none, and as `choose_writers`.
    """
    given = replace(parse_names(text) if text is not None else WriterSettings(), model=model)
    if model is not None and not model.strip():
        raise SetupError("--model: write the name of the model, as its server calls it.")
    places = {"url": option} if given.url else {}
    if text is not None or model is not None:
        places["model"] = "--model" if given.model else "--model or QUIZAPP_MODEL"
    return choose_writers(given.or_else(own), places, kept)


def chosen_writers(settings: Settings, given: Mapping[str, Any] | None = None) -> WriterChoice:
    """The choice of the settings; or that which `WriterChoice.to_json` wrote into a job, with the key that is here."""
    if given is None:
        return choose_writers(settings.writers)
    context = given.get("context_tokens")
    chosen = WriterSettings(tuple(given["names"]), given["url"], given["model"], context_tokens=context)
    return choose_writers(chosen.or_else(settings.writers), kept=partial(kept_key, settings))


def choose_writers(
    given: WriterSettings,
    places: Mapping[str, str] = VARIABLES,
    kept: Callable[[], WriterSettings] = WriterSettings,
) -> WriterChoice:
    """The choice that the settings are; without names, the rules alone.

    Only where a model at an endpoint is chosen does it matter which one, and is ``kept`` asked for its key. Raises
    `SetupError` that names the variable, or what ``places`` says was written instead of it.
    """
    places = {**VARIABLES, **places}
    names = given.names or (RULES,)
    if ENDPOINT not in names:
        return WriterChoice(names)
    given = given.or_else(kept())
    if given.url is None:
        raise SetupError(f"{places['url']}: set the address of the model, such as http://127.0.0.1:11434/v1.")
    if given.model is None:
        raise SetupError(f"{places['model']}: set the name of the model, as its server calls it, such as llama3.2.")
    try:
        return WriterChoice(names, endpoint_of(given))
    except InputError as error:
        raise SetupError(f"{places[error.field or 'url']}: {error.message}") from error


def endpoint_of(given: WriterSettings) -> Endpoint:
    """The model that the settings name; raises `InputError` naming the field of theirs that can't be used."""
    context_tokens = CONTEXT_TOKENS if given.context_tokens is None else given.context_tokens
    endpoint = Endpoint(given.url or "", given.model or "", given.key, context_tokens)
    if endpoint.model in (*WRITERS, *NO_MODELS):
        raise InputError(f"'{endpoint.model}' is the name of another writer.", field="model")
    return endpoint


def make_writers(choice: WriterChoice) -> list[Writer]:
    """The writers of the choice, in its order; each model's is made once in a process.

    One that can't be made ready says so when it is to write. Raises `SetupError` where that leaves none.
    """
    made: list[Writer] = []
    problems: list[str] = []
    for name, title in zip(choice.names, choice.titles, strict=True):
        try:
            made.append(_make(name, choice))
        except SetupError as error:
            made.append(_Absent(title, error.message))
            problems.append(error.message)
    if len(problems) == len(made):
        raise SetupError(problems[0])
    return made


def _make(name: str, choice: WriterChoice) -> Writer:
    if name == NEURAL:
        from quizapp.writers.neural import NeuralWriter

        return NeuralWriter(_small_model())
    if name == ENDPOINT and choice.endpoint is not None:
        return _endpoint_writer(choice.endpoint)
    return rules


@lru_cache(maxsize=1)
def _small_model() -> "QuestionModel":
    from quizapp.writers.small_model import open_small_model

    return open_small_model(threads=SMALL_MODEL_THREADS)


@lru_cache(maxsize=4)
def _endpoint_writer(endpoint: Endpoint) -> Writer:
    from quizapp.writers.endpoint.writer import EndpointWriter

    return EndpointWriter(endpoint)


@dataclass(frozen=True, slots=True)
class _Absent:
    """Stands for a writer that could not be made ready."""

    name: str
    problem: str

    def write(self, material: "Sequence[Material]", context: Context, progress: "Progress | None") -> Written:
        """Nothing, and why."""
        return Written((), 0, problem=self.problem)

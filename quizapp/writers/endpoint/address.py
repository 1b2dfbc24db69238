"""Where a model answers, checked once: its address, its name, the key it wants."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from quizapp.errors import InputError

CONTEXT_TOKENS = 4096
"""What every server takes unless it is told otherwise; some cut what is longer without a word."""
LEAST_CONTEXT, MOST_CONTEXT = 1_024, 1_000_000
SECONDS = 600.0
"""A reply of some thousand tokens takes minutes where no graphics processor helps."""
_LONGEST = 2_000
_LONGEST_NAME, _LONGEST_TITLE = 200, 50
_UNSEEN = {"Cf", "Cs"}
"""Unicode's categories of what shows nothing itself, as the sign that turns text around, and of half characters."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_NO_KEY = re.compile(r"[^\x21-\x7e]")
_NO_ADDRESS = re.compile(r"[\x00-\x20\x7f\\]")
_IN_PATH = "!$%&'()*+,/:;=@"
"""What a path may hold as it is, besides letters, digits and -._~ (RFC 3986); the rest is percent-encoded."""
_CLOUD = re.compile(r"[-:]cloud$")
_SECRET = 8
"""A key of fewer characters is a common word, as local servers want one for form's sake."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model that a server offers at ``url``, which leads to its ``/chat/completions``.

    ``url`` may be given with or without the ``/v1`` and the slash at its end. ``key`` is sent to that server alone and
    never shown. ``seconds`` is the longest that one answer may take, ``context_tokens`` what a request and its answer
    may hold together. `InputError` names the field that can't be used: url, model, key, context_tokens or seconds.
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    context_tokens: int = CONTEXT_TOKENS
    seconds: float = SECONDS

    def __post_init__(self) -> None:
        set_field = object.__setattr__
        set_field(self, "url", checked_url(self.url))
        set_field(self, "model", _checked_model(self.model))
        set_field(self, "key", _checked_key(self.key))
        if not LEAST_CONTEXT <= self.context_tokens <= MOST_CONTEXT:
            raise InputError(
                f"The model's context must be a whole number of tokens from {LEAST_CONTEXT} to {MOST_CONTEXT}.",
                field="context_tokens",
            )
        if not 0 < self.seconds <= 3600:
            raise InputError("An answer may take up to 3600 seconds, and more than none.", field="seconds")
        if self.key is not None and not self.is_local and urlsplit(self.url).scheme == "http":
            raise InputError(
                f"{self.host} is another computer, and http would send it the key for all to read: use an https://"
                " address, or leave the key out.",
                field="url",
            )

    @property
    def title(self) -> str:
        """What the model is called in notes and accounts: its name, cut to what a note keeps."""
        if len(self.model) <= _LONGEST_TITLE:
            return self.model
        return self.model[: _LONGEST_TITLE - 1].rstrip() + "…"

    @property
    def host(self) -> str:
        """The server's name or address, in lower case and without its port."""
        return urlsplit(self.url).hostname or ""

    @property
    def goes_to(self) -> str | None:
        """The other computer that is sent what the model is asked; None when the server is on this one.

        A model that Ollama calls "...-cloud" or "...:cloud" is asked by it on computers of its own.
        """
        if not self.is_local:
            return self.host
        return f"the cloud of the server at {self.host}" if _CLOUD.search(self.model) else None

    @property
    def is_local(self) -> bool:
        """True when the server is on this computer, and reached by the loopback alone."""
        return self.host == "localhost" or _is_loopback(self.host)

    def without_key(self, text: str, instead: str = "***") -> str:
        """``text`` with ``instead`` for the key, in any case, also as JSON writes it; a short key only as a word."""
        if self.key is None:
            return text
        written = "".join(rf"(?:\\?{re.escape(sign)}|\\u{ord(sign):04x})" for sign in self.key)
        pattern = written if len(self.key) >= _SECRET else rf"(?<!\w){written}(?!\w)"
        return re.sub(pattern, instead, text, flags=re.IGNORECASE)


def _is_loopback(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback


def checked_url(url: str) -> str:
    """The address that ``/chat/completions`` is put behind; raises `InputError` for one that can't be used."""
    url = url.strip()
    shown = url if len(url) <= 80 else f"{url[:79]}…"
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
        ascii_host = host if ":" in host else host.encode("idna").decode("ascii")
        path = quote(parts.path, safe=_IN_PATH)
    except (ValueError, UnicodeError) as error:
        raise _not_an_address() from error
    if parts.username is not None or parts.password is not None:
        raise InputError("The model's address has a name or password in it: give the key by itself.", field="url")
    scheme = parts.scheme.lower()
    if scheme not in {"http", "https"} or not host or len(url) > _LONGEST or _NO_ADDRESS.search(url):
        raise _not_an_address()
    if parts.query or parts.fragment:
        raise InputError("The model's address has a ? or # in it: give it without what follows.", field="url")
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - what servers print that listen on every address
        raise InputError(f"'{shown}' is where a server listens, not where it answers: write 127.0.0.1.", field="url")
    path = path.rstrip("/").removesuffix("/chat/completions").rstrip("/") or "/v1"
    authority = f"[{ascii_host}]" if ":" in ascii_host else ascii_host
    return f"{scheme}://{authority}{'' if port is None else f':{port}'}{path}"


def _not_an_address() -> InputError:
    # Not shown: what was put in the wrong field may be the key.
    return InputError(
        "The model's address can't be used: it starts with http:// or https://, as in http://127.0.0.1:11434/v1.",
        field="url",
    )


def _checked_model(model: str) -> str:
    model = model.strip()
    if not model or len(model) > _LONGEST_NAME or _CONTROL.search(model):
        raise InputError(
            f"The model's name must be one line of up to {_LONGEST_NAME} characters, as the server calls it.",
            field="model",
        )
    if any(unicodedata.category(sign) in _UNSEEN for sign in model):
        raise InputError("The model's name has a character that can't be seen: type it yourself.", field="model")
    return model


def _checked_key(key: str | None) -> str | None:
    key = (key or "").strip()
    if len(key) > _LONGEST or _NO_KEY.search(key):
        raise InputError(
            "The model's key has a space, a line break or a letter that no key has: copy it again.", field="key"
        )
    return key or None

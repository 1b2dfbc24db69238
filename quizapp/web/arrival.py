"""How a request arrives: its address and its form are read as Flask and Werkzeug read them, in a fifth of the time."""

from io import BytesIO
from typing import Any
from urllib.parse import unquote_plus

from flask import Flask, Request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.exceptions import ClientDisconnected
from werkzeug.routing import Map, MapAdapter
from werkzeug.utils import cached_property

FORM = "application/x-www-form-urlencoded"
_LARGEST = 64 * 1024
"""Bytes of a form that is read at once."""
_MOST = 1000
"""Addresses that are kept at once."""
_NOTHING: ImmutableMultiDict[str, Any] = ImmutableMultiDict()
_ABOUT_HOST = ("wsgi.url_scheme", "HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "SCRIPT_NAME")

_Kept = dict[tuple[str, str, str], tuple[Any, dict[str, Any]]]


class SmallForms(Request):
    """A request whose small form, of text alone, is read without the machinery for large ones and for files."""

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """The values in the request's address."""
        return super().args if self.query_string else _NOTHING

    def _load_form_data(self) -> None:
        if "form" in self.__dict__ or not self._has_small_form():
            super()._load_form_data()
            return
        length = int(self.environ["CONTENT_LENGTH"])
        body = self.environ["wsgi.input"].read(length)
        if len(body) < length:
            raise ClientDisconnected
        if not body.isascii():
            self.environ["wsgi.input"] = BytesIO(body)
            super()._load_form_data()
            return
        self.__dict__.update(stream=BytesIO(), form=ImmutableMultiDict(pairs(body.decode())), files=_NOTHING)

    def _has_small_form(self) -> bool:
        kind, length = self.environ.get("CONTENT_TYPE", ""), self.environ.get("CONTENT_LENGTH", "")
        return kind.partition(";")[0] == FORM and length.isdecimal() and int(length) <= _LARGEST


def pairs(form: str) -> list[tuple[str, str]]:
    """The names and values of a form in ASCII, as `urllib.parse.parse_qsl` reads them; an empty value is one too."""
    parts = (part.partition("=") for part in form.split("&") if part)
    return [(_unquoted(name), _unquoted(value)) for name, _, value in parts]


def _unquoted(text: str) -> str:
    # What is no UTF-8 stays quoted, as in Werkzeug.
    return unquote_plus(text, errors="werkzeug.url_quote") if "%" in text or "+" in text else text


class KeptAddresses(Flask):
    """An app that finds out once which of its pages an address names."""

    request_class = SmallForms

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._pages: _Kept = {}
        self._hosts: dict[tuple[str, ...], MapAdapter] = {}
        super().__init__(*args, **kwargs)

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """What finds the page of the request, and the address of another."""
        if request is None or "HTTP_UPGRADE" in request.environ:
            return super().create_url_adapter(request)
        host = tuple(request.environ.get(name, "") for name in _ABOUT_HOST)
        like = self._hosts.get(host)
        if like is None:
            like = super().create_url_adapter(request)
            assert like is not None
            _keep(self._hosts, host, like)
        environ = request.environ
        return _Adapter(self.url_map, like, request.path, environ["REQUEST_METHOD"], request.query_string, self._pages)


class _Adapter(MapAdapter):
    """One for another request to the same host."""

    def __init__(self, map_: Map, like: MapAdapter, path: str, method: str, query: bytes, pages: _Kept) -> None:
        super().__init__(
            map_, like.server_name, like.script_name, like.subdomain, like.url_scheme, path, method,
            query.decode(errors="replace"),
        )  # fmt: skip
        self._pages = pages

    def match(self, *args: Any, **kwargs: Any) -> Any:
        """The page and the values in its address; that there is none, or at another address, is found out each time."""
        if args or kwargs != {"return_rule": True}:
            return super().match(*args, **kwargs)
        address = self.script_name, self.default_method, self.path_info
        found = self._pages.get(address)
        if found is None:
            rule, values = super().match(return_rule=True)
            found = rule, dict(values)
            _keep(self._pages, address, found)
        return found[0], found[1].copy()


def _keep(kept: dict[Any, Any], name: Any, value: Any) -> None:
    if len(kept) >= _MOST:
        kept.clear()
    kept[name] = value

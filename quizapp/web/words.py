"""What a page asks for dozens of times, made quick: words, numbers and days in its language, addresses, its token."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Any

import flask
import flask_babel
from babel.numbers import get_group_symbol
from flask import Flask, current_app, g, request
from flask_wtf.csrf import generate_csrf
from jinja2.ext import Extension
from jinja2.lexer import Token
from markupsafe import Markup

from quizapp.web.context import locale

_MARK = 10**17
"""From here on numbers stand for others while an address is made: no row has them."""


def gettext(words: str, **values: object) -> str:
    """``words`` in the language of the request, with the values put in."""
    said = _said(locale(), words)
    return said % values if values else said


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """The words for ``num`` of something in the language of the request, with ``num`` and the values put in."""
    return _said_of(locale(), one, many, num) % {"num": num, **values}


def written(number: int) -> str:
    """A whole number with its thousands apart, as the language of the request writes it."""
    if number < 1000:
        return str(number)
    mark = _thousands_mark(locale())
    return str(flask_babel.format_decimal(number)) if mark is None else f"{number:,}".replace(",", mark)


def written_date(day: date, pattern: str) -> str:
    """The day in the language of the request; ``pattern`` is one of Unicode's, such as "d MMM yyyy"."""
    return _date(locale(), day, pattern)


def url_for(endpoint: str, **values: Any) -> str:
    """The path of a page of ours."""
    numbers = {name: value for name, value in values.items() if type(value) is int}
    others = tuple((name, value) for name, value in values.items() if name not in numbers)
    return _address(request.environ.get("SCRIPT_NAME", ""), endpoint, tuple(numbers), others).format(**numbers)


@lru_cache(maxsize=4096)
def _address(root: str, endpoint: str, numbers: tuple[str, ...], others: tuple[tuple[str, Any], ...]) -> str:
    """The path with a place for each number, as a format: numbers are written the same everywhere in an address."""
    marks: dict[str, Any] = {name: _MARK + place for place, name in enumerate(numbers)}
    found = flask.url_for(endpoint, **marks, **dict(others)).replace("{", "{{").replace("}", "}}")
    for name, mark in marks.items():
        found = found.replace(str(mark), f"{{{name}}}")
    return found


def csrf_token() -> str:
    """The token of the request's forms: the one that came with it, where that was found good."""
    token: str | None = g.get("token")
    if token is None:
        token = g.token = (request.form.get("csrf_token") if g.get("csrf_valid") else None) or generate_csrf()
    return token


@cache
def _thousands_mark(_language: str) -> str | None:
    """What stands between groups of three digits; None where groups are of other sizes."""
    language = flask_babel.get_locale()
    return get_group_symbol(language) if language.decimal_formats[None].grouping == (3, 3) else None


# Babel finds out for each text anew which language it is to be in, which takes longer than all else that a page does.
@lru_cache(maxsize=10_000)
def _date(_language: str, day: date, pattern: str) -> str:
    return str(flask_babel.format_date(day, pattern))


@lru_cache(maxsize=10_000)
def _said(_language: str, words: str) -> str:
    return str(flask_babel.gettext(words))


def _said_of(language: str, one: str, many: str, num: int) -> str:
    return str(_translations(language).ngettext(one, many, num))


@cache
def _translations(_language: str) -> Any:
    return flask_babel.get_translations()


@lru_cache(maxsize=10_000)
def _marked(language: str, words: str) -> Markup:
    return Markup(_said(language, words))  # noqa: S704 - the program's own words


def _in_template(words: str, **values: object) -> Markup:
    said = _marked(locale(), words)
    return said % values if values else said


def _many_in_template(one: str, many: str, num: int, **values: object) -> Markup:
    return Markup(_said_of(locale(), one, many, num)) % {"num": num, **values}  # noqa: S704 - the program's own words


@lru_cache(maxsize=1000)
def _key(name: object) -> Markup:
    """The key that presses a button, as the button shows it."""
    of_one = ' class="single"' if len(str(name)) == 1 else ""
    return Markup('<kbd aria-hidden="true"{}>{}</kbd>').format(Markup(of_one), name)  # noqa: S704 - one of two


def _token() -> Markup:
    """The field that holds the token of a form."""
    return _token_field(csrf_token())


@lru_cache(maxsize=100)
def _token_field(token: str) -> Markup:
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(token)


@lru_cache(maxsize=1000)
def _rendered(_language: str, name: str, values: tuple[tuple[str, Any], ...]) -> Markup:
    return Markup(current_app.jinja_env.get_template(name).render(dict(values)))  # noqa: S704 - a template of ours


def fragment(name: str, **values: Any) -> Markup:
    """What the template makes of the values, which is kept: nothing else may decide about it."""
    return _rendered(locale(), name, tuple(values.items()))


class FixedWords(Extension):
    """Puts ``{{ _("words") }}`` and ``{{ key("U") }}`` into a template as they are compiled, as it has one language.

    A page of dozens of them is made in half the time.
    """

    _PARTS = ("variable_begin", "name", "lparen", "string", "rparen", "variable_end")

    def filter_stream(self, stream: Iterable[Token]) -> Iterator[Token]:
        """The template's tokens, with those of such a call become one of text."""
        held: list[Token] = []
        for token in stream:
            if token.type == "variable_begin":
                yield from held
                held = []
            held.append(token)
            if [one.type for one in held] != list(self._PARTS[: len(held)]):
                yield from held
                held = []
            elif len(held) == len(self._PARTS):
                yield from self._fixed(held)
                held = []
        yield from held

    @staticmethod
    def _fixed(call: list[Token]) -> Iterable[Token]:
        makers: dict[str, Callable[[str], Markup]] = {"_": _in_template, "key": _key}
        made = makers.get(call[1].value)
        return call if made is None else [Token(call[0].lineno, "data", str(made(call[3].value)))]


def init_app(app: Flask) -> None:
    """Let the templates call these instead of what the extensions give them."""
    app.jinja_env.add_extension(FixedWords)

    app.jinja_env.globals.update(
        {"url_for": url_for, "_": _in_template, "ngettext": _many_in_template, "token": _token, "key": _key}
        | {"fragment": fragment}
    )

"""What a page asks for dozens of times, made quick: words, numbers and days in its language, addresses, its token."""

from datetime import date
from functools import cache, lru_cache
from typing import Any, cast

import flask
import flask_babel
from babel.numbers import get_group_symbol
from flask import Flask, g, request
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from quizapp.web.context import locale


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


def csrf_token() -> str:
    """The token of the request's forms."""
    if "token" not in g:
        g.token = generate_csrf()
    return cast(str, g.token)


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


@lru_cache(maxsize=10_000)
def _said_of(_language: str, one: str, many: str, num: int) -> str:
    return str(flask_babel.get_translations().ngettext(one, many, num))


@lru_cache(maxsize=10_000)
def _marked(language: str, words: str) -> Markup:
    return Markup(_said(language, words))  # noqa: S704 - the program's own words


def _in_template(words: str, **values: object) -> Markup:
    said = _marked(locale(), words)
    return said % values if values else said


def _many_in_template(one: str, many: str, num: int, **values: object) -> Markup:
    return Markup(_said_of(locale(), one, many, num)) % {"num": num, **values}  # noqa: S704 - the program's own words


def init_app(app: Flask) -> None:
    """Let the templates call these instead of what the extensions give them."""

    @lru_cache(maxsize=4096)
    def address(root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
        return flask.url_for(endpoint, **dict(values))

    def url_for(endpoint: str, **values: Any) -> str:
        return address(request.script_root, endpoint, tuple(values.items()))

    app.jinja_env.globals.update(
        {"url_for": url_for, "csrf_token": csrf_token, "_": _in_template, "ngettext": _many_in_template}
    )

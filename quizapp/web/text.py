"""How values are shown: fields, dates, spans of time, writers."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import cache
from urllib.parse import quote, unquote, urlsplit

import nh3
from flask import Flask
from markupsafe import Markup, escape

from quizapp.exchange.formulas import with_formulas
from quizapp.exchange.markdown_html import markdown_html
from quizapp.notes import BLANK, MONTHS, spoken_date
from quizapp.scheduling.calendar import Calendar
from quizapp.services.authors import Author
from quizapp.web.words import gettext, ngettext

_FIELD_TAGS = {
    *("b", "strong", "i", "em", "u", "s", "sub", "sup", "br", "hr", "p", "div", "span", "ul", "ol", "li", "code"),
    *("pre", "blockquote", "table", "tbody", "thead", "tr", "td", "th", "ruby", "rb", "rt", "rp"),
    *(
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "dl",
        "dt",
        "dd",
        "small",
        "big",
        "mark",
        "kbd",
        "q",
        "details",
        "summary",
        "img",
        "audio",
    ),
}
_FIELD_CLASSES = {"span": {"cloze"}}
_FIELD_ATTRIBUTES = {"img": {"src", "alt"}, "audio": {"src", "controls"}}
_NO_PICTURE = re.compile(r'<img(?: alt="([^"]*)")?>')
_ELSEWHERE = re.compile(r"(?i)[a-z][a-z0-9+.-]*:|[/\\]")


def shown(value: str, fields_format: str = "plain") -> Markup:
    """A field as HTML: plain text escaped, Markdown and HTML without anything that could run, load or link."""
    blank = _blank(gettext("blank"))
    made = markdown_html(value) if fields_format == "markdown" else None
    if made is not None:
        return Markup(str(shown(made, "html")).replace(BLANK, str(blank)))  # noqa: S704 - as below
    if fields_format == "html":
        clean = nh3.clean(
            value,
            tags=_FIELD_TAGS,
            attributes=_FIELD_ATTRIBUTES,
            attribute_filter=_local,
            allowed_classes=_FIELD_CLASSES,
        )
        clean = _NO_PICTURE.sub(r"\1", clean)  # One that lay elsewhere shows what it is described as.
        return Markup(with_formulas(clean))  # noqa: S704 - cleaned just here, and formulas are MathML alone
    lines = value.strip().splitlines()
    if len(lines) == 1 and BLANK not in value:  # as most are
        return escape(lines[0])
    return Markup("<br>").join(blank.join(escape(part) for part in line.split(BLANK)) for line in lines)


@cache
def _blank(word: str) -> Markup:
    return Markup('<span class="blank" role="img" aria-label="{}">…</span>').format(word)


def _local(_tag: str, attribute: str, value: str) -> str | None:
    """A file of the library by its address; nothing for one that lies elsewhere."""
    if attribute != "src":
        return value
    name = unquote(value.strip())
    return None if not name or _ELSEWHERE.match(name) else f"/media/{quote(name, safe='')}"


def safe_link(url: str | None) -> str | None:
    """``url`` when a click on it opens a web page and nothing else, else None."""
    try:
        return url if url and urlsplit(url).scheme.lower() in ("http", "https") else None
    except ValueError:
        return None


def span_of_time(seconds: float) -> str:
    """How long something took, for people: "45 s", "3 min 20 s", "1 h 5 min"."""
    whole = round(seconds)
    if whole < 60:
        return str(gettext("%(n)s s", n=whole))
    if whole < 3600:
        return str(gettext("%(m)s min %(s)s s", m=whole // 60, s=whole % 60))
    return str(gettext("%(h)s h %(m)s min", h=whole // 3600, m=whole % 3600 // 60))


def when(instant: datetime, *, now: datetime, calendar: Calendar) -> str:
    """When something is due, for people: "now", "in 9 minutes", "at 16:30", "tomorrow", "on 3 December"."""
    if instant <= now:
        return str(gettext("now"))
    minutes = -(-int((instant - now).total_seconds()) // 60)
    if minutes < 60:
        return str(ngettext("in %(num)s minute", "in %(num)s minutes", minutes))
    days = (calendar.day(instant) - calendar.day(now)).days
    local = instant.astimezone(calendar.zone)
    if days == 0:
        return str(gettext("at %(time)s", time=local.strftime("%H:%M")))
    if days == 1:
        return str(gettext("tomorrow"))
    if days < 14:
        return str(ngettext("in %(num)s day", "in %(num)s days", days))
    day = calendar.day(instant)
    date = f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if day.year != calendar.day(now).year else "")
    return str(gettext("on %(date)s", date=date))


def host_of(url: str | None) -> str:
    """The site an address belongs to, without "www."."""
    link = safe_link(url)
    return (urlsplit(link).hostname or "").removeprefix("www.") if link else ""


def writer_named(writer: str) -> str:
    """Who wrote something, behind "by": "the rules", "the small model", or a model's own name."""
    ours = {"rules": gettext("the rules"), "neural": gettext("the small model")}
    return ours.get(writer, writer)


def author_named(author: Author) -> str:
    """The same, and whether a person has changed the words."""
    writer = writer_named(author.writer)
    return str(gettext("%(writer)s, edited by you", writer=writer)) if author.is_edited else writer


def init_app(app: Flask) -> None:
    """Make the filters known to the templates."""
    filters: dict[str, Callable[..., object]] = {
        "shown": shown,
        "safe_link": safe_link,
        "span_of_time": span_of_time,
        "spoken_date": spoken_date,
        "host_of": host_of,
        "writer_named": writer_named,
        "author_named": author_named,
    }
    for name, function in filters.items():
        app.add_template_filter(function, name)

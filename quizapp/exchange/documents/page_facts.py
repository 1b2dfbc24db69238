"""What a web page says about its article: title, author, date, link. Its own words first, guesses last."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from quizapp.exchange.documents.document import one_line, web_link
from quizapp.exchange.documents.html_blocks import words_of
from quizapp.exchange.documents.page_days import published_day

_ARTICLE_TYPES = re.compile(r"article|posting|report|opinion|review|newsarticle", re.IGNORECASE)
_DATE_NAMES = (
    *("article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date"),
    *("sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "pubdate", "publishdate", "publish-date"),
    *("article.published", "date", "citation_publication_date", "article_date_original", "rnews:datepublished"),
)
_AUTHOR_NAMES = (
    "author",
    "byl",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "citation_author",
)
_BARS = re.compile(r"\s+[|•»·–—-]\s+|\s*\|\s*|\s+::\s+")
_LABEL = re.compile(r"\A(?:analysis|opinion|video|watch|exclusive|breaking|live updates?)\s*[:|]\s+", re.IGNORECASE)
_NOT_JSON = re.compile(r"\A\s*(?:<!\[CDATA\[|<!--)|(?:\]\]>|-->)\s*\Z|[\x00-\x1f]+")
_SAME_TITLE = 0.5
"""The share of a window's words that another name of the page must have."""
_MAX_NODES = 2_000
"""Parts of a page's linked data that are looked at."""
_MAX_ARTICLES = 20


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the page itself says; None where it is silent. ``unsure`` names what is said in doubtful ways."""

    title: str | None
    author: str | None
    published: str | None
    url: str | None
    site: str | None
    unsure: tuple[str, ...] = ()


def page_facts(tree: etree._Element, *, url: str | None = None) -> PageFacts:
    """Title, author, date of publication, canonical link and site, from linked data, meta tags, headings and bylines.

    ``url`` is where the page came from.
    """
    metas = _metas(tree)
    canonical = _canonical(tree, metas)
    linked = _own(list(_linked_articles(tree)), tree, metas, canonical or url)
    site = one_line(metas.get("og:site_name")) or _site_of(linked)
    title = _title(tree, metas, linked, site)
    published = published_day(tree, _stated_days(tree, metas, linked), title=title, links=(canonical, url))
    return PageFacts(
        title=title,
        author=_author(metas, linked),
        published=published.day,
        url=canonical,
        site=site,
        unsure=() if published.is_sure else ("published",),
    )


def without_site(title: str, site: str | None) -> str:
    """``title`` without the name of the site at its end or start."""
    parts = _BARS.split(title)
    seps = _BARS.findall(title)
    known, dropped = _squeezed(site or ""), False
    while len(parts) > 1:
        last, bar = _squeezed(parts[-1]), seps[-1].strip()
        is_site = bool(known) and (last == known or known in last or (len(last) > 3 and last in known))
        short = bar in ("|", "•", "»", "::") and len(parts[-1].split()) <= 4 and (dropped or len(title.split()) > 8)
        if not (is_site or short):
            break
        dropped = True
        parts.pop()
        seps.pop()
    kept = "".join(part + sep for part, sep in zip(parts, [*seps, ""], strict=True))
    return kept.strip() or title


def _title(tree: etree._Element, metas: dict[str, str], linked: list[dict[str, Any]], site: str | None) -> str | None:
    """What the page's window is called when its headings or its own data say the same, else what those say.

    Editors write the name of the window with care, and the others are often cut or changed for sharing.
    """
    window = next(tree.iter("title"), None)
    named = [one_line(_string(one.get("headline"))) for one in linked]
    named += [one_line(metas.get("og:title")), one_line(metas.get("twitter:title"))]
    headings = [one_line(words_of(one)) for one in tree.iter("h1")]
    headings = [heading for heading in headings if heading and 2 <= len(heading.split()) <= 40]
    others = [
        without_site(name, site) for name in [*headings, *named] if name and _squeezed(name) != _squeezed(site or "")
    ]
    name = without_site(one_line(words_of(window)) or "", site) if window is not None else ""
    if not name or (others and _shared(name, others) < _SAME_TITLE):
        name = others[0] if others else name
    # The same words with better marks, or without the site's name at their end.
    key = _squeezed(name)
    name = next((one for one in others if len(one.split()) > 2 and key.startswith(_squeezed(one))), name)
    return _LABEL.sub("", name) or None


def _shared(heading: str, names: list[str]) -> float:
    words = set(re.findall(r"\w{4,}", heading.casefold()))
    return max(len(words & set(re.findall(r"\w{4,}", name.casefold()))) / max(1, len(words)) for name in names)


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _stated_days(tree: etree._Element, metas: dict[str, str], linked: list[dict[str, Any]]) -> list[str | None]:
    """What the page's data give for the day of publication, the best first."""
    values = [_string(one.get("datePublished")) for one in linked]
    values += [metas.get(name) for name in _DATE_NAMES]
    values += [one.get("content") or one.get("datetime") for one in tree.xpath('.//*[@itemprop="datePublished"]')]
    return values + [one.get("datetime") for one in tree.xpath(".//time[@pubdate]")]


def _own(
    linked: list[dict[str, Any]], tree: etree._Element, metas: dict[str, str], link: str | None
) -> list[dict[str, Any]]:
    """Of the articles in the page's linked data its own first, without those that are said to be others."""
    names = {_squeezed(words_of(one)) for one in tree.iter("h1", "title")} | {_squeezed(metas.get("og:title") or "")}

    def is_named(one: dict[str, Any]) -> bool:
        name = _squeezed(_string(one.get("headline")) or "")
        return bool(name) and any(name in other for other in names)

    def links(one: dict[str, Any]) -> set[str]:
        page = one.get("mainEntityOfPage")
        known = (one.get("url"), one.get("@id"), page.get("@id") if isinstance(page, dict) else page)
        return {place for value in known if (place := _place(_string(value)))}

    here = _place(link)
    kept = [one for one in linked if is_named(one) or not one.get("headline") or not here or not links(one) - {here}]
    return sorted(kept, key=lambda one: not (is_named(one) or here in links(one)))


def _place(link: str | None) -> str:
    """The link without what two spellings of it differ in."""
    return re.sub(r"\Ahttps?://(?:www\.)?|[?#].*|/+\Z", "", link or "")


def _author(metas: dict[str, str], linked: list[dict[str, Any]]) -> str | None:
    for one in linked:
        names = list(dict.fromkeys(filter(None, (one_line(name) for name in _names(one.get("author"))))))
        if names:
            return ", ".join(names[:8])[:300]
    for key in _AUTHOR_NAMES:
        value = one_line(metas.get(key))
        if value and not value.startswith("http") and len(value.split()) <= 20:
            return re.sub(r"\Aby\s+", "", value, flags=re.IGNORECASE)[:300]
    return None


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, str) and not value.startswith("http"):
        yield value
    elif isinstance(value, dict):
        yield from _names(value.get("name"))
    elif isinstance(value, list):
        for one in value[:20]:
            yield from _names(one)


def _canonical(tree: etree._Element, metas: dict[str, str]) -> str | None:
    base = web_link(metas.get("og:url"))
    for one in tree.xpath('.//link[translate(@rel, "CANONICAL", "canonical") = "canonical"]/@href'):
        found = _joined(base, str(one))
        if found:
            return found
    return base


def _joined(base: str | None, link: str) -> str | None:
    try:
        return web_link(urljoin(base or "", link.strip()))
    except ValueError:
        return None


def _metas(tree: etree._Element) -> dict[str, str]:
    """The page's meta tags by name in lower case, the first of each."""
    found: dict[str, str] = {}
    for one in tree.iter("meta"):
        name = one.get("property") or one.get("name") or one.get("itemprop") or ""
        content = one.get("content")
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _linked_articles(tree: etree._Element) -> Iterator[dict[str, Any]]:
    """The articles in the page's linked data (JSON-LD), not more than `_MAX_ARTICLES`."""
    seen = 0
    for script in tree.xpath('.//script[contains(@type, "ld+json")]'):
        try:
            waiting = [json.loads(_NOT_JSON.sub(" ", script.text or ""))]
        except (ValueError, RecursionError):
            continue
        looked = 0
        while waiting and looked < _MAX_NODES and seen < _MAX_ARTICLES:
            node = waiting.pop(0)
            looked += 1
            if isinstance(node, list):
                waiting += node
            elif isinstance(node, dict):
                kinds = node.get("@type")
                if any(_ARTICLE_TYPES.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                    seen += 1
                    yield node
                waiting += [node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node]


def _site_of(linked: list[dict[str, Any]]) -> str | None:
    for one in linked:
        publisher = one.get("publisher")
        if isinstance(publisher, dict):
            return one_line(_string(publisher.get("name")))
    return None


def _string(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, str) else None

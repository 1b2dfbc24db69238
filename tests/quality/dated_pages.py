"""Small pages with the kinds of date that mislead, each with the day that a careful reader would take from it.

That is the day on which the article was first published, as the page shows it or says it; none where it tells none.
"""

import json
from dataclasses import dataclass
from html import escape

from tests.exchange.documents.made import PARAGRAPHS, TITLE

_LINK = "https://courier.example/harbour/cable-car"
_TEXT = "".join(f"<p>{escape(one)}</p>" for one in PARAGRAPHS)


@dataclass(frozen=True, slots=True)
class DatedPage:
    """What misleads in the page, the day that is right, and the page."""

    what: str
    day: str | None
    html: str


def _page(
    what: str,
    day: str | None,
    *,
    published: str = "",
    modified: str = "",
    head: str = "",
    top: str = "",
    byline: str = "",
    text: str = _TEXT,
    after: str = "",
    foot: str = "© The Amsel Courier",
    lang: str = "en",
    link: str = _LINK,
) -> DatedPage:
    """The page with that in its places; ``published`` and ``modified`` stand in its linked data."""
    told = {name: at for name, at in (("dateModified", modified), ("datePublished", published)) if at}
    head += _data(_article(**told)) if told else ""
    return DatedPage(
        what,
        day,
        f"""<!doctype html><html lang="{lang}"><head><title>{TITLE} | The Amsel Courier</title>
<link rel="canonical" href="{link}">{head}</head><body><header><a href="/">The Amsel Courier</a> {top}</header>
<main><article><h1>{TITLE}</h1><div class="byline">{byline}</div>{text}</article></main>{after}
<footer>{foot}</footer></body></html>""",
    )


def _data(*nodes: dict[str, object]) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)


def _article(**known: object) -> dict[str, object]:
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **known}


_RELATED = (
    '<aside class="more"><h3>More from the harbour</h3><ul>'
    '<li><a href="/a">A ferry is sold</a> <time datetime="2023-02-01T08:00:00Z">1 February 2023</time></li>'
    '<li><a href="/b">The gulls are back</a> <time datetime="2022-04-19T08:00:00Z">19 April 2022</time></li>'
    "</ul></aside>"
)
_COMMENTS = (
    '<section id="comments"><h3>2 comments</h3><div class="comment"><b>Ola</b> <time datetime="2024-06-01T10:00:00Z">'
    "1 June 2024</time><p>I rode in it and it is slow.</p></div></section>"
)

DATED_PAGES = (
    _page(
        "changed later, by linked data",
        "2024-03-04",
        published="2024-03-04T08:00:00+01:00",
        modified="2025-04-09T08:00:00+01:00",
    ),
    _page(
        "the data know only the change",
        "2024-03-04",
        modified="2025-04-09T08:00:00+01:00",
        byline="Published 4 March 2024, updated 9 April 2025",
    ),
    _page(
        "the change is shown first",
        "2024-03-04",
        byline="<p>Updated: April 9, 2025</p><p>First published: March 4, 2024</p>",
    ),
    _page(
        "only the change is shown, the data know the rest",
        "2024-03-04",
        head='<meta property="article:modified_time" content="2025-04-09T10:00:00Z">'
        '<meta property="article:published_time" content="2024-03-04T10:00:00Z">',
        byline="By Nora Quist, updated April 9, 2025",
    ),
    _page("in the link only", "2024-03-04", link="https://courier.example/2024/03/04/cable-car"),
    _page(
        "in the link as one number",
        "2024-03-04",
        link="https://courier.example/20240304/cable-car",
        text=f"<p>On 12 May 1997 the harbour office bought the first rope.</p>{_TEXT}",
    ),
    _page(
        "in the link of a picture only",
        None,
        text=f'<figure><img src="https://courier.example/uploads/2019/11/18/car.jpg"></figure>{_TEXT}',
    ),
    _page("a copyright year", None, foot="© 2021 The Amsel Courier. All rights reserved."),
    _page("copyright years", None, foot="Copyright 2009-2025 The Amsel Courier"),
    _page(
        "a copyright year beside a byline",
        "2024-03-04",
        byline="By Nora Quist | March 4, 2024",
        foot="Copyright 2026 The Amsel Courier",
    ),
    _page(
        "related articles' dates beside a byline", "2024-03-04", byline="By Nora Quist, 4 March 2024", after=_RELATED
    ),
    _page("related articles' dates alone", None, byline="By Nora Quist", after=_RELATED),
    _page(
        "related articles in the data first",
        "2024-03-04",
        head=_data(
            {
                "@context": "https://schema.org",
                "@graph": [
                    _article(headline="A ferry is sold", url="https://courier.example/a", datePublished="2023-02-01"),
                    _article(headline="The gulls are back", datePublished="2022-04-19"),
                    _article(url=_LINK, datePublished="2024-03-04"),
                ],
            }
        ),
    ),
    _page("comments' dates beside a byline", "2024-03-04", byline="<span>4 March 2024</span>", after=_COMMENTS),
    _page("comments' dates alone", None, after=_COMMENTS),
    _page(
        "days ago, the day in the markup",
        "2024-03-04",
        byline='By Nora Quist <time datetime="2024-03-04T09:12:00Z">3 days ago</time>',
    ),
    _page("hours ago, and nothing else", None, byline="By Nora Quist, 5 hours ago"),
    _page("day first, in Britain", "2024-03-04", lang="en-GB", byline="Nora Quist 04/03/2024"),
    _page("month first, in America", "2024-03-04", lang="en-US", byline="Nora Quist 03/04/2024"),
    _page("day first, in Germany", "2024-03-04", lang="de", byline="Nora Quist, 04.03.2024, 18:00 Uhr"),
    _page("day or month first, who knows", None, byline="Nora Quist 04/03/2024"),
    _page("only one order is possible", "2024-03-14", byline="Nora Quist 03/14/2024"),
    _page(
        "past midnight in Greenwich",
        "2024-03-04",
        published="2024-03-05T01:30:00Z",
        byline="Mar 4, 2024 at 8:30 pm ET",
    ),
    _page(
        "before midnight in Greenwich",
        "2024-03-04",
        head='<meta property="article:published_time" content="2024-03-03T23:00:00Z">',
        byline="By Nora Quist on Monday, 4 March 2024",
    ),
    _page(
        "late at night, the zone in the data",
        "2024-03-04",
        published="2024-03-04T23:30:00-05:00",
    ),
    _page(
        "moved to a new system, by its data",
        "2011-03-04",
        published="2023-08-01T00:00:00Z",
        byline="Published March 4, 2011 by Nora Quist",
    ),
    _page(
        "no real day in the data",
        "2024-03-04",
        head=_data(_article(datePublished="0001-01-01T00:00:00Z", dateModified="0001-01-01T00:00:00Z")),
        byline="Published 11:34 PM EST Mar 4, 2024",
    ),
    _page(
        "the first day of computers in the data",
        "2024-03-04",
        head='<meta property="article:published_time" content="1970-01-01T00:00:00+00:00">',
        byline="Monday, March 4th, 2024",
    ),
    _page("today's day at the top", "2024-03-04", top="Sunday, 29 November 2026", byline="By Nora Quist, 4 March 2024"),
    _page("today's day at the top, and nothing else", None, top="Sunday, 29 November 2026", byline="By Nora Quist"),
    _page(
        "the day of the visit in the head",
        "2024-03-04",
        head='<meta name="date" content="2026-11-29">',
        published="2024-03-04T10:00:00Z",
    ),
    _page(
        "the server's day in the head",
        "2024-03-04",
        head='<meta http-equiv="last-modified" content="2026-11-29T08:00:00Z">',
        byline="Posted on March 4, 2024 by Nora Quist",
    ),
    _page(
        "a film in the data",
        "2024-03-04",
        head=_data({"@type": "VideoObject", "name": "The car", "uploadDate": "2022-10-09"}),
        byline="March 4, 2024",
    ),
    _page(
        "an event in the data",
        "2024-03-04",
        head=_data({"@type": "Event", "name": "Rope days", "startDate": "2024-07-01"}),
        byline="March 4, 2024",
    ),
    _page("a day in the first sentence", None, text=f"<p>On 12 May 1997 the office bought the rope.</p>{_TEXT}"),
    _page(
        "a day in the caption above the byline",
        "2024-03-04",
        byline="<figure><figcaption>The first rope, seen on Tuesday, May 6, 1997. (H. Olsen)</figcaption></figure>"
        "<p>By Nora Quist</p><p>March 4, 2024, 9:02 AM</p>",
    ),
    _page(
        "the issue of a magazine",
        "2024-03-04",
        byline='<span class="issue">April 2024 issue</span> <span>Published March 4, 2024</span>',
    ),
    _page(
        "a correction at the end",
        "2024-03-04",
        byline="Mar. 4, 2024",
        text=f"{_TEXT}<p><em>Correction, March 9, 2024: the name of the captain was spelled wrongly.</em></p>",
    ),
    _page(
        "the day at the end, as first published",
        "2024-03-04",
        text=f"{_TEXT}<p>First published on March 4, 2024 / 1:07 AM</p>",
        after=_RELATED,
    ),
    _page(
        "an offer that ends",
        "2024-03-04",
        top="Read us for a crown until 31 December 2030",
        byline="By Nora Quist, 4 March 2024",
    ),
    _page("in French", "2024-03-04", lang="fr", byline="Publié le 4 mars 2024 à 18h00, mis à jour le 9 avril 2025"),
    _page("in German", "2024-03-04", lang="de", byline="Veröffentlicht am 4. März 2024, aktualisiert am 9.4.2025"),
    _page("in Spanish", "2024-03-04", lang="es", byline="Por Nora Quist, 4 de marzo de 2024"),
    _page("in Japanese", "2024-03-04", lang="ja", byline="2024年3月4日 18時00分"),
    _page(
        "two days in the data, one of them shown",
        "2024-03-04",
        head='<meta itemprop="datePublished" content="2024-03-06T13:11:07Z">'
        '<meta itemprop="datePublished" content="2024-03-04T19:46:14Z">',
        byline="By Nora Quist March 4, 2024 3:46 PM",
    ),
    _page(
        "the word updated before the day of its own",
        "2024-03-04",
        byline='<span class="published">March 4, 2024</span> <span>Last updated on April 9, 2025</span>',
        after=_RELATED,
    ),
)
"""Pages of our own; the days of none were chosen by what a reader makes of them."""

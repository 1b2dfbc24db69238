# ruff: noqa: E501 - prose on lines of its own
"""Files of each kind, made as the programs that people use make them, with a text of our own in them."""

import io
import re
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from xml.sax.saxutils import escape

import docx
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

TITLE = "The cable car of Port Amsel opens a year late"
PARAGRAPHS = (
    "The cable car of Port Amsel opened on Sunday, a year later than planned and after a winter of storms that kept the builders on the ground. Four thousand people stood in line for the first cabin, which left at nine.",
    "“We have been waiting for the fog to lift since 1987,” said Ida Lindqvist, the mayor, who rode in the first cabin with her mother. She had promised the crossing in her first campaign.",
    "The well-known engineer Leila Haddad, who built a similar line over the Wadi Nour, said that the towers stand on rock and that the cabins can run in winds of up to ninety kilometres an hour.",
    "A ticket costs four crowns.",
    "Shopkeepers on the north bank are less happy. A group of twelve has appealed against the station's place, because the ferry used to land its passengers in front of their doors. The court will hear them in the spring.",
    "The ferry itself, built in 1961, goes to the museum of the harbour. Its captain, Olaf Brenner, has steered it for twenty-two years and says that he will miss the gulls more than the passengers.",
    "The harbour office expects the line to carry a million people in its first year, most of them in summer.",
)

_SYLLABLE = re.compile(r"(?<=[a-z]{3})(?=[b-df-hj-np-tv-z][a-z]{2})")
"""Where a typesetter may break a word, roughly."""


def broken(paragraph: str, *, width: int = 37) -> str:
    """The paragraph as markup of lines of at most so many letters, full because words are broken at their ends."""
    lines = [""]
    for word in paragraph.split():
        rest = word
        while rest:
            room = width - len(lines[-1])
            cuts = [match.start() for match in _SYLLABLE.finditer(rest)] if rest == word else []
            if len(rest) <= room:
                lines[-1] += f"{rest} "
                break
            cut = max((at for at in cuts if at < room), default=0)
            if cut:
                lines[-1] += f"{rest[:cut]}-"
            lines.append("")
            rest = rest[cut:]
    return "<br/>".join(escape(line.rstrip()) for line in lines)


def pdf(
    paragraphs: Sequence[str] = PARAGRAPHS,
    *,
    title: str = TITLE,
    columns: int = 1,
    indented: bool = False,
    hyphenated: bool = False,
    repeats: int = 4,
    password: str | None = None,
) -> bytes:
    """A PDF of several pages with running heads and page numbers, justified, its paragraphs apart or indented."""
    width, height = A4
    margin, gap = 60, 20
    column = (width - 2 * margin - gap * (columns - 1)) / columns
    frames = [
        Frame(margin + at * (column + gap), margin, column, height - 2 * margin, leftPadding=0, rightPadding=0)
        for at in range(columns)
    ]

    def running(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(margin, height - 40, "The Amsel Courier")
        canvas.drawRightString(width - margin, height - 40, f"Sunday, page {document.page}")
        canvas.drawCentredString(width / 2, 30, f"{document.page} of 9")

    body = ParagraphStyle(
        "body",
        fontName="Times-Roman",
        fontSize=10,
        leading=12.5,
        alignment=TA_JUSTIFY,
        firstLineIndent=12 if indented else 0,
        spaceAfter=0 if indented else 6,
    )
    head = ParagraphStyle("head", fontName="Helvetica-Bold", fontSize=17, leading=21, spaceAfter=12)
    out = io.BytesIO()
    made = BaseDocTemplate(out, pagesize=A4, encrypt=password, invariant=1)
    made.addPageTemplates(PageTemplate(frames=frames, onPage=running))
    made.build(
        [
            Paragraph(escape(title), head),
            *(Paragraph(broken(one) if hyphenated else escape(one), body) for one in [*paragraphs] * repeats),
        ]
    )
    return out.getvalue()


def scanned_pdf() -> bytes:
    """A PDF of one page that is a picture."""
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (40, 60), "white").save(picture, "PNG")
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.drawImage(ImageReader(io.BytesIO(picture.getvalue())), 0, 0, *A4)
    canvas.save()
    return out.getvalue()


def word(paragraphs: Sequence[str] = PARAGRAPHS, *, title: str | None = TITLE) -> bytes:
    """A Word file with a title, a heading, a list, a quotation and a table."""
    made = docx.Document()
    made.core_properties.author = "Nora Quist"
    if title:
        made.add_heading(title, 0)
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    made.add_heading("What comes next", 1)
    made.add_paragraph("A second line", style="List Bullet")
    made.add_paragraph("A third cabin", style="List Number")
    made.add_paragraph("The fog does not read plans.", style="Intense Quote")
    made.add_table(rows=1, cols=2).cell(0, 0).text = "In a table"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def epub(chapters: Sequence[tuple[str, Sequence[str]]] | None = None, *, extra: dict[str, str] | None = None) -> bytes:
    """A book: a cover, a page of contents, and the chapters."""
    chapters = chapters or (("One: The plan", PARAGRAPHS[:3]), ("Two: The bank", PARAGRAPHS[3:]))
    pages = {
        f"text/ch {number}.xhtml": f"<h2>{escape(title)}</h2>" + "".join(f"<p>{escape(one)}</p>" for one in paragraphs)
        for number, (title, paragraphs) in enumerate(chapters, 1)
    }
    manifest = "".join(
        f'<item id="c{number}" href="{path.replace(" ", "%20")}" media-type="application/xhtml+xml"/>'
        for number, path in enumerate(pages, 1)
    )
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(1, len(pages) + 1))
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Port Amsel</dc:title>'
        "<dc:creator>Nora Quist</dc:creator><dc:date>2024-03-04T00:00:00Z</dc:date></metadata><manifest>"
        '<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        f'{manifest}</manifest><spine><itemref idref="cover"/><itemref idref="nav"/>{spine}</spine></package>',
        "OEBPS/cover.xhtml": _xhtml('<img src="cover.png"/><p>Port Amsel</p>'),
        "OEBPS/nav.xhtml": _xhtml("<ol><li>One</li><li>Two</li></ol>" * 20),
        **{f"OEBPS/{path}": _xhtml(body) for path, body in pages.items()},
        **(extra or {}),
    }
    return zipped({path: text.encode() for path, text in files.items()})


def _xhtml(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>'
        f"<body>{body}</body></html>"
    )


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return out.getvalue()


def page(body: str | None = None, *, head: str = "") -> str:
    """A web page of a newspaper: navigation, an article, and what stands around it."""
    body = body or "".join(f"<p>{escape(one)}</p>" for one in PARAGRAPHS)
    return f"""<!doctype html><html lang="en"><head><title>{TITLE} | The Amsel Courier</title>
<meta property="og:site_name" content="The Amsel Courier">{head}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article><h1>{TITLE}</h1>{body}</article></main>
<aside><h3>Most read</h3><ul><li><a href="/a">A ferry is sold</a></li></ul></aside>
<footer>© 2024 The Amsel Courier. All rights reserved.</footer></body></html>"""


def mhtml() -> bytes:
    """A page as Chrome saves it as one file."""
    lines = [
        "From: <Saved by Blink>",
        "Snapshot-Content-Location: https://courier.example/2024/03/04/cable-car",
        "Subject: =?utf-8?Q?The=20cable=20car?=",
        "Date: Mon, 4 Mar 2024 10:00:00 -0000",
        "MIME-Version: 1.0",
        'Content-Type: multipart/related; type="text/html"; boundary="----xyz"',
        "",
        "------xyz",
        "Content-Type: text/css",
        "",
        "p { color: red }",
        "------xyz",
        'Content-Type: text/html; charset="utf-8"',
        "Content-Transfer-Encoding: 8bit",
        "Content-Location: https://courier.example/2024/03/04/cable-car",
        "",
        page(),
        "------xyz--",
        "",
    ]
    return "\r\n".join(lines).encode()


def mail(*, html: str | None = None, plain: str | None = None, subject: str = f"Fwd: {TITLE}") -> bytes:
    """A newsletter as it lies in a mailbox."""
    message = EmailMessage()
    message["From"] = '"The Amsel Courier" <news@courier.example>'
    message["To"] = "reader@home.example"
    message["Subject"] = subject
    message["Date"] = "Mon, 04 Mar 2024 06:00:00 +0100"
    if plain is not None:
        message.set_content(plain)
    if html is not None and plain is None:
        message.set_content(html, subtype="html")
    elif html is not None:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()

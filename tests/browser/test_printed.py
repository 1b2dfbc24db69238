"""A page printed to PDF by a browser gives back its paragraphs."""

import pytest

from quizapp.exchange.documents.pdf import read_pdf
from tests.exchange.documents import made

pytestmark = pytest.mark.browser
STYLES = {
    "one column": "",
    "two columns": "body { columns: 2; text-align: justify; font-size: 11px }",
    "indented": "p { margin: 0; text-indent: 1.5em; text-align: justify }",
}
REPEATS = {"one column": 6, "two columns": 4, "indented": 6}
"""Two columns hold all of it on one page: Chromium prints no third one."""

LEAST_RIGHT = 0.95


@pytest.mark.parametrize("style", STYLES)
def test_paragraphs_come_back(browser, style):
    page = browser.new_page()
    given = made.PARAGRAPHS * REPEATS[style]
    body = "".join(f"<p>{one}</p>" for one in given)
    page.set_content(f"<html lang='en'><style>{STYLES[style]}</style><h1>{made.TITLE}</h1>{body}")
    margin = dict.fromkeys(("top", "bottom", "left", "right"), "60px")
    header, footer = (
        "<p style='font-size: 5px'>The Amsel Courier</p>",
        "<p style='font-size: 8px' class=pageNumber></p>",
    )
    printed = page.pdf(
        format="A5", margin=margin, display_header_footer=True, header_template=header, footer_template=footer
    )
    page.close()
    read = read_pdf(printed, name="a.pdf")
    assert read.title == made.TITLE
    found = [block.text for block in read.blocks]
    assert sum(text in given for text in found) >= LEAST_RIGHT * len(given)
    assert " ".join(found) == " ".join(given), "no word is lost, added or moved"

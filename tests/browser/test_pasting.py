"""Rich text that is pasted keeps its paragraphs, headings, lists, quotations and captions, and nothing else."""

import pytest

from tests.serving import library_with, serving

pytestmark = pytest.mark.browser
PASTE = """([html, plain]) => {
  const field = document.querySelector("#text");
  field.focus();
  const carried = new DataTransfer();
  if (html) carried.setData("text/html", html);
  carried.setData("text/plain", plain);
  const event = new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true });
  return field.dispatchEvent(event) ? null : field.value;
}"""
"""Gives the field's text, or null where the browser's own pasting is left to do its work."""
RICH = """<html><head><title>no</title><style>p { color: red }</style></head><body>
<!--StartFragment--><h2>The  old
bridge</h2><p>It <b>opens</b> <a href="javascript:window.run = 1">in May</a>.<br>At noon.</p>
<ul><li>One</li><li>Two</li></ul><div><div>Three<script>window.run = 1</script></div></div>
<blockquote><p>Let it<br>open</p></blockquote><figure><figcaption>The bridge</figcaption></figure>
<img src="x" onerror="window.run = 1"><p hidden>no</p><p style="display: none">no</p>
<table><tr><td>Four</td><td>Five &lt;6&gt;</td></tr></table><!--EndFragment--></body></html>"""


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    with serving(library_with(tmp_path_factory.mktemp("library"))) as (_, url):
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{url}/articles/new")
        yield page
        context.close()


def test_paragraphs_are_kept_and_nothing_runs(page):
    page.fill("#text", "")
    pasted = page.evaluate(PASTE, [RICH, "plain"])
    assert pasted.split("\n\n") == [
        "## The old bridge",
        "It opens in May.\nAt noon.",
        "- One",
        "- Two",
        "Three",
        "> Let it open",
        "![The bridge]",
        "Four",
        "Five <6>",
    ]
    assert page.input_value("[name=marked]") == "1"
    assert page.evaluate("window.run") is None
    assert (
        page.evaluate("performance.getEntriesByType('resource').filter((one) => one.name.endsWith('/x')).length") == 0
    )


def test_it_lands_where_the_cursor_is_and_can_be_undone(page):
    page.fill("#text", "before after")
    page.evaluate("document.querySelector('#text').setSelectionRange(7, 7)")
    assert page.evaluate(PASTE, ["<p>new</p>", "new"]) == "before newafter"
    page.keyboard.press("Control+z")
    assert page.input_value("#text") == "before after"


@pytest.mark.parametrize("html", ["", "<img src='x'>"])
def test_without_words_in_rich_text_the_plain_text_is_pasted(page, html):
    assert page.evaluate(PASTE, [html, "plain"]) is None

"""Markdown cards as HTML."""

import pytest

from quizapp.exchange.anki_html import markdown_cloze, markdown_field
from quizapp.exchange.markdown_html import library_name, markdown_html, pictures_in, with_pictures


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("RNA", "RNA"),
        ("one *two* **three** ~~four~~", "one <em>two</em> <strong>three</strong> <s>four</s>"),
        ("a\n\nb", "<p>a</p>\n<p>b</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("`a < b`", "<code>a &lt; b</code>"),
        ("```\n$x$ *y*\n```", "<pre><code>$x$ *y*\n</code></pre>"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("![](<a b.png>)", '<img src="a%20b.png" alt="">'),
        ("![x](./img/c%20d.png)", '<img src="img-c%20d.png" alt="x">'),
        ("![x](https://example.org/x.png)", '<img src="https://example.org/x.png" alt="x">'),
        ("Hear ![](say/a%20b.MP3)", 'Hear <audio controls src="say-a%20b.MP3"></audio>'),
        ("![x](https://example.org/x.mp3)", '<img src="https://example.org/x.mp3" alt="x">'),
        ("$a_1 < b_2$ and $$\\frac{a}{b}$$", r"\(a_1 &lt; b_2\) and \[\frac{a}{b}\]"),
        ("It costs $5 or $6.", "It costs $5 or $6."),
        ("x" * 20_001, None),
    ],
)
def test_markdown(source: str, made: str | None) -> None:
    assert markdown_html(source) == made


@pytest.mark.parametrize(
    ("source", "pictures"),
    [
        ("no picture", set()),
        ("![a](a.png)![b](<b c.png>)\n\n- ![d](d/e%20f.png)", {"a.png", "b c.png", "d/e f.png"}),
        ("![a](https://example.org/a.png) ![b](//example.org/b.png)", set()),
        ("`![a](a.png)`", set()),
    ],
)
def test_pictures(source: str, pictures: set[str]) -> None:
    assert pictures_in(source) == pictures


def test_names_of_pictures() -> None:
    assert [library_name(one) for one in ("a.png", "./a.png", "../b/a.png", "/b\\a.png")] == [
        "a.png", "a.png", "b-a.png", "b-a.png",
    ]  # fmt: skip
    text = "![x](a%20b.png) ![](<a b.png>) ![](other.png)"
    assert with_pictures(text, {"a b.png": "c d.png"}) == "![x](c%20d.png) ![](c%20d.png) ![](other.png)"


def test_fields_of_anki() -> None:
    assert markdown_field("**{{a}}** [sound:x.mp3]") == ("<strong>&#123;&#123;a&#125;&#125;</strong> &#91;sound:x.mp3]")
    assert markdown_field("x" * 20_001) == "x" * 20_001
    assert markdown_cloze("*The* **[...]** of", "cell: a::b") == (
        "<em>The</em> <strong>{{c1::cell&#58; a&#58;&#58;b}}</strong> of"
    )

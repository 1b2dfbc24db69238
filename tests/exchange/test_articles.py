"""Files and pasted text become articles, or are refused in one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import InputError
from quizapp.exchange.articles import KINDS, MAX_BYTES, READERS, read_article, read_pasted
from quizapp.exchange.documents import child

BODY = "The council voted on Tuesday to reopen the old bridge in May.\n\nIt has been closed since the flood.\n"


@pytest.mark.parametrize(
    ("source", "title", "text"),
    [
        pytest.param(f"The old bridge\n\n{BODY}", "The old bridge", BODY, id="title, blank line"),
        pytest.param(f"The  old bridge \n \t\n\n{BODY}", "The old bridge", BODY, id="several blank lines"),
        pytest.param(f"\n\nThe old bridge\n\n{BODY}", "The old bridge", BODY, id="blank lines before it"),
        pytest.param(f"What now?\n\n{BODY}", "What now?", BODY, id="a question"),
        pytest.param(f"{'word ' * 25}\n\n{BODY}", "word " * 24 + "word", BODY, id="25 words"),
        pytest.param(f"{'word ' * 26}\n\n{BODY}", None, f"{'word ' * 26}\n\n{BODY}", id="26 words"),
        pytest.param(f"It ends here.\n\n{BODY}", None, f"It ends here.\n\n{BODY}", id="final period"),
        pytest.param(f"No blank line\n{BODY}", None, f"No blank line\n{BODY}", id="no blank line"),
        pytest.param("Nothing after it\n\n", None, "Nothing after it\n\n", id="nothing after it"),
        pytest.param("* * *\n\nSome words", None, "* * *\n\nSome words", id="no word in it"),
        pytest.param(f"  Indented\n\n   {BODY}", "Indented", f"   {BODY}", id="indentation is kept"),
    ],
)
def test_title_of_a_text_file(source: str, title: str | None, text: str) -> None:
    article = read_article(source.encode(), name="a.txt")
    assert (article.title, article.text) == (title, text)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"One\r\ntwo\rthree\nfour", "One\ntwo\nthree\nfour"),
        (b"\xef\xbb\xbfOne\r\n", "One\n"),
        ("Caf\u00e9 \U0001f600\u2028x\u00a0y\f z".encode(), "Caf\u00e9 \U0001f600\u2028x\u00a0y\f z"),
        ("O\u0308".encode("utf-16"), "O\u0308"),
    ],
)
def test_text_is_the_source_with_its_line_ends_made_lf(data: bytes, text: str) -> None:
    assert read_article(data, name="a.TXT").text == text


def test_what_is_passed_wins_and_the_title_line_still_is_no_text() -> None:
    article = read_article(
        f"In the file\n\n{BODY}".encode(),
        name="a.txt",
        title=" Mine  now ",
        published="2025-01",
        url=" https://example.org/a ",
    )
    assert (article.title, article.published, article.url) == ("Mine now", "2025-01", "https://example.org/a")
    assert (article.text, article.language, article.author) == (BODY, "en", None)


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.txt", "a.txt is empty: choose a file with an article in it."),
        (b" \n\t\r\n", "a.txt", "a.txt has no words in it: give an article's text."),
        (b"1 + 1 = 2", "a.txt", "a.txt has no words in it: give an article's text."),
        (b"# Only a title\n", "a.md", "a.md has no words in it: give an article's text."),
        (b"GIF89a", "a.txt", "a.txt is a picture, not plain text: save its text as .txt and give that."),
        (b"words", "a.zip", f"a.zip: can't read this kind of file: give a {KINDS} file."),
        (b"words", "README", f"README: can't read this kind of file: give a {KINDS} file."),
        (
            b"a" * (MAX_BYTES + 1),
            "a.txt",
            "a.txt is larger than 5 MB, the most an article can have: cut it into parts.",
        ),
        (b"a " * 600_000, "a.md", "a.md is larger than 1 MB, the most a Markdown file can have: cut it into parts."),
        (b"[ " * 40_000, "a.md", "a.md has a paragraph of 79,999 characters: put blank lines between its paragraphs."),
    ],
)
def test_refused(data: bytes, name: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_article(data, name=name)
    assert (caught.value.message, caught.value.field) == (said, "file")


@pytest.mark.parametrize(
    ("option", "value"), [("published", "May 2025"), ("published", "2025-02-30"), ("url", "e.org")]
)
def test_refused_options_name_their_field(option: str, value: str) -> None:
    with pytest.raises(InputError) as caught:
        read_article(BODY.encode(), name="a.txt", **{option: value})
    assert caught.value.field == option


def test_pasted_text_is_read_as_a_text_file_is() -> None:
    article = read_pasted(f"\ufeffThe old bridge\r\n\r\n{BODY}", author="Ann Bell", published="")
    assert (article.title, article.text, article.author, article.published) == (
        "The old bridge",
        BODY,
        "Ann Bell",
        None,
    )


@pytest.mark.parametrize(
    "text", ["", "  \n", "...", "a\x00b", "a\ud800b", "a" * (MAX_BYTES + 1), "é" * (MAX_BYTES // 2 + 1)]
)
def test_pasted_text_that_is_refused_names_its_field(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_pasted(text)
    assert caught.value.field == "text"


MARKDOWN = """\
---
title: "The bridge: a story"
date: 2025-01-28T10:00:00Z
Author: [Ann Bell, Bo Li]
url: https://example.org/bridge
tags: [x]
---
# The bridge

First *para* with a [link](https://example.org) and ![a picture](a.png) `code`
over two lines &amp; an entity\\*.

```
code block
```

- item one
- item two
  goes on

> quoted words

## A heading

| a | b |
|---|---|
| 1 | 2 |

<div>markup</div>

    indented code

1. Last  \nline
"""


def test_markdown_becomes_plain_text() -> None:
    article = read_article(MARKDOWN.encode(), name="a.md")
    assert article.text.split("\n\n") == [
        "First para with a link and code over two lines & an entity*.",
        "item one",
        "item two goes on",
        "quoted words",
        "A heading",
        "Last\nline",
    ]
    assert (article.title, article.author) == ("The bridge: a story", "Ann Bell, Bo Li")
    assert (article.published, article.url) == ("2025-01-28", "https://example.org/bridge")


@pytest.mark.parametrize(
    ("source", "title", "published", "text"),
    [
        ("# One\n\nTwo words", "One", None, "Two words"),
        ("One\n===\n\nTwo words", "One", None, "Two words"),
        ("Two words\n\n# One", None, None, "Two words\n\nOne"),
        ("## One\n\nTwo words", None, None, "One\n\nTwo words"),
        ("---\ndate: May 2025\n---\nTwo words", None, None, "Two words"),
        ("---\ndate: 2025-02-30\n---\nTwo words", None, None, "Two words"),
        ("---\ndate: 2025\n...\nTwo words", None, "2025", "Two words"),
        ("---\n---\nTwo words", None, None, "Two words"),
        ("---\n\nTwo words\n\n---\n\nThree", None, None, "Two words\n\nThree"),
        ("---\na: *b\n---\n\nTwo words", None, None, "a: *b\n\nTwo words"),
        ("---\nurl: javascript:alert(1)\n---\nTwo words", None, None, "Two words"),
    ],
)
def test_markdown_titles_and_front_matter(source: str, title: str | None, published: str | None, text: str) -> None:
    article = read_article(source.encode(), name="a.markdown")
    assert (article.title, article.published, article.text, article.url) == (title, published, text, None)


@pytest.mark.soak
@given(
    st.binary(max_size=300)
    | st.text(st.sampled_from("-#>*_`[]()!|:\\&<a \n\t\r\0\ufeff\ud7ff😀."), max_size=200).map(str.encode)
    | st.lists(st.sampled_from(["---\n", "# ", "a: ", "[", "](", "> ", "- ", "```\n", "w ", "\n", "&#0;"])).map(
        lambda parts: "".join(parts).encode()
    ),
    st.sampled_from(["a.txt", "a.md"]),
)
def test_hostile_bytes_only_raise_input_errors(data: bytes, name: str) -> None:
    kind = READERS[f".{name.partition('.')[2]}"]
    answer = child.answer_to({"kind": kind, "name": name}, data)  # its reader, here instead of in a process of its own
    if "blocks" not in answer:
        assert answer.keys() in ({"error", "field"}, {"memory"})
        return
    text = "".join(text for _, text in answer["blocks"])
    text.encode()
    assert "\r" not in text

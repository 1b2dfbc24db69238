"""What all readers make of the text that they find."""

import pytest

from quizapp.exchange.documents.document import tidy


@pytest.mark.parametrize(
    ("found", "text"),
    [
        ("  one \t two\u00a0three ", "one two three"),
        ("one\n\n \ntwo", "one\ntwo"),
        ("soft\u00adware \ufeffand\u200b more", "software and more"),
        ("half a sign \ud800", "half a sign \ufffd"),
        ("Zoe\u0308 of A\u030angstro\u0308m", "Zoë of Ångström"),
        ("x\u00b2 ﬁve", "x² ﬁve"),
    ],
)
def test_a_text_is_tidied(found: str, text: str) -> None:
    assert tidy(found) == text

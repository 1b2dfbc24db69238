"""What a person sees in the terminal."""

from dataclasses import replace

from quizapp.article import Article
from quizapp.exchange.cards_text import article_text, generated_text
from quizapp.generator.pipeline import Account
from tests.exchange.generated import ARTICLE, GENERATED, NOTHING

SHOWN = """\
The old bridge
Bo Li, 4 May 2025
==============

5 cards

1. When did the old bridge reopen?
   = May 3, 2025
   | The old bridge reopened on May 3,
   | 2025, after 120 years.

2. Who said at the opening of the old
   bridge: “We waited”?
   = Mayor Ann Bell
   | “We waited”, said Mayor Ann Bell at
   | the opening. “And we won.”

3. Mayor Ann Bell at the opening of the
   old bridge: “We [...]”
   = waited
   | “We waited”, said Mayor Ann Bell at
   | the opening. “And we won.”

4. How old is the bridge?
   ( ) 12 years
   ( ) 120 years
   = 120 years
   | The old bridge reopened on May 3,
   | 2025, after 120 years.

5. The old bridge reopened in [...].
   = 2025
   | The old bridge reopened on May 3,
   | 2025, after 120 years.

2 quotations

  “We waited ... And we won.”
    — Ann Bell, mayor (at the opening)

  “And we won.”
    — speaker not known"""

TURNED_DOWN = """

1 turned down

  - Who said it?
    = Ann Bell
    because names nothing: what is 'it'?"""


def test_cards_and_quotations() -> None:
    assert generated_text(ARTICLE, GENERATED, width=40) == SHOWN


def test_where_several_wrote_each_card_says_who_did() -> None:
    first, *others = GENERATED.notes
    mixed = replace(
        GENERATED, notes=(replace(first, writer="neural"), *others), accounts=(Account("rules"), Account("neural"))
    )
    lines = generated_text(ARTICLE, mixed, width=40).splitlines()
    assert lines[6:12] == [
        "1. When did the old bridge reopen?",
        "   = May 3, 2025",
        "   | The old bridge reopened on May 3,",
        "   | 2025, after 120 years.",
        "   (neural)",
        "",
    ]
    assert lines.count("   (rules)") == 4


def test_what_was_turned_down_is_shown_when_asked_for() -> None:
    assert generated_text(ARTICLE, GENERATED, rejected=True, width=40) == SHOWN + TURNED_DOWN


def test_an_article_without_a_card() -> None:
    assert generated_text(Article("Nothing."), NOTHING, rejected=True) == (
        "Untitled article\n================\n\n"
        "No card: nothing in it makes a question that holds up.\n\nNothing was turned down."
    )


def test_an_article_as_understood() -> None:
    assert article_text(Article("One\n\ntwo\n", title="Title", language="en")) == (
        "Title: Title\nAuthor: not known\nLink: not known\nPublished: not known\nLanguage: en\n\nOne\n\ntwo\n"
    )

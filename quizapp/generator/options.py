"""Every threshold of the generator, each saying what it is for and what tuned it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """How many cards to make and how strict to be.

    ``max_cards`` caps the cards: None lets the number grow with the article, 0 takes the cap off.
    """

    max_cards: int | None = None

    # The default number: a reader of news drops what is not wanted, so four a hundred words is the upper end of useful.
    cards_per_100_words: float = 4.0
    # A very short article still makes a few cards when its sentences are good.
    fewest_allowed: int = 4

    # From the rules for good cards: longer questions and answers are not remembered.
    question_words: int = 25
    cloze_words: int = 30
    answer_words: int = 8
    quotation_words: int = 30
    blank_words: int = 4

    # A quotation shorter than this is rarely recognisable as somebody's words.
    quotation_min_words: int = 5

    # A long quotation is worth a second excerpt when that says something by itself.
    words_per_excerpt: int = 35
    telling_excerpt: float = 0.9

    # Sentences beyond this are parsed too unreliably: read by hand on the development articles.
    sentence_tokens: int = 70

    # Candidates below this score are left out; read by hand on the development articles.
    lowest_score: float = 0.35

    # No sentence makes more cards than this, so that the deck is spread over the article.
    cards_per_sentence: int = 4

    # Nor does one clause: who, what and when of it are the same fact seen from several sides.
    cards_per_clause: int = 3

    # What initials stand for is worth knowing, but not the whole deck.
    initials: int = 3

    # Fewer wrong options than this and a choice is guessed rather than known.
    distractors: int = 3

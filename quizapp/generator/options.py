"""Every threshold of the generator, each saying what it is for and what tuned it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

KIND_WORTH: Mapping[str, float] = MappingProxyType(
    {
        "quotation": 0.66,
        "role": 0.62,
        "count": 0.66,
        "amount": 0.7,
        "measure": 0.68,
        "date": 0.66,
        "subject": 0.62,
        "object": 0.6,
        "definition": 0.66,
        "term": 0.66,
        "oblique": 0.58,
        "inner": 0.58,
        "means": 0.66,
        "claim": 0.66,
        "owner": 0.58,
        "score": 0.72,
        "opponent": 0.6,
        "agent": 0.66,
        "place": 0.6,
        "label": 0.7,
        "plan": 0.6,
        "reason": 0.74,
        "purpose": 0.66,
        "condition": 0.6,
        "duration": 0.64,
        "initials": 0.5,
        "age": 0.5,
        "share": 0.7,
        "name": 0.62,
        "role-of": 0.52,
        "member": 0.56,
        "members": 0.68,
        "finder": 0.62,
        "cloze": 0.45,
    }
)
"""How much a careful reader wants each kind, all else equal: read off the judged cards of the development articles."""

CLAUSE_CERTAINTY: Mapping[str, float] = MappingProxyType(
    {
        "main": 1.0,
        "coordinated": 0.85,
        "relative": 0.85,
        "participial": 0.75,
        "defining": 0.85,
        "reported": 0.9,
        "circumstance": 0.8,
        "adjunct": 0.8,
        "added": 0.8,
    }
)
"""How often the parse of each kind of clause is right: read off the judged cards of the development articles."""


@dataclass(frozen=True, slots=True)
class Options:
    """How many cards to make and how strict to be.

    ``max_cards`` caps the cards: None lets the number grow with the article, 0 takes the cap off.
    """

    max_cards: int | None = None

    # So many words are held at once; a longer text is written about in parts. Held at once, 10,000 words more take 13
    # MiB more; in parts, 100,000 take 20. `make bench ONLY=neural-memory-100000` measures it.
    words_at_once: int = 10_000

    # The default number: a reader of news drops what is not wanted, so four a hundred words is the upper end of useful.
    cards_per_100_words: float = 4.0
    # A very short article still makes a few cards when its sentences are good.
    fewest_allowed: int = 4

    # From the rules for good cards: longer questions and answers are not remembered.
    question_words: int = 25
    question_characters: int = 250
    usual_question_words: int = 20
    cloze_words: int = 30
    answer_words: int = 8
    cloze_content_words: int = 7
    quotation_words: int = 30
    blank_words: int = 4
    blank_amount_words: int = 5

    # A quotation shorter than this is rarely recognisable as somebody's words.
    quotation_min_words: int = 5

    # A fragment of a sentence needs more, and any excerpt this many words that say something.
    quotation_fragment_words: int = 6
    completed_fragment_words: int = 8
    quotation_telling_words: int = 3

    # A sentence that is too long is cut at a clause, but not to less than this, nor where it saves a few words only.
    cut_min_words: int = 10
    cut_saves: int = 4

    # What an excerpt loses for standing later in its quotation, or leaning on what was said before.
    later_sentence_cost: float = 0.02
    leaning_sentence_cost: float = 0.4

    # Words are left out of a quotation from its first third on: earlier ones set the scene. A single word only a
    # little later, the last of a list only near the end, and only one this long and this rare in the article. Read
    # by hand on the shared articles.
    early_blank: float = 0.35
    lone_blank_place: float = 0.4
    late_blank: float = 0.8
    lone_blank_letters: int = 7
    lone_blank_uses: int = 3

    # A long quotation is worth a second excerpt when that says something by itself.
    words_per_excerpt: int = 16
    telling_excerpt: float = 0.7

    # Sentences beyond this are parsed too unreliably: read by hand on the development articles.
    sentence_tokens: int = 70

    # Candidates below this score are left out; read by hand on the development articles.
    lowest_score: float = 0.35

    # No sentence makes more cards than this, so that the deck is spread over the article.
    cards_per_sentence: int = 4

    # A cloze is for a sentence that questions leave over: with so many cards it has none.
    cards_beside_cloze: int = 1

    # Nor does one clause: who, what and when of it are the same fact seen from several sides. Two are siblings, a third
    # asks for another name or number.
    cards_per_clause: int = 3
    cards_per_clause_uncapped: int = 5

    # More cards with one answer than this and it is guessed without reading the question.
    cards_per_answer: int = 5

    # "Who said this?" too: the speaker's further quotations are only to be completed.
    quotations_per_speaker: int = 6

    # "Who did this?" is guessed when the answer is whom the headline names: so often and no more.
    guessable_cards: int = 1

    # What initials stand for is worth knowing once, when the article goes on using them.
    initials: int = 3
    initials_used: int = 2

    # Whose role and age is worth a card: whom the headline names, or the article so often.
    named_often: int = 3

    # Where somebody was born and lives is worth a card only of whom the article speaks so often.
    life_named_often: int = 6

    # Who holds which office: no more than this.
    roles: int = 3

    # What a card is worth besides its kind; read off the judged cards of the development articles.
    kind_worth: Mapping[str, float] = field(default_factory=lambda: KIND_WORTH)
    clause_certainty: Mapping[str, float] = field(default_factory=lambda: CLAUSE_CERTAINTY)
    unknown_kind_worth: float = 0.5

    # The words of what somebody is said to be that a question can hold.
    role_words: int = 10
    specific_answer_worth: float = 0.06
    turning_point_worth: float = 0.05
    headline_worth: float = 0.14
    early_worth: float = 0.1
    early_paragraphs: int = 6
    long_question_words: int = 16
    long_question_cost: float = 0.012
    short_question_words: int = 5
    short_question_cost: float = 0.04
    guessable_cost: float = 0.2

    # "What led to ...?" wants words of the article, not a name: what it led to is asked first.
    nameless_cost: float = 0.06

    # A sentence with more words than this is parsed less reliably.
    long_sentence_words: int = 40
    long_sentence_certainty: float = 0.9

    # How sure a model's proposal is that the article supports word for word: about as a clause of the usual kind.
    endpoint_certainty: float = 0.9

    # The order: how much a sentence or a kind that was just asked has to wait.
    repeated_sentence_cost: float = 0.07
    repeated_kind_cost: float = 0.08

    # Two questions with one answer that share this much of their words ask the same.
    same_question: float = 0.7
    same_telling: float = 0.7
    # Where it is the same words of a sentence that two writers ask for, half is enough.
    same_place: float = 0.5

    # Other wordings that a draft offers: what can be compared at a glance, one key each. One that shares less than this
    # of its words with the card asks for another fact: what ORCA stands for, not when it was built.
    alternatives: int = 4
    same_wording: float = 0.5
    # How likely a question of the small model must be, by the mean log-probability of its words in nats, and what it
    # loses in certainty with each nat. Two blind judges read 159 questions of 30 news articles that pass the checks:
    # they keep .49 and .46 as they are of those above -0.15, .39 and .27 from there to -0.18, .32 and .33 to -0.25; of
    # an earlier state's .27 and .25 below, and of the rules' among them .67 and .65, which therefore come first. With
    # -0.18 both writers' cards together ask about most of the labelled facts (.494; no more with -0.25, .488 with
    # -0.15), and of such floors it is the one whose cards are kept most often (.743, with -0.25 .730).
    # `tests.quality.proposals` prints how many there are at each floor, for another adapter too.
    neural_floor: float = -0.18
    neural_cost: float = 2.5

    # Fewer wrong options than this and a choice is guessed rather than known.
    distractors: int = 3


@dataclass(frozen=True, slots=True)
class Salience:
    """How likely what was said how and where is taken up by a pronoun; read off the labelled mentions."""

    main_subject: float = 80
    subject: float = 60
    object: float = 56
    inner_object: float = 40
    receiver: float = 40
    owner: float = 40
    oblique: float = 35
    inner: float = 22

    sentence_before: float = 0.6
    two_before: float = 0.2
    paragraph_before: float = 0.7

    named: float = 10
    again: float = 6
    most_again: int = 3
    parallel: float = 20
    claimant: float = 70
    own_clause: float = 45
    own_object: float = 30
    beside: float = 80
    side_by_side: float = 25
    fronted: float = 50
    group: float = 0.4

    # The best must be this good, and this much better than the next.
    person: tuple[float, float] = (15, 1.7)
    # Of people in one sentence the subject is meant more surely than across sentences.
    person_beside: float = 1.3
    thing: tuple[float, float] = (40, 1.6)
    several: tuple[float, float] = (25, 1.6)
    # A pronoun that is no subject nor possessive takes up anything.
    inner_margin: float = 1.4


SALIENCE = Salience()

"""What quizzes are about, on both databases, and answers that become reviews."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.notes import Deck, DeckNote, NoteType
from quizapp.scheduling.ways import Way
from quizapp.services.card_actions import suspend
from quizapp.services.make_quiz import Scope, choices, look, start
from quizapp.services.study import Grade, answer
from quizapp.services.take_quiz import answer_item, count_answers, end, get_quiz, judge
from quizapp.services.transfer import import_deck
from quizapp.storage.history_rows import ReviewRow
from quizapp.storage.rows import CardRow
from tests.services import made

CAFE = "Le Café Émile a fermé"


@pytest.fixture
def others(session, owner_id, deck_id):
    """A deck besides that of the article, with tags at two levels."""
    notes = tuple(
        DeckNote(f"other {n}", NoteType.BASIC, {"Question": question, "Answer": f"{n}"}, made.NOW, tags)
        for n, (question, tags) in enumerate(
            [(CAFE, ("france",)), ("100% of_it?", ("france::paris",)), ("old bridge", ("francophone",))]
        )
    )
    return import_deck(session, owner_id, Deck("Others", notes), now=made.NOW).deck_id


@pytest.mark.parametrize(
    ("about", "name", "cards"),
    [
        ({}, "All cards", 7),
        ({"tag": "bridge"}, "bridge", 4),
        ({"tag": "france"}, "france", 2),
        ({"tag": "fr"}, "fr", 0),
        ({"words": "bridge"}, "“bridge”", 3),
        ({"words": "BRIDGE old"}, "“BRIDGE old”", 2),
        ({"words": "émile CAFÉ"}, "“émile CAFÉ”", 1),
        ({"words": "100% of_it"}, "“100% of_it”", 1),
        ({"words": "1%0"}, "“1%0”", 0),
        ({"tag": "france", "words": "fermé"}, "france: “fermé”", 1),
        ({"words": "nowhere"}, "“nowhere”", 0),
    ],
)
def test_what_a_quiz_is_about(session, owner_id, others, about, name, cards):
    found = look(session, owner_id, Scope(**about))
    assert (found.name, found.cards) == (name, cards)


def test_a_quiz_is_about_an_article_or_a_deck(session, owner_id, deck_id, others, added):
    article = look(session, owner_id, Scope(article_id=added))
    assert (article.name, article.cards) == ("The mill bridge", 4)
    assert article.faces == ["Question", "Fill the blank", "Who said it", "Complete the quotation"]
    assert look(session, owner_id, Scope(article_id=added, words="bridge")).cards == 2
    assert look(session, owner_id, Scope(deck_id=others)).cards == 3
    for scope in (Scope(article_id=99), Scope(deck_id=99)):
        with pytest.raises(NotFoundError):
            look(session, owner_id, scope)
    with pytest.raises(NotFoundError):
        look(session, owner_id + 1, Scope(article_id=added))


def test_what_there_is_to_choose_from(session, owner_id, deck_id, others, added):
    found = choices(session, owner_id)
    assert found.articles == [(added, "The mill bridge")]
    assert {name for _, name in found.decks} == {"The mill bridge", "Others"}
    assert found.tags == sorted({"bridge", "france", "france::paris", "francophone"})
    assert choices(session, owner_id + 1).tags == []


def made_quiz(session, owner_id, about, **more):
    given = {"number": 4, "way": Way.TYPE, "shuffled": False, "minutes": None, "seed": 1, "now": made.NOW}
    session.rollback()
    quiz_id = start(session, owner_id, about, **(given | more))
    return quiz_id, get_quiz(session, owner_id, quiz_id, now=made.NOW)


def test_only_the_faces_that_were_chosen_are_asked(session, owner_id, deck_id, added):
    _, view = made_quiz(session, owner_id, Scope(article_id=added), faces=["Who said it", "Question"])
    assert [item.answer for item in view.items] == ["the old mill bridge", "Ida Moss"]
    with pytest.raises(InputError) as raised:
        made_quiz(session, owner_id, Scope(article_id=added), faces=["Choose"])
    assert raised.value.field == "faces"


@pytest.mark.parametrize("seed", range(5))
def test_of_a_note_a_second_card_comes_only_when_the_others_are_too_few(session, owner_id, deck_id, added, seed):
    _, view = made_quiz(session, owner_id, Scope(article_id=added), number=3, seed=seed)
    cards = [session.get(CardRow, item.card_id) for item in view.items]
    assert len({card.note_id for card in cards}) == 3
    _, view = made_quiz(session, owner_id, Scope(article_id=added), number=4, seed=seed)
    assert len(view.items) == 4


def taken(session, owner_id, about, given, **more):
    """A quiz whose answers are to count, over: ``given`` for each question, None for none."""
    quiz_id, view = made_quiz(session, owner_id, about, counts=True, **more)
    for place, (item, words) in enumerate(zip(view.items, given, strict=False), start=1):
        if words is not None:
            session.rollback()
            right = item.answer if words == "right" else words
            answer_item(session, owner_id, quiz_id, item.id, right, now=made.NOW + timedelta(seconds=7 * place))
    session.rollback()
    end(session, owner_id, quiz_id, now=made.NOW + timedelta(minutes=5))
    return quiz_id


def count(session, owner_id, quiz_id):
    session.rollback()
    return count_answers(session, owner_id, quiz_id, now=made.NOW + timedelta(minutes=6), calendar=made.CALENDAR)


def reviews(session):
    session.rollback()
    wanted = select(ReviewRow.rating, ReviewRow.duration_ms).order_by(ReviewRow.id)
    return [tuple(row) for row in session.execute(wanted)]


def test_answers_become_reviews_once(session, owner_id, deck_id, added):
    quiz_id = taken(session, owner_id, Scope(article_id=added), ["right", "wrong", "right"])
    assert reviews(session) == []  # not before the person says so
    session.rollback()
    view = get_quiz(session, owner_id, quiz_id, now=made.NOW)
    session.rollback()
    judge(session, owner_id, quiz_id, view.items[1].id, True)  # the person has the last word
    session.rollback()
    judge(session, owner_id, quiz_id, view.items[2].id, False)
    assert count(session, owner_id, quiz_id) == 3
    assert reviews(session) == [(3, 7000), (3, 7000), (1, 7000)]
    assert count(session, owner_id, quiz_id) == 0
    assert len(reviews(session)) == 3
    view = get_quiz(session, owner_id, quiz_id, now=made.NOW)
    assert (view.is_counted, [item.is_counted for item in view.items]) == (True, [True, True, True, False])
    session.rollback()
    with pytest.raises(ConflictError):
        judge(session, owner_id, quiz_id, view.items[0].id, False)


def test_a_card_that_was_answered_elsewhere_is_not_graded_again(session, owner_id, deck_id, added):
    quiz_id = taken(session, owner_id, Scope(article_id=added), ["right"] * 4)
    session.rollback()
    view = get_quiz(session, owner_id, quiz_id, now=made.NOW)
    first, second, third, _ = (session.get(CardRow, item.card_id) for item in view.items)
    places = [(first.id, first.version), (second.id, second.version), third.id]
    session.rollback()
    answer(session, owner_id, Grade(*places[0], 2, "elsewhere", 1), now=made.NOW, calendar=made.CALENDAR)
    suspend(session, owner_id, places[1][0], version=places[1][1], now=made.NOW)
    session.delete(session.get(CardRow, places[2]))
    session.commit()
    assert count(session, owner_id, quiz_id) == 1
    assert [rating for rating, _ in reviews(session)] == [2, 3]


def test_a_choice_counts_as_hard_at_most(session, owner_id, deck_id, others):
    notes = tuple(
        DeckNote(
            f"c{n}", NoteType.CHOICE, {"Question": f"Which {n}?", "Answer": "b", "Choices": "a\nb\nc\nd"}, made.NOW
        )
        for n in range(2)
    )
    deck = import_deck(session, owner_id, Deck("Choices", notes), now=made.NOW).deck_id
    quiz_id = taken(session, owner_id, Scope(deck_id=deck), ["right", "c"], way=Way.CHOOSE)
    assert count(session, owner_id, quiz_id) == 2
    assert [rating for rating, _ in reviews(session)] == [2, 1]


def test_only_a_quiz_that_counts_and_is_over_can_be_counted(session, owner_id, deck_id, added):
    plain, _ = made_quiz(session, owner_id, Scope(article_id=added))
    session.rollback()
    end(session, owner_id, plain, now=made.NOW)
    open_, _ = made_quiz(session, owner_id, Scope(article_id=added), counts=True)
    for quiz_id in (plain, open_):
        with pytest.raises(ConflictError):
            count(session, owner_id, quiz_id)
    with pytest.raises(NotFoundError):
        count(session, owner_id + 1, open_)
    assert reviews(session) == []

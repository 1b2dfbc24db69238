"""What "the X" stands for, and silence where the article doesn't tell."""

import pytest

from quizapp.article import Article
from quizapp.generator import pipeline
from quizapp.generator.language import load_pipeline
from quizapp.generator.mentions import find_mentions
from quizapp.generator.sentences import parse


def meant(text: str, word: str, title: str | None = None) -> str | None:
    """What the last ``word`` of ``text`` stands for: a name, or the words that brought it in."""
    parsed = parse(Article(text=text, title=title), load_pipeline())
    mentions = find_mentions(parsed)
    token = [t for sentence in parsed.sentences for t in sentence.tokens if t.text == word][-1]
    found = mentions.meant_by(token)
    if found is None:
        return None
    return found.entity.name if found.words is None and found.entity is not None else str(found.words)


@pytest.mark.parametrize(
    ("title", "text", "question"),
    [
        (
            "What Norway teaches us",
            "Norway built a register. About 40 forms remain that require letters to the government.",
            "How many forms remain that require letters to Norway's government as of May 2021?",
        ),
        # two countries, and one that the article is not about
        (
            "What Norway teaches us",
            "Norway met Denmark. About 40 forms remain that require letters to the government.",
            None,
        ),
        ("Forms", "Norway built a register. About 40 forms remain that require letters to the government.", None),
    ],
)
def test_whose_government_is_meant(title: str, text: str, question: str | None) -> None:
    article = Article(text, title=title, published="2021-05-20")
    notes = pipeline.generate(article, nlp=load_pipeline()).notes
    asked = [card.question for note in notes for card in note.cards() if "government" in card.question]
    assert asked == ([question] if question is not None else [])


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The American space agency NASA agreed. The space agency was late.", "agency", "NASA"),
        ("NASA agreed. The American space agency was late.", "agency", "NASA"),
        ("NASA agreed. The tax agency was late.", "agency", None),
        ("NASA lost the old probe Aurora. The old probe was late.", "probe", "Aurora"),
        ("NASA lost the old probe Aurora. The new probe was late.", "probe", "Aurora"),
        ("NASA lost the old probe Aurora. The heavy probe was late.", "probe", "Aurora"),
        ("NASA lost the old probe Aurora.\n\nIt rained.\n\nThe heavy probe was late.", "probe", None),
        ("NASA lost its Mars helicopter Aurora. The helicopter was late.", "helicopter", "Aurora"),
        ("The Republic of Estonia has a plan. The country is small.", "country", "Republic of Estonia"),
        ("The probe Aurora fell. The probe, which was late, burned.", "probe", "Aurora"),
        ("NASA lost the old probe Aurora. The first probe was late.", "probe", None),
        ("Boats cross the River Sallow. The river is wide.", "river", "River Sallow"),
        ("Norwick Orchestra is old. It began as a group in Eskby. The group is small.", "group", "Norwick Orchestra"),
        ("Estonia has a plan. The European country is small.", "country", "Estonia"),
        ("Estonia met Latvia. The country is small.", "country", None),
        ("Estonia has a plan. It was made by a country at war. The country is small.", "country", None),
        ("NASA lost its probe Aurora. The probe was late.", "probe", "Aurora"),
        (
            "NASA held talks between Oslo and Bergen. The aim of these talks is peace.",
            "talks",
            "talks between Oslo and Bergen",
        ),
        (
            "It began a series of talks between Oslo and the old port of Bergen, Moss and others. These talks go on.",
            "talks",
            "talks between Oslo and the old port",
        ),
        ("NASA held talks between Oslo and Bergen. It rained. It snowed. These talks are long.", "talks", None),
        ("NASA lost its Aurora spacecraft. The spacecraft was late.", "spacecraft", "Aurora"),
        ("The Voss Ferry Test took a year. The demonstration was late.", "demonstration", "Voss Ferry Test"),
        ("He uses Global Positioning System collars. The system works.", "system", None),
        ("The play “Winter Light” opened in Oslo. The play is long.", "play", "Winter Light"),
        ("NASA lost contact with Saturn's moon Dione. The whole moon is grey.", "moon", "Dione"),
        ("NASA lost its Aurora spacecraft. The spacecraft was old.", "spacecraft", "Aurora"),
        (
            "The asteroid Vesna circles the asteroid Mirka. The asteroid is grey.",
            "asteroid",
            None,
        ),
        # the noun in a name
        ("They signed the Treaty of Ferrin in May. The treaty was long.", "treaty", "Treaty of Ferrin"),
        ("He read the Strategic Fleet Review 2015. The review was long.", "review", "Strategic Fleet Review 2015"),
        ("It saw the Battle of Ferrin.\n\nIt rained.\n\nIt snowed.\n\nThe battle was long.", "battle", None),
        ("It saw the Battle of Ferrin. There was a battle at sea. The battle was long.", "battle", "a battle at sea"),
        ("It saw the Battle of Ferrin and the Battle of Eskby. The battle was long.", "battle", None),
        ("They swam in the Atlantic Ocean. The ocean is wide.", "ocean", None),
        ("He made the Bronze Age film Saving Ferrin. The film was long.", "film", "Saving Ferrin"),
        ("The government of Estonia met. Later the government fell.", "government", "The government of Estonia"),
        # the only company, named again and again
        (
            "Larkfell announced a plan. Larkfell announced a sale. Larkfell sued Oslo. The company is old.",
            "company",
            "Larkfell",
        ),
        ("Larkfell announced a plan. Larkfell sued OpenAI. Larkfell met OpenAI. The company is old.", "company", None),
        ("Larkfell announced a plan. The company is old.", "company", None),
        # said of the subject that a name follows
        ("The main airport of Ohio is Norwick Airport. The airport is old.", "airport", "Norwick Airport"),
        ("The main harbour is not Port Larkfell. The harbour is old.", "harbour", None),
    ],
)
def test_nouns(text: str, word: str, expected: str | None) -> None:
    assert meant(text, word) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Houston lies on a plain. Houston is in Texas. The city is flat.", "city", "Houston"),
        ("The trial was in Paris. The city was cold.", "city", "Paris"),
        ("The trial was in Paris, then in London. The city was cold.", "city", None),
        ("Oklahoma is dry. Most of the state is flat.", "state", "Oklahoma"),
        ("Oklahoma is near Texas. Most of the state is flat.", "state", None),
        ("Switzerland is cold. Switzerland borders Italy. Switzerland has no coast. The country is small.", "country",
         "Switzerland"),
        ("Earth was hot. An asteroid hit the planet.", "planet", "Earth"),
        ("They found an Earth-like planet. The planet is hot.", "planet", "an Earth-like planet"),
        ("Germany is cold. The city is flat.", "city", None),
        ("They crossed the Cooper River twice. The Cooper River is wide. The city is flat.", "city", None),
    ],
)  # fmt: skip
def test_which_place(text: str, word: str, expected: str | None) -> None:
    assert meant(text, word) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("A flood hit Ferrin. The flood was bad.", "flood", "A flood"),
        ("Its city council met. Years passed. The council was late.", "council", "Its city council"),
        ("Four nurses came to Ferrin. It rained. The nurses were late.", "nurses", "Four nurses"),
        ("Ferrin has new lamps. The lamps are bright.", "lamps", "new lamps"),
        ("A flood hit Ferrin. A flood came to Eskby. It rained. The flood was bad.", "flood", None),
        ("A feast began.\n\nIt was sunny.\n\nIt was cold.\n\nThe feast was bad.", "feast", None),
        ("A flood hit Ferrin.\n\nThe flood hit Eskby.\n\nIt was cold.\n\nThe flood was bad.", "flood", "A flood"),
        ("A flood hit Ferrin. Years passed. The late flood was bad.", "flood", None),
        ("A flood hit Ferrin. The spring flood hit Eskby. The flood was bad.", "flood", None),
        ("It tells of the formation of mountains. The mountains are old.", "mountains", None),
        ("Eskby has old steam. The steam is hot.", "steam", None),
        (
            "Four nurses came.\n\nThe nurses stayed.\n\nIt rained.\n\nIt was cold.\n\nIt was hot.\n\nThe nurses went.",
            "nurses",
            "Four nurses",
        ),
        ("There were five engineers at the dam. The engineers were late.", "engineers", "five engineers at the dam"),
        ("It lit the Martian surface. The surface was cold.", "surface", "the Martian surface"),
        ("A road is a path that leads on. The road was closed.", "road", None),
        ("Its project, Count the Dark, began. The project was old.", "project", None),
        ("A way was found. The way was long.", "way", None),
        ("A flood was a storm. The storm was bad.", "storm", None),
        ("A flood or a storm hit Ferrin. The flood was bad.", "flood", None),
    ],
)
def test_the_noun_alone(text: str, word: str, expected: str | None) -> None:
    assert meant(text, word) == expected


def test_what_stands_alone_nowhere_is_in_no_question() -> None:
    text = "A flood hit Ferrin in 2019. In 2020, the flood damaged the church of Eskby."
    notes = pipeline.generate(Article(text=text), nlp=load_pipeline()).notes
    assert not [card for note in notes for card in note.cards() if "the flood" in card.question]


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("He spoke in a trial against Norwick Bank. The trial was long.", True),
        ("He spoke in a trial on Wednesday. The trial was long.", False),
        ("A study led by NASA researchers was praised. The study was long.", False),
    ],
)
def test_words_that_tell_which(text: str, tells: bool) -> None:
    parsed = parse(Article(text=text), load_pipeline())
    mentions = find_mentions(parsed)
    token = [t for sentence in parsed.sentences for t in sentence.tokens if t.text in {"trial", "study"}][-1]
    found = mentions.meant_by(token)
    assert found is not None
    assert found.tells == tells


def test_the_headline_tells_which_of_two() -> None:
    text = "The asteroid Vesna circles Mirka, a larger asteroid. Vesna is small. Vesna is round. The asteroid is grey."
    assert meant(text, "asteroid", title="Asteroid hit by a rock") == "Vesna"


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Sweden faced Norway in Oslo in the last match. Five players were hurt in the match.",
         "How many players were hurt in Sweden's match against Norway?"),
        ("Sweden faced Norway in Oslo in the last match. Sweden lost Anna Berg in the match.",
         "Whom did Sweden lose in the match against Norway?"),
        ("Jane Roe led a team at the Ames Research Center in Ohio. In 2019, Ames hired 40 engineers.",
         "How many engineers did the Ames Research Center hire in 2019?"),
        ("The play “English” opened in Oslo in 2019.", 'Where did the play "English" open in 2019?'),
    ],
)  # fmt: skip
def test_in_questions(text: str, question: str) -> None:
    notes = pipeline.generate(Article(text=text), nlp=load_pipeline()).notes
    assert question in [card.question for note in notes for card in note.cards()]


@pytest.mark.parametrize(
    "text",
    [
        "In the last match, the team lost in Oslo. Five players were hurt in the match.",
        "Sweden faced Norway in Oslo in the last match. A match was on in Rome. Five players were hurt in the match.",
    ],
)
def test_matches_without_sides(text: str) -> None:
    notes = pipeline.generate(Article(text=text), nlp=load_pipeline()).notes
    assert not [card for note in notes for card in note.cards() if "hurt" in card.question]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        # who issued it tells which it is
        (
            "The Halden Council published a petition. The petition was signed by Anna Berg in 2019.",
            "Who signed the petition of the Halden Council in 2019?",
        ),
        # one of several, under a wider noun
        (
            "The Halden Council began issuing questionnaires. The document must be returned within twenty days.",
            "Within how many days must the questionnaire of the Halden Council be returned?",
        ),
    ],
)
def test_what_somebody_issued(text: str, question: str) -> None:
    notes = pipeline.generate(Article(text), nlp=load_pipeline()).notes
    assert question in {card.question for note in notes for card in note.cards()}


def test_of_two_petitions_neither_is_the_petition() -> None:
    text = (
        "The Halden Council published a petition. Anna Berg published a petition. "
        "The petition was signed by Marta Lindqvist in 2019."
    )
    notes = pipeline.generate(Article(text), nlp=load_pipeline()).notes
    assert not [card for note in notes for card in note.cards() if "2019" in card.question]

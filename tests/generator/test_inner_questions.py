"""What is asked deeper in a sentence: infinitives, prepositions of verbs, lists, owners, results, appositions."""

import pytest
from spacy.language import Language

from tests.generator.test_questions import cards


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        # what an infinitive inside the object is about
        (
            "Marta Lindqvist expressed a desire to restore old wooden ovens in 2011.",
            "What did Marta Lindqvist express a desire to restore in 2011?",
            "old wooden ovens",
        ),
        # the preposition belongs to the verb
        (
            "The Halden Bridge flood of 1998 led to stricter building rules.",
            "What did the Halden Bridge flood of 1998 lead to?",
            "stricter building rules",
        ),
        # two verbs with one object
        (
            "The Northern Bread Museum aims to preserve and share Nordic baking traditions.",
            "What does the Northern Bread Museum aim to preserve and share?",
            "Nordic baking traditions",
        ),
        # who made what is told of
        (
            "Marta Lindqvist won a race organized by the Halden Council.",
            "Which body organized the race that Marta Lindqvist won?",
            "the Halden Council",
        ),
        # how many a purpose is for
        (
            "Marta Lindqvist raised money in 2012 to build 40 schools.",
            "How many schools did Marta Lindqvist raise money in 2012 to build?",
            "40",
        ),
        # so many of them, all of which are named
        (
            "Two kinds of fiddles, the hardingfele and the nyckelharpa, are used in the music of Norway.",
            "Which two kinds of fiddles are used in the music of Norway?",
            "the hardingfele and the nyckelharpa",
        ),
        (
            "Marta Lindqvist visited two Danish cities, Aarhus and Odense, in 2012.",
            "Which two Danish cities did Marta Lindqvist visit in 2012?",
            "Aarhus and Odense",
        ),
        (
            "The Lisbon Zoo keeps three kinds of penguins: the Humboldt, the gentoo and the rockhopper.",
            "Which three kinds of penguins does the Lisbon Zoo keep as of May 2021?",
            "the Humboldt, the gentoo and the rockhopper",
        ),
        (
            "The Oslo Museum bought three rare birds – the great auk, the dodo and the moa – in 2011.",
            "Which three rare birds did the Oslo Museum buy?",
            "the great auk, the dodo and the moa",
        ),
        # what something was caused by or is due to
        (
            "The Halden Bridge flood of 1998 was caused by a blocked culvert near Moss.",
            "What was the Halden Bridge flood of 1998 caused by?",
            "a blocked culvert near Moss",
        ),
        (
            "The closing of Halden Airport was due to changes in the ferry industry.",
            "What was the closing of Halden Airport due to?",
            "changes in the ferry industry",
        ),
        # what a way or a plan to do something is about
        (
            "The museums of Norway must find ways to reduce the high cost of heating old halls.",
            "What must the museums of Norway find ways to reduce?",
            "the high cost of heating old halls",
        ),
        # a share that is told beside the number
        (
            "A smaller number of Norwegian farmers – 42 percent – said that ferries are important to Norway.",
            "What share of Norwegian farmers said that ferries are important to Norway?",
            "42 percent",
        ),
        # a member of a list, beside the others
        (
            "Ingrid Solberg sold an old ferry, a red boat and a stone quay.",
            "Besides an old ferry and a red boat, what did Ingrid Solberg sell?",
            "a stone quay",
        ),
        # an example
        (
            "The Halden flour can lead to serious baking problems including flat loaves and grey crusts.",
            "Besides flat loaves, which other serious baking problem can the Halden flour lead to?",
            "grey crusts",
        ),
        # by doing what
        (
            "Ingrid Solberg saved the Halden Bridge by raising its eastern pillars in 1998.",
            "How did Ingrid Solberg save the Halden Bridge?",
            "raising its eastern pillars in 1998",
        ),
        # what something lets somebody do
        (
            "The Halden Bridge allows farmers to reach the Moss market.",
            "What does the Halden Bridge allow farmers to do?",
            "reach the Moss market",
        ),
        # what is recommended
        (
            "The Northern Bread Museum recommends that every baker should keep old recipes.",
            "What does the Northern Bread Museum recommend that every baker should do?",
            "keep old recipes",
        ),
        (
            "The Lund Council decided that it would close the swimming hall in March 2025.",
            "What did the Lund Council decide that it would do?",
            "close the swimming hall in March 2025",
        ),
        # what lasts is no time
        (
            "The Halden Guild requires members to sign a ten-year-contract.",
            "What does the Halden Guild require members to sign?",
            "a ten-year-contract",
        ),
        # what something holds
        (
            "The soil of the Halden Valley is rich in nitrogen and clay.",
            "What is the soil of the Halden Valley rich in?",
            "nitrogen and clay",
        ),
        # why, in other words than "to"
        (
            "Nordbank closed 40 offices in January 2024 in order to save money.",
            "Why did Nordbank close 40 offices in January 2024?",
            "to save money",
        ),
        (
            "In an effort to revive the old quarter, the Lund Council opened a market hall in 2019.",
            "Why did the Lund Council open a market hall in 2019?",
            "to revive the old quarter",
        ),
        (
            "The Halden Bridge was closed for a month in a bid to protect nesting gulls.",
            "Why was the Halden Bridge closed for a month?",
            "to protect nesting gulls",
        ),
        # how somebody or something travels
        (
            "Lena Holm sent two old maps to the Harbour Museum by mail in 2019.",
            "How did Lena Holm send two old maps to the Harbour Museum in 2019?",
            "by mail",
        ),
        (
            "The Viking statue was brought to Bergen by ship in 1926.",
            "How was the Viking statue brought to Bergen in 1926?",
            "by ship",
        ),
        # what doing is the best
        (
            "Experts say adding fluoride to drinking water is the cheapest way to prevent tooth decay.",
            "According to experts, what is the cheapest way to prevent tooth decay?",
            "adding fluoride to drinking water",
        ),
        # a first or a last one
        (
            "In Oslo, bread is the most valued part of Nordic life.",
            "What is the most valued part of Nordic life in Oslo?",
            "bread",
        ),
        # what something is said to be beside the point
        (
            "The Northern Bread Museum, a branch of the Uppsala Food Trust, closed in 2011.",
            "What is the Northern Bread Museum?",
            "a branch of the Uppsala Food Trust",
        ),
        # what is called something
        (
            "Ingrid Solberg studied an old wooden ferry called Havsula in 1998.",
            "Which old wooden ferry did Ingrid Solberg study?",
            "Havsula",
        ),
        # results
        (
            "On May 4, 1998, Sweden defeated Norway 3 – 1.",
            "By what score did Sweden defeat Norway on May 4, 1998?",
            "3 – 1",
        ),
        (
            "On May 4, 1998, Norway lost 1-3 to Sweden.",
            "Which side did Norway lose 1-3 to on May 4, 1998?",
            "Sweden",
        ),
        # a share of what is acted on
        (
            "Cows without collars ate 70 percent of the Moss meadow in 1998.",
            "What share of the Moss meadow did cows without collars eat in 1998?",
            "70 percent",
        ),
        # what a clause does besides
        (
            "Ingrid Solberg closed the Halden Bridge in 1998, saving 400 wooden boats.",
            "How many wooden boats did Ingrid Solberg save?",
            "400",
        ),
        # the span of time
        (
            "A survey of Nordic bakers was carried out in Oslo between July 2003 and December 2004.",
            "When was a survey of Nordic bakers carried out in Oslo?",
            "between July 2003 and December 2004",
        ),
        (
            "The Halden Bridge must be repaired within twenty working days.",
            "Within how many working days must the Halden Bridge be repaired?",
            "twenty",
        ),
        # a date that the parser hangs on a noun
        (
            "Ingrid Solberg smashed into a red wooden boat on May 4, 1998.",
            "When did Ingrid Solberg smash into a red wooden boat?",
            "May 4, 1998",
        ),
        # a size with "of"
        (
            "The Halden Rocket reached a top altitude of 768 kilometers in 1998.",
            "What top altitude did the Halden Rocket reach in 1998?",
            "768 kilometers",
        ),
        # a remark in brackets
        (
            "The Northern Bread Museum (NBM) in Uppsala (north of Stockholm) opened a kitchen in 2011.",
            "In what year did the Northern Bread Museum in Uppsala open a kitchen?",
            "2011",
        ),
        (
            "The Halden Ferry Board (HFB) of Norway closed the port of Moss in 2011.",
            "Which organization closed the port of Moss in 2011?",
            "the Halden Ferry Board",
        ),
        # the day, beside the hour
        (
            "Marta Lindqvist opened the Halden Bridge at 8 a.m. on May 4, 2011.",
            "When did Marta Lindqvist open the Halden Bridge?",
            "May 4, 2011",
        ),
        (
            "Earlier today, Marta Lindqvist dissolved the Halden Ferry Board.",
            "Who dissolved the Halden Ferry Board on May 20, 2021?",
            "Marta Lindqvist",
        ),
        # a common name in a name of its own
        (
            "U.S. Secretary of State John Kerry visited the Northern Bread Museum on May 4, 2011.",
            "When did U.S. Secretary of State John Kerry visit the Northern Bread Museum?",
            "May 4, 2011",
        ),
        # the journey of a team is no life
        (
            "Ingrid Solberg and a team from the Halden Museum spent a week in Oslo.",
            "Where did Ingrid Solberg and a team from the Halden Museum spend a week?",
            "Oslo",
        ),
    ],
)
def test_questions_within_a_sentence(nlp: Language, text: str, question: str | None, answer: str | None) -> None:
    found = cards(nlp, text)
    if answer is not None:
        assert found.get(str(question)) == answer, found


@pytest.mark.parametrize(
    ("text", "never"),
    [
        # what an object holds is not what the subject does
        ("The study named the Moss basin as the largest one, holding 204 cubic miles of water.", "the study hold"),
        # a company is no "what"
        ("Havsula avoided risky loans in 1998.", "what avoided"),
        # where something is high is not what it holds
        ("The Halden Bridge is high in the mountains of Norway.", "high in"),
        # who knows what must be done is not asked why
        ("In order to grow, the Voss Ferry Company knew that it had to build new boats.", "why did"),
        # what is the best of its kind is no term
        ("Washing hands is the most effective method of preventing cholera.", "called"),
        # a possession is no term
        ("Marta's bread is a product of years of effort.", "called"),
        # background in a "when" clause
        ("When Ingrid Solberg visited Denmark, she saw many boats.", "solberg visit"),
        # an amount is no description of the one before
        ("Denmark reached 194,400 MW, a 22.5% increase on the year before.", "what is mw"),
        # a date of the second verb
        ("Halden Press published a book in 1729 and, by 1743, issued 17 works.", "1729 by 1743"),
        # what is no longer so
        ("In 1878 the Moss Railway could no longer keep up with demand.", "no longer"),
        # nobody is lived
        ("About 400 bakers were born in Bern and lived there in 2000.", "were lived"),
        # a deed denied
        ("Ingrid Solberg did not sell the Moss ferry to Denmark.", "what did ingrid solberg not"),
        # fewer are named than there are
        ("Three Danish cities, Aarhus and Odense, opened new ferry ports in 2012.", "which three"),
        # all the villages, not what they are of
        ("The Halden Choir tries to help all the villages of the Sallow Valley.", "help all the villages of?"),
        # any baker's bread
        ("Ingrid Solberg may eat a bread baked by Jonas Hallberg.", "by whom"),
        # how many, where all are named
        ("Marta Lindqvist visited two Danish cities, Aarhus and Odense, in 2012.", "how many"),
        # half of a range
        ("The Northern Bread Museum used three or four different ovens in 2011.", "four [...]"),
    ],
)
def test_what_is_not_asked_of_asides(nlp: Language, text: str, never: str) -> None:
    for question in cards(nlp, text):
        assert never not in question.casefold()

"""What is asked for an answer that somebody pointed at: a table of sentences, the answer in [[brackets]]."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from quizapp.generator.span_questions import Declined, SpanQuestion, ask, prepare


def asked(nlp: Language, marked: str) -> SpanQuestion | Declined:
    """The question for the words in double brackets."""
    start, end = marked.index("[["), marked.index("]]") - 2
    return ask(prepare(marked.replace("[[", "").replace("]]", ""), nlp), start, end)


@pytest.mark.parametrize(
    ("marked", "question"),
    [
        # the subject
        (
            "[[Marta Lindqvist]] founded the Northern Bread Museum in Uppsala in 2011.",
            "Who founded the Northern Bread Museum in Uppsala in 2011?",
        ),
        ("Governor [[Ada Bell]] opened the bridge.", "Who opened the bridge?"),
        ("[[Forty farmers]] opposed the dam.", "How many farmers opposed the dam?"),
        ("About [[35%]] of the islanders speak Norn.", "What percentage of the islanders speak Norn?"),
        ("[[The Halden]] is the longest river in the county.", "What is the longest river in the county?"),
        # a word within the subject
        ("[[Norway]]'s longest river flows through the town.", "What country's longest river flows through the town?"),
        # the object
        (
            "Marta Lindqvist founded [[the Northern Bread Museum]] in Uppsala in 2011.",
            "What institution did Marta Lindqvist found in Uppsala in 2011?",
        ),
        ("Ada Bell did not sell [[the house]].", "What did Ada Bell not sell?"),
        ("Ada Bell has never visited [[Bergen]].", "What has Ada Bell never visited?"),
        ("The mayor gave [[the ferry]] to the museum.", "What did the mayor give to the museum?"),
        ("The ferry carried passengers, mail and [[cattle]].", "What did the ferry carry?"),
        # what a preposition leads to
        ("The mayor gave the ferry to [[the museum]].", "What did the mayor give the ferry to?"),
        ("The town is famous for [[its bread]].", "What is the town famous for?"),
        ("The valley has crops such as [[barley]].", "What crops does the valley have?"),
        ("The school teaches in [[Norwegian]].", "In what language does the school teach?"),
        # who did it, of a passive
        ("The Halden Bridge was designed by [[Ingrid Solberg]] in 1998.", "Who designed the Halden Bridge in 1998?"),
        ("The mill was bought by [[a group of farmers]].", "Who bought the mill?"),
        # time
        (
            "Marta Lindqvist founded the Northern Bread Museum in Uppsala in [[2011]].",
            "In what year did Marta Lindqvist found the Northern Bread Museum in Uppsala?",
        ),
        ("The storm destroyed the bridge [[in 1911]].", "In what year did the storm destroy the bridge?"),
        ("The council opened the bridge on [[4 March 1998]].", "When did the council open the bridge?"),
        ("The bridge stood for [[forty years]].", "How long did the bridge stand?"),
        ("The painter lived in the house until [[her death]].", "Until when did the painter live in the house?"),
        # place
        (
            "Marta Lindqvist founded the Northern Bread Museum in [[Uppsala]] in 2011.",
            "Where did Marta Lindqvist found the Northern Bread Museum in 2011?",
        ),
        # amount
        (
            "Marta Lindqvist collected [[400]] wooden spoons in Sweden.",
            "How many wooden spoons did Marta Lindqvist collect in Sweden?",
        ),
        ("The bridge can carry [[forty lorries]].", "How many lorries can the bridge carry?"),
        ("The council paid [[$3 million]] for the old ferry.", "How much did the council pay for the old ferry?"),
        ("There are [[12]] mills in the valley.", "How many mills are there in the valley?"),
        # what somebody or something is or is called
        ("The Halden is [[a small river in Norway]].", "What is the Halden?"),
        ("The islanders are known as [[the Skerry people]].", "Who are the islanders known as?"),
        # names and descriptions set beside each other
        ("The old ferry, [[the Gullwing]], sank in 1911.", "What was the old ferry?"),
        ("Ada Bell's sister, a [[doctor]] in Oslo, died in 1950.", "Who was Ada Bell's sister?"),
        ("Ada Bell made the film [[Deep Water]] in 1988.", "What film did Ada Bell make in 1988?"),
        # a word in front of a noun
        ("The abbey has a [[wooden]] roof.", "What type of roof does the abbey have?"),
        ("The committee chose the [[Solberg]] plan.", "Which plan did the committee choose?"),
        # relative and participial clauses
        ("The museum, which opened in [[1911]], holds a collection of stamps.", "In what year did the museum open?"),
        ("The song, written by [[Ada Bell]], became popular in Norway.", "Who wrote the song?"),
        # clauses, reasons, ways, deeds
        ("The harbour froze because [[the winter was very cold]].", "Why did the harbour freeze?"),
        ("The ferry stopped [[because of the storm]].", "Why did the ferry stop?"),
        ("The farmers saved the mill [[by selling their boats]].", "How did the farmers save the mill?"),
        ("The farmers sold their boats [[to save the mill]].", "Why did the farmers sell their boats?"),
        ("In 1911 the captain [[left the island]].", "What did the captain do in 1911?"),
        ("The captain wanted to [[sell the ferry]].", "What did the captain want to do?"),
        ("The captain said that [[the ferry was too old]].", "What did the captain say?"),
        ("In 1911, [[a storm destroyed the bridge]].", "What happened in 1911?"),
        # a name for a pronoun where it is certain
        (
            "Marta Lindqvist was born in Uppsala. She founded a museum in [[1990]].",
            "In what year did Marta Lindqvist found a museum?",
        ),
    ],
)
def test_the_question_for_an_answer(nlp, marked, question):
    result = asked(nlp, marked)
    assert isinstance(result, SpanQuestion), result
    assert result.question == question
    assert 0 < result.score <= 1


@pytest.mark.parametrize(
    ("marked", "question"),
    [
        # the verb group
        ("[[A stranger]] might have taken the boat.", "What might have taken the boat?"),
        ("Most of the islanders keep [[bread]].", "What do most of the islanders keep?"),
        ("The firm, founded by [[Ada Bell]] in 1990, makes paper.", "Who founded the firm in 1990?"),
        ("The inn, surrounded by [[old trees]], stands in Oslo.", "What surrounds the inn?"),
        # what stands between the subject and the verb goes behind
        (
            "The museum, alongside the school, will open [[a new library]].",
            "What will the museum open alongside the school?",
        ),
        # a clause about a noun that it doesn't repeat
        ("Ada told a story she heard in [[Oslo]].", "Where did Ada hear a story?"),
        # two verbs with one object, or one of them left out
        (
            "The team will focus on [[building and mending boats]].",
            "What will the team focus on?",
        ),
        (
            "The school was able to raise money and hire [[two teachers]].",
            "How many teachers was the school able to hire?",
        ),
        # a preposition at the end where nothing much follows it, else in front
        ("The team spoke [[about the new bridge]].", "What did the team speak about?"),
        (
            "The town is famous for [[its bread]] in every part of Norway.",
            "For what is the town famous in every part of Norway?",
        ),
        # times of the day of writing, and what only comments, are left out
        ("Last week, the council closed [[the old mill]].", "What did the council close?"),
        ("In fact, the council closed [[the old mill]].", "What did the council close?"),
        # what is only said stays a claim
        ("Ada Bell said the mayor sold [[the ferry]].", "According to Ada Bell, what did the mayor sell?"),
        ('"The bridge needs [[a new roof]]," said Ada Bell.', "According to Ada Bell, what does the bridge need?"),
        ("The survey showed that the mayor sold [[the ferry]].", "What did the mayor sell?"),
        # lengths of time, days, measures, shares
        ("Ada Bell spent [[a week]] in Oslo.", "How much time did Ada Bell spend in Oslo?"),
        ("The fair began on August [[10]].", "On what day of August did the fair begin?"),
        ("The island measures [[17,000 square miles]].", "How many square miles does the island measure?"),
        ("The engine cut the use of oil by 10% in [[Norway]].", "Where did the engine cut the use of oil by 10%?"),
        ("Ada Bell opened the mill [[at age 38]].", "At what age did Ada Bell open the mill?"),
        ("The tax has changed in [[2014]].", "In what year did the tax change?"),
        ("The sailors ate [[after the storm]].", "When did the sailors eat?"),
        # the claimant is not named twice
        ("Ada Bell said she sold [[the ferry]].", "According to Ada Bell, what did she sell?"),
        # a deed that is drawn in comes right behind its verb
        (
            "The council started [[asking schools to pay]] in the town of Livorno in 2014.",
            "What did the council start doing?",
        ),
        # people, alone or in a group
        ("[[The team]] found a new bay.", "Who found a new bay?"),
        ("Ada Bell became [[a citizen of Norway]].", "What did Ada Bell become?"),
        ("[[The kids]] found the photo.", "Who found the photo?"),
        # what a verb or adjective can't do without is not cut off
        (
            "[[The systems]] prevent animals from eating too much grass in every field of the valley.",
            "What prevents animals from eating too much grass?",
        ),
        # a pronoun turned round, and one that means the subject beside it
        ("Ada Bell said she was surrounded by [[farmers]].", "According to Ada Bell, who surrounded her?"),
        ("The sailors won their first race in [[2014]].", "In what year did the sailors win their first race?"),
        ("The ice reached its least extent on Feb. 20, [[2024]].", "In what year did the ice reach its least extent?"),
        ("The Labour Party is [[a member of the union]].", "What is the Labour Party?"),
        # adverbs without which the clause says something else
        ("Microsoft no longer wants [[to sell it]].", "What does Microsoft no longer want to do?"),
        ("[[The sailors]] were not just testing new ropes.", "Who was not just testing new ropes?"),
        ("The ferries do not necessarily need [[large sails]].", "What do the ferries not necessarily need?"),
        ("The island is mostly [[rock]].", "What is the island mostly?"),
        ("The bridge was almost destroyed by [[a storm]].", "What almost destroyed the bridge?"),
        # what is so is not told by what is not
        ("[[Films]] are sent by couriers rather than by road.", "What is sent by couriers?"),
        # sources beside the clause
        ("According to the survey, the mayor sold [[the ferry]].", "According to the survey, what did the mayor sell?"),
        ("The tool, Ada Bell says, gives [[more time]].", "According to Ada Bell, what does the tool give?"),
        ("The town was cut off, with [[700 towers]] destroyed.", "How many towers were destroyed?"),
        ("The team won [[the 2011 games]].", "What did the team win?"),
        ("The work is [[like moving a horse]].", "What is the work like?"),
        ("The town focused on [[building a bridge]].", "What did the town focus on?"),
        ("[[Microsoft]]'s office closed in 2011.", "What company's office closed in 2011?"),
        # how long, how old; whose
        ("The antennas are [[8 feet]] long.", "How long are the antennas?"),
        ("The oil is [[about 110 million years]] old.", "How old is the oil?"),
        ("The press praised the farmer whose cows won [[the prize]].", "What did the farmer's cows win?"),
        ("[[Triton]] is the largest moon.", "What is the largest moon?"),
        ("Bread is sorted according to [[its colour]].", "What is bread sorted according to?"),
        # a name's kind, where the text or everybody knows it
        ("[[Microsoft]] closed the office in Oslo.", "What company closed the office in Oslo?"),
        (
            "The firm Skog Paper said the mill needs [[a roof]].",
            "According to the firm Skog Paper, what does the mill need?",
        ),
        ("[[An architect]]'s work is slow.", "Whose work is slow?"),
    ],
)
def test_a_natural_question(nlp, marked, question):
    result = asked(nlp, marked)
    assert isinstance(result, SpanQuestion), result
    assert result.question == question
    assert result.score > 0.7


@pytest.mark.parametrize(
    "marked",
    [
        # answers torn from a list, a phrase or a word
        "The teams shared [[boats]], nets and plans.",
        "The press praised [[the leader]] of the islanders.",
        "The town has a [[week]]-long fair.",
        # clauses that are not told as true, or that the article doesn't make clear
        "The ferry will sail if the storm destroys [[the bridge]].",
        "Did the storm destroy [[the bridge]]?",
        "The ferry did not say that the storm destroyed [[the bridge]].",
        "They destroyed [[the bridge]] in 1911.",
        "We sold [[the house]] in 1911.",
        # a question within the question
        "Ada spoke about how important bread was to [[the town]].",
        "Should [[the bridge]] ever fall, the ferry will sail.",
        # words that make one idea with their verb or preposition
        "The teams take [[part]] in the contest.",
        "The firm must keep in [[mind]] that bread is dear.",
        "The firm sells bread in [[place of cakes]].",
        "[[Unlike the river]], the bay is salt.",
        "The end of the winter marks [[that]].",
        "[[None of them]] used the ferry.",
        "The study led to Ada Bell's theory of [[bread]].",
        'Ada Bell opened the mill. "The mill sold [[bread]] in 1911."',
        "Films are sent by couriers rather than by [[road]].",
        "The ice reached its least extent on February 20, 2024 for [[the year]].",
        "The ice changes from [[year]] to year.",
        "The fair was stopped due to [[the storm]] and at the request of the mayor.",
        "The war ravaged the land between [[616 and 605 BC]].",
        # a participle that only goes on, a remark
        "The mayor opened the bridge, [[praising the workers]].",
        "The mayor, [[in fact]], opened the bridge.",
    ],
)
def test_a_doubtful_question_has_a_low_score(nlp, marked):
    result = asked(nlp, marked)
    assert isinstance(result, Declined) or result.score < 0.7, result


@pytest.mark.parametrize(
    ("marked", "reason"),
    [
        ("Ada Bell opened a [[mill. It]] burned down.", "more than one sentence"),
        ("Ada Bell opened a mill[[.]]", "no word"),
        ("[[A mill in the valley.]]", "no clause"),
    ],
)
def test_an_answer_that_no_question_comes_out_for(nlp, marked, reason):
    result = asked(nlp, marked)
    assert isinstance(result, Declined), result
    assert reason in result.reason


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, 99)])
def test_a_range_outside_the_text(nlp, start, end):
    assert ask(prepare("Ada Bell opened a mill.", nlp), start, end) == Declined("the answer does not lie in the text")


def test_the_same_answer_gets_the_same_question(nlp):
    text = "Ada Bell, who came from Oslo, opened a mill in 1902. She sold it to her brother Jon in 1911."
    first, again = prepare(text, nlp), prepare(text, nlp)
    spans = [(start, end) for start in range(0, len(text), 3) for end in range(start + 1, len(text), 7)]
    assert [ask(first, *span) for span in spans] == [ask(again, *span) for span in spans]


@given(text=st.text(min_size=1, max_size=60), start=st.integers(0, 59), length=st.integers(1, 60))
def test_any_text_gives_a_question_or_a_reason(nlp, text, start, length):
    result = ask(prepare(text, nlp), start, start + length)
    assert isinstance(result, SpanQuestion | Declined)
    assert isinstance(result, SpanQuestion) or result.reason

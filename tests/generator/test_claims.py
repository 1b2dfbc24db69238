"""What somebody claims: asked as a claim, with its source; and quotations that can't stand alone."""

import pytest
from spacy.language import Language

from quizapp.article import Article
from quizapp.generator.options import Options
from quizapp.generator.pipeline import generate
from quizapp.notes import NoteType

WHO = "Marta Lindqvist is the director of the Northern Bread Museum. "


def questions(nlp: Language, text: str) -> dict[str, str]:
    """Question -> answer of every question that is no quotation's, without a cap."""
    generated = generate(
        Article(text, published="2021-05-20"), nlp=nlp, options=Options(max_cards=0, lowest_score=0.0, initials_used=1)
    )
    left = {r.question: r.answer for r in generated.rejected if r.reason == "its fact has enough cards"}
    notes = [note for note in generated.notes if note.note_type is not NoteType.QUOTE]
    return left | {card.question: card.answer for note in notes for card in note.cards()}


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        # what a quotation says, put down to its speaker
        (
            WHO + "“Halden Bakery employed more than 300 people in 1950,” Lindqvist said.",
            "According to Marta Lindqvist, how many people did Halden Bakery employ in 1950?",
            "more than 300",
        ),
        (
            WHO + "Lindqvist said, “I think Halden Bakery burned about 40 tons of birch wood in 2019.”",
            "According to Marta Lindqvist, in what year did Halden Bakery burn about 40 tons of birch wood?",
            "2019",
        ),
        # only the verb and what follows is quoted
        (
            WHO + "Lindqvist said Halden Bakery “employed more than 300 people in 1950.”",
            "According to Marta Lindqvist, how many people did Halden Bakery employ in 1950?",
            "more than 300",
        ),
        # an aside that leans on others is left out
        (
            WHO + "“Halden Bakery closed in 2019, because they had no wood,” Lindqvist said.",
            "According to Marta Lindqvist, in what year did Halden Bakery close?",
            "2019",
        ),
        # a director's "we"
        (
            WHO + "“We have over 400 wooden spoons from Sweden,” Lindqvist said.",
            (
                "According to Marta Lindqvist, how many wooden spoons does the Northern Bread Museum have from Sweden"
                " as of May 2021?"
            ),
            "over 400",
        ),
        # what the reporter adds to a claim
        (
            WHO + "Lindqvist said the museum would not copy Halden Bakery, which burned 40 tons of wood in 2019.",
            "How many tons of wood did Halden Bakery burn in 2019?",
            "40",
        ),
        (
            WHO + "Lindqvist claims the museum copied the success of Halden Bakery, which Nordbank opened in 2019.",
            None,
            "2019",
        ),
        # figures, reports and images that nobody could name later
        ("Reports say 40 bakers in Oslo burned 300 tons of birch wood in 2019.", None, "300"),
        (
            "Figures to be published on Friday show 40 bakers in Oslo burned 300 tons of birch wood in 2019.",
            "In what year did 40 bakers in Oslo burn 300 tons of birch wood?",
            "2019",
        ),
        # nobody else's "we", no "this", no "it", no wish, no hearsay, no day of the speech
        (
            "Marta Lindqvist is a rower from Oslo. “We have over 400 wooden spoons from Sweden,” Lindqvist said.",
            None,
            "over 400",
        ),
        (WHO + "“This oven burned about 40 tons of birch wood in 2019,” Lindqvist said.", None, "2019"),
        (WHO + "“It burned about 40 tons of birch wood in 2019,” Lindqvist said.", None, "2019"),
        (WHO + "“If Halden Bakery burned 40 tons of wood in 2019, nobody knows it,” Lindqvist said.", None, "2019"),
        (WHO + "“The mayor says Halden Bakery closed in 2019,” Lindqvist said.", None, "2019"),
        (WHO + "“Halden Bakery bought 40 tons of wood yesterday,” Lindqvist said.", None, "May 19, 2021"),
        # what somebody calls something in words of their own
        (
            "The authors of the Halden Food Survey say rye bread is “the quiet hero of the valley”, and a cheap one.",
            "What do the authors of the Halden Food Survey call rye bread?",
            "the quiet hero of the valley",
        ),
        (
            WHO + "Lindqvist has said baking rye bread is a “politically neutral art” and a joy.",
            "What has Marta Lindqvist called baking rye bread?",
            "politically neutral art",
        ),
        (
            WHO + "Lindqvist said the Halden Bakery plan was “clumsy and unfair”.",
            "How did Marta Lindqvist describe the Halden Bakery plan?",
            "clumsy and unfair",
        ),
        # who denies it, or only thinks it possible, calls it nothing so
        (WHO + "Lindqvist said rye bread is not “the quiet hero of the valley”.", None, "the quiet hero of the valley"),
        (
            WHO + "Lindqvist said rye bread may be “the quiet hero of the valley”.",
            "According to Marta Lindqvist, what may rye bread be?",
            "the quiet hero of the valley",
        ),
        (
            WHO + "Lindqvist describes the oven of the Halden Bakery as being a very simple machine.",
            "How does Marta Lindqvist describe the oven of the Halden Bakery?",
            "a very simple machine",
        ),
        # what somebody says that something is
        (
            "Marta Lindqvist holds that baking is a driving force behind the wealth of Bergen.",
            "According to Marta Lindqvist, what is baking?",
            "a driving force behind the wealth of Bergen",
        ),
        (
            "Marta Lindqvist holds that baking may be a driving force behind the wealth of Bergen.",
            None,
            "a driving force behind the wealth of Bergen",
        ),
        (
            "Tom Lee called the town of Moss “the slowest harbour of the fjord”.",
            "What did Tom Lee call the town of Moss?",
            "the slowest harbour of the fjord",
        ),
        (
            "Tom Lee called the town of Moss his second home.",
            "What did Tom Lee call the town of Moss?",
            "his second home",
        ),
        # what something is taken for
        (
            "The Halden Ferry is regarded as the birthplace of Norwegian jazz.",
            "What is the Halden Ferry regarded as?",
            "the birthplace of Norwegian jazz",
        ),
        (
            "Halden rye bread was considered a cheap source of protein.",
            "What was Halden rye bread considered to be?",
            "a cheap source of protein",
        ),
        ("The Halden Ferry was not considered a good boat for the winter.", None, "a good boat for the winter"),
        # what it is believed that somebody did, they are believed to have done
        (
            "It is widely believed that the Vikings built the tower of Halden in 1104.",
            "In what year are the Vikings widely believed to have built the tower of Halden?",
            "1104",
        ),
        (
            "It has been estimated that the Halden Plague killed 30,000 people in Norway.",
            "How many people has the Halden Plague been estimated to have killed in Norway?",
            "30,000",
        ),
        (
            "It has been found that the Halden Plague killed 30,000 people in Norway.",
            "How many people did the Halden Plague kill in Norway?",
            "30,000",
        ),
        ("The poet Ada Berg is said to have recited Books 2, 4, and 6 to the queen of Norway.", None, "Books 2"),
        ("It is argued that the Halden Plague killed 30,000 people in Norway.", None, "30,000"),
        ("It is believed that the Halden Plague may have killed 30,000 people in Norway.", None, "30,000"),
        (
            "The Vikings are believed to have built the tower of Halden in 1104.",
            "In what year are the Vikings believed to have built the tower of Halden?",
            "1104",
        ),
        (
            "The hard landing on a sandy shore is believed to have caused the Halden Ferry to turn over in 1912.",
            "What is believed to have caused the Halden Ferry to turn over in 1912?",
            "the hard landing on a sandy shore",
        ),
        # what a speaker says that something is
        (
            WHO + "“Halden rye bread is one of the most important foods in Norway,” Lindqvist said.",
            "What did Marta Lindqvist call Halden rye bread?",
            "one of the most important foods in Norway",
        ),
        (
            WHO + "“Halden rye bread was unusually heavy in the war,” Lindqvist said.",
            "How did Marta Lindqvist describe Halden rye bread?",
            "unusually heavy",
        ),
        (WHO + "“Halden rye bread was good in the war,” Lindqvist said.", None, "good"),
        # what somebody is praised, blamed or known for doing
        (
            "Ada Berg is credited with inventing the electric oven.",
            "With what is Ada Berg credited?",
            "inventing the electric oven",
        ),
        (
            "Ada Berg accused Nordbank of hiding 40 old boats.",
            "Of what did Ada Berg accuse Nordbank?",
            "hiding 40 old boats",
        ),
        # what somebody says of themselves
        (
            "Ada Berg said she was inspired by the old kitchens of Bergen.",
            "What did Ada Berg say she was inspired by?",
            "the old kitchens of Bergen",
        ),
        # what may or will be done
        (
            "Researchers said that Halden rye bread can keep for many weeks in cold rooms.",
            "According to researchers, what can Halden rye bread do?",
            "keep for many weeks in cold rooms",
        ),
        (
            "Norway stated it would replace any ovens burning birch wood.",
            "What did Norway state it would do?",
            "replace any ovens burning birch wood",
        ),
        # whom it was told
        (
            "Tom Lee told the Moss Times that he would sell 40 boats in 2025.",
            "How many boats did Tom Lee tell the Moss Times he would sell in 2025?",
            "40",
        ),
        # what somebody says of whom a remark tells
        (
            "Ada Berg met Tom Lee, who says that ferries carry 400 people a day across the Oslo fjord.",
            "According to Tom Lee, how many people a day do ferries carry across the Oslo fjord as of May 2021?",
            "400",
        ),
        (
            "Ada Berg met Tom Lee, who had told Nordbank he would pay for the new hall of the Moss Museum.",
            "What had Tom Lee told Nordbank he would pay for?",
            "the new hall of the Moss Museum",
        ),
        # but not of one of many
        (
            "Ada Berg met a baker who says that ferries carry 400 people a day across the Oslo fjord.",
            None,
            "400",
        ),
        # nor the day, which may be that of the telling
        ("Tom Lee told the Moss Times that he sold 40 boats in 2020.", None, "2020"),
        # "WHO" is no pronoun
        (
            (
                "The World Health Organisation (WHO) recommends bread. Doctors of the World Health Organisation met."
                " WHO say iodine deficiency is the world's most preventable cause of brain damage."
            ),
            "According to the World Health Organisation, what is the world's most preventable cause of brain damage?",
            "iodine deficiency",
        ),
        # a report that the article names
        (
            "The Halden Food Survey was published in May 2020. The survey said 300 bakers in Norway use birch wood.",
            "According to the Halden Food Survey, how many bakers in Norway use birch wood?",
            "300",
        ),
    ],
)
def test_claims(nlp: Language, text: str, question: str | None, answer: str) -> None:
    made = questions(nlp, text)
    if question is None:
        assert answer not in made.values()
    else:
        assert made.get(question) == answer, made


@pytest.mark.parametrize(
    "words",
    [
        "The results of this study agree with others that the museum has collected",
        "It's quite a unique bakery we have up there in Bergen",
        "The team was still very tired at the start of the long winter evening",
        "Everybody in the kitchen has learned a lot from today's loaf of bread",
        "The taste of each loaf of rye bread looks different from the others",
        "The future lies in bringing these three ovens together under one roof",
        "The bakers of Bergen build on this relationship in every village of the coast",
        "We know that at this height we will find this type of birch wood in the forest",
        "Those are ovens where one can still see fingerprints of the village bakers",
        "The new thermometer will be useful for differentiating between the two in winter",
        "Nobody has ever seriously looked at these together",
        "I wanted my bread to have that same childlike taste of the village oven",
    ],
)
def test_a_quotation_that_points_outside_makes_no_card(nlp: Language, words: str) -> None:
    text = f"Marta Lindqvist is the mayor of Bergen. “{words},” Lindqvist said."
    notes = generate(Article(text, title="Bread"), nlp=nlp, options=Options(max_cards=0)).notes
    assert not [note for note in notes if note.note_type is NoteType.QUOTE]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        # the part in front of "but" stands alone
        (
            (
                "The bakers of Bergen need the council to make much fairer and quicker decisions, but this latest order"
                " is clumsy and puts loaves at risk"
            ),
            "The bakers of Bergen need the council to make much fairer and quicker decisions ...",
        ),
        # what "this" points at is told, or the speaker's own
        *(
            (words, words)
            for words in (
                "We are proud of this initiative that brings schools to the bakeries of Bergen",
                "The children of this country will never see a better bakery than ours",
                "We did this for the hungry children in the harbour of Bergen",
                "Our mothers kept this bread alive and let it grow in its own way",
            )
        ),
    ],
)
def test_a_quotation_that_stands_alone(nlp: Language, words: str, shown: str) -> None:
    text = f"Marta Lindqvist is the mayor of Bergen. “{words},” Lindqvist said."
    notes = generate(Article(text, title="Bread"), nlp=nlp, options=Options(max_cards=0)).notes
    asked = [note.fields["Question"] for note in notes if note.note_type is NoteType.QUOTE]
    assert [question.partition("“")[2].rstrip("?”") for question in asked] == [shown]


def test_the_words_behind_a_gap_make_the_card_when_those_before_point_outside(nlp: Language) -> None:
    text = (
        "Marta Lindqvist is the mayor of Bergen. Lindqvist said: “The baker and I are working quickly to bring that"
        " legislation [...] we want a town where every child who is hungry finds a warm loaf of rye bread.”"
    )
    notes = generate(Article(text, title="Bread"), nlp=nlp, options=Options(max_cards=0)).notes
    asked = [note.fields["Question"] for note in notes if note.note_type is NoteType.QUOTE]
    assert asked == ["Who said, “... we want a town where every child who is hungry finds a warm loaf of rye bread”?"]

"""Which noun a pronoun takes up, and silence when two could be meant."""

import pytest

from quizapp.article import Article
from quizapp.generator.language import load_pipeline
from quizapp.generator.mentions import find_mentions
from quizapp.generator.sentences import parse


def meant(text: str, word: str) -> str | None:
    """What the last ``word`` of ``text`` stands for: a name, or the words that brought it in."""
    parsed = parse(Article(text=text), load_pipeline())
    mentions = find_mentions(parsed)
    token = [t for sentence in parsed.sentences for t in sentence.tokens if t.text == word][-1]
    found = mentions.meant_by(token)
    if found is None:
        return None
    return found.entity.name if found.entity is not None else str(found.words)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("NASA says it has found water on the moon.", "it", "NASA"),
        ("The agency NASA says it has found water.", "it", "NASA"),
        ("Robert Miller told Susan Jones that he was late.", "he", "Robert Miller"),
        ("Susan Jones thanked the mayor, who said he was glad.", "he", "the mayor"),
        ("Susan Miller painted a young girl and her dog.", "her", None),
        ("Microsoft made a new browser. Mozilla Firefox, its rival, grew.", "its", "Microsoft"),
        ("When an animal comes near, its collar rings.", "its", "an animal"),
        ("Each animal wears a collar around its neck.", "its", None),
        ("Robert Miller and Susan Jones said they were late.", "they", "Robert Miller and Susan Jones"),
        ("Five engineers worked on the dam. They replaced 40 stones.", "They", "Five engineers"),
        ("Several scenarios were considered. They estimated the loss.", "They", None),
        ("The city bought lamps which send their light downward.", "their",
         "lamps which send their light downward"),
        ("Customs and traditions matter here. They change over time.", "They", "Customs and traditions"),
        ("Larkfell researchers asked ten pupils about two habits. They found that both are old.", "They",
         "Larkfell researchers"),
        ("When hurricane Ian hit Florida, it destroyed four houses.", "it", "Ian"),
        ("Although the storm ended the flights of Larkfell Air, Brightmoor Bank said it is ready.", "it", None),
        ("It is clear that the dam will break.", "It", None),
        ("The new rule made it possible to vote by post.", "it", None),
        ("In May it was announced that the dam would go.", "it", None),
        ("In addition to its famous paintings, Norwick Museum bought a boat.", "its", None),
        ("The bridge was built by Norwick Council in 1891. It was painted in May.", "It", None),
        ("The song was praised. Larkfell Bank told Norwick Bank that its loan was late.", "its", None),
        ("The festival closed in May. This angered the town. It went to court.", "It", None),
        ("The teams from Ferrin met. The teams will learn how they can help.", "they", "The teams"),
        ("The ice at both the top and the foot of Mount Eskby reached its smallest extent.", "its",
         "The ice at both the top and the foot of Mount Eskby"),
        ("The first council sold its ferry.", "its", "The first council"),
        ("The storm changed the shape of the rock and its weight.", "its", None),
        ("The bank told the council that it was late.", "it", None),
        ("My account told me that somebody sent it.", "it", None),
        ("NASA lost a probe. The agency NASA said it is still able to help.", "it", "NASA"),
        ("Larkfell Bank is old. Last year it turned down a loan.", "it", "Larkfell Bank"),
        ("Larkfell Bank is old. It turned out that the dam was old.", "It", None),
        ("The storm missed Eskby, which kept its lamps.", "its", "Eskby"),
        ("All four of the new blades broke at their weakest point.", "their", "the new blades"),
        ("It was late. By changing their voices, the actors showed a feast.", "their", "the actors"),
        ("Fog hid the road, but most drivers found their way.", "their", "most drivers"),
        ("Four nurses watched the stars. In spring they saw a comet.", "they", "Four nurses"),
        ("The treaty forced Estonia to give up its ships.", "its", None),
        ("The main airport of Ohio is Norwick Airport. It is old.", "It", "Norwick Airport"),
        ("In his book on dams, Robert Miller praised old walls.", "his", "Robert Miller"),
        ("Robert Miller met Susan Jones. In his book on dams, Tom Hill praised old walls.", "his", None),
        ("Ruthberg had become a hero. In 1990, Ruthberg went home. On his return, they laughed at him.", "him",
         "Ruthberg"),
        ("Theory says that some should fade before the universe has reached its age.", "its", "the universe"),
        ("By studying the brain it has become possible to heal.", "it", None),
        ("Norwick Museum has the oldest boat. Its roof is 50 feet high.", "Its", "Norwick Museum"),
        ("Susan Miller is tall. The festival opened on time. She left early.", "She", "Susan Miller"),
    ],
)  # fmt: skip
def test_what_a_pronoun_takes_up(text: str, word: str, expected: str | None) -> None:
    assert meant(text, word) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("A song about Montana was sold. The song was short.", "song", "A song about Montana"),
        ("A song about Montana was sold. Another song was lost. The song was short.", "song", None),
        ("Scientists at Norwick University found a worm. The scientists were glad.", "scientists",
         "Scientists at Norwick University"),
        ("Susan Miller is the engineer who led the repair. The engineer was late.", "engineer", "Susan Miller"),
        ("A helicopter called Larkfell Two was lost. The aircraft was small.", "aircraft", "Larkfell Two"),
        ("Larkfell Observatory counts stars. Years passed.\n\nIt rained.\n\nThe observatory was closed.", "observatory",
         "Larkfell Observatory"),
        ("Scientists at Norwick University found a worm. The researchers were glad.", "researchers",
         "Scientists at Norwick University"),
        ("A new study praised tea. Norwick's study ended in May. The study was short.", "study", "Norwick's study"),
        ("A study praised tea.\n\nA study of Norwick in 2020 was bad.\n\nIt rained.\n\nThe study was short.", "study",
         None),
        ("NASA met ESA.\n\nIt rained.\n\nNASA was glad, and the agency slept.", "agency", "NASA"),
        ("The film for the paper was old. The film was lost.", "film", None),
        ("Voyager is a craft. The two spacecraft of Norwick Institute flew. The spacecraft was lost.", "spacecraft",
         None),
    ],
)  # fmt: skip
def test_what_the_noun_stands_for(text: str, word: str, expected: str | None) -> None:
    assert meant(text, word) == expected

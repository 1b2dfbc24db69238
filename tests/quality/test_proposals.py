"""What the small model proposes, at each floor of its log-probability."""

from quizapp.article import Article
from tests.quality.corpus import LabelledArticle
from tests.quality.judging import Judgement
from tests.quality.labels import LabelledFact
from tests.quality.proposals import FLOORS, Examined, Proposed, table
from tests.quality.values import ScoredCard

TEXT = "Ada Bell opened a house for 12 otters in Cork in 2019, and they swim."
FACTS = (
    LabelledFact("opened", True, "house", ("open",)),
    LabelledFact("count", False, "12", ("how many",)),
    LabelledFact("year", False, "2019", ("when",)),
    LabelledFact("town", False, "Cork", ("where",)),
)
KEEP, DROP = Judgement("keep"), Judgement("drop")


def test_each_floor_counts_what_is_as_likely() -> None:
    proposed = (
        Proposed(ScoredCard("How many otters has the house?", "12", score=-0.12), passes=True, said=(KEEP, KEEP)),
        Proposed(ScoredCard("When did Ada Bell open a house?", "2019", score=-0.12), passes=True, said=(KEEP, DROP)),
        Proposed(ScoredCard("Where did it open?", "Cork", score=-0.12), passes=False),
        Proposed(ScoredCard("Where did Ada Bell open a house?", "Cork", score=-0.7), passes=True),
    )
    source = LabelledArticle("otters", Article(TEXT), FACTS, ())

    heading, rules, *lines = table([Examined(source, (ScoredCard("What did Ada Bell open?", "a house"),), proposed)])

    assert rules.split() == ["rules", "0.250"]
    assert len(lines) == len(FLOORS)
    rows = {line.split()[0]: line.split()[1:] for line in lines}
    assert heading.split()[:2] == ["floor", "proposals"]
    assert rows["-0.10"] == ["0", "0.00", "0.00", "0.250", "0", "0.00"]
    assert rows["-0.15"] == ["3", "0.67", "13.33", "0.750", "2", "0.50"]
    assert rows["-0.80"] == ["4", "0.75", "20.00", "1.000", "2", "0.50"]

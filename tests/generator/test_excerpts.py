"""Which words of a quotation make a card."""

import pytest

from quizapp.article import Span
from quizapp.generator.excerpts import excerpts
from quizapp.generator.options import Options
from quizapp.generator.quotes import Quotation

LONG = (
    "Every village in this valley once kept a common oven where neighbours baked their bread together, "
    "and every village that gave it up has told me since that something more than bread was lost with it."
)


def texts(*parts: str, article: str | None = None) -> list[str]:
    """The excerpts of a quotation made of ``parts``, as they are shown."""
    printed = article or " she said ".join(parts)
    spans = tuple(Span(printed.index(part), printed.index(part) + len(part)) for part in parts)
    quotation = Quotation(spans, " ... ".join(parts), "Marta Lindqvist", None, None, Span(0, len(printed)), "speech")
    return [excerpt.text(printed) for excerpt in excerpts(quotation, printed, Options())]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        # a short quotation stays whole
        (("Nobody throws away grandmother's loaf.",), ["Nobody throws away grandmother's loaf."]),
        # "this" that the words themselves explain
        (
            ("This idea of baking bread at night was absolutely brilliant,",),
            ["This idea of baking bread at night was absolutely brilliant,"],
        ),
        # what "she said" splits is joined
        (
            ("I baked bread for twelve winters,", "and nobody ever asked for cake."),
            ["I baked bread for twelve winters, ... and nobody ever asked for cake."],
        ),
        # a joint at the start goes, marked
        (("but the real oven stands in another village",), ["... the real oven stands in another village"]),
        # also where "she said" stands right behind it
        (("But,", "the real oven stands in another village,"), ["... the real oven stands in another village,"]),
        (("Therefore,",), []),
        (
            ("This way, every loaf of the village is weighed twice.",),
            ["... every loaf of the village is weighed twice."],
        ),
        (
            ("And then we have village ovens, heated with beech and birch.",),
            ["... we have village ovens, heated with beech and birch."],
        ),
        # what follows from the sentence before keeps it
        (
            ("This way, we weigh every loaf of the village.", "Then we can see how the flour changes in winter."),
            ["... we weigh every loaf of the village. ... Then we can see how the flour changes in winter."],
        ),
        (
            ("And every loaf is weighed twice in the mill. Nobody in the valley would buy one otherwise.",),
            ["... every loaf is weighed twice in the mill. Nobody in the valley would buy one otherwise."],
        ),
        (
            ("And every loaf is weighed twice in the mill.", "It would be a sad valley without the good bread."),
            ["... every loaf is weighed twice in the mill. ... It would be a sad valley without the good bread."],
        ),
        # too little is said
        (("Ask me again in the summer.",), []),
        (("So now she counts too.",), []),
        # nor is one that speaks of somebody else, while another speaks for itself
        (
            (
                (
                    "He was driven to the mill by a man in a grey car with painted windows. The village oven was "
                    "lit again for the first time since the war, and every baker of the valley brought a loaf."
                ),
            ),
            [
                (
                    "The village oven was lit again for the first time since the war, and every baker of the valley "
                    "brought a loaf."
                )
            ],
        ),
        # but the end of one that does, where that says enough
        (
            ("I doubt that they will do it soon, so we have told the council that every loaf should be weighed.",),
            ["... we have told the council that every loaf should be weighed."],
        ),
        (("I doubt that they will do it soon, so they must be told that every loaf of bread should be weighed.",), []),
        # a few words too long is not too long
        (
            (
                (
                    "Every village in this valley once kept a common oven where neighbours baked their bread together, "
                    "and every village that gave it up has told me that it lost something."
                ),
            ),
            [
                (
                    "Every village in this valley once kept a common oven where neighbours baked their bread together, "
                    "and every village that gave it up has told me that it lost something."
                )
            ],
        ),
        # "not only" is not cut off from its "but"
        (
            (
                (
                    "The old ovens will not only reduce the cost of heating every single house in the village by the "
                    "river, but they will also bring the neighbours together on every day of the long winter."
                ),
            ),
            [],
        ),
        # a long sentence is cut at a clause
        (
            (LONG,),
            ["Every village in this valley once kept a common oven where neighbours baked their bread together ..."],
        ),
        # but not where a clause has only begun, nor within brackets
        (
            (
                (
                    "We counted every single loaf of the bakery that winter, and because the oven was so very small,"
                    " we knew by Christmas that there would never be enough bread for all of the valley's children."
                ),
            ),
            ["We counted every single loaf of the bakery that winter ..."],
        ),
        (
            (
                (
                    "When you want to convince somebody who has never baked at home, a banker or a council member,"
                    " simply hand over a warm loaf and wait until the whole of it has been eaten to the last crumb."
                ),
            ),
            [],
        ),
        (
            (
                (
                    "We have four brick ovens which bake whatever the farmers of this valley bring us [an oven is a"
                    " common one, or a private one lent to the neighbours on Fridays, when most people bake]."
                ),
            ),
            ["We have four brick ovens which bake whatever the farmers of this valley bring us ..."],
        ),
        # what points at something before it
        (("This question of ovens is related to other work that the museum has done.",), []),
        (
            ("This is the first winter that nobody in the valley baked any bread at home.",),
            ["This is the first winter that nobody in the valley baked any bread at home."],
        ),
    ],
)
def test_excerpts(parts: tuple[str, ...], expected: list[str]) -> None:
    assert texts(*parts) == expected

"""The walk shows what each stage makes of a sentence."""

from tests.quality.corpus import deck_articles
from tests.quality.walk import walk


def test_the_sentence_of_the_documentation() -> None:
    article = next(source.article for source in deck_articles() if source.name == "old-mill-bridge")
    lines = list(walk(article, "built in 1891"))
    assert lines[0] == "date 2026-03-04, place Harbour Falls"
    assert "3 mentions: bridge = Old Mill Bridge; his = Tobias Renn; river = River Sallow" in lines
    assert any(line.startswith("4 fact (main): The bridge | was built | time: in 1891; agent: by") for line in lines)
    assert any("Who built the Old Mill Bridge in 1891? = Tobias Renn  [7 score" in line for line in lines)
    assert any("[6 rejected: the answer has more than 8 words]" in line for line in lines)
    assert not any("five arches" in line for line in lines)

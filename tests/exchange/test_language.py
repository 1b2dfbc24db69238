"""Which language a text is in, without a network."""

import pytest

from quizapp.exchange.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council voted on Tuesday to reopen the old bridge in May.", "en"),
        ("Der Rat beschloss am Dienstag, die alte Brücke im Mai zu öffnen.", "de"),
        ("Le conseil a décidé mardi de rouvrir le vieux pont en mai.", "fr"),
        ("市议会周二投票决定五月重新开放这座老桥,市长对此表示欢迎,居民也很高兴。", "zh"),
        ("Kigali, Musanze, Huye, Rubavu 2013 2014", None),
        ("Yes.", None),
        ("1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12", None),
        ("", None),
        ("\ud800 \x00", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert detect_language(text) == language


def test_a_long_text_is_judged_by_all_its_parts() -> None:
    english = "The council voted on Tuesday to reopen the old bridge in May.\n\n" * 300
    german = "Der Rat beschloss am Dienstag, die alte Brücke im Mai zu öffnen.\n\n" * 20
    assert detect_language(german + english) == "en"

"""Plain text shows in Anki exactly as written."""

import pytest

from quizapp.exchange.anki_html import choices_html, cloze_html, evidence_html, field_html, link_html


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("plain text, “as it is”: 5 > 4 & so on", "plain text, “as it is”: 5 &gt; 4 &amp; so on"),
        ("  \n ", ""),
        (" a\nb\r\nc\u2028d\n", "a<br>b<br>c<br>d"),
        ("<b>x</b> &amp;", "&lt;b&gt;x&lt;/b&gt; &amp;amp;"),
        ("{{c1::x}} {{Answer}}", "&#123;&#123;c1::x&#125;&#125; &#123;&#123;Answer&#125;&#125;"),
        ("[sound:a.mp3] [...] [1]", "&#91;sound:a.mp3] [...] [1]"),
        ("[[type:Answer]] [anki:tts x][/anki:tts]", "&#91;[type:Answer]] &#91;anki:tts x]&#91;/anki:tts]"),
        ("[LaTeX]x[/LaTeX] [$]y[/$] [$$]", "&#91;LaTeX]x&#91;/LaTeX] &#91;$]y&#91;/$] &#91;$$]"),
        ("a\x1fb\x00c\ud800", "abc"),
    ],
)
def test_field(text: str, made: str) -> None:
    assert field_html(text) == made


@pytest.mark.parametrize(
    ("text", "answer", "made"),
    [
        ("It fell in [...].", " 1995 ", "It fell in {{c1::1995}}."),
        ("{[...]} :: }}", "a::b}}", "&#123;{{c1::a&#58;&#58;b&#125;&#125;}}&#125; :: &#125;&#125;"),
        ("[...] & co", "<b>", "{{c1::&lt;b&gt;}} &amp; co"),
    ],
)
def test_cloze(text: str, answer: str, made: str) -> None:
    assert cloze_html(text, answer) == made


def test_choices() -> None:
    assert choices_html("A\n\n<B>\n") == "<ol><li>A</li><li>&lt;B&gt;</li></ol>"


@pytest.mark.parametrize(
    ("evidence", "answers", "made"),
    [
        ("It fell in 1995.", ["1995"], "It fell in <mark>1995</mark>."),
        ("Ann saw the\nold  mill.", ["The old mill"], "Ann saw <mark>the<br>old mill</mark>."),
        ("Annual: Ann came, Ann went.", ["Ann"], "Annual: <mark>Ann</mark> came, Ann went."),
        (
            "Ann & Bo.\n\nBo left.",
            ["Bo", "ann"],
            '<mark class="face2">Ann</mark> &amp; <mark class="face1">Bo</mark>.<br><br>Bo left.',
        ),
        (
            "The old mill fell.",
            ["old mill", "mill fell"],
            'The <mark class="face1">old mill</mark><mark class="face2"> fell</mark>.',
        ),
        ("It cost $5 (net).", ["$5 (net)"], "It cost <mark>$5 (net)</mark>."),
        ("It fell.", ["1995", "", " "], "It fell."),
        ("  ", ["x"], ""),
    ],
)
def test_evidence(evidence: str, answers: list[str], made: str) -> None:
    assert evidence_html(evidence, answers) == made


@pytest.mark.parametrize(
    ("address", "made"),
    [
        ("https://example.org/a?b=1&c=é#d", "https://example.org/a?b=1&amp;c=é#d"),
        ('https://example.org/"><script>{{x}}', "https://example.org/%22%3E%3Cscript%3E%7B%7Bx%7D%7D"),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_link(address: str, made: str) -> None:
    assert link_html(address) == made

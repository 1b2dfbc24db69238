"""Formulas as MathML, and nothing but MathML."""

import re

import pytest

from quizapp.exchange.formulas import with_formulas

DISPLAYED = '<span class="formula" tabindex="0"><math display="block"><mrow><mi>x</mi></mrow></math></span>'


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        (r"no formula [x] (y)", r"no formula [x] (y)"),
        (r"\(x\)", '<math display="inline"><mrow><mi>x</mi></mrow></math>'),
        (r"\[x\]", DISPLAYED),
        (r"[$]x[/$]!", '<math display="inline"><mrow><mi>x</mi></mrow></math>!'),
        (r"[$$]x[/$$]", DISPLAYED),
        (r"[latex]$x$[/latex]", DISPLAYED),
        (r"\(a &lt;<br>b\)", '<math display="inline"><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow></math>'),
        (r"\(\frac{\)", r"\(\frac{\)"),
        (r"\( \)", r"\( \)"),
        (r"\(\ce{H2O}\)", r"\(\ce{H2O}\)"),
        (r"\(x\{\)", '<math display="inline"><mrow><mi>x</mi><mo stretchy="false">{</mo></mrow></math>'),
    ],
)
def test_formulas(markup: str, shown: str) -> None:
    assert with_formulas(markup) == shown


@pytest.mark.parametrize(
    "latex",
    [
        r"\text{&lt;script&gt;alert(1)&lt;/script&gt;}",
        r"\text{&amp;lt;script&amp;gt;alert(1)}",
        r"\href{javascript:alert(1)}{x}",
        r"\color{red}{\style{background:url(x)}{x}}",
        r"\mathrm{&lt;img src=x onerror=alert(1)&gt;}",
        "{" * 900,
        r"\(" * 2_000,
    ],
)
def test_nothing_else_comes_out(latex: str) -> None:
    shown = with_formulas(rf"\({latex}\)")
    assert set(re.findall(r"</?([a-z]+)", shown)) <= {"math", "mrow", "mi", "mo", "mn", "mtext", "mstyle"}
    assert not re.search(r"<[^>]*(?:href|style=|on[a-z]+=|src=)", shown)

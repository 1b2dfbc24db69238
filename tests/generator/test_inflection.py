"""Verb forms for questions."""

import pytest

from quizapp.generator.inflection import active, agreeing, base_form, full_auxiliary, inflected, invert, is_verb_form


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("hopes", "hope"),
        ("co-founded", "co-found"),
        ("totalled", "total"),
        ("flew", "fly"),
        ("began", "begin"),
        ("was", "be"),
        ("lies", "lie"),
        ("re-opened", "re-open"),
        ("tripled", "triple"),
    ],
)
def test_base_form(form: str, base: str) -> None:
    assert base_form(form) == base


@pytest.mark.parametrize(
    ("base", "tag", "form"),
    [("total", "VBZ", "totals"), ("fly", "VBZ", "flies"), ("co-found", "VBD", "co-founded"), ("pre-", "VBD", "pre-")],
)
def test_inflected(base: str, tag: str, form: str) -> None:
    assert inflected(base, tag) == form


@pytest.mark.parametrize(
    ("word", "tag", "plural", "expected"),
    [
        ("are", "VBP", False, "is"),
        ("were", "VBD", False, "was"),
        ("have", "VBP", False, "has"),
        ("make", "VBP", False, "makes"),
        ("makes", "VBZ", True, "make"),
        ("is", "VBZ", True, "are"),
        ("went", "VBD", False, "went"),
        ("can", "MD", False, "can"),
        ("has", "VBZ", False, "has"),
    ],
)
def test_agreeing(word: str, tag: str, plural: bool, expected: str) -> None:
    assert agreeing(word, tag, plural=plural) == expected


@pytest.mark.parametrize(
    ("group", "plural", "expected"),
    [
        ((("opened", "VBD"),), False, ("did", "open")),
        ((("co-founded", "VBD"),), False, ("did", "co-found")),
        ((("hopes", "VBZ"), ("to", "TO"), ("launch", "VB")), False, ("does", "hope", "to", "launch")),
        ((("employ", "VBP"),), True, ("do", "employ")),
        ((("employ", "VBP"),), False, ("does", "employ")),
        ((("was", "VBD"), ("founded", "VBN")), False, ("was", "founded")),
        ((("has", "VBZ"), ("not", "RB"), ("paid", "VBN")), False, ("has", "not", "paid")),
        ((("will", "MD"), ("be", "VB"), ("sold", "VBN")), False, ("will", "be", "sold")),
        ((("is", "VBZ"),), False, ("is",)),
        ((("never", "RB"), ("sold", "VBD")), False, ("did", "never", "sell")),
        ((("deliberately", "RB"), ("avoided", "VBD")), False, ("did", "deliberately", "avoid")),
        ((("have", "VBP"), ("grown", "VBN")), False, ("has", "grown")),
    ],
)
def test_invert(group: tuple[tuple[str, str], ...], plural: bool, expected: tuple[str, ...]) -> None:
    opened = invert(group, plural=plural)
    assert (opened.auxiliary, *opened.rest) == expected


@pytest.mark.parametrize(
    ("word", "verb_tag", "lemma", "full"),
    [
        ("ca", "VB", "can", "can"),
        ("wo", "VB", "will", "will"),
        ("'s", "VBN", "have", "has"),
        ("'s", "VBG", "be", "is"),
        ("'d", "VBN", "have", "had"),
        ("'d", "VB", "would", "would"),
        ("’ve", "VBN", "have", "have"),
    ],
)
def test_full_auxiliary(word: str, verb_tag: str, lemma: str, full: str) -> None:
    assert full_auxiliary(word, verb_tag=verb_tag, lemma=lemma) == full


@pytest.mark.parametrize(
    ("word", "can"), [("traditions", False), ("opened", True), ("runs", True), ("re-opened", True), ("was", True)]
)
def test_is_verb_form(word: str, can: bool) -> None:
    assert is_verb_form(word) is can


@pytest.mark.parametrize(
    ("passive", "plural", "expected"),
    [
        ((("was", "VBD"), ("written", "VBN")), False, "wrote"),
        ((("is", "VBZ"), ("headed", "VBN"), ("up", "RP")), False, "heads up"),
        ((("are", "VBP"), ("widely", "RB"), ("used", "VBN")), False, "widely uses"),
        ((("are", "VBP"), ("used", "VBN")), True, "use"),
        ((("has", "VBZ"), ("been", "VBN"), ("sung", "VBN")), False, "has sung"),
        ((("have", "VBP"), ("been", "VBN"), ("sung", "VBN")), False, "has sung"),
        ((("is", "VBZ"), ("being", "VBG"), ("built", "VBN")), False, "is building"),
        ((("will", "MD"), ("be", "VB"), ("built", "VBN")), False, "will build"),
        ((("was", "VBD"), ("designed, built and operated", "VBN")), False, "designed, built and operated"),
        ((("is", "VBZ"), ("designed, built and operated", "VBN")), True, "design, build and operate"),
        # "Who did not build it?" is another question
        ((("was", "VBD"), ("not", "RB"), ("built", "VBN")), False, None),
        ((("built", "VBN"),), False, None),
    ],
)
def test_active(passive: tuple[tuple[str, str], ...], plural: bool, expected: str | None) -> None:
    group = active(passive, plural=plural)
    assert (None if group is None else " ".join(word for word, _ in group)) == expected

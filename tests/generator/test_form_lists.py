"""lemminflect's lists as lines answer as its own dictionaries do."""

import pytest
from lemminflect import Inflections, Lemmatizer, config
from lemminflect.codecs.InflectionLUCodec import InflectionLUCodec
from lemminflect.codecs.LemmaLUCodec import LemmaLUCodec

from quizapp.generator.form_lists import lean_lemminflect

UNKNOWN = ("", "zzzz", "runs,verb", "a b", "\U0001f600")


@pytest.mark.parametrize("name", ["lemmas", "inflections"])
def test_every_word_has_the_forms_of_the_dictionary(name: str) -> None:
    lean_lemminflect()
    if name == "lemmas":
        lines, expected = Lemmatizer().lemma_dict, LemmaLUCodec.load(config.lemma_lu_fn)
    else:
        lines, expected = Inflections().infl_dict, InflectionLUCodec.load(config.inflection_lu_fn)
    assert not isinstance(lines, dict)
    assert len(expected) > 30_000
    assert [word for word, forms in expected.items() if lines.get(word, {}) != forms] == []
    assert [lines.get(word, {}) for word in UNKNOWN] == [{}] * len(UNKNOWN)

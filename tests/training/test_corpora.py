"""Pairs as the corpora's files tell them."""

import gzip
import json
from pathlib import Path

import pytest

from quizapp.errors import InputError
from quizapp.training.corpora import plain_text, read_contexts, read_qamr, read_squad


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        ("Norway 's king -LRB- Harald V -RRB- did n't speak .", "Norway's king (Harald V) didn't speak."),
        ("`` We won , '' Berg said ; it cost $ 5 , or 3 % .", '"We won," Berg said; it cost $5, or 3%.'),
    ],
)
def test_treebank_tokens_are_told_as_printed(tokens: str, expected: str) -> None:
    words = tokens.split()
    text, spans = plain_text(words)
    assert text == expected
    assert [span.of(text) for span in spans][:2] == [text[spans[0].start : spans[0].end], spans[1].of(text)]
    assert "".join(span.of(text) for span in spans) == text.replace(" ", "")


def test_squad_gives_every_place_of_an_answer(tmp_path: Path) -> None:
    path = tmp_path / "squad.jsonl.gz"
    line = {"context": "Oslo lies in Norway. Osloites love Oslo.", "qas": [{"q": "Which city?", "a": "Oslo"}]}
    path.write_bytes(gzip.compress(json.dumps(line).encode()))
    (pair,) = read_squad(path)
    assert (pair.corpus, pair.paragraph, pair.question) == ("squad", 0, "Which city?")
    assert [span.start for span in pair.answers] == [0, 35]


def test_a_line_that_is_no_paragraph_is_told(tmp_path: Path) -> None:
    path = tmp_path / "squad.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": 1}\n'))
    with pytest.raises(InputError, match="line 1 is not a paragraph"):
        list(read_squad(path))


def _qamr(folder: Path, answer: str, name: str = "s1") -> tuple[Path, Path]:
    questions, sentences = folder / "questions.tsv", folder / "sentences.tsv"
    questions.write_text(f"{name}\t3\t7\t0\t3\tWho spoke?\t{answer}\t8:0\t9:0\n", encoding="utf-8")
    sentences.write_text("s1\tKing Harald did n't sing , Berg spoke .\n", encoding="utf-8")
    return questions, sentences


@pytest.mark.parametrize(("answer", "expected"), [("6", ["Berg"]), ("0 1", ["King Harald"]), ("0 6", []), ("", [])])
def test_qamr_gives_the_place_of_an_answer_in_one_piece(tmp_path: Path, answer: str, expected: list[str]) -> None:
    (pair,) = read_qamr(*_qamr(tmp_path, answer))
    assert pair.text == "King Harald didn't sing, Berg spoke."
    assert [span.of(pair.text) for span in pair.answers] == expected


def test_a_question_about_no_sentence_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"questions\.tsv, line 1"):
        list(read_qamr(*_qamr(tmp_path, "6", name="s2")))


def test_the_paragraphs_of_a_file_in_squads_own_format(tmp_path: Path) -> None:
    path = tmp_path / "dev.json"
    path.write_text(json.dumps({"data": [{"paragraphs": [{"context": "A."}, {"context": "B."}]}]}), encoding="utf-8")
    assert read_contexts(path) == {"A.", "B."}

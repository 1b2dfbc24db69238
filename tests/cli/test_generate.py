"""`quizapp generate` and `quizapp read`, as another program would use them."""

import functools
import json
import os
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from quizapp.cli.command import VERBS
from quizapp.exchange.links import read_link
from tests.exchange.documents import made
from tests.exchange.fetching.server import answered, serving

DECKS = Path(__file__).parents[2] / "decks"
SAMPLES = sorted(DECKS.glob("*.txt"))
CARD = {"guid", "ord", "note_type", "question", "answer", "choices", "evidence", "score", "tags", "writer"}


@pytest.mark.parametrize("verb", [*VERBS, "db upgrade"])
def test_every_verb_explains_itself_with_an_example(run, verb):
    status, out, _ = run(*verb.split(), "--help")
    assert status == 0
    assert verb == "db" or "Example: quizapp " + verb in out


@pytest.mark.parametrize(
    "argv",
    [
        ["generate"],
        ["generate", "a.txt", "--format", "pdf"],
        ["generate", "a.txt", "--max-cards", "-1"],
        ["generate", "a.txt", "--published", "yesterday"],
        ["generate", "a.txt", "--modified", "noon"],
        ["generate", "a.txt", "--modified", "1970-01-01T00:00:00"],
        ["generate", "a.txt", "--modified", "9999-12-31T23:59:59"],
        ["generate", "a.txt", "-o", ""],
        ["generate", "a.txt", "b.txt", "--title", "One"],
        ["generate", "a.txt", "b.txt", "--format", "yaml"],
        ["generate", "a.epub", "--chapters", "one"],
        ["read"],
        ["export", "deck", "-o", "deck.pptx"],
        ["nonsense"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_is_one_line_and_status_2(run, argv):
    status, out, err = run(*argv)
    assert (status, out, len(err)) == (2, "", 1), err


def test_a_book_is_read_whole_or_by_chapters(run, tmp_path):
    book = tmp_path / "amsel.epub"
    book.write_bytes(made.epub())
    status, out, _ = run("read", book)
    assert status == 0
    assert "One: The plan" in out
    assert "Two: The bank" in out
    status, out, _ = run("read", book, "--chapters", "2", "--format", "json")
    assert json.loads(out)["title"] == "Port Amsel: Two: The bank"


@pytest.mark.parametrize("verb", ["read", "generate"])
def test_a_link_is_fetched_only_from_the_public_internet(run, verb):
    status, out, err = run(verb, "http://127.0.0.1/article")
    assert (status, out) == (1, "")
    said = "127.0.0.1 is not on the public internet: only public pages are fetched."
    assert err == [f"quizapp: http://127.0.0.1/article: {said}"]


def test_a_link_that_is_fetched(run, monkeypatch):
    with serving(answered(made.page().encode())) as told:
        read = functools.partial(read_link, network=told.network())
        monkeypatch.setattr("quizapp.exchange.links.read_link", read)
        status, out, _ = run("read", "http://courier.example/cable-car", "--format", "json")
    assert (status, json.loads(out)["title"]) == (0, made.TITLE)


def test_what_a_reader_refuses_is_one_line_with_the_file(run, tmp_path):
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(made.scanned_pdf())
    status, out, err = run("generate", scan)
    assert (status, out) == (1, "")
    assert err == [f"quizapp: {scan} holds pictures of its pages and no text: have its text recognised (OCR) first."]


def test_a_text_file_loads_no_reader_of_other_kinds():
    code = "import sys, quizapp.cli.generating, quizapp.exchange.articles as _; "
    code += "print({'lxml', 'trafilatura', 'pypdf', 'docx', 'httpx'} & {*sys.modules})"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


@pytest.fixture(scope="module", params=SAMPLES, ids=lambda path: path.stem)
def sample(request):
    return request.param


def test_json_is_as_documented(run, sample):
    status, out, err = run("generate", sample, "--format", "json")
    assert (status, err, out.count("\n")) == (0, [], 1)
    result = json.loads(out)
    assert list(result) == ["source", "article", "cards", "quotations", "rejected", "writers"]
    assert set(result["article"]) == {"title", "author", "url", "published", "language", "text"}
    text = result["article"]["text"]
    title, body = sample.read_text().split("\n\n", 1)
    assert (result["source"], result["article"]["title"], text) == (str(sample), title, body)
    assert result["article"]["language"] == "en"
    assert result["rejected"] == []
    assert len(result["cards"]) >= 10
    for card in result["cards"]:
        assert set(card) == CARD
        assert text[card["evidence"]["start"] : card["evidence"]["end"]] == card["evidence"]["text"] != ""
        assert 0 <= card["score"] <= 1
        has_blank = card["note_type"] == "cloze" or (card["note_type"], card["ord"]) == ("quote", 1)
        assert card["question"].count("[...]") == has_blank
        assert card["choices"] == [] or card["answer"] in card["choices"]
    keys = [(card["guid"], card["ord"]) for card in result["cards"]]
    assert len(set(keys)) == len(keys)
    for quotation in result["quotations"]:
        assert set(quotation) == {"spans", "text", "speaker", "role", "occasion"}
        parts = [text[span["start"] : span["end"]] for span in quotation["spans"]]
        assert " ... ".join(parts) == quotation["text"]


def test_the_same_file_gives_the_same_output(run, sample):
    assert run("generate", sample, "--format", "json") == run("generate", sample, "--format", "json")


def test_rejected_candidates_are_listed_on_request(run):
    _, out, _ = run("generate", SAMPLES[0], "--format", "json", "--rejected")
    rejected = json.loads(out)["rejected"]
    assert rejected
    assert all(set(one) == {"question", "answer", "reason", "evidence", "writer"} and one["reason"] for one in rejected)


def test_max_cards_caps_and_zero_lifts_the_cap(run):
    def count(*argv):
        return len(json.loads(run("generate", SAMPLES[0], "--format", "json", *argv)[1])["cards"])

    assert count("--max-cards", "3") == 3
    assert count("--max-cards", "0") >= count()


def test_title_and_date_given_win_over_the_file(run):
    _, out, _ = run("generate", SAMPLES[0], "--format", "json", "--title", "Mine", "--published", "2030-05")
    article = json.loads(out)["article"]
    assert (article["title"], article["published"]) == ("Mine", "2030-05")


def test_text_is_for_people(run):
    status, out, err = run("generate", SAMPLES[0])
    assert (status, err) == (0, [])
    assert "?" in out
    assert "{" not in out


def test_yaml_is_a_deck_file_that_reads_back(run, tmp_path):
    from quizapp.exchange.deckfile import decode_deck

    status, _, err = run("generate", SAMPLES[0], "--format", "yaml", "-o", tmp_path / "deck.yaml")
    assert (status, err) == (0, [])
    deck = decode_deck((tmp_path / "deck.yaml").read_bytes(), name="deck.yaml")
    assert len(deck.notes) >= 8


def test_equal_input_gives_equal_package_bytes(run, tmp_path):
    for name in ("one.apkg", "two.apkg"):
        status, _, err = run("generate", SAMPLES[0], "--format", "apkg", "-o", tmp_path / name)
        assert (status, err) == (0, [])
    assert (tmp_path / "one.apkg").read_bytes() == (tmp_path / "two.apkg").read_bytes()


def test_one_bad_source_fails_alone(run, tmp_path):
    missing = tmp_path / "missing.txt"
    status, out, err = run("generate", missing, SAMPLES[0], "--format", "json")
    first, second = map(json.loads, out.splitlines())
    assert status == 1
    assert first == {"source": str(missing), "error": f"{missing}: can't be read (no such file or directory)."}
    assert second["cards"]
    assert len(err) == 1


FINNISH = "Pääministeri ilmoitti tiistaina, että eläkkeitä koskeva uudistus tulee voimaan ensi syyskuussa. " * 5
BAD = {
    "empty": b"",
    "only white space": b" \n\t\n",
    "binary": bytes(range(256)) * 40,
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 200,
    "Finnish": FINNISH.encode(),
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_bad_content_is_one_line_that_names_the_file(run, tmp_path, content):
    path = tmp_path / "article.txt"
    path.write_bytes(content)
    status, out, err = run("generate", path, "--format", "json")
    assert (status, len(err), set(json.loads(out))) == (1, 1, {"source", "error"})
    assert "article.txt" in err[0]


def test_a_file_of_50_mb_is_refused_without_reading_it_all(run, tmp_path):
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    status, _, err = run("generate", path)
    assert (status, len(err)) == (1, 1)
    assert "big.txt" in err[0]


def test_an_article_without_a_fact_is_no_failure(run, tmp_path):
    path = tmp_path / "poem.txt"
    path.write_text("Oh!\n\nWhy, though? Because. Perhaps it is so, and perhaps it never was.\n")
    status, out, _ = run("generate", path, "--format", "json")
    assert (status, json.loads(out)["cards"]) == (0, [])


def test_a_failed_package_leaves_no_file(run, tmp_path):
    run("generate", tmp_path / "missing.txt", "--format", "apkg", "-o", tmp_path / "deck.apkg")
    assert not list(tmp_path.iterdir())


def test_read_prints_the_article(run):
    _, out, _ = run("read", SAMPLES[0], "--format", "json")
    article = json.loads(out)
    assert set(article) == {"title", "author", "url", "published", "language", "text"}
    _, out, _ = run("read", SAMPLES[0])
    assert out.startswith(f"Title: {article['title']}\n")


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_bytes(SAMPLES[0].read_bytes())
    return path


def test_an_article_is_never_written_over(run, article):
    link = article.with_name("link.txt")
    link.symlink_to(article)
    before = article.read_bytes()
    for output in (article, link):
        status, _, err = run("generate", article, "-o", output)
        assert (status, len(err)) == (2, 1)
    assert article.read_bytes() == before


def test_a_failing_run_leaves_the_old_output(run, tmp_path):
    (tmp_path / "out.txt").write_text("precious")
    assert run("generate", tmp_path / "missing.txt", "-o", tmp_path / "out.txt")[0] == 1
    assert (tmp_path / "out.txt").read_text() == "precious"


def test_output_follows_a_link_and_goes_into_a_pipe(run, article, tmp_path):
    link, target, pipe = (tmp_path / name for name in ("link.txt", "target.txt", "pipe"))
    target.write_text("old")
    link.symlink_to(target)
    assert run("generate", article, "-o", link)[0] == 0
    assert link.is_symlink()
    assert "cards" in target.read_text()
    os.mkfifo(pipe)
    received = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_text()))
    reader.start()
    assert run("generate", article, "-o", pipe)[0] == 0
    reader.join(10)
    assert received == [target.read_text()]
    assert pipe.is_fifo()


def test_a_full_disk_and_a_missing_folder_are_one_line(run, article, tmp_path):
    for output in ("/dev/full", tmp_path / "no" / "folder.txt"):
        status, _, err = run("generate", article, "-o", output)
        assert (status, len(err)) == (1, 1)
        assert str(output) in err[0]


def test_a_name_that_is_no_text_is_written_as_an_escape(run, article):
    odd = os.fsdecode(os.fsencode(article.parent) + b"/caf\xe9.txt")
    article.rename(odd)
    status, out, err = run("generate", odd, "--format", "json")
    assert (status, err) == (0, [])
    assert json.loads(out)["source"] == odd


def test_a_file_from_an_archive_without_times_makes_a_package(run, article, tmp_path):
    os.utime(article, (0, 0))
    assert run("generate", article, "--format", "apkg", "-o", tmp_path / "deck.apkg")[0] == 0
    assert zipfile.is_zipfile(tmp_path / "deck.apkg")

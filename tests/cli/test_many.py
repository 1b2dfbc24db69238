"""Many articles with one command: corpora, several processes, going on where it stopped."""

import contextlib
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time

import pytest

from tests.serving import run_command

NUMBER = 24


@pytest.fixture
def corpus(tmp_path):
    """Articles of one line each, with two in the middle that can't be used."""
    path = tmp_path / "corpus.jsonl"
    texts = [f"Ada Bell opened the Mill {i} bakery in {1900 + i}." for i in range(NUMBER)]
    lines = [json.dumps({"text": text, "title": f"Bakery {i}"}) for i, text in enumerate(texts)]
    path.write_text("\n".join([*lines[:5], "nonsense", "", '{"text": 7}', *lines[5:]]) + "\n")
    return path


def sources(output):
    return [json.loads(line)["source"] for line in output.splitlines()]


def test_results_of_several_processes_are_those_of_one_in_the_same_order(environment, run, corpus):
    one = run("generate", corpus, "--format", "json", "--jobs", 1)
    status, out, err = run_command(environment, "generate", corpus, "--format", "json", "--jobs", 2)
    assert (status, out, err.splitlines()) == one
    assert status == 1
    assert sources(out) == [f"{corpus}:{number}" for number in range(1, NUMBER + 4) if number != 7]
    assert [line.split(": ", 2)[1] for line in err.splitlines()] == [f"{corpus}:6", f"{corpus}:8"]
    third = json.loads(out.splitlines()[2])
    assert third["article"]["title"] == "Bakery 2"
    assert all(card["evidence"]["text"] in third["article"]["text"] for card in third["cards"])


def test_a_killed_command_goes_on_where_it_stopped(environment, run, corpus, tmp_path):
    argv = ("generate", corpus, "--format", "json")
    whole = run(*argv)[1]
    out = tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "quizapp", *map(str, argv), "--jobs", "2", "-o", str(out), "--resume"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        while not (out.exists() and out.read_text().count("\n") >= 3):
            time.sleep(0.01)
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)
    stopped = out.read_text()
    assert whole.startswith(stopped)
    out.write_text(stopped + whole[len(stopped) : len(stopped) + 40])  # a line that was cut off
    status, printed, _ = run(*argv, "-o", out, "--resume")
    assert (status, printed) == (1, "")
    assert out.read_text() == whole
    assert run(*argv, "-o", out, "--resume")[0] == 1
    assert out.read_text() == whole


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--resume"], "--resume is for --format json with -o OUT"),
        (["--format", "yaml"], "--format yaml takes one SOURCE"),
        (["--title", "x"], "--title is for one SOURCE"),
        (["--jobs", "0"], "--jobs"),
    ],
)
def test_what_can_not_be_asked_of_a_corpus(run, corpus, argv, message):
    status, out, err = run("generate", corpus, *argv)
    assert (status, out, len(err)) == (2, "", 1)
    assert message in err[0]


def test_another_file_is_not_added_to(run, corpus, tmp_path):
    out = tmp_path / "notes.txt"
    out.write_text("mine\n")
    status, _, err = run("generate", corpus, "--format", "json", "-o", out, "--resume")
    assert (status, len(err)) == (1, 1)
    assert "notes.txt:1 is no result of quizapp generate" in err[0]
    assert out.read_text() == "mine\n"


def test_each_line_of_a_plain_file_is_an_article_when_asked(run, tmp_path):
    path = tmp_path / "corpus.txt"
    path.write_text("Ada Bell opened a bakery in 1901.\n\nTom Reed sold a mill in 1902.\n")
    status, out, err = run("generate", path, "--lines", "--format", "json")
    assert (status, err, sources(out)) == (0, [], [f"{path}:1", f"{path}:3"])


def test_the_progress_bar_and_the_results_share_a_terminal(environment, tmp_path):
    path = tmp_path / "corpus.txt"
    path.write_text("Ada Bell opened a bakery in 1901.\n\nno\nTom Reed sold a mill in 1902.\n\n")
    mine, theirs = pty.openpty()
    command = [sys.executable, "-m", "quizapp", "generate", str(path), "--lines", "--format", "json", "--jobs", "1"]
    with subprocess.Popen(command, env=environment, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        written = b""
        with contextlib.suppress(OSError):  # how the end is told
            while piece := os.read(mine, 65_536):
                written += piece
    os.close(mine)
    assert process.returncode == 0
    lines = [line.rpartition("\x1b[K")[2].rstrip("\r") for line in written.decode().split("\n")]
    assert sources("\n".join(line for line in lines if line.startswith("{"))) == [f"{path}:{at}" for at in (1, 3, 4)]
    drawn = written.decode().split("\r")
    assert any(re.search(r"Articles +\[#+-*\] +1/5 .*/s", one) for one in drawn)
    assert re.search(r"\[#+\] +3/3 +[\d.]+/s", written.decode().split("\n")[-2])
    assert all(not line or line.startswith("{") for line in lines[:-2])


def test_an_import_in_several_processes_goes_on_where_it_stopped(environment, run, corpus):
    status, out, err = run_command(environment, "import", corpus, "--jobs", 2)
    assert (status, len(err.splitlines())) == (1, 2)
    numbers = [number for number in range(1, NUMBER + 4) if number not in (6, 7, 8)]
    assert [line.split(": ")[0] for line in out.splitlines()] == [f"{corpus}:{number}" for number in numbers]
    assert out.count(" to look through.") == len(numbers)
    again = run("import", corpus)
    assert again[1] == "".join(f"{corpus}:{number}: already in the library.\n" for number in numbers)


def test_an_import_is_shared_out_to_workers(environment, run, corpus, redis_url, tmp_path):
    environment["QUIZAPP_REDIS_URL"] = redis_url
    deck = tmp_path / "words.tsv"
    deck.write_text("#separator:tab\nhello\thallo\n")
    assert run("db", "upgrade")[0] == 0
    command = [sys.executable, "-m", "quizapp", "worker", "--jobs", "1"]
    workers = [subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) for _ in range(2)]
    try:
        status, out, err = run("import", corpus, deck)
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    assert (status, len(err)) == (1, 2), err
    numbers = [number for number in range(1, NUMBER + 4) if number not in (6, 7, 8)]
    names = [*(f"{corpus}:{number}" for number in numbers), str(deck)]
    assert [line.split(": ")[0] for line in out.splitlines()] == names
    environment["QUIZAPP_REDIS_URL"] = ""
    again = run("import", corpus)
    assert again[1].count("already in the library") == NUMBER

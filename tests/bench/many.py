"""Many articles with one command, beside as many commands as it uses processes, and beside fewer articles."""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from tests.bench.measure import Figure

SPEED_ARTICLES = 600
FEW, MANY = 500, 10_000


def write_corpus(path: Path, numbers: Iterable[int]) -> Path:
    """A corpus of short articles, each with names and words of its own."""
    with path.open("w") as file:
        for number in numbers:
            chance = random.Random(number)
            one, two, three = (
                "".join(chance.choice("bcdfglmnprst") + chance.choice("aeiou") for _ in range(3)).capitalize()
                for _ in range(3)
            )
            text = (
                f"{one} {two} founded the {three} company in {1900 + number % 100}. “{one} was a good teacher,” {two}"
                f" said. It has {number + 2} workers in {three}."
            )
            file.write(json.dumps({"text": text, "title": f"{three} {number}"}) + "\n")
    return path


def _command(corpus: Path, out: Path, jobs: int) -> list[str]:
    options = ["--format", "json", "--jobs", str(jobs), "-o", str(out)]
    return [sys.executable, "-m", "quizapp", "generate", str(corpus), *options]


def _seconds(*commands: list[str]) -> float:
    began = time.perf_counter()
    running = [subprocess.Popen(command) for command in commands]
    for process in running:
        if process.wait():
            raise RuntimeError("quizapp generate failed")
    return time.perf_counter() - began


def two_workers() -> Figure:
    """One command on two cores, beside two commands that share the articles: at least 0.9 of their throughput."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole = write_corpus(folder / "whole.jsonl", range(SPEED_ARTICLES))
        halves = [write_corpus(folder / f"{n}.jsonl", range(n, SPEED_ARTICLES, 2)) for n in range(2)]
        ours, peer = [], []
        for _ in range(3):  # in turns, so that a busy machine slows both alike
            ours.append(_seconds(_command(whole, folder / "whole", 2)))
            peer.append(_seconds(*(_command(half, half.with_suffix(".out"), 1) for half in halves)))
    return Figure("two-workers", min(ours), min(peer), "two commands with half each", 1 / 0.9)


def flat_memory() -> Figure:
    """The largest process of a command on ten thousand articles, beside five hundred."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        peaks = []
        for number in (MANY, FEW):
            corpus = write_corpus(folder / f"{number}.jsonl", range(number))
            # A process of its own waits for the command, so that its peak is that of this command's processes alone.
            code = (
                "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True);"
                " print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
            )
            command = [sys.executable, "-c", code, *_command(corpus, Path(os.devnull), 2)]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            peaks.append(int(told.split()[-1]) / 1024)
    return Figure("many-memory", peaks[0], peaks[1], f"{FEW} articles", 1.15, "MiB")

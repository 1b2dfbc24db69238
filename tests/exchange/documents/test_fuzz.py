"""Mutated files of every kind are read or refused in one line, within their limits; nothing else ever happens."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.exchange.documents.fuzz import FILES, SECONDS

ROOT = Path(__file__).parents[3]
ROUNDS = 5_000 if os.environ.get("QUIZAPP_SOAK") else 30
KILLED = 0.002
"""The share of files that may run into a limit: they are stopped, but no ordinary damage should take that long."""


@pytest.mark.soak
@pytest.mark.parametrize("name", FILES)
def test_mutated_files_are_read_or_refused(name: str) -> None:
    command = [sys.executable, "-W", "ignore", "-m", "tests.exchange.documents.fuzz", name, str(ROUNDS), "7"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=ROUNDS * 5 + 120)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    print(name, told["counts"], "slowest", told["slowest"], "s")
    assert told["wrong"] == []
    assert sum(told["counts"].values()) == ROUNDS
    assert told["counts"].get("killed", 0) <= KILLED * ROUNDS
    assert told["slowest"] < SECONDS + 5

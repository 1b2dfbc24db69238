"""Hostile links in a network namespace of the test's own, with the real look-up and real connections."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exchange.fetching.hostile import CASES, SECRET, problems

ROOT = Path(__file__).parents[3]


@pytest.fixture
def namespace() -> Iterator[str]:
    """The name of a network namespace whose resolver is its own."""
    if os.geteuid() != 0:
        pytest.skip("a network namespace of its own needs root")
    if shutil.which("ip") is None:
        pytest.skip("a network namespace of its own needs iproute2 (apt-get install iproute2)")
    name = f"quizapp-{os.getpid()}"
    made = subprocess.run(["ip", "netns", "add", name], capture_output=True, text=True)
    if made.returncode:
        pytest.skip(f"this system lets nobody make a network namespace: {made.stderr.strip()}")
    etc = Path("/etc/netns") / name
    try:
        etc.mkdir(parents=True)
        (etc / "resolv.conf").write_text("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n")
        (etc / "hosts").write_text("127.0.0.1 localhost\n::1 localhost\n")
        (etc / "nsswitch.conf").write_text("hosts: files dns\n")
        yield name
    finally:
        subprocess.run(["ip", "netns", "delete", name], check=False, capture_output=True)
        shutil.rmtree(etc, ignore_errors=True)


def test_no_link_leads_into_the_house(namespace: str) -> None:
    assert sum(case.said is not None for case in CASES) >= 30
    command = ["ip", "netns", "exec", namespace, sys.executable, "-m", "tests.exchange.fetching.hostile"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["trap"], told["caught"]) == (SECRET.decode(), {"10.0.0.5:80": 1}), "the trap itself works"
    assert told["reached"] == {}
    assert problems(told["found"]) == []
    assert told["peak"] < 200, "MB, although 300 MB were sent"

"""An import shared out to workers on two hosts: each in a network of its own, with its own name, processes and folder.

Only PostgreSQL and Redis, on a third host, are reached by both.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import postgres, redis
from tests.serving import environment

ROOT = Path(__file__).parents[2]
HOSTS = ("services", "one", "two")
ARTICLES = 80
WATCH = """
import sys, time, psycopg
with psycopg.connect(sys.argv[1], autocommit=True) as library:
    while True:
        for worker, in library.execute("SELECT DISTINCT worker FROM jobs WHERE state = 'running'"):
            print(worker.split("/")[0], flush=True)
        time.sleep(0.02)
"""
"""Prints the hosts whose workers are at a job, again and again."""


@dataclass(frozen=True)
class Host:
    """A host of the test's: its network, and the folder that only it has."""

    network: str
    name: str
    folder: Path
    urls: dict[str, str]

    def command(self, *argv: object) -> list[str]:
        """The program's command as it is run on the host."""
        own = ["unshare", "--uts", "--pid", "--fork", "--kill-child", "--mount-proc"]
        run = f'hostname {self.name} && exec "$0" "$@"'
        quizapp = [sys.executable, "-m", "quizapp", *map(str, argv)]
        return ["ip", "netns", "exec", self.network, *own, "sh", "-c", run, *quizapp]

    @property
    def environment(self) -> dict[str, str]:
        return environment(self.folder, QUIZAPP_SECRET_KEY="of the tests", **self.urls)

    def run(self, *argv: object) -> str:
        done = subprocess.run(
            self.command(*argv), env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=400
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextlib.contextmanager
    def working(self) -> Iterator["subprocess.Popen[bytes]"]:
        """A worker on the host, until it is killed."""
        command = self.command("worker", "--jobs", "1")
        worker = subprocess.Popen(command, env=self.environment, cwd=ROOT, stderr=subprocess.DEVNULL)
        try:
            yield worker
        finally:
            worker.kill()
            worker.wait()


@pytest.fixture
def networks() -> Iterator[dict[str, str]]:
    """Three networks, joined by a bridge in the first: their names, by those of their hosts."""
    if os.geteuid() != 0:
        pytest.skip("networks of its own need root")
    if any(shutil.which(program) is None for program in ("ip", "unshare", "setpriv")):
        pytest.skip("networks of its own need iproute2 and util-linux (apt-get install iproute2)")
    made = {name: f"quizapp-{os.getpid()}-{name}" for name in HOSTS}

    def ip(command: str, *, check: bool = True) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(["ip", *command.split()], check=check, capture_output=True, text=True)

    try:
        for name in made.values():
            added = ip(f"netns add {name}", check=False)
            if added.returncode:
                pytest.skip(f"this system lets nobody make a network: {added.stderr.strip()}")
            ip(f"-n {name} link set lo up")
        services = made["services"]
        bridged = ip(f"-n {services} link add bridge type bridge", check=False)
        if bridged.returncode:
            pytest.skip(f"this system lets nobody join networks: {bridged.stderr.strip()}")
        ip(f"-n {services} addr add 10.77.0.1/24 dev bridge")
        ip(f"-n {services} link set bridge up")
        for number, name in enumerate(HOSTS[1:], 2):
            ip(f"-n {services} link add to-{name} type veth peer name out netns {made[name]}")
            ip(f"-n {services} link set to-{name} master bridge up")
            ip(f"-n {made[name]} addr add 10.77.0.{number}/24 dev out")
            ip(f"-n {made[name]} link set out up")
        yield made
    finally:
        for name in made.values():
            ip(f"netns delete {name}", check=False)


@pytest.fixture
def urls(networks: dict[str, str]) -> Iterator[dict[str, str]]:
    """The settings that lead to the servers on the third host."""
    programs, program = postgres.find_programs(), redis.find_program()
    if programs is None or program is None:
        pytest.skip("needs PostgreSQL and Redis (apt-get install postgresql redis-server)")
    at = {"host": "10.77.0.1", "within": ("ip", "netns", "exec", networks["services"])}
    with postgres.running(programs, **at) as database, redis.running(program, **at) as queue:
        yield {"QUIZAPP_DATABASE_URL": f"{database}postgres", "QUIZAPP_REDIS_URL": queue}


@pytest.fixture
def hosts(networks: dict[str, str], urls: dict[str, str], tmp_path: Path) -> tuple[Host, Host]:
    one, two = (Host(networks[name], f"host-{name}", tmp_path / name, urls) for name in HOSTS[1:])
    one.run("db", "upgrade")
    return one, two


def write_corpus(path: Path) -> Path:
    texts = [f"Ada Bell opened the Mill {at} bakery in {1900 + at % 100}." for at in range(ARTICLES)]
    path.write_text(
        "".join(json.dumps({"text": text, "title": f"Bakery {at}"}) + "\n" for at, text in enumerate(texts))
    )
    return path


def test_an_import_spreads_over_two_hosts_and_outlives_one_of_them(hosts: tuple[Host, Host], tmp_path: Path) -> None:
    one, two = hosts
    corpus = write_corpus(tmp_path / "corpus.jsonl")
    url = one.urls["QUIZAPP_DATABASE_URL"].replace("+psycopg", "")
    watch = ["ip", "netns", "exec", one.network, sys.executable, "-c", WATCH, url]
    with (
        subprocess.Popen(watch, stdout=subprocess.PIPE, text=True) as watching,
        one.working(),
        two.working() as second,
        subprocess.Popen(one.command("import", corpus), env=one.environment, cwd=ROOT, stdout=subprocess.PIPE) as given,
    ):
        assert watching.stdout is not None
        seen: set[str] = set()
        until = time.monotonic() + 300
        while seen != {"host-one", "host-two"} and time.monotonic() < until:
            seen.add(watching.stdout.readline().strip())
        watching.kill()
        second.kill()  # while it is at some of the articles: the other takes them over
        out, _ = given.communicate(timeout=400)
    assert seen == {"host-one", "host-two"}
    assert given.returncode == 0
    lines = out.decode().splitlines()
    assert [line.split(": ")[0] for line in lines] == [f"{corpus}:{at}" for at in range(1, ARTICLES + 1)]

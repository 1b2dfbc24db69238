"""A Redis server of the tests' own: in a temporary folder, on a free port of this computer."""

import contextlib
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence

from tests.postgres import free_port


def find_program() -> str | None:
    """The program, None when it is not installed."""
    return shutil.which("redis-server")


@contextlib.contextmanager
def running(program: str, *, host: str = "127.0.0.1", within: Sequence[str] = ()) -> Iterator[str]:
    """The URL of a server that keeps nothing on disk, until it is stopped; ``within`` as of `postgres.running`."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="redis-") as folder:
        command = [
            *within,
            program,
            "--port",
            str(port),
            "--bind",
            *sorted({host, "127.0.0.1"}),
            "--save",
            "",
            "--dir",
            folder,
        ]
        command += ["--protected-mode", "no"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait(port, process, within)
            yield f"redis://{host}:{port}/0"
        finally:
            process.terminate()
            process.wait(10)


def _wait(port: int, process: "subprocess.Popen[bytes]", within: Sequence[str]) -> None:
    for _ in range(200):
        assert process.poll() is None, "redis-server ended"
        ping = [*within, "redis-cli", "-p", str(port), "ping"]
        if subprocess.run(ping, capture_output=True, check=False).stdout.strip() == b"PONG":
            return
        time.sleep(0.05)
    raise AssertionError("redis-server does not answer")

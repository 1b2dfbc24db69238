"""A Redis server of the tests' own: in a temporary folder, on a free port of this computer."""

import contextlib
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator

import redis

from tests.postgres import free_port


def find_program() -> str | None:
    """The program, None when it is not installed."""
    return shutil.which("redis-server")


@contextlib.contextmanager
def running(program: str) -> Iterator[str]:
    """The URL of a server that keeps nothing on disk, until it is stopped."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="redis-") as folder:
        command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait(port, process)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()
            process.wait(10)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    with redis.Redis(port=port) as client:
        for _ in range(200):
            assert process.poll() is None, "redis-server ended"
            with contextlib.suppress(redis.exceptions.ConnectionError):
                client.ping()
                return
            time.sleep(0.05)
    raise AssertionError("redis-server does not answer")

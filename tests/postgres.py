"""A PostgreSQL server of the tests' own: in a temporary folder, on a free port of this computer."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path


def find_programs() -> Path | None:
    """The folder of PostgreSQL's programs, None when it is not installed."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextlib.contextmanager
def running(programs: Path, *, host: str = "127.0.0.1", within: Sequence[str] = ()) -> Iterator[str]:
    """The URL of a server, without a database's name, until it is stopped.

    ``within`` is the beginning of a command that runs another one where ``host`` is an address.
    """
    # PostgreSQL refuses to run as root.
    user = os.getuid() == 0
    before = [*within, *(("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups") if user else ())]
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if user:
            shutil.chown(folder, "nobody", "nogroup")
        data, port = folder / "data", free_port()

        def run(program: str, *arguments: object) -> None:
            subprocess.run(
                [*before, str(programs / program), *map(str, arguments)],
                check=True,
                cwd=folder,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

        run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
        if host != "127.0.0.1":
            (data / "pg_hba.conf").write_text("host all all samenet trust\nlocal all all trust\n")
        options = f"-c listen_addresses={host} -p {port} -c unix_socket_directories={folder} -c fsync=off"
        run("pg_ctl", "-w", "-D", data, "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://postgres@{host}:{port}/"
        finally:
            run("pg_ctl", "-w", "-D", data, "-m", "immediate", "stop")


def free_port() -> int:
    """A port of this computer that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

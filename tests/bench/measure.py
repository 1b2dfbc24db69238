"""Ratios of our time to a peer's, taken in one run."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """What was measured: seconds (or mebibytes) of ours and of the named peer, and the ratio that may not be passed."""

    name: str
    ours: float
    peer: float
    peer_name: str
    limit: float
    unit: str = "s"

    @property
    def ratio(self) -> float:
        return self.ours / self.peer

    def line(self) -> str:
        return (
            f"bench {self.name} ratio {self.ratio:.2f} limit {self.limit:g} "
            f"(ours {self._said(self.ours)}, peer {self._said(self.peer)}: {self.peer_name})"
        )

    def _said(self, value: float) -> str:
        return _seconds(value) if self.unit == "s" else f"{value:.0f} {self.unit}"


def compare(ours: Callable[[], object], peer: Callable[[], object], *, rounds: int) -> tuple[float, float]:
    """Median seconds of each, taken in turns so that a busy machine slows both alike."""
    times: tuple[list[float], list[float]] = ([], [])
    ours(), peer()  # what is loaded only once is not measured
    for _ in range(rounds):
        for run, record in zip((ours, peer), times, strict=True):
            start = time.perf_counter()
            run()
            record.append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])


def peak_memory(code: str) -> float:
    """Mebibytes that a fresh Python takes at most while it runs ``code``, as Linux tells.

    getrusage would count what the parent held when it started the process.
    """
    tail = "\nprint(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    done = subprocess.run([sys.executable, "-c", code + tail], check=True, capture_output=True, text=True)
    return float(done.stdout.splitlines()[-1]) / 1024


def memory_held(command: Sequence[str], env: Mapping[str, str] | None = None) -> float:
    """Mebibytes that a command and the processes it starts hold at most, looked at ten times a second.

    The proportional set size: what two mappings share, as the file of a model that two runners read, counts once.
    """
    most = 0.0
    started = {**os.environ, **(env or {})}
    with subprocess.Popen(command, env=started, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, sum(map(_proportional, _with_children(process.pid))))
            time.sleep(0.1)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} left with {process.returncode}")
    return most


def _with_children(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):  # it may have ended
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _with_children(int(child))


def _proportional(pid: int) -> float:
    with suppress(OSError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
    return 0.0


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.1f} ms"

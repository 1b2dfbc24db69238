"""Ratios of our time to a peer's, taken in one run."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass


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


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.1f} ms"

"""Kinds of jobs that do what a test wants to see handled."""

import os
import signal
import time
from typing import Any

from quizapp.config import Settings
from quizapp.errors import InputError
from quizapp.services.children import Report
from quizapp.services.job_records import ClaimedJob


def run_job(report: Report, settings: Settings, job: ClaimedJob) -> dict[str, Any]:
    match job.kind:
        case "count":
            for turn in range(job.payload["turns"]):
                report.step("Counting", turn, job.payload["turns"])
            return {"turns": job.payload["turns"], "pid": os.getpid()}
        case "listen":  # goes on until it is to stop
            while True:
                report.step("Listening", 3, 4)
                time.sleep(0.01)
        case "deaf":  # the same, but never asks whether it is to stop
            report.step("Sleeping")
            time.sleep(600)
        case "refuse":
            raise InputError("This can't be used.")
        case "blunder":
            raise RuntimeError("a mistake")
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "read":
            return {"bytes": (settings.uploads_dir / str(job.upload)).read_text()}
    raise AssertionError(job.kind)


KINDS = ("count", "listen", "deaf", "refuse", "blunder", "die", "read")

"""Work that another thread does."""

import subprocess
import sys
import threading

import pytest

from quizapp.services.aside import aside

SPLIT_OFF = """
import os
from quizapp.services.aside import aside

assert aside(lambda: 1)() == 1
child = os.fork()
if child == 0:
    os._exit(aside(lambda: 7)())
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), aside(lambda: 2)())
"""


def test_each_work_gives_its_own_result_whenever_it_is_asked_for():
    results = [aside(lambda number=number: (number, threading.current_thread().name)) for number in range(5)]
    assert [result() for result in reversed(results)] == [(number, "Aside") for number in reversed(range(5))]


def test_what_it_raises_is_raised_where_it_is_waited_for_and_stops_nothing():
    result = aside(lambda: 1 // 0)
    assert aside(lambda: "done")() == "done"
    with pytest.raises(ZeroDivisionError):
        result()


def test_a_process_that_was_split_off_has_a_thread_of_its_own():
    done = subprocess.run([sys.executable, "-c", SPLIT_OFF], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["7", "2"]

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


def test_another_thread_does_it():
    began, names = threading.Event(), []
    result = aside(lambda: (names.append(threading.current_thread().name), began.set()))
    assert began.wait(timeout=20)
    result()
    assert names == ["Aside"]


def test_one_that_waits_for_what_has_not_begun_does_it():
    began, goes_on = threading.Event(), threading.Event()
    first = aside(lambda: (began.set(), goes_on.wait(timeout=20)))
    assert began.wait(timeout=20)
    here = threading.current_thread().name
    results = [aside(lambda number=number: (number, threading.current_thread().name)) for number in range(3)]
    assert [result() for result in reversed(results)] == [(2, here), (1, here), (0, here)]
    goes_on.set()
    assert first() == (None, True)


def test_what_it_raises_is_raised_where_it_is_waited_for_and_stops_nothing():
    result = aside(lambda: 1 // 0)
    assert aside(lambda: "done")() == "done"
    with pytest.raises(ZeroDivisionError):
        result()


def test_a_process_that_was_split_off_has_a_thread_of_its_own():
    done = subprocess.run([sys.executable, "-c", SPLIT_OFF], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["7", "2"]

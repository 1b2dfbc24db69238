"""The simulated work grows with the desired retention and with the number of new cards."""

import time
from itertools import pairwise

from quizapp.scheduling.schedule import Preset
from quizapp.scheduling.workload import RETENTIONS, workloads


def test_more_retention_is_more_work_and_more_known():
    found = workloads(Preset())
    assert [one.desired_retention for one in found] == list(RETENTIONS)
    for less, more in pairwise(found):
        assert less.reviews_a_day < more.reviews_a_day
        assert less.known < more.known
    assert all(one.learned == 7300 and one.desired_retention * 7300 < one.known <= 7300 for one in found)


def test_the_same_every_time():
    assert workloads(Preset()) == workloads(Preset(reviews_per_day=9))


def test_work_follows_the_new_cards():
    few, many = workloads(Preset(new_per_day=10)), workloads(Preset(new_per_day=20))
    assert [one.reviews_a_day * 2 for one in few] == [one.reviews_a_day for one in many]
    assert {one.reviews_a_day for one in workloads(Preset(new_per_day=0))} == {0}


def test_a_page_need_not_wait_for_it():
    started = time.perf_counter()
    workloads(Preset(maximum_interval=500))
    assert time.perf_counter() - started < 3

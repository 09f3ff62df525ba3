"""Jobs in other processes: order, crashes, hangs, and nothing left behind."""

import multiprocessing
import os
import time

import pytest

from corpus.processes import Lost, run_in_processes


def answer(job: int) -> int:
    if job == 3:
        os._exit(7)
    if job == 5:
        time.sleep(60)
    return job * job


@pytest.mark.parametrize("processes", [1, 2])
def test_crash_and_hang_cost_only_themselves(processes: int) -> None:
    results = list(run_in_processes(answer, range(8), processes=processes, timeout_s=4))
    assert results == [0, 1, 4, Lost(timed_out=False), 16, Lost(timed_out=True), 36, 49]
    assert multiprocessing.active_children() == []


def test_no_process_is_left_when_nobody_wants_the_rest() -> None:
    results = run_in_processes(answer, range(3), processes=2, timeout_s=20)
    assert next(results) == 0
    results.close()
    assert multiprocessing.active_children() == []


def test_no_jobs_need_no_process() -> None:
    assert list(run_in_processes(answer, [], processes=2, timeout_s=1)) == []

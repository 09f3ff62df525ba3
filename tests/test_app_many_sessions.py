"""Many visitors at once on one server: each gets its own answers, in time, while the index changes under them."""

import random
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pytest
from browser import CONSOLE, Served, clean_environment, serving
from page_session import visiting

TOPICS = (
    "What has to improve in {}?",
    "What did inspectors say about care leavers in {}?",
    "Who led the inspection of {}?",
    "How was {} judged overall?",
    "What did inspectors find about supervision in {}?",
)
THINKING_S = (3.0, 7.0)
QUESTIONS_A_VISIT = 5
LATE_DOCUMENT = "Focused visit to Quillbrook\n\nThe inspectors visited on 3 June 2025.\n\nCaseloads are low.\n"


@dataclass
class Seen:
    """What the visitors saw: answers by filter and question, how long each took, what went wrong."""

    answers: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, place: tuple[str, str], answer: dict[str, Any], seconds: float) -> None:
        with self.lock:
            self.answers.setdefault(place, []).append(answer)
            self.seconds.append(seconds)


def visit(served: Served, authorities: Sequence[str], seed: int, until: float, seen: Seen) -> None:
    """Come, ask some questions about one authority with the filter on it, leave; again until the time is over."""
    chance = random.Random(seed)
    try:
        while time.monotonic() < until:
            authority = chance.choice(authorities)
            with visiting(served.address, authority=authority) as session:
                for topic in chance.sample(TOPICS, QUESTIONS_A_VISIT):
                    if time.monotonic() < until:
                        question = topic.format(authority)
                        seen.add((authority, question), *session.ask(question))
                        time.sleep(chance.uniform(*THINKING_S))
    except Exception as exc:  # noqa: BLE001 - whatever goes wrong in a thread is what the test reports
        seen.faults.append(f"{type(exc).__name__}: {exc}")


def asked_alone(served: Served, authorities: Sequence[str]) -> tuple[dict[tuple[str, str], dict[str, Any]], float]:
    """Return each question's answer to a visitor who has the server to himself, and the median of the seconds."""
    found, taken = {}, []
    for authority in authorities:
        for topic in TOPICS:
            question = topic.format(authority)
            with visiting(served.address, authority=authority) as session:
                found[authority, question], seconds = session.ask(question)
                taken.append(seconds)
    return found, median(taken)


def content(answer: dict[str, Any]) -> tuple[object, ...]:
    """Return what an answer says and cites, without its place in the conversation."""
    return answer["question"], answer["sentences"], answer["searched"], [c["quote"] for c in answer["citations"]]


def resident_mb(process_id: int) -> float:
    """Return the memory that a process holds, in MB."""
    lines = Path(f"/proc/{process_id}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1000


def run_visitors(
    served: Served, authorities: Sequence[str], *, visitors: int, seconds: float
) -> tuple[Seen, list[float]]:
    """Let the visitors come and go for `seconds`, with a rebuild at half-time; return what they saw, and the memory."""
    seen, begun = Seen(), time.monotonic()
    threads = [
        threading.Thread(target=visit, args=(served, authorities, seed, begun + seconds, seen))
        for seed in range(visitors)
    ]
    for thread in threads:
        thread.start()
    memory = []
    rebuilt = False
    while any(thread.is_alive() for thread in threads):
        time.sleep(seconds / 50)
        memory.append(resident_mb(served.process_id))
        if not rebuilt and time.monotonic() - begun > seconds / 2:
            rebuilt = True
            (served.corpus / "late.txt").write_text(LATE_DOCUMENT, encoding="utf-8")
            command = [str(CONSOLE), "index", "build", "--corpus", str(served.corpus), "--index", str(served.index)]
            subprocess.run(command, env=clean_environment(served.folder), check=True, capture_output=True)
    assert rebuilt
    return seen, memory


def check_visitors(served: Served, authorities: Sequence[str], *, visitors: int, seconds: float) -> list[float]:
    """Check that all saw just what they see when alone, before or after the rebuild; return the memory in MB."""
    before, alone_s = asked_alone(served, authorities)
    seen, memory = run_visitors(served, authorities, visitors=visitors, seconds=seconds)
    after, _ = asked_alone(served, authorities)
    assert seen.faults == []
    for place, answers in seen.answers.items():
        allowed = [content(before[place]), content(after[place])]
        assert all(content(answer) in allowed for answer in answers), place
        assert all(f"limited to authority {place[0]}" in answer["searched"] for answer in answers)
    assert len(seen.seconds) > visitors * seconds / 20, "the visitors asked"
    p95_s = quantiles(seen.seconds, n=20)[-1]
    print(f"{visitors} visitors, {len(seen.seconds)} answers in {seconds:.0f} s: alone {alone_s:.3f},", end=" ")  # noqa: T201
    print(f"p95 {p95_s:.3f} s,", end=" ")  # noqa: T201
    print(f"memory {memory[0]:.0f} to {memory[-1]:.0f} MB")  # noqa: T201
    assert p95_s < 2
    return memory


@pytest.mark.slow
def test_visitors_at_once_see_their_own_answers_while_the_index_is_rebuilt(root: Path, tmp_path: Path) -> None:
    documents = sorted(path for path in (root / "corpus" / "sample").iterdir() if path.is_file())
    with serving(tmp_path, *documents) as served:
        check_visitors(served, ["Thornwick", "Aldermere", "Westhaven Vale"], visitors=8, seconds=16)


@pytest.mark.thorough
@pytest.mark.shared
@pytest.mark.timeout(900)
def test_twenty_five_visitors_for_five_minutes_over_the_reports(shared: Path, tmp_path: Path) -> None:
    documents = sorted((shared / "reports").rglob("*.pdf"))
    authorities = ["Bristol", "Cornwall", "Devon", "Plymouth", "Swindon", "Torbay", "Wiltshire"]
    with serving(tmp_path, *documents) as served:
        memory = check_visitors(served, authorities, visitors=25, seconds=300)
    # Streamlit keeps the sessions of the last two minutes; from then on memory stays where it is.
    settled = memory[len(memory) * 3 // 5]
    assert memory[-1] < 1.1 * settled, f"memory grew: {[round(each) for each in memory]}"

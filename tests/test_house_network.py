"""Nothing leaves the machine: the real commands run under strace, and no system call names another address."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ADDRESS = re.compile(r'sa_family=AF_INET6?,.*?(?:inet_addr\("(?P<v4>[^"]+)"\)|inet_pton\(AF_INET6, "(?P<v6>[^"]+)")')
LOOPBACK = re.compile(r"^(127\.|::1$|::ffff:127\.)")


def outside_addresses(trace: str) -> list[str]:
    """Return the addresses other than loopback that system calls in a strace log name."""
    named = [match["v4"] or match["v6"] for match in ADDRESS.finditer(trace)]
    return [address for address in named if not LOOPBACK.match(address)]


def traced(command: list[str], log: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a command under strace with an empty home folder; its system calls on sockets are in `log`."""
    strace = shutil.which("strace")
    if strace is None:
        if os.environ.get("CI") == "true":
            pytest.fail("strace is missing: .ci/run installs it")
        pytest.skip("needs strace")
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"}
    return subprocess.run(
        [strace, "-f", "-qq", "-e", "trace=connect,sendto,sendmsg", "-o", str(log), *command],
        capture_output=True,
        text=True,
        env=environment,
        cwd=home,
        timeout=200,
        check=False,
    )


def test_tracer_sees_an_outside_address(tmp_path: Path) -> None:
    # Connecting a datagram socket names the peer to the kernel and sends nothing; 192.0.2.0/24 is for documentation.
    code = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.7', 9))"
    traced([sys.executable, "-c", code], tmp_path / "log", tmp_path)
    assert outside_addresses((tmp_path / "log").read_text()) == ["192.0.2.7"]


def test_build_search_and_ask_reach_no_other_machine(tmp_path: Path, root: Path) -> None:
    console = str(Path(sys.executable).with_name("inspection-qa"))
    index = str(tmp_path / "index")
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"id": "1", "question": "What are the areas for priority action?"}\n', encoding="utf-8")
    commands = [
        ["index", "build", "--corpus", str(root / "corpus" / "sample"), "--index", index],
        ["index", "check", "--index", index],
        ["search", "caseloads", "--index", index, "--json"],
        ["ask", "What are the areas for priority action?", "--index", index, "--json"],
        ["eval", "answer", str(questions), "--out", str(tmp_path / "answers.jsonl"), "--index", index],
    ]
    for number, command in enumerate(commands):
        log = tmp_path / f"log{number}"
        done = traced([console, *command], log, tmp_path)
        assert (done.returncode, done.stderr if done.returncode else "") == (0, "")
        assert outside_addresses(log.read_text()) == [], f"{command[0]} named another machine"

"""The command in a process of its own, and what it takes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import IndexStoreError

__all__ = ["run_command"]


def run_command(arguments: Sequence[str]) -> tuple[float, float | None]:
    """Run the command; return its seconds and its most memory in MB (None where the system does not tell)."""
    command = [str(Path(sys.executable).with_name("inspection-qa")), *arguments]
    with tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        peak = None
        if hasattr(os, "wait4"):
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            peak = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
        process.wait()
        taken = time.perf_counter() - started
        if process.returncode:
            errors.seek(0)
            raise IndexStoreError(f"{' '.join(command)}: {errors.read().decode('utf-8', 'replace').strip()}")
    return taken, peak

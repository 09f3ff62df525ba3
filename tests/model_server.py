"""A scripted OpenAI-compatible server on loopback: each request gets the next of its replies, the last one for ever."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-very-secret-0123456789"


@dataclass
class Served:
    """Where the server is, and what it was sent: bodies, headers and paths."""

    url: str = ""
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


Script = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


def event(text: str | None, finish: str | None = None, usage: bool = False, **delta: object) -> bytes:
    """One server-sent event of a streamed reply."""
    choices = [{"index": 0, "delta": {"content": text, **delta}, "finish_reason": finish}]
    body: dict[str, object] = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "m"}
    body["choices"] = [] if usage else choices
    if usage:
        body["usage"] = {"prompt_tokens": 321, "completion_tokens": 45, "total_tokens": 366}
    return f"data: {json.dumps(body)}\n\n".encode()


def start_stream(handler: BaseHTTPRequestHandler) -> None:
    """Send the head of a stream that ends with its connection."""
    handler.send_response(200)
    handler.send_header("content-type", "text/event-stream")
    handler.send_header("connection", "close")
    handler.end_headers()


def says(text: str, pieces: int = 3) -> Script:
    """Stream a text to its end."""

    def script(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        start_stream(handler)
        step = max(1, -(-len(text) // pieces))
        for at in range(0, len(text), step):
            handler.wfile.write(event(text[at : at + step]))
        handler.wfile.write(event(None, "stop") + event(None, usage=True) + b"data: [DONE]\n\n")

    return script


def claims(*pairs: tuple[str, Sequence[int]]) -> Script:
    """Stream claims as asked for."""
    return says(json.dumps({"claims": [{"text": text, "passages": list(numbers)} for text, numbers in pairs]}))


def fails(status: int, message: str = "no", **headers: str) -> Script:
    """Refuse with a status."""

    def script(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        content = json.dumps({"error": {"message": message, "code": status}}).encode()
        handler.send_response(status)
        for name, value in {"content-type": "application/json", "content-length": str(len(content)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return script


def cut(text: str) -> Script:
    """Stream a text and break off before the end."""

    def script(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        start_stream(handler)
        handler.wfile.write(event(text))

    return script


def trickles(seconds: float, what: bytes = b": alive\n\n") -> Script:
    """Send a little at a time, never a reply, for at most some seconds."""

    def script(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        start_stream(handler)
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            handler.wfile.write(what)
            handler.wfile.flush()
            time.sleep(0.05)

    return script


def refuses() -> Script:
    """Stream a refusal."""

    def script(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        start_stream(handler)
        handler.wfile.write(event(None, refusal="I will not.") + event(None, "stop") + b"data: [DONE]\n\n")

    return script


@contextmanager
def serving(*scripts: Script) -> Iterator[Served]:
    """Serve scripted replies on loopback until the block ends."""
    served = Served()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            served.bodies.append(body)
            served.paths.append(self.path)
            served.headers.append({name.lower(): value for name, value in self.headers.items()})
            try:
                scripts[min(len(served.bodies), len(scripts)) - 1](self, body)
            except OSError:
                return  # the client gave up, which is what some tests are about

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        httpd.daemon_threads = True
        thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        served.url = f"http://127.0.0.1:{httpd.server_port}/v1"
        try:
            yield served
        finally:
            httpd.shutdown()
            thread.join()

"""The HTTP connection of one request, which another thread can hang up."""

from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx

__all__ = ["Connection"]


class Connection:
    """An HTTP client for one request.

    Closing a client does not wake a thread that waits for its server, nor tell the server; shutting its socket down
    does both.
    """

    def __init__(self, tls: ssl.SSLContext) -> None:
        """Make the client; nothing is connected yet."""
        from openai import DefaultHttpxClient

        self._sockets: list[socket.socket] = []
        self._is_hung_up = False
        # A redirect would send the question to an address that nobody configured.
        self.client: httpx.Client = DefaultHttpxClient(
            verify=tls, follow_redirects=False, event_hooks={"request": [self._watch]}
        )

    def hang_up(self) -> None:
        """End the connection at once, in whatever state it is."""
        self._is_hung_up = True
        for held in tuple(self._sockets):
            _shut_down(held)

    def _watch(self, request: httpx.Request) -> None:
        request.extensions["trace"] = self._trace

    def _trace(self, event: str, info: dict[str, Any]) -> None:
        """Keep each socket that is opened (documented extension of httpx, 'trace')."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            held = info["return_value"].get_extra_info("socket")
            self._sockets.append(held)
            if self._is_hung_up:
                _shut_down(held)


def _shut_down(held: socket.socket) -> None:
    try:
        # The socket's own method: that of a TLS socket would take away what the waiting thread is using.
        socket.socket.shutdown(held, socket.SHUT_RDWR)
    except OSError:
        return  # closed already, or handed over to TLS

"""Serves the pages: Streamlit behind a Content-Security-Policy, on this machine only unless told otherwise."""

from __future__ import annotations

import base64
import hashlib
import importlib
import re
import threading
from collections.abc import Mapping
from importlib.resources import files
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from app.evidence_routes import evidence_routes
from app.serving import assistant, keep_in_memory, set_served, suggestions, version
from app.sign_in_guard import SignedInOnly, require_sign_in_setup

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from index.settings import Settings

__all__ = ["ContentSecurityPolicy", "make_app", "serve", "server_options"]

PAGE = Path(__file__).with_name("page.py")
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
MAX_UPLOAD_MB = 50
SUGGESTIONS_AFTER_S = 3.0
"""From the server's start until suggestions are worked out, so that the first visitor has the processor alone."""
THEME = {
    "theme.base": "light",
    "theme.font": "'Source Sans', system-ui, sans-serif",
    "theme.showWidgetBorder": True,
    "theme.light.primaryColor": "#1d5a8c",
    "theme.light.backgroundColor": "#ffffff",
    "theme.light.secondaryBackgroundColor": "#f2f4f6",
    "theme.light.textColor": "#1c2126",
    "theme.light.linkColor": "#1d5a8c",
    "theme.light.borderColor": "#8a939c",
    "theme.dark.primaryColor": "#8cc2f0",
    "theme.dark.backgroundColor": "#15191d",
    "theme.dark.secondaryBackgroundColor": "#20262c",
    "theme.dark.textColor": "#eef1f4",
    "theme.dark.linkColor": "#9fcdf5",
    "theme.dark.borderColor": "#76818c",
}


class ContentSecurityPolicy:
    """Adds headers to every response that forbid the page to load, frame or send anything but to this server."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self._app = app
        self._headers = [(name.encode(), value.encode()) for name, value in _security_headers().items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to its response."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                set_already = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *((name, value) for name, value in self._headers if name not in set_already),
                ]
            await send(message)

        await self._app(scope, receive, send_with_headers)


def serve(settings: Settings, *, open_browser: bool = False) -> None:
    """Serve the pages until stopped; prints the address. A busy port gives way to the next free one.

    The index is opened first, so that the first visitor does not wait for it.

    Raises:
        IndexStoreError: the index cannot be used.
        EmbeddingError: the embedding model is missing or altered.
        SettingsError: people are to sign in, and what that needs is missing.
    """
    if settings.sign_in:
        require_sign_in_setup()
    set_served(settings)
    assistant()
    version()
    # The page's script imports these when it first runs, which the first visitor would wait for.
    for name in ("app.page", "pandas"):
        importlib.import_module(name)
    keep_in_memory()
    later = threading.Timer(SUGGESTIONS_AFTER_S, suggestions)
    later.daemon = True
    later.start()
    make_app(settings).run(config=server_options(settings, open_browser=open_browser))


def make_app(settings: Settings) -> st.App:
    """Return the application with its own routes and protection."""
    middleware = [Middleware(ContentSecurityPolicy)]
    if settings.sign_in:
        middleware.append(Middleware(SignedInOnly))
    if _is_loopback(settings.host):
        middleware.insert(0, Middleware(TrustedHostMiddleware, allowed_hosts=list(LOOPBACK)))
    return st.App(PAGE, routes=evidence_routes(), middleware=middleware)


def server_options(settings: Settings, *, open_browser: bool = False) -> Mapping[str, Any]:
    """Return Streamlit's options: no telemetry, no file watching, known hosts only, no error details in the page."""
    hosts = list(LOOPBACK) if _is_loopback(settings.host) else [settings.host]
    return THEME | {
        "server.address": settings.host,
        "server.port": settings.port,
        "server.headless": not open_browser,
        "server.allowedHosts": [] if settings.host in ("0.0.0.0", "::") else hosts,
        "server.fileWatcherType": "none",
        "server.maxUploadSize": MAX_UPLOAD_MB,
        "server.enableStaticServing": False,
        "browser.gatherUsageStats": False,
        "browser.serverAddress": settings.host,
        "client.showErrorDetails": "none",
        "client.toolbarMode": "minimal",
        "logger.level": "warning",
        # Otherwise a second click starts the page in another thread while the first still works on the conversation.
        "runner.fastReruns": False,
    }


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _security_headers() -> dict[str, str]:
    """Return the headers; scripts are Streamlit's own files, our components as blobs, and its one inline script."""
    scripts = " ".join(f"'sha256-{digest}'" for digest in _inline_script_hashes())
    policy = {
        "default-src": "'self'",
        "script-src": f"'self' blob: {scripts}",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "frame-src": "'none'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "permissions-policy": "camera=(), microphone=(), geolocation=()",
    }


def _inline_script_hashes() -> list[str]:
    """Return the SHA-256 of each inline script of Streamlit's page, so that no other inline script may run."""
    page = (files("streamlit") / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    return [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]

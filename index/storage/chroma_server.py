"""The adapter to a Chroma server: bounded waits, retries with back-off, and errors that say what to do."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar
from urllib.parse import quote

from pydantic import SecretStr

from corpus.errors import IndexStoreError
from index.settings import Settings, silence_telemetry

__all__ = ["PATIENT", "QUICK", "ChromaServer", "ServerAddress"]

PATIENT = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds between the tries of a build, which would rather wait for a server that starts again than begin anew."""
QUICK = (0.25, 0.5, 1.0)
"""Seconds between the tries of somebody who waits for an answer."""
PAGE = 100
"""Collections listed in one request."""
MAX_SHOWN = 300
_REFUSED = frozenset({401, 403})
_MAY_PASS = frozenset({408, 425, 429, 500, 502, 503, 504})
_UNCHANGED = "The index in use is unchanged"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where a Chroma server is, and what it must be told to let us in; `timeout_s` bounds one request."""

    url: str
    tenant: str
    database: str
    token: SecretStr | None
    token_header: str
    timeout_s: float

    @classmethod
    def of(cls, settings: Settings) -> ServerAddress | None:
        """Return the address that the settings name, None where they name none."""
        if settings.chroma_url is None:
            return None
        return cls(
            settings.chroma_url,
            settings.chroma_tenant,
            settings.chroma_database,
            settings.chroma_token,
            settings.chroma_token_header,
            settings.chroma_timeout_s,
        )

    @property
    def headers(self) -> dict[str, str]:
        """The header that carries the token, if there is one."""
        if self.token is None:
            return {}
        secret = self.token.get_secret_value()
        return {self.token_header: f"Bearer {secret}" if self.token_header == "Authorization" else secret}


class ChromaServer:
    """Collections on a Chroma server; connects when first asked, may be shared between threads.

    Every request waits `timeout_s` at most and is tried again after the given pauses while the server is away
    or busy, so whatever is asked of it must be the same when it is done twice.

    Raises (all methods):
        IndexStoreError: the server is away, is not trusted, refuses the token, or failed; says where and what to do.
    """

    def __init__(self, address: ServerAddress, pauses: tuple[float, ...] = QUICK) -> None:
        """Remember where the server is, and how long to wait between tries."""
        self.address = address
        self.pauses = pauses
        self._connecting = threading.Lock()
        self._client: Any = None

    def close(self) -> None:
        """Close the connection."""
        with self._connecting:
            if self._client is not None:
                # Chroma's own `close` leaves the connections open, of which it makes one for administration too.
                for client in (self._client, self._client._admin_client):
                    client._server._session.close()
                self._client.close()
            self._client = None

    def create(
        self, name: str, metadata: Mapping[str, str] | None = None, graph: Mapping[str, object] | None = None
    ) -> Any:  # noqa: ANN401 - chromadb has no types
        """Make a collection and return it, or None where there is one of that name."""
        configuration = {"hnsw": dict(graph)} if graph else None

        def create() -> Any:  # noqa: ANN401 - chromadb has no types
            from chromadb.errors import ChromaError

            try:
                return self._connected().create_collection(
                    name,
                    embedding_function=None,
                    configuration=configuration,
                    metadata=dict(metadata) if metadata else None,
                )
            except ChromaError as exc:
                if "already exists" in str(exc):
                    return None
                raise

        return self.tried(create)

    def find(self, name: str, pauses: tuple[float, ...] | None = None) -> Any:  # noqa: ANN401 - chromadb has no types
        """Return a collection with its metadata as it is now, None where there is none."""

        def find() -> Any:  # noqa: ANN401 - chromadb has no types
            from chromadb.errors import NotFoundError

            try:
                return self._connected().get_collection(name, embedding_function=None)
            except NotFoundError as exc:
                if name in str(exc):
                    return None
                raise

        return self.tried(find, pauses)

    def delete(self, name: str) -> None:
        """Remove a collection, if it is there."""

        def delete() -> None:
            from chromadb.errors import NotFoundError

            try:
                self._connected().delete_collection(name)
            except NotFoundError:
                return

        self.tried(delete)

    def names(self, prefix: str) -> list[str]:
        """Return the names of the collections that begin with `prefix`."""
        found: list[str] = []
        while True:
            page = self.tried(partial(self._page, len(found)))
            found += [collection.name for collection in page]
            if len(page) < PAGE:
                return [name for name in found if name.startswith(prefix)]

    def tried(self, act: Callable[[], T], pauses: tuple[float, ...] | None = None) -> T:
        """Do something with a collection; again after a pause where the server was away or busy."""
        for pause in (*(self.pauses if pauses is None else pauses), None):
            try:
                return act()
            except IndexStoreError:
                raise
            except Exception as exc:
                if pause is None or not _may_pass(exc):
                    raise self._translated(exc) from exc
                time.sleep(pause)
        raise AssertionError("the last try returns or raises")

    def _page(self, start: int) -> Any:  # noqa: ANN401 - chromadb has no types
        return self._connected().list_collections(limit=PAGE, offset=start)

    def _connected(self) -> Any:  # noqa: ANN401 - chromadb has no types
        with self._connecting:
            if self._client is None:
                self._client = self._connect()
            return self._client

    def _connect(self) -> Any:  # noqa: ANN401 - chromadb has no types
        silence_telemetry()
        import chromadb
        import httpx
        from chromadb.config import Settings as ChromaSettings

        address = self.address
        # Chroma's client waits for ever while it connects, so the server is first asked by a request that does not.
        database = f"{address.url}/api/v2/tenants/{quote(address.tenant)}/databases/{quote(address.database)}"
        is_https = address.url.startswith("https:")
        # Without TLS there is no certificate, and reading those of all authorities takes longer than connecting.
        trusted = _trusted(address.url) if is_https else False
        reply = httpx.get(database, headers=address.headers, timeout=address.timeout_s, verify=trusted)
        if not reply.is_success:
            said = reply.text or f"status {reply.status_code}"
            raise httpx.HTTPStatusError(said, request=reply.request, response=reply)
        # Nothing is taken from variables or files that are not ours.
        settings: Any = ChromaSettings
        client: Any = chromadb.HttpClient(
            host=address.url,
            ssl=is_https,
            headers=address.headers,
            tenant=address.tenant,
            database=address.database,
            settings=settings(
                _env_file=None,
                anonymized_telemetry=False,
                chroma_server_host=None,
                chroma_server_http_port=None,
                chroma_server_ssl_verify=None if is_https else False,
            ),
        )
        client._server._session.timeout = httpx.Timeout(address.timeout_s)
        return client

    def _translated(self, exc: Exception) -> IndexStoreError:
        url = self.address.url
        status = _status(exc)
        if status in _REFUSED:
            name = self.address.token_header
            return IndexStoreError(
                f"{url}: the Chroma server refuses the token; set INSPECTION_QA_CHROMA_TOKEN to the one that it "
                f"expects in the header {name} (INSPECTION_QA_CHROMA_TOKEN_HEADER)"
            )
        if _is_mistrusted(exc):
            return IndexStoreError(
                f"{url}: the Chroma server's certificate is not trusted ({self._shown(exc)}), so nothing was sent. "
                f"{_UNCHANGED}; set SSL_CERT_FILE to a file (PEM) with the certificate of the authority that signed "
                "it, or mend the certificate or INSPECTION_QA_CHROMA_URL"
            )
        if _is_away(exc):
            return IndexStoreError(
                f"{url}: the Chroma server cannot be reached ({self._shown(exc)}). {_UNCHANGED}; start the server or "
                "mend INSPECTION_QA_CHROMA_URL, or unset it to work with an index on this machine"
            )
        if status is not None and (300 <= status < 400 or status == 404):
            return IndexStoreError(
                f"{url}: {self._shown(exc)}. Set INSPECTION_QA_CHROMA_URL, _CHROMA_TENANT and _CHROMA_DATABASE to "
                "what is there"
            )
        return IndexStoreError(f"{url}: the Chroma server failed: {self._shown(exc)}. {_UNCHANGED}; try again")

    def _shown(self, exc: Exception) -> str:
        """Return the beginning of an error's text, without the token, should the server have repeated it."""
        text = " ".join((str(exc) or type(exc).__name__).split())
        if self.address.token is not None:
            text = text.replace(self.address.token.get_secret_value(), "(token)")
        return text[:MAX_SHOWN]


def _status(exc: Exception) -> int | None:
    """Return the HTTP status that an error stands for; Chroma's client keeps it only in what it raised before."""
    for error in (exc, exc.__context__):
        response = getattr(error, "response", None)
        if response is not None:
            return int(response.status_code)
    code = getattr(exc, "code", None)
    return int(code()) if callable(code) else None


def _trusted(url: str) -> ssl.SSLContext:
    """Return whom to trust: by SSL_CERT_FILE or SSL_CERT_DIR, else by certifi; Chroma's client does the same."""
    import httpx

    try:
        return httpx.create_ssl_context()
    except OSError as exc:
        raise IndexStoreError(
            f"{url}: the certificates to trust cannot be read ({exc}); set SSL_CERT_FILE to a file of certificates "
            "(PEM), or unset it to trust the public authorities"
        ) from exc


def _is_mistrusted(exc: BaseException | None) -> bool:
    """Whether an error, or one that it came of, is a certificate that was not accepted."""
    while exc is not None and not isinstance(exc, ssl.SSLCertVerificationError):
        exc = exc.__cause__ or exc.__context__
    return exc is not None


def _is_away(exc: Exception) -> bool:
    import httpx

    return isinstance(exc, httpx.TransportError | ConnectionError) or "Could not connect" in str(exc)


def _may_pass(exc: Exception) -> bool:
    return not _is_mistrusted(exc) and (_is_away(exc) or _status(exc) in _MAY_PASS)

"""An index on a Chroma server behind TLS: certificates that are trusted and not, and Chroma Cloud's settings."""

import dataclasses
import ipaddress
import json
import socket
import ssl
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from chroma_process import ChromaProcess, Gate, chroma_server
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from storage_examples import HashEmbedder, answer_of, write_letters

from corpus.errors import IndexStoreError
from index.answer import Answer
from index.assistant import Assistant
from index.settings import Settings, load_settings
from index.storage import current_name, open_index, server_index
from index.storage.build import BuildReport, build
from index.storage.check import check
from index.storage.status import status

SECRET = "hush-hush-token"
CLOUD = "api.trychroma.com"


@pytest.fixture(autouse=True)
def plain_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No authority of the machine that runs this is trusted, and no proxy of its stands between."""
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("index.storage.build.digest_of_source", lambda paths: "the same code")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaProcess]:
    with chroma_server(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    return write_letters(tmp_path / "letters", range(3))


class TlsGate(Gate):
    """A gate that speaks TLS with a certificate of its own making, and remembers each request with its headers.

    `identity` is said to belong to the token, where it is set: a server without tokens knows its default ones only.
    """

    def __init__(self, port: int, folder: Path, *, name: str = "127.0.0.1", days: int = 1) -> None:
        super().__init__(port, SECRET)
        self.certificate = folder / f"{name}-{days}.pem"
        self.heard: list[tuple[str, dict[str, str]]] = []
        self.identity: dict[str, object] | None = None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        key = folder / "key.pem"
        self.certificate.write_bytes(certificate(name, days, key))
        context.load_cert_chain(self.certificate, key)
        self.port = int(self._server.server_address[1])
        self.url = f"https://127.0.0.1:{self.port}"
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        handler: Any = self._server.RequestHandlerClass
        gate = self

        class Hearing(handler):  # type: ignore[misc]
            disable_nagle_algorithm = True  # a reply goes in two writes, of which the second would wait

            def parse_request(self) -> bool:
                is_request = bool(super().parse_request())
                if is_request:
                    headers = {name.lower(): value for name, value in self.headers.items()}
                    gate.heard.append((f"{self.command} {self.path}", headers))
                return is_request

            def do_GET(self) -> None:
                if gate.identity is None or self.path != "/api/v2/auth/identity":
                    return super().do_GET()
                return self._reply(200, json.dumps(gate.identity).encode())

        self._server.RequestHandlerClass = Hearing


def certificate(name: str, days: int, key_file: Path) -> bytes:
    """Return a certificate of `name` that signs itself and is valid for some days, or was; write its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    names: list[x509.GeneralName]
    names = [x509.DNSName(name)] if name == CLOUD else [x509.IPAddress(ipaddress.ip_address(name))]
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=9))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8)
    key_file.write_bytes(key.private_bytes(*form, plain))
    return made.public_bytes(serialization.Encoding.PEM)


def settings_of(folder: Path, monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    """Return the settings that a user's environment makes."""
    for name, value in {"INDEX": str(folder), "PROCESSES": "1", **variables}.items():
        monkeypatch.setenv(f"INSPECTION_QA_{name}", value)
    return load_settings()


def make_index(settings: Settings, letters: Path) -> BuildReport:
    return build(settings, [letters], embedder=HashEmbedder())


def test_tls_build_ask_and_check_with_a_trusted_certificate(
    tmp_path: Path, running: ChromaProcess, letters: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with TlsGate(running.port, tmp_path) as gate:
        monkeypatch.setenv("SSL_CERT_FILE", str(gate.certificate))
        served = {"CHROMA_URL": gate.url, "CHROMA_TOKEN": SECRET, "CHROMA_INDEX": "trusted"}
        one = settings_of(tmp_path / "one", monkeypatch, **served)
        built = make_index(one, letters)
        assert (built.documents, built.switched) == (3, True)
        two = settings_of(tmp_path / "two", monkeypatch, **served)
        assert current_name(two) == built.version
        assert check(one) == check(two) == ()
        with open_index(one) as first, open_index(two) as second:
            assert answer_of(first) == answer_of(second)
        # As if it were so large that the server's graph is asked for the neighbours.
        monkeypatch.setattr("index.storage.vectors.PER_NEIGHBOUR", 0)
        answer = asked(two)
        assert any(request.endswith("/query") for request, _ in gate.heard)
        assert len(gate.heard) > 20
        assert {headers.get("x-chroma-token") for _, headers in gate.heard} == {SECRET}
    plain = asked(settings_of(tmp_path / "three", monkeypatch, **{**served, "CHROMA_URL": running.url}))
    assert answer.citations
    assert dataclasses.replace(answer, seconds=plain.seconds) == plain


REFUSED = [("127.0.0.1", 1, "self-signed certificate"), ("127.0.0.1", -1, "expired"), ("127.0.0.2", 1, "mismatch")]


def test_tls_certificate_that_is_not_trusted_is_refused(
    tmp_path: Path,
    running: ChromaProcess,
    letters: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Unknown, out of date, or another machine's; nothing of a request, and so no token, reaches the server."""
    served = {"CHROMA_TOKEN": SECRET, "CHROMA_INDEX": "refused"}
    plain = settings_of(tmp_path / "one", monkeypatch, CHROMA_URL=running.url, **served)
    version = make_index(plain, letters).version
    write_letters(letters, [7])
    # A build that took it for a server that is away would wait for so long before it asked again.
    monkeypatch.setattr(server_index, "PATIENT", (60.0,))
    monkeypatch.setattr(server_index, "QUICK", (60.0,))
    for name, days, why in REFUSED:
        with TlsGate(running.port, tmp_path, name=name, days=days) as gate:
            if "self-signed" not in why:
                monkeypatch.setenv("SSL_CERT_FILE", str(gate.certificate))
            expected = (
                rf"^{gate.url}: the Chroma server's certificate is not trusted \(.*{why}.*\), so nothing was sent\. "
                r"The index in use is unchanged; set SSL_CERT_FILE to .* or mend .* INSPECTION_QA_CHROMA_URL$"
            )
            for folder in ("one", "new"):
                settings = settings_of(tmp_path / folder, monkeypatch, CHROMA_URL=gate.url, **served)
                for act in (open_index, current_name, check, status, lambda one: make_index(one, letters), asked):
                    with pytest.raises(IndexStoreError, match=expected):
                        act(settings)
            server = server_index.where(settings)[1]
            assert server is not None
            with closing(server):
                assert server.is_current(version)  # who has it open goes on with it, and is warned
            assert gate.heard == []
    warned = [record.getMessage() for record in caplog.records if "is not trusted" in record.getMessage()]
    assert len(warned) == len(REFUSED)
    assert all(message.endswith(f"version {version}, which was fetched before, is asked.") for message in warned)
    assert current_name(plain) == version
    assert [path for path in (tmp_path / "new").rglob("*") if path.name in ("current", "manifest.json")] == []


def asked(settings: Settings) -> Answer:
    with closing(Assistant(settings, HashEmbedder())) as assistant:
        return assistant.ask("What was found about foster carers?")


@pytest.mark.parametrize("content", [None, "no certificate\n"], ids=["missing", "not PEM"])
def test_tls_file_of_certificates_that_cannot_be_read(
    content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "authority.pem"
    if content is not None:
        file.write_text(content)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    settings = settings_of(tmp_path / "one", monkeypatch, CHROMA_URL="https://127.0.0.1:9")
    with pytest.raises(IndexStoreError, match=r"^https://127.0.0.1:9: the certificates to trust .* set SSL_CERT_FILE"):
        open_index(settings)


def test_tls_settings_of_chroma_cloud_lead_to_the_requests_of_its_own_client(
    tmp_path: Path, running: ChromaProcess, letters: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its address leads to a server of this machine with a certificate of that name; nothing leaves the machine."""
    make_database(running, "4f1c-tenant", "inspections")
    with TlsGate(running.port, tmp_path, name=CLOUD) as gate:
        gate.identity = {"user_id": "me", "tenant": "4f1c-tenant", "databases": ["inspections"]}
        monkeypatch.setenv("SSL_CERT_FILE", str(gate.certificate))
        dialled = lead_to(monkeypatch, gate.port)
        theirs = requests_of_their_client(gate, "4f1c-tenant", "inspections")
        served = {"CHROMA_TENANT": "4f1c-tenant", "CHROMA_DATABASE": "inspections", "CHROMA_TOKEN": SECRET}
        settings = settings_of(tmp_path / "one", monkeypatch, CHROMA_URL=f"https://{CLOUD}", **served)
        built = make_index(settings, letters)
        assert current_name(settings) == built.version
        assert check(settings) == ()
        with_port = settings_of(tmp_path / "two", monkeypatch, CHROMA_URL=f"https://{CLOUD}:443", **served)
        assert current_name(with_port) == built.version
        ours = gate.heard[len(theirs) :]
        assert set(dialled) == {(CLOUD, 443)}
    assert {request for request, _ in theirs} <= {request for request, _ in ours}
    for name in ("host", "x-chroma-token"):
        assert {headers[name] for _, headers in ours} == {headers[name] for _, headers in theirs}
    database = "/api/v2/tenants/4f1c-tenant/databases/inspections"
    assert f"POST {database}/collections" in {request for request, _ in ours}
    about_tenants = {request.split()[1] for request, _ in ours} - {"/api/v2/auth/identity", "/api/v2/pre-flight-checks"}
    assert [path for path in about_tenants if not path.startswith(database)] == ["/api/v2/tenants/4f1c-tenant"]


def make_database(server: ChromaProcess, tenant: str, database: str) -> None:
    for path, name in (("", tenant), (f"/{tenant}/databases", database)):
        body = json.dumps({"name": name}).encode()
        request = urllib.request.Request(f"{server.url}/api/v2/tenants{path}", body, method="POST")
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=10) as reply:
            assert reply.status == 200


def lead_to(monkeypatch: pytest.MonkeyPatch, port: int) -> list[object]:
    """Lead connections to Chroma Cloud to a port of this machine; return the list of addresses that are dialled."""
    dialled: list[object] = []
    connect: Any = socket.create_connection

    def create_connection(address: tuple[str, int], *rest: object, **named: object) -> socket.socket:
        if address[0] != CLOUD:
            return connect(address, *rest, **named)  # the gate's own to the server behind it
        dialled.append(address)
        return connect(("127.0.0.1", port), *rest, **named)

    monkeypatch.setattr(socket, "create_connection", create_connection)
    return dialled


def requests_of_their_client(gate: TlsGate, tenant: str, database: str) -> list[tuple[str, dict[str, str]]]:
    """Return what Chroma's own client of Chroma Cloud asks when it connects."""
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    make: Any = ChromaSettings
    quiet = make(_env_file=None, anonymized_telemetry=False)
    client: Any = chromadb.CloudClient(tenant, database, SECRET, quiet)
    for part in (client, client._admin_client):
        part._server._session.close()
    client.close()
    return list(gate.heard)

"""An OpenID Connect provider on loopback: signs in whoever is next, without asking."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "inspection-qa", "not-much-of-a-secret"


@dataclass
class Provider:
    """A running provider: where it is, who signs in next, and what was asked of it."""

    address: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}))
    codes: dict[str, dict[str, Any]] = field(default_factory=dict)

    def discovery(self) -> dict[str, Any]:
        """Return what a client has to know."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Return the address to which the browser goes back, with a code."""
        code = secrets.token_urlsafe(8)
        self.codes[code] = {"asked": asked, "claims": dict(self.claims)}
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, sent: dict[str, str]) -> dict[str, Any]:
        """Return the token for a code, once."""
        granted = self.codes.pop(sent["code"])
        if challenge := granted["asked"].get("code_challenge"):
            digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
            assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == challenge
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 600, **granted["claims"]}
        if nonce := granted["asked"].get("nonce"):
            claims["nonce"] = nonce
        header = {"alg": "RS256", "kid": self.key.thumbprint()}
        token = jwt.encode(header, claims, self.key)
        return {"access_token": "x", "token_type": "Bearer", "expires_in": 600, "id_token": token}

    def keys(self) -> dict[str, Any]:
        """Return the public key."""
        return {
            "keys": [self.key.as_dict(private=False) | {"kid": self.key.thumbprint(), "use": "sig", "alg": "RS256"}]
        }


@contextmanager
def providing() -> Iterator[Provider]:
    """Run a provider until the block ends."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            provider.asked.append(parts.path)
            if parts.path == "/authorize":
                back = provider.authorize({name: values[0] for name, values in parse_qs(parts.query).items()})
                self.send_response(302)
                self.send_header("location", back)
                self.send_header("content-length", "0")
                self.end_headers()
            else:
                self._give(provider.keys() if parts.path == "/jwks" else provider.discovery())

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            self._give(provider.token({name: values[0] for name, values in parse_qs(body).items()}))

        def _give(self, value: dict[str, Any]) -> None:
            content = json.dumps(value).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        provider.address = f"http://127.0.0.1:{httpd.server_port}"
        try:
            yield provider
        finally:
            httpd.shutdown()
            thread.join()

"""A small OpenID provider on this machine that can lie: discovery, sign-in with PKCE, tokens, keys, person."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "beccaria", "only for tests"
_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
_OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Provider:
    """What the provider knows, and what it says about the person who signs in there."""

    address: str = ""
    person: dict[str, Any] = field(
        default_factory=lambda: {"sub": "4711", "email": "bo@north.example", "email_verified": True}
    )
    in_token: tuple[str, ...] = ("sub", "email", "email_verified")
    lies: dict[str, Any] = field(default_factory=dict)
    discovery_lies: dict[str, Any] = field(default_factory=dict)
    userinfo_lies: dict[str, Any] = field(default_factory=dict)
    wrong_key: bool = False
    algorithm: str = "RS256"
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: int = 0

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            **self.discovery_lies,
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to, as if the person had just signed in."""
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert asked["nonce"]
        assert set(asked["scope"].split()) == {"openid", "profile", "email"}
        code = secrets.token_urlsafe(16)
        self.asked[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, said: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """The tokens for a code, once; None when anything about the request is wrong."""
        asked = self.asked.pop(said.get("code", ""), None)
        digest = hashlib.sha256(said.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        basic = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if asked is None or asked["code_challenge"] != challenge or authorization != basic:
            return None
        self.tokens += 1
        return {"access_token": "at", "token_type": "Bearer", "id_token": self.id_token(asked["nonce"])}

    def id_token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce,
            **{name: self.person[name] for name in self.in_token if name in self.person}, **self.lies,
        }  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.algorithm == "none":
            return jwt.encode(claims, "", algorithm="none")
        if self.algorithm == "HS256":
            return jwt.encode(claims, SECRET + "0" * 40, algorithm="HS256", headers={"kid": "k1"})
        return jwt.encode(claims, _OTHER_KEY if self.wrong_key else _KEY, "RS256", headers={"kid": "k1"})

    def keys(self) -> dict[str, Any]:
        numbers = _KEY.public_key().public_numbers()
        n, e = (_in_base64(number) for number in (numbers.n, numbers.e))
        return {"keys": [{"kty": "RSA", "n": n, "e": e, "kid": "k1", "use": "sig", "alg": "RS256"}]}


def _in_base64(number: int) -> str:
    data = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self.send_response(302)
            self.send_header("Location", self.provider.authorize(asked))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        answers: dict[str, Callable[[], dict[str, Any]]] = {
            "/.well-known/openid-configuration": self.provider.discovery,
            "/keys": self.provider.keys,
            "/userinfo": lambda: {**self.provider.person, **self.provider.userinfo_lies},
        }
        self._json(answers[parts.path]() if parts.path in answers else None)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        said = {name: values[0] for name, values in parse_qs(body).items()}
        self._json(self.provider.token(said, self.headers.get("Authorization", "")))

    def _json(self, answer: dict[str, Any] | None) -> None:
        body = json.dumps(answer or {"error": "invalid_request"}).encode()
        self.send_response(200 if answer else 400)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said: Any) -> None:
        del said


@contextmanager
def running() -> Iterator[Provider]:
    """A provider that answers until the block ends."""
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"provider": provider}))
    provider.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

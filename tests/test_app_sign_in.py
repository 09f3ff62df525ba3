"""Who may change the documents, whose requests for evidence are answered, and what sign-in needs to start."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from app.sign_in import is_editor
from app.sign_in_guard import SignedInOnly, require_sign_in_setup
from corpus.errors import SettingsError
from index.settings import Settings

KNOWN = {"is_logged_in": True, "email": "Ada@Council.example", "email_verified": True}


@pytest.mark.parametrize(
    ("sign_in", "editors", "user", "may"),
    [
        (False, (), {}, True),
        (False, ("ada@council.example",), KNOWN, False),
        (True, (), KNOWN, False),
        (True, ("ada@council.example",), KNOWN, True),
        (True, ("ADA@council.example", "bo@council.example"), KNOWN, True),
        (True, ("bo@council.example",), KNOWN, False),
        (True, ("ada@council.example",), {}, False),
        (True, ("ada@council.example",), KNOWN | {"is_logged_in": False}, False),
        (True, ("ada@council.example",), KNOWN | {"email_verified": False}, False),
        (True, ("ada@council.example",), {"is_logged_in": True, "email": "ada@council.example"}, False),
        (True, ("ada@council.example",), KNOWN | {"email_verified": "false"}, False),
        (True, ("",), KNOWN | {"email": ""}, False),
        (True, ("ada@council.example",), KNOWN | {"email": "xada@council.example"}, False),
    ],
)
def test_only_known_and_verified_editors_may_change(
    sign_in: bool, editors: tuple[str, ...], user: dict[str, object], may: bool
) -> None:
    assert is_editor(Settings(sign_in=sign_in, editors=editors), user) is may


async def _given(_: Request) -> PlainTextResponse:
    return PlainTextResponse("given")


@pytest.mark.parametrize(
    ("path", "cookie", "status"),
    [
        ("/evidence/file/x", None, 401),
        ("/evidence/page/x/1.png", "forged", 401),
        ("/base/evidence/file/x", "", 401),
        ("/evidence/file/x", "é\x01", 401),
        ("/library", None, 200),
    ],
)
def test_evidence_is_not_given_to_whoever_has_not_signed_in(path: str, cookie: str | None, status: int) -> None:
    app = Starlette(routes=[Route("/{rest:path}", _given)], middleware=[Middleware(SignedInOnly)])
    headers = {} if cookie is None else {"cookie": f"_streamlit_user={cookie}".encode("latin-1")}
    with TestClient(app) as client:
        assert client.get(path, headers=headers).status_code == status


def test_server_does_not_start_half_set_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("streamlit.auth_util.get_secrets_auth_section", lambda: {"client_id": "x"})
    with pytest.raises(SettingsError, match=r"lacks redirect_uri, cookie_secret, client_secret, server_metadata_url"):
        require_sign_in_setup()


def test_missing_authlib_is_named_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streamlit.auth_util.is_authlib_installed", lambda: False)
    with pytest.raises(SettingsError, match=r"inspection-qa\[sign-in\]"):
        require_sign_in_setup()

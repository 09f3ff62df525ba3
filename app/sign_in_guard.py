"""Lets nobody have documents and pictures of pages by their address who has not signed in, where that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from corpus.errors import SettingsError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["SignedInOnly", "has_signed_in", "require_sign_in_setup"]

GUARDED = "/evidence/"
_NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")


class SignedInOnly:
    """Refuses requests for evidence that carry no valid cookie of somebody who signed in."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        is_guarded = scope["type"] == "http" and GUARDED in f"{scope['path']}/"
        if is_guarded and not has_signed_in(Request(scope)):
            await Response("Sign in first.", status_code=401)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def has_signed_in(request: Request) -> bool:
    """Tell whether a request has the cookie that Streamlit signed when its user signed in, and that is not too old."""
    from streamlit.web.server.server_util import get_cookie_secret
    from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
    from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

    value = request.cookies.get(USER_COOKIE_NAME)
    if not value:
        return False
    return bool(decode_signed_value(get_cookie_secret(), USER_COOKIE_NAME, value.encode("latin-1", "replace")))


def require_sign_in_setup() -> None:
    """Refuse to start without what Streamlit needs to sign people in; docs/sign-in.md says how to set it up.

    Raises:
        SettingsError: Authlib is missing, or the [auth] section of Streamlit's secrets lacks something.
    """
    from streamlit.auth_util import get_secrets_auth_section, is_authlib_installed

    if not is_authlib_installed():
        raise SettingsError("sign_in: Authlib is not installed; pip install 'inspection-qa[sign-in]'")
    section = get_secrets_auth_section()
    lacking = [name for name in _NEEDED if not section.get(name)]
    if lacking:
        raise SettingsError(
            f"sign_in: .streamlit/secrets.toml lacks {', '.join(lacking)} in its section [auth]; see docs/sign-in.md"
        )

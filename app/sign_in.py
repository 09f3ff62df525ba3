"""Who may see the pages and who may change the documents, where the settings ask everybody to sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.page_parts import mount
from app.serving import served_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.settings import Settings

__all__ = ["is_editor", "may_change", "signed_in"]


def signed_in() -> bool:
    """Draw who is signed in, or the button to sign in; returns whether the pages may be shown."""
    if not served_settings().sign_in:
        return True
    if not st.user.is_logged_in:
        text = "These pages are for people whom the organisation knows."
        mount("message", {"heading": "Please sign in", "text": text}, key="please_sign_in")
        mount("wanted", "remember", key="wanted")
        st.button("Sign in", on_click=st.login, type="primary")
        return False
    mount("wanted", "return", key="wanted")
    with st.sidebar:
        told = f"Signed in as {st.user.get('email') or st.user.get('name') or 'somebody without a name'}."
        mount("heading", {"text": "", "about": told}, key="who")
        st.button("Sign out", on_click=st.logout)
    return True


def may_change() -> bool:
    """Tell whether the user of this session may add and remove documents and renew the index."""
    settings = served_settings()
    return is_editor(settings, st.user.to_dict() if settings.sign_in else {})


def is_editor(settings: Settings, user: Mapping[str, object]) -> bool:
    """Tell whether a user may change the documents.

    Without sign-in everybody may, unless editors are named: then nobody can be known to be one. With sign-in those
    may whose address the identity provider has verified and the settings name; upper and lower case are the same.

    Args:
        settings: those of the server.
        user: what the identity provider says of the user, empty for nobody.
    """
    if not settings.sign_in:
        return not settings.editors
    address = str(user.get("email") or "").strip().casefold()
    is_known = user.get("is_logged_in") is True and user.get("email_verified") is True
    return is_known and bool(address) and address in {editor.casefold() for editor in settings.editors}

"""Where the text of a web page is, what on it is only furniture, and whether it is an error page."""

from __future__ import annotations

import re

from lxml import html

from corpus.cleaning import without_invisible

__all__ = ["error_title", "is_caption", "is_unseen", "leads_elsewhere", "main_element", "text_of", "title_outside"]

_UNSEEN = frozenset(
    [
        *("script", "style", "noscript", "template", "svg", "math", "canvas", "iframe", "object", "embed", "audio"),
        *("video", "form", "button", "select", "textarea", "input", "nav", "aside", "dialog", "menu", "head", "map"),
    ]
)
_ROLES = frozenset(["navigation", "banner", "search", "complementary", "contentinfo", "dialog", "alert"])
_PAGE = frozenset(["html", "body", "main", "article", "h1"])
_FURNITURE_NAMES = (
    *(
        "nav",
        "navbar",
        "navigation",
        "menu",
        "breadcrumbs?",
        "masthead",
        "skip",
        "search",
        "login",
        "toolbar",
        "sidebar",
    ),
    *(
        "cookies?",
        "consent",
        "gdpr",
        "popup",
        "modal",
        "overlay",
        "footer",
        "pagination",
        "widget",
        "comments?",
        "tags",
    ),
    *(
        "adverts?",
        "advertisement",
        "advertising",
        "ads?",
        "promos?",
        "promotions?",
        "paywall",
        "newsletter",
        "sign-?up",
    ),
    *("subscribe", "subscription", "share", "sharing", "social", "related", "recommended", "trending", "most-read"),
)
_FURNITURE = re.compile(rf"(?:^|[\s_-])(?:{'|'.join(_FURNITURE_NAMES)})(?:$|[\s_-])", re.IGNORECASE)
_CAPTION = re.compile(r"(?:^|[\s_-])(?:caption|credit|photo-credit|wp-caption-text)(?:$|[\s_-])", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ERROR = re.compile(
    r"\b(?:not found|40[0134]|50[0234]|access denied|forbidden|unauthori[sz]ed|service unavailable|bad gateway"
    r"|server error|something went wrong|temporarily unavailable|just a moment|are you (?:a )?(?:human|robot)"
    r"|no longer available|page (?:doesn.t|does not) exist|(?:sign|log) in)\b",
    re.IGNORECASE,
)
# A list of which this share is links leads elsewhere.
_LINK_SHARE = 0.7
_MIN_LINKS = 3


def text_of(element: html.HtmlElement) -> str:
    """Return all text within an element on one line."""
    return without_invisible(" ".join("".join(element.itertext()).split()))


def error_title(page: html.HtmlElement) -> str | None:
    """Return the title of a page that says that something went wrong, None for other pages."""
    titles = (text_of(element) for element in page.iter("title", "h1"))
    return next((title for title in titles if _ERROR.search(title)), None)


def main_element(page: html.HtmlElement) -> html.HtmlElement:
    """Return the element that holds the text: what the page itself marks as such, else its whole body."""
    for query in ("//main", "//*[@role='main']", "//article"):
        elements = [element for element in page.xpath(query) if _length(element)]
        if not elements:
            continue
        best = max(elements, key=_length)
        # Teasers are articles too; the text is most of what the page says.
        if query != "//article" or _length(best) * 3 >= sum(_length(element) for element in elements):
            return best
    body = page.find("body")
    return page if body is None else body


def title_outside(page: html.HtmlElement, main: html.HtmlElement) -> str | None:
    """Return the page's heading where it stands outside of the main text and that has none."""
    first = next(iter(page.iter("h1")), None)
    if first is None or main in first.iterancestors() or next(iter(main.iter("h1")), None) is not None:
        return None
    is_site = any(element.tag == "nav" or _is_furniture(element) for element in first.iterancestors())
    return None if is_site else text_of(first) or None


def is_unseen(element: html.HtmlElement) -> bool:
    """Tell whether a reader of the text does not want to see an element: scripts, navigation, adverts, banners."""
    if element.tag in _UNSEEN:
        return True
    if element.tag == "footer" and next(iter(element.iterancestors("blockquote")), None) is None:
        return True
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    if hidden or _HIDDEN_STYLE.search(element.get("style") or "") or element.get("role") in _ROLES:
        return True
    return element.tag not in _PAGE and _is_furniture(element)


def is_caption(element: html.HtmlElement) -> bool:
    """Tell whether an element is the line under a picture or table."""
    return element.tag in ("figcaption", "caption") or _CAPTION.search(element.get("class") or "") is not None


def leads_elsewhere(element: html.HtmlElement) -> bool:
    """Tell whether a list is made of links."""
    links = list(element.iter("a"))
    return len(links) >= _MIN_LINKS and sum(map(_length, links)) >= _LINK_SHARE * max(_length(element), 1)


def _is_furniture(element: html.HtmlElement) -> bool:
    name = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
    return bool(name) and _FURNITURE.search(name) is not None and next(iter(element.iter("h1")), None) is None


def _length(element: html.HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())

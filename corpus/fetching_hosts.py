"""Which hosts are the publisher's: nothing is fetched from any other, whatever a page or a redirect says."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from corpus.errors import FetchError

__all__ = ["check_host", "hosts_contacted"]

# 'co', 'org', 'gov', 'ac' before the country: domains under which anybody may have a site.
_LONGEST_SHARED = 3


def hosts_contacted(base_url: str) -> str:
    """Return in words which hosts a client for a base address may contact.

    Raises:
        FetchError: the address is not one of a web site.
    """
    parts = _split(base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError(f"{base_url}: is no address of a site; expected one like https://example.org")
    domain = _domain(parts.hostname)
    return f"{parts.netloc}, and hosts under {domain} where its pages link files there" if domain else parts.netloc


def check_host(address: str, base_url: str) -> None:
    """Refuse an address that is not on the publisher's site, or on it without the encryption that the site has.

    Raises:
        FetchError: it is refused, or is no address.
    """
    base, parts = _split(base_url), _split(address)
    domain = _domain(base.hostname or "")
    own = parts.netloc == base.netloc or bool(domain and f".{parts.hostname}".endswith(f".{domain}"))
    if not own or parts.scheme not in ("https", base.scheme):
        raise FetchError(f"{address}: is not on the publisher's site ({base.netloc}); it is not fetched")


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError as exc:
        raise FetchError(f"{address}: is no address ({exc})") from exc


def _domain(host: str) -> str | None:
    """Return the domain above a host where it is a publisher's own ('example.gov.uk'), None for one like 'gov.uk'."""
    first, *rest = host.partition(".")[2].split(".")
    if not rest or rest[-1].isdigit() or (len(rest) == 1 and len(first) <= _LONGEST_SHARED):
        return None
    return ".".join([first, *rest])

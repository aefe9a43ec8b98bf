"""Web addresses: fetched with bounds, as a guest behaves, and never from inside a network."""

import ipaddress
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from index.problem import Problem

LARGEST = 20_000_000
"""Bytes of a page or a file."""
LONGEST = 30.0
"""Seconds for all of it."""
HOPS = 5
"""Redirects in a row, where they are followed at all."""
AGENT = "Readout"


@dataclass(frozen=True, slots=True)
class Fetching:
    """What may be fetched: `follow` redirects, `private` addresses (this machine, the network it stands in)."""

    follow: bool = False
    private: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: the bytes, their content type and charset in lower case, and the final address."""

    raw: bytes
    kind: str
    charset: str | None
    url: str


def is_address(name: str) -> bool:
    """Say whether a name is a web address rather than a file's.

    >>> is_address("https://example.org/a"), is_address("articles/a.txt"), is_address("ftp://example.org/a")
    (True, False, True)
    """
    scheme, mark, _ = name.partition("://")
    return bool(mark) and scheme.isalnum()


def name_of(url: str) -> str:
    """Return the id of the article at an address: the address without its scheme.

    >>> name_of("https://example.org/news/a?id=1#top")
    'example.org/news/a?id=1'
    """
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path.rstrip('/')}" + (f"?{parts.query}" if parts.query else "")


def fetch(url: str, rules: Fetching) -> Fetched:
    """Return what lies at an address; raise Problem where it is refused, not there, too large or too slow."""
    deadline = time.monotonic() + LONGEST
    for _ in range(HOPS + 1):
        _parts(url)
        if not _allowed(url, rules, deadline):
            raise Problem("The site asks programs not to read this page (robots.txt): save it by hand.")
        status, headers, raw = _got(url, rules, deadline, LARGEST)
        if status in {301, 302, 303, 307, 308} and headers.get("location"):
            onward = urljoin(url, headers["location"])
            if not rules.follow:
                raise Problem(f"The address leads on to {onward}: index that, or add --follow.")
            url = onward
            continue
        if status != 200:
            raise Problem(f"The site answers with {status}: check the address.")
        kind, charset = _content(headers.get("content-type", ""))
        return Fetched(raw, kind, charset, url)
    raise Problem(f"The address leads on more than {HOPS} times: index the page it ends at.")


def _allowed(url: str, rules: Fetching, deadline: float) -> bool:
    """Say whether robots.txt lets a program read the page (RFC 9309: none, and none found, allow all)."""
    from protego import Protego

    status, _, raw = _got(urljoin(url, "/robots.txt"), rules, deadline, 512_000)
    if status >= 500:
        raise Problem("The site does not tell what programs may read (robots.txt fails): try again later.")
    return bool(status != 200 or Protego.parse(raw.decode("utf-8", "replace")).can_fetch(url, AGENT))


def _got(url: str, rules: Fetching, deadline: float, largest: int) -> tuple[int, Any, bytes]:
    import httpx

    parts = _parts(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Problem("Only http and https addresses are read: save the file, and index that.")
    host = parts.hostname
    # Asked of the very address that was looked at: a name may mean another the next moment.
    checked = _checked(host, parts.port or (443 if parts.scheme == "https" else 80), rules)
    headers = {"Host": parts.netloc.rpartition("@")[2], "User-Agent": f"{AGENT}/1", "Accept": "*/*"}
    try:
        with (
            httpx.Client(timeout=min(15.0, LONGEST), trust_env=False, follow_redirects=False) as client,
            client.stream(
                "GET", httpx.URL(url).copy_with(host=checked), headers=headers, extensions={"sni_hostname": host}
            ) as reply,
        ):
            return reply.status_code, reply.headers, _body(reply, deadline, largest)
    except httpx.TimeoutException as error:
        raise Problem("The site does not answer in time: try again later.") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Problem(f"The site cannot be reached ({error}): check the address and the network.") from error


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise Problem(f"{url} is no web address ({error}): check it.") from error
    return parts


def _body(reply: Any, deadline: float, largest: int) -> bytes:
    taken = bytearray()
    for piece in reply.iter_bytes():
        taken += piece
        if len(taken) > largest:
            raise Problem(f"The page is larger than {largest // 1_000_000 or 1} MB: save what you need of it.")
        if time.monotonic() > deadline:
            raise Problem(f"The site takes more than {LONGEST:.0f} seconds: try again later.")
    return bytes(taken)


def _checked(host: str, port: int, rules: Fetching) -> str:
    """Return an IP address of a host; raise Problem where any of its addresses is not on the open internet."""
    try:
        found: Sequence[Any] = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Problem(f"There is no site {host!r}: check the address and the network.") from error
    addresses = [ipaddress.ip_address(one[4][0].partition("%")[0]) for one in found]
    if not rules.private and not all(_is_open(one) for one in addresses):
        raise Problem(f"{host} is an address inside a network: add --private if you mean it.")
    return str(addresses[0])


def _is_open(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_global and not address.is_multicast


def _content(header: str) -> tuple[str, str | None]:
    from email.message import Message

    message = Message()
    message["content-type"] = header or "application/octet-stream"
    return message.get_content_type(), message.get_content_charset()

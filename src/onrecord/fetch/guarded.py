"""Requests that reach public web servers alone, one hop at a time, within bounds.

A name is resolved first, every address of it must be public, and the connection goes to an address
that was looked at: a name that resolves otherwise a moment later gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

import urllib3

from onrecord.errors import OnRecordError

__all__ = [
    "Answer",
    "Bounds",
    "NotFetched",
    "get",
    "request_headers",
    "web_parts",
]


class NotFetched(OnRecordError):  # noqa: N818 - reads as what it is
    """A page was not fetched: `reason` is a short code, `detail` says it in words."""

    def __init__(self, reason: str, detail: str) -> None:
        self.reason, self.detail = reason, detail
        super().__init__(f"{reason}: {detail}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a request may cost, and where it may go."""

    max_bytes: int = 20_000_000
    """Of a body as served. Larger than any page a build reads; archives keep what was served."""
    max_redirects: int = 5
    timeout: float = 20.0
    """Seconds to connect, and between two parts of an answer."""
    max_seconds: float = 60.0
    """For a whole answer: a server may send a byte at a time."""
    allowed: tuple[str, ...] = ()
    """Networks that may be reached though they are not public. For tests against servers of one's own."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as served: body neither decoded nor unpacked."""

    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    address: str

    def header(self, name: str) -> str | None:
        """Return the first header of this name."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


def request_headers(user_agent: str) -> dict[str, str]:
    """Return the headers of every request."""
    return {
        "User-Agent": user_agent,
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
        "Accept-Encoding": "gzip",
    }


def get(
    url: str,
    headers: Mapping[str, str],
    bounds: Bounds,
    before: Callable[[str], None] = lambda _: None,
) -> list[Answer]:
    """Return the answers for an address: redirects, then the last. Raises NotFetched.

    `before` is called with the address of every hop, and may refuse it.
    """
    answers: list[Answer] = []
    following: str | None = url
    while following is not None:
        if len(answers) > bounds.max_redirects:
            raise NotFetched("redirects", f"more than {bounds.max_redirects} from {url}")
        before(following)
        answers.append(_once(following, headers, bounds))
        following = _redirect_of(answers[-1])
    return answers


def _redirect_of(answer: Answer) -> str | None:
    """Return the address that an answer leads on to; it is looked at anew, wherever it leads."""
    where = answer.header("Location")
    return urljoin(answer.url, where) if answer.status in _REDIRECTS and where else None


_REDIRECTS = frozenset({301, 302, 303, 307, 308})


def web_parts(url: str) -> SplitResult:
    """Return the parts of an address that may be asked for. Raises NotFetched for any other."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise NotFetched("address", f"{url!r} is no web address: {error}") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise NotFetched("scheme", f"{url!r}: only http and https are fetched")
    if parts.username or parts.password:
        raise NotFetched("address", f"{url!r}: addresses with a user name are not fetched")
    return parts


def _once(url: str, headers: Mapping[str, str], bounds: Bounds) -> Answer:
    """Return the answer of one request, redirects not followed. Raises NotFetched."""
    parts = web_parts(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    try:
        name = host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError as error:
        raise NotFetched("address", f"{host!r} is no host name") from error
    address = _public_address(name, port, bounds.allowed)
    timeout = urllib3.Timeout(connect=bounds.timeout, read=bounds.timeout)
    pool: urllib3.HTTPConnectionPool
    if parts.scheme == "https":
        pool = urllib3.HTTPSConnectionPool(
            address, port, server_hostname=name, assert_hostname=name, timeout=timeout, maxsize=1
        )
    else:
        pool = urllib3.HTTPConnectionPool(address, port, timeout=timeout, maxsize=1)
    shown = f"[{name}]" if ":" in name else name
    with_port = shown if parts.port is None else f"{shown}:{parts.port}"
    target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    try:
        return _read(pool, target, {**headers, "Host": with_port}, url, address, bounds)
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise NotFetched("connection", f"{url}: {error}") from error
    finally:
        pool.close()


def _read(
    pool: urllib3.HTTPConnectionPool,
    target: str,
    headers: Mapping[str, str],
    url: str,
    address: str,
    bounds: Bounds,
) -> Answer:
    begun = time.monotonic()
    response = pool.urlopen(
        "GET", target, headers=headers, redirect=False, retries=False, preload_content=False,
        decode_content=False,
    )  # fmt: skip
    try:
        body = bytearray()
        while part := response.read(65_536, decode_content=False):
            body += part
            if len(body) > bounds.max_bytes:
                raise NotFetched("too_large", f"{url}: more than {bounds.max_bytes:,} bytes")
            if time.monotonic() - begun > bounds.max_seconds:
                raise NotFetched("too_slow", f"{url}: not done in {bounds.max_seconds:g} seconds")
    finally:
        response.close()
    # the body is no longer cut into chunks; everything else stays as it came
    kept = [(k, v) for k, v in response.headers.items() if k.lower() != "transfer-encoding"]
    return Answer(url, response.status, response.reason or "", tuple(kept), bytes(body), address)


def _public_address(host: str, port: int, allowed: Sequence[str]) -> str:
    """Return an address of a host. Raises NotFetched unless every one of them is public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotFetched("unknown_host", f"{host}: {error}") from error
    addresses = [str(one[4][0]).partition("%")[0] for one in found]
    networks = [ipaddress.ip_network(one) for one in allowed]
    for text in addresses:
        address = ipaddress.ip_address(text)
        inner = getattr(address, "ipv4_mapped", None) or address
        is_public = inner.is_global and not inner.is_multicast
        if not is_public and not any(inner in network for network in networks):
            detail = f"{host} is {text}: private, loopback and link-local addresses are not fetched"
            raise NotFetched("not_public", detail)
    return addresses[0]

"""One page from the web, when the user asks for it: bounded in time and size, and never from a private address.

Every host, of the address given and of each redirect, is looked up once and connected to by the number that was
checked, so that a name cannot lead elsewhere the second time.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from onrecord.errors import InputError
from onrecord.intake.warc import undone

SECONDS = 30.0
"""The longest that a page may take, redirects and all."""
MOST_BYTES = 20_000_000
REDIRECTS = 5
_AGENT = "onrecord (reads one page at its user's request)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page as it came. `url` is where it was in the end; `retrieved` is RFC 3339 in UTC."""

    body: bytes
    url: str
    media_type: str | None
    http_charset: str | None
    retrieved: str


def fetch(
    url: str,
    *,
    seconds: float = SECONDS,
    most_bytes: int = MOST_BYTES,
    redirected: Callable[[str, str], None] | None = None,
) -> Fetched:
    """Return the page at `url`; `redirected` is told of each redirect, from where to where.

    Raises `InputError` for an address that is not http or https, that is private, that does not answer in time, whose
    answer is too long or no page.
    """
    deadline = time.monotonic() + seconds
    for _ in range(REDIRECTS + 1):
        status, fields, body = _ask(url, deadline, most_bytes)
        if status in (301, 302, 303, 307, 308) and fields.get("location"):
            there = urljoin(url, fields["location"])
            if redirected is not None:
                redirected(url, there)
            url = there
            continue
        if status != 200:
            raise InputError(
                f"{url}: expected a page, but the server answered {status}; open it in a browser to see why"
            )
        kind = http.client.HTTPMessage()
        kind["content-type"] = fields.get("content-type", "")
        return Fetched(
            body=undone(body, {name: value for name, value in fields.items() if name == "content-encoding"}),
            url=url,
            media_type=kind.get_content_type() if fields.get("content-type") else None,
            http_charset=kind.get_content_charset(),
            retrieved=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        )
    raise InputError(f"{url}: expected a page, but there were more than {REDIRECTS} redirects")


def public_address(host: str, port: int) -> str:
    """Return the number to connect to for `host`; `InputError` where one of its addresses is not public.

    All must be public: a name with a public and a private address is how a private one is reached.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise InputError(f"{host}: expected a host on the web, but its name leads nowhere ({error})") from None
    numbers = list(dict.fromkeys(str(one[4][0]) for one in found))
    for number in numbers:
        address = ipaddress.ip_address(number.partition("%")[0])
        inner = _inner(address)
        if not address.is_global or not inner.is_global or address.is_multicast:
            raise InputError(
                f"{host}: expected a public address, but it is {number}, which is private or reserved; "
                "save the page and give the file"
            )
    return numbers[0]


_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


def _inner(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """Return the IPv4 address that an IPv6 address stands for, where it does, else the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _ask(url: str, deadline: float, most_bytes: int) -> tuple[int, dict[str, str], bytes]:
    """Return status, header fields and body of the answer to one request."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise InputError(f"{url}: expected an address, but {error}") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(f"{url}: expected an address that begins with http:// or https://")
    if parts.username or parts.password:
        raise InputError(f"{parts.hostname}: expected an address without a user name or a password in it")
    port = port or (443 if parts.scheme == "https" else 80)
    try:
        host = parts.hostname.encode("idna").decode("ascii") if not parts.hostname.isascii() else parts.hostname
    except UnicodeError as error:
        raise InputError(f"{url}: expected the name of a host, but {error}") from None
    number = public_address(host, port)
    connection = _Connection(host, number, port, parts.scheme == "https", max(0.1, deadline - time.monotonic()))
    target = quote(urlunsplit(("", "", parts.path or "/", parts.query, "")), safe="/?&=%:@!$'()*+,;~#[]-._")
    try:
        connection.request(
            "GET",
            target,
            headers={"User-Agent": _AGENT, "Accept-Encoding": "gzip", "Accept": "text/html,text/plain;q=0.9,*/*;q=0.1"},
        )
        answer = connection.getresponse()
        fields = {name.lower(): value for name, value in reversed(answer.getheaders())}
        return answer.status, fields, _bounded(answer, url, deadline, most_bytes, connection)
    except (OSError, http.client.HTTPException) as error:
        raise InputError(
            f"{url}: expected a page, but it cannot be fetched ({error or type(error).__name__})"
        ) from None
    finally:
        connection.close()


def _bounded(
    answer: http.client.HTTPResponse, url: str, deadline: float, most_bytes: int, connection: http.client.HTTPConnection
) -> bytes:
    """Return the body of an answer; `InputError` where it is longer than `most_bytes` or not there by `deadline`."""
    body = bytearray()
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            raise InputError(f"{url}: expected a page within {SECONDS:.0f} seconds, but it is still coming")
        if connection.sock is not None:
            connection.sock.settimeout(left)
        piece = answer.read1(1 << 16)
        if not piece:
            return bytes(body)
        body += piece
        if len(body) > most_bytes:
            raise InputError(f"{url}: expected a page of at most {most_bytes:,} bytes, but it is longer")


class _Connection(http.client.HTTPConnection):
    """A connection to a number that was checked, under the name that it was checked for."""

    def __init__(self, host: str, number: str, port: int, secure: bool, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self._number, self._secure = number, secure
        if secure:
            self.default_port = 443

    def connect(self) -> None:
        """Connect to the number, and for https make sure that the certificate is of the name."""
        self.sock = socket.create_connection((self._number, self.port), self.timeout)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

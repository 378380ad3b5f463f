"""One page from the web: redirects shown, size and time bounded, no private address, by whatever way it is named."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onrecord.errors import InputError
from onrecord.intake import fetch as subject
from onrecord.intake.containers import Failure, Source, sources

PAGE = b"<html><body><h1>T</h1><p>Words, said Ann Lee.</p></body></html>"


class Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/page?a=1")
            self.end_headers()
        elif self.path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
            self.end_headers()
        elif self.path == "/inside":
            self.send_response(302)
            self.send_header("Location", "http://private.example/")
            self.end_headers()
        elif self.path == "/long":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"x" * 100_000)
        elif self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            for _ in range(20):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
        elif self.path == "/gone":
            self.send_error(404)
        else:
            body = gzip.compress(PAGE)
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=koi8-r")
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server at public.example, which leads to this machine; private.example leads to 10.0.0.1."""
    running = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
    real = subject.public_address
    monkeypatch.setattr(
        subject, "public_address", lambda host, port: "127.0.0.1" if host == "public.example" else real(host, port)
    )
    known = {"private.example": ["10.0.0.1"], "both.example": ["93.184.216.34", "192.168.1.1"]}
    known |= {"mapped.example": ["::ffff:10.0.0.1"], "translated.example": ["64:ff9b::a00:1"]}

    def lookup(host: str, port: int, *rest: int, **named: int) -> list[object]:
        if host in known:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in known[host]]
        return list(real_lookup(host, port, *rest, **named))

    real_lookup = socket.getaddrinfo
    monkeypatch.setattr(subject.socket, "getaddrinfo", lookup)
    yield f"http://public.example:{running.server_address[1]}"
    running.shutdown()
    running.server_close()


def test_a_page_is_fetched_and_each_redirect_is_told(server: str) -> None:
    hops: list[tuple[str, str]] = []
    page = subject.fetch(f"{server}/moved", redirected=lambda one, other: hops.append((one, other)))
    assert (page.body, page.url, page.media_type, page.http_charset) == (
        PAGE,
        f"{server}/page?a=1",
        "text/html",
        "koi8-r",
    )
    assert hops == [(f"{server}/moved", f"{server}/page?a=1")]
    assert page.retrieved.endswith("Z")


@pytest.mark.parametrize(
    ("path", "says"),
    [
        pytest.param("/gone", "the server answered 404", id="not there"),
        pytest.param("/loop", "more than 5 redirects", id="redirects without end"),
        pytest.param("/inside", "10.0.0.1, which is private", id="a redirect to a private address"),
        pytest.param("/long", "at most 50,000 bytes", id="too long"),
        pytest.param("/slow", "still coming", id="too slow, though every byte comes in time"),
    ],
)
def test_what_cannot_be_fetched_is_a_clear_error(server: str, path: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        subject.fetch(server + path, most_bytes=50_000, seconds=0.6 if path == "/slow" else 10)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://169.254.169.254/latest",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://private.example/",
        "http://both.example/",
        "http://mapped.example/",
        "http://translated.example/",
    ],
)
def test_a_private_address_is_never_asked(server: str, url: str) -> None:
    with pytest.raises(InputError, match="private or reserved"):
        subject.fetch(url)


@pytest.mark.parametrize("url", ["ftp://example.org/", "http:///", "https://user:word@example.org/", "http://[::1/"])
def test_an_odd_address_is_a_clear_error(url: str) -> None:
    with pytest.raises(InputError, match="expected"):
        subject.fetch(url)


def test_the_command_line_shows_redirects(server: str, capsys: pytest.CaptureFixture[str]) -> None:
    found, failure = sources([f"{server}/moved", f"{server}/gone"], fetch=True)
    assert isinstance(found, Source) and found.url == f"{server}/page?a=1"
    assert isinstance(failure, Failure) and "404" in str(failure)
    assert "redirects to" in capsys.readouterr().err

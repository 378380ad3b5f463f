"""Where pages come from: files, folders, JSON Lines, web archives. A bad one is named and never stops the others."""

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from onrecord.intake.containers import Failure, Source, sources
from onrecord.intake.pages import Hints

HTML = b"<!doctype html><html><body><h1>T</h1>" + b"<p>Some words, said Ann Lee on Friday.</p>" * 9 + b"</body></html>"


def record(kind: str, url: str, body: bytes, content: str = "application/http; msgtype=response") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2019-11-20T10:00:00Z\r\n"
    return f"{head}Content-Type: {content}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\n{''.join(f'{line}{chr(13)}{chr(10)}' for line in headers)}\r\n".encode() + body


def chunked(body: bytes) -> bytes:
    return b"%x;note\r\n%s\r\n3\r\nend\r\n0\r\n\r\n" % (len(body), body)


RECORDS = [
    record("warcinfo", "", b"software: x", "application/warc-fields"),
    record("request", "http://a.example/1", b"GET /1 HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
    record("response", "http://a.example/1", answer(HTML, "Content-Type: text/html; charset=koi8-r")),
    record("response", "http://a.example/logo", answer(b"\x89PNG", "Content-Type: image/png")),
    record("response", "http://a.example/moved", answer(HTML, "Location: /1", status="301 Moved")),
    record(
        "response", "http://a.example/2", answer(chunked(HTML), "Content-Type: text/html", "Transfer-Encoding: chunked")
    ),
    record(
        "response",
        "http://a.example/3",
        answer(gzip.compress(HTML), "Content-Type: text/html", "Content-Encoding: gzip"),
    ),
    record("response", "http://a.example/4", answer(HTML, "Content-Type: text/html", "Content-Encoding: gzip")),
    record("conversion", "http://a.example/5", b"Words, said Ann Lee.", "text/plain"),
]
PAGES = [f"http://a.example/{n}" for n in (1, 2, 3, 4, 5)]


def packed(records: list[bytes]) -> bytes:
    return b"".join(gzip.compress(one) for one in records)


@pytest.mark.parametrize("kind", ["warc", "warc.gz", "wacz"])
def test_an_archive_gives_its_pages_and_passes_over_the_rest(tmp_path: Path, kind: str) -> None:
    place = tmp_path / f"crawl.{kind}"
    if kind == "wacz":
        with zipfile.ZipFile(place, "w") as archive:
            archive.writestr("datapackage.json", "{}")
            archive.writestr("archive/data.warc.gz", packed(RECORDS))
    else:
        place.write_bytes(packed(RECORDS) if kind.endswith("gz") else b"".join(RECORDS))
    found = [one for one in sources([str(place)]) if isinstance(one, Source)]
    assert [one.url for one in found] == PAGES
    assert all(one.retrieved == "2019-11-20T10:00:00Z" for one in found)
    assert found[0].snapshot().encoding_from == "http"
    assert found[0].hints == Hints(url="http://a.example/1")
    assert [one.snapshot().media_type for one in found] == ["text/html"] * 4 + ["text/plain"]
    assert found[1].body == HTML + b"end"
    assert found[2].body == found[3].body == HTML


def test_an_archive_that_breaks_off_gives_what_came_before_and_says_so(tmp_path: Path) -> None:
    place = tmp_path / "cut.warc.gz"
    place.write_bytes(packed(RECORDS[:6])[:-20])
    first, failure = sources([str(place)])
    assert isinstance(first, Source) and first.url == PAGES[0]
    assert isinstance(failure, Failure) and "breaks off" in str(failure) and "cut.warc.gz" in str(failure)


def test_a_page_too_long_is_named_and_the_next_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.intake.warc.PAGE_BYTES", 600)
    place = tmp_path / "long.warc"
    long = record("response", "http://a.example/long", answer(HTML * 9, "Content-Type: text/html"))
    place.write_bytes(long + RECORDS[2])
    failure, page = sources([str(place)])
    assert isinstance(failure, Failure) and "http://a.example/long" in str(failure)
    assert isinstance(page, Source) and page.url == PAGES[0]


def test_what_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.intake import warc

    with pytest.raises(warc.InputError, match="more than 1,000 bytes"):
        warc.unpacked(gzip.compress(b"0" * 100_000), 31, most=1000)


def test_a_wacz_that_is_none_is_a_clear_failure(tmp_path: Path) -> None:
    place = tmp_path / "x.wacz"
    place.write_bytes(b"no zip")
    [failure] = sources([str(place)])
    assert isinstance(failure, Failure) and "expected a WACZ file" in str(failure)


def test_a_folder_gives_every_page_in_it_in_order(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "b.html").write_bytes(HTML)
    (tmp_path / "a.txt").write_text("Words, said Ann Lee.")
    (tmp_path / "deep" / "c.html.gz").write_bytes(gzip.compress(HTML))
    (tmp_path / "d.jsonl").write_text('{"text": "One."}\n\nno json\n{"html": "<p>Two."}\n{"id": 5, "text": "x"}\n')
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")
    found = list(sources([str(tmp_path), str(tmp_path / "missing.html")]))
    names = [Path(one.name).name for one in found]
    lines = [f"d.jsonl, line {number}" for number in (1, 3, 4, 5)]
    assert names == ["a.txt", "b.html", *lines, "c.html", "missing.html"]
    assert [type(one) for one in found] == [Source, Source, Source, Failure, Source, Failure, Source, Failure]
    [page] = [one for one in found if isinstance(one, Source) and one.name.endswith("c.html")]
    assert page.body == HTML


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(HTML, ["text/html"], id="a page"),
        pytest.param(b"Words, said Ann Lee.", ["text/plain"], id="a text"),
        pytest.param(b'{"text": "One."}\n{"html": "<p>Two."}\n', ["text/plain", "text/html"], id="JSON Lines"),
        pytest.param(packed(RECORDS), ["text/html"] * 4 + ["text/plain"], id="an archive"),
        pytest.param(gzip.compress(HTML), ["text/html"], id="a page, gzipped"),
    ],
)
def test_standard_input_is_told_by_what_it_holds(
    given: bytes, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys
    import types

    monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(buffer=io.BytesIO(given)))
    found = [one.snapshot().media_type for one in sources(["-"]) if isinstance(one, Source)]
    assert found == expected


def test_an_address_is_not_fetched_unasked() -> None:
    [failure] = sources(["https://example.org/page"])
    assert isinstance(failure, Failure) and "--fetch" in str(failure)


def test_hints_are_put_over_what_a_container_says(tmp_path: Path) -> None:
    place = tmp_path / "a.jsonl"
    place.write_text(json.dumps({"text": "One.", "id": "its own", "site": "Its site"}))
    [page] = sources([str(place)], hints=Hints(id="mine"))
    assert isinstance(page, Source) and page.hints == Hints(id="mine", site="Its site")

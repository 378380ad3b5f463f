"""Brotli and Zstandard: bodies and archives in them are read, and without the packages the extra is named."""

import gzip
import importlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import brotli
import pytest
import zstandard

from onrecord.intake.containers import Failure, Source, sources
from onrecord.intake.warc import undone

HTML = b"<!doctype html><html><body><h1>T</h1>" + b"<p>Some words, said Ann Lee on Friday.</p>" * 9 + b"</body></html>"
BOMB = b"\x00" * 200_000_000


def packed(body: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(body)


def record(url: str, body: bytes, coding: str) -> bytes:
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {coding}\r\n\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http\r\n"
    return f"{head}Content-Length: {len(answer)}\r\n\r\n".encode() + answer + b"\r\n\r\n"


RECORDS = [record("http://a.example/1", HTML, "identity"), record("http://a.example/2", brotli.compress(HTML), "br")]


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        pytest.param("br", brotli.compress(HTML), id="brotli"),
        pytest.param("zstd", packed(HTML), id="Zstandard"),
        pytest.param("zstd", packed(HTML[:50]) + packed(HTML[50:]), id="Zstandard in two frames"),
        pytest.param("gzip, br", brotli.compress(gzip.compress(HTML)), id="gzip, then brotli"),
        pytest.param("BR", brotli.compress(HTML), id="in capitals"),
        pytest.param("br", HTML, id="told, but unpacked already"),
        pytest.param("zstd", HTML, id="told to be Zstandard, but unpacked already"),
    ],
)  # fmt: skip
def test_a_body_is_unpacked_as_its_header_says(coding: str, body: bytes) -> None:
    assert undone(body, {"content-encoding": coding}) == HTML


@pytest.mark.parametrize(
    ("body", "coding", "says"),
    [
        pytest.param(brotli.compress(HTML)[:5] + b"\xff" * 99, "br", "brotli compression is damaged", id="brotli"),
        pytest.param(packed(HTML)[:20] + b"\xff" * 99, "zstd", "Zstandard compression is damaged", id="Zstandard"),
        pytest.param(packed(HTML)[:-5], "zstd", "Zstandard compression breaks off", id="Zstandard, cut"),
        pytest.param(brotli.compress(BOMB, quality=1), "br", "unpacks to more than 100,000,000", id="brotli, a bomb"),
        pytest.param(packed(BOMB), "zstd", "unpacks to more than 100,000,000", id="Zstandard, a bomb"),
    ],
)  # fmt: skip
def test_a_body_that_cannot_be_unpacked_is_a_failure_that_names_it(
    tmp_path: Path, body: bytes, coding: str, says: str
) -> None:
    place = tmp_path / "crawl.warc"
    place.write_bytes(record("http://a.example/0", body, coding) + RECORDS[0])
    failure, page = sources([str(place)])
    assert isinstance(failure, Failure) and says in str(failure) and "http://a.example/0" in str(failure)
    assert isinstance(page, Source)


def skippable(dictionary: bytes) -> bytes:
    return b"\x5d\x2a\x4d\x18" + len(dictionary).to_bytes(4, "little") + dictionary


def with_dictionary(pack: bool) -> bytes:
    words = zstandard.ZstdCompressionDict(HTML * 3, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    engine = zstandard.ZstdCompressor(dict_data=words)
    kept = packed(words.as_bytes()) if pack else words.as_bytes()
    return skippable(kept) + b"".join(engine.compress(one) for one in RECORDS)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"".join(map(packed, RECORDS)), id="a frame a record"),
        pytest.param(packed(b"".join(RECORDS)), id="one frame"),
        pytest.param(with_dictionary(pack=False), id="with a dictionary"),
        pytest.param(with_dictionary(pack=True), id="with a packed dictionary"),
    ],
)
@pytest.mark.parametrize("kind", ["warc.zst", "wacz"])
def test_an_archive_in_zstandard_gives_its_pages(tmp_path: Path, body: bytes, kind: str) -> None:
    place = tmp_path / f"crawl.{kind}"
    if kind == "wacz":
        with zipfile.ZipFile(place, "w") as archive:
            archive.writestr("archive/data.warc.zst", body)
    else:
        place.write_bytes(body)
    pages = list(sources([str(place)]))
    assert [page.body for page in pages if isinstance(page, Source)] == [HTML, HTML]


def test_an_archive_that_breaks_off_says_so_after_its_pages(tmp_path: Path) -> None:
    (tmp_path / "crawl.warc.zst").write_bytes(packed(RECORDS[0]) + packed(RECORDS[1])[:-9])
    page, failure = sources([str(tmp_path)])
    assert isinstance(page, Source)
    assert isinstance(failure, Failure) and "breaks off or is damaged" in str(failure)


def test_a_page_and_lines_of_json_may_be_packed_too(tmp_path: Path) -> None:
    (tmp_path / "a.html.zst").write_bytes(packed(HTML))
    (tmp_path / "b.jsonl.zst").write_bytes(packed(json.dumps({"text": "Words."}).encode()))
    one, other = sources([str(tmp_path)])
    assert isinstance(one, Source) and one.body == HTML
    assert isinstance(other, Source) and other.body == "Words."


def test_without_the_packages_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.import_module

    def without(name: str, package: str | None = None) -> ModuleType:
        if name in ("brotli", "zstandard"):
            raise ImportError(name)
        return real(name, package)

    monkeypatch.setattr(importlib, "import_module", without)
    (tmp_path / "a.warc").write_bytes(b"".join([*RECORDS, record("http://a.example/3", packed(HTML), "zstd")]))
    (tmp_path / "b.warc.zst").write_bytes(packed(RECORDS[0]))
    page, brotlied, packed_body, packed_archive = sources([str(tmp_path)])
    assert isinstance(page, Source)
    for failure, package in ((brotlied, "brotli"), (packed_body, "zstandard"), (packed_archive, "zstandard")):
        assert isinstance(failure, Failure)
        assert "pip install 'onrecord[warc]'" in str(failure) and package in str(failure)


def test_neither_is_imported_before_it_is_needed() -> None:
    code = "import sys, onrecord.intake.containers; print('brotli' in sys.modules, 'zstandard' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]

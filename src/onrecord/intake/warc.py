"""Web archives → pages: WARC, plain, gzipped record by record (as CC-NEWS is) or Zstandard, and WACZ, a zip of those.

Read as a stream, a record at a time. What is no page (requests, images, redirects, revisits) is passed over; a page
that is damaged is a failure that names it; where the archive itself breaks off, that is the last failure.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from onrecord.errors import InputError
from onrecord.intake import packing

PAGE_BYTES = 100_000_000
"""A record that is longer holds no page. The longest page of a month of CC-NEWS is some ten times shorter."""
_HEADER_BYTES = 1_000_000
_PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedPage:
    """A page in an archive. `retrieved` is RFC 3339 in UTC, as the archive has it."""

    body: bytes
    url: str | None
    media_type: str | None
    http_charset: str | None
    retrieved: str | None


class Damaged(InputError):
    """A record cannot be read; `over` says that the archive cannot be read any further."""

    def __init__(self, message: str, *, over: bool) -> None:
        super().__init__(message)
        self.over = over


def is_archive(head: bytes) -> bool:
    """Return whether a file that begins like this is a WARC, gzipped or not."""
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(31).decompress(head, 64)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


def archived_pages(stream: IO[bytes]) -> Iterator[ArchivedPage | Damaged]:
    """Yield the pages of a WARC, and for each damaged one an error in its place."""
    raw: IO[bytes] = stream if hasattr(stream, "peek") else io.BufferedReader(stream)  # type: ignore[type-var]
    if packing.is_zstandard(raw.peek(4)[:4]):  # type: ignore[attr-defined]
        raw = packing.opened(raw)
    packed = raw.peek(2)[:2] == b"\x1f\x8b"  # type: ignore[attr-defined]
    lines: IO[bytes] = gzip.GzipFile(fileobj=raw) if packed else raw  # type: ignore[assignment]
    while True:
        try:
            headers = _record_headers(lines)
            if headers is None:
                return
            found = _page_of(headers, lines)
        except (EOFError, OSError, zlib.error) as error:
            yield Damaged(f"the archive breaks off or is damaged ({error})", over=True)
            return
        except Damaged as error:
            yield error
            if error.over:
                return
            continue
        if found is not None:
            yield found


def _record_headers(lines: IO[bytes]) -> dict[str, str] | None:
    """Return the named fields of the next record, None at the end."""
    line = lines.readline(_HEADER_BYTES)
    while line in (b"\r\n", b"\n"):
        line = lines.readline(_HEADER_BYTES)
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        raise Damaged(f"expected a record to begin with WARC/, but it begins {line[:40]!r}", over=True)
    return _fields(lines)


def _fields(lines: IO[bytes]) -> dict[str, str]:
    """Return the header fields up to the blank line, names in lower case; of equals the first."""
    fields: dict[str, str] = {}
    size = 0
    while True:
        line = lines.readline(_HEADER_BYTES)
        size += len(line)
        if not line.strip():
            return fields
        if size > _HEADER_BYTES:
            raise Damaged("its header is longer than a million bytes", over=True)
        name, _, value = line.decode("utf-8", "replace").partition(":")
        fields.setdefault(name.strip().lower(), value.strip())


def _page_of(headers: dict[str, str], lines: IO[bytes]) -> ArchivedPage | None:
    """Return the page that a record holds, None where it holds none; the stream then stands after the record."""
    try:
        length = int(headers.get("content-length", ""))
    except ValueError:
        raise Damaged("a record does not say how long it is", over=True) from None
    kind = headers.get("warc-type", "")
    told = headers.get("content-type", "").lower()
    wanted = (kind == "response" and "http" in told) or (
        kind in ("resource", "conversion") and told.startswith(_PAGE_TYPES)
    )
    if not wanted or length > PAGE_BYTES:
        _skip(lines, length)
        if wanted:
            raise Damaged(f"{headers.get('warc-target-uri')}: {length:,} bytes are too many for a page", over=False)
        return None
    data = lines.read(length)
    if len(data) < length:
        raise EOFError(f"{length:,} bytes were promised, {len(data):,} came")
    url, retrieved = headers.get("warc-target-uri", "").strip("<>") or None, headers.get("warc-date")
    if kind != "response":
        return ArchivedPage(
            body=data, url=url, media_type=told.partition(";")[0], http_charset=_charset(told), retrieved=retrieved
        )
    status, fields, body = http_message(data)
    told = fields.get("content-type", "").lower()
    if status != 200 or not body.strip() or not (told.startswith(_PAGE_TYPES) or not told):
        return None
    try:
        body = undone(body, fields)
    except (InputError, zlib.error, OSError, EOFError) as error:
        raise Damaged(f"{url}: {error}", over=False) from None
    return ArchivedPage(
        body=body,
        url=url,
        media_type=told.partition(";")[0].strip() or None,
        http_charset=_charset(told),
        retrieved=retrieved,
    )


def _skip(lines: IO[bytes], length: int) -> None:
    while length > 0:
        got = len(lines.read(min(length, 1 << 20)))
        if not got:
            raise EOFError("the last record is cut")
        length -= got


def _charset(content_type: str) -> str | None:
    found = _CHARSET.search(content_type)
    return found[1] if found else None


def http_message(data: bytes) -> tuple[int, dict[str, str], bytes]:
    """Return status, header fields and body of an HTTP response as it went over the wire; status 0 for no response."""
    lines = io.BytesIO(data)
    first = lines.readline(_HEADER_BYTES).split(None, 2)
    if len(first) < 2 or not first[0].startswith(b"HTTP/") or not first[1].isdigit():
        return 0, {}, b""
    fields = _fields(lines)
    return int(first[1]), fields, data[lines.tell() :]


def undone(body: bytes, fields: dict[str, str]) -> bytes:
    """Return `body` without the chunks and the compression that the header fields tell of.

    Archives often keep such a header when the body is plain already, so a body that is not as told is taken as it is.
    """
    if "chunked" in fields.get("transfer-encoding", "").lower():
        body = _unchunked(body)
    for coding in reversed(fields.get("content-encoding", "").lower().split(",")):
        body = _uncoded(body, coding.strip())
    return body


def _uncoded(body: bytes, coding: str) -> bytes:
    """Return `body` without one compression."""
    if coding in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
        return unpacked(body, 31)
    if coding == "deflate":
        for bits in (15, -15):
            try:
                return unpacked(body, bits)
            except zlib.error:
                continue
    if coding == "br":
        return packing.unpacked_brotli(body, PAGE_BYTES)
    if coding == "zstd":
        return packing.unpacked_zstandard(body, PAGE_BYTES)
    return body


def unpacked(data: bytes, bits: int, most: int = PAGE_BYTES) -> bytes:
    """Return `data` decompressed; `InputError` where more than `most` bytes come out. A cut end is no error."""
    engine = zlib.decompressobj(bits)
    out = engine.decompress(data, most)
    if engine.unconsumed_tail:
        raise InputError(f"it unpacks to more than {most:,} bytes")
    while engine.eof and engine.unused_data.startswith(b"\x1f\x8b") and bits == 31:
        engine, data = zlib.decompressobj(bits), engine.unused_data
        out += engine.decompress(data, max(1, most - len(out)))
        if engine.unconsumed_tail:
            raise InputError(f"it unpacks to more than {most:,} bytes")
    return out


def _unchunked(body: bytes) -> bytes:
    out: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\n", at)
        size = body[at : end if end >= 0 else at].split(b";")[0].strip()
        try:
            length = int(size, 16)
        except ValueError:
            return b"".join(out) if out else body
        if length == 0:
            return b"".join(out)
        out.append(body[end + 1 : end + 1 + length])
        at = end + 1 + length
        if body[at : at + 2] == b"\r\n":
            at += 2
        elif body[at : at + 1] == b"\n":
            at += 1


def wacz_pages(place: Path) -> Iterator[ArchivedPage | Damaged]:
    """Yield the pages of every WARC in a WACZ file; raise `InputError` where it is none."""
    try:
        packed = zipfile.ZipFile(place)
    except zipfile.BadZipFile as error:
        raise InputError(f"{place}: expected a WACZ file, which is a zip, but: {error}") from None
    with packed:
        names = [name for name in packed.namelist() if name.lower().endswith((".warc", ".warc.gz", ".warc.zst"))]
        if not names:
            raise InputError(f"{place}: expected a WACZ file with an archive/*.warc.gz in it, but there is none")
        for name in names:
            try:
                with packed.open(name) as stream:
                    yield from archived_pages(stream)
            except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
                yield Damaged(f"{name}: {error}", over=True)

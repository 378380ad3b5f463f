"""What pages come in: files, folders, standard input, JSON Lines, web archives, addresses.

Each page is a `Source` and each bad one a `Failure` in its place. Containers are told by what they hold, not only by
their names, and read as they come: an archive of a million pages takes no more memory than its longest page.
"""

from __future__ import annotations

import io
import json
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from onrecord.errors import InputError, OnRecordError
from onrecord.intake import packing, warc
from onrecord.intake.pages import Hints, snapshot_of_string, take_snapshot
from onrecord.terms import Snapshot

PAGE_ENDINGS = frozenset({".html", ".htm", ".xhtml", ".shtml", ".txt", ".text", ".jsonl", ".ndjson", ".warc", ".wacz"})
"""The files taken from a folder, also with .gz or .zst after it; a file that is named itself may end in anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A page that has come in and is not read yet: bytes, or a string where it came decoded (a JSON line)."""

    name: str
    body: bytes | str = field(repr=False)
    hints: Hints = field(default_factory=Hints)
    media_type: str | None = None
    http_charset: str | None = None
    url: str | None = None
    retrieved: str | None = None

    def snapshot(self) -> Snapshot:
        """Return its snapshot; raise `InputError` where there is nothing in it that could be read."""
        if isinstance(self.body, str):
            kind = self.media_type or "text/plain"
            return snapshot_of_string(
                self.body, media_type=kind, url=self.url, retrieved=self.retrieved, name=self.name
            )
        return take_snapshot(
            self.body,
            name=self.name,
            media_type=self.media_type,
            url=self.url,
            retrieved=self.retrieved,
            http_charset=self.http_charset,
        )

    def identity(self) -> tuple[str, str]:
        """Return the id and the digest that its record will have; raise `InputError` as `snapshot` does."""
        snapshot = self.snapshot()
        return self.hints.id or f"sha256:{snapshot.sha256}", snapshot.sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A page that could not be read: its name, and what was expected, what came and what to do."""

    name: str
    error: str

    def __str__(self) -> str:
        return self.error if self.name in self.error else f"{self.name}: {self.error}"


def sources(paths: Iterable[str], *, fetch: bool = False, hints: Hints | None = None) -> Iterator[Source | Failure]:
    """Yield every page in `paths` (files, folders, "-" for standard input), in order; never stop at a bad one.

    `hints` are put over what a container says of each page.
    """
    for path in paths:
        try:
            for one in _of(path, fetch=fetch):
                yield one if hints is None or isinstance(one, Failure) else replace(one, hints=_over(hints, one.hints))
        except (OSError, OnRecordError) as error:
            why = f"{error.strerror or error}" if isinstance(error, OSError) else str(error)
            yield Failure(name=path, error=f"{path}: expected a page, a folder or a container, but: {why}")


def _over(hints: Hints, under: Hints) -> Hints:
    """Return `under` with what `hints` knows put over it."""
    names = ("id", "url", "site", "date", "title")
    return Hints(**{name: getattr(hints, name) or getattr(under, name) for name in names})


def _of(path: str, *, fetch: bool) -> Iterator[Source | Failure]:
    if path.startswith(("http://", "https://")):
        if not fetch:
            raise InputError(f"{path} is an address, and nothing is fetched unasked: add --fetch")
        yield _fetched(path)
    elif path == "-":
        yield from _of_stream(sys.stdin.buffer, "standard input")
    elif Path(path).is_dir():
        for inside in sorted(Path(path).rglob("*")):
            if _ending(inside) in PAGE_ENDINGS and inside.is_file():
                yield from sources([str(inside)])
    elif _ending(Path(path)) == ".wacz":
        yield from _archived(warc.wacz_pages(Path(path)), path)
    else:
        with Path(path).open("rb") as stream:
            yield from _of_stream(stream, path)


def _ending(place: Path) -> str:
    """Return the ending that tells what a file is, without a .gz or .zst after it."""
    endings = [ending.lower() for ending in place.suffixes[-2:]]
    return endings[-2] if endings[-1:] in ([".gz"], [".zst"]) and len(endings) > 1 else "".join(endings[-1:])


def _of_stream(stream: IO[bytes], name: str) -> Iterator[Source | Failure]:
    """Yield what a file or standard input holds: an archive, pages as JSON Lines, or one page."""
    if not hasattr(stream, "peek"):
        stream = io.BufferedReader(io.BytesIO(stream.read()))
    head: bytes = stream.peek(4096)[:4096]
    ending = _ending(Path(name))
    if packing.is_zstandard(head):
        stream = packing.opened(stream)
        head = stream.peek(4096)[:4096]
        name = name[:-4] if name.lower().endswith(".zst") else name
        if not warc.is_archive(head):
            body = stream.read(warc.PAGE_BYTES + 1)
            if len(body) > warc.PAGE_BYTES:
                raise InputError(f"it unpacks to more than {warc.PAGE_BYTES:,} bytes")
            stream = io.BytesIO(body)
    if warc.is_archive(head):
        yield from _archived(warc.archived_pages(stream), name)
        return
    if head.startswith(b"\x1f\x8b"):
        try:
            body = warc.unpacked(stream.read(), 31)
        except zlib.error as error:
            raise InputError(f"its gzip compression is damaged ({error})") from None
        stream = io.BytesIO(body)
        name = name[:-3] if name.lower().endswith(".gz") else name
        head = body[:4096]
    if ending in (".jsonl", ".ndjson") or (name == "standard input" and _is_json_line(head)):
        yield from json_lines(stream, f"{name}, line")
    else:
        yield Source(name=name, body=stream.read())


def _is_json_line(head: bytes) -> bool:
    """Return whether input begins as a JSON line with a page on it does."""
    return head.lstrip().startswith(b"{") and (b'"text"' in head or b'"html"' in head)


def _archived(pages: Iterable[warc.ArchivedPage | warc.Damaged], name: str) -> Iterator[Source | Failure]:
    for number, page in enumerate(pages, 1):
        if isinstance(page, warc.Damaged):
            yield Failure(name=f"{name}, page {number}", error=str(page))
            continue
        yield Source(
            name=f"{name}, {page.url or f'page {number}'}",
            body=page.body,
            hints=Hints(url=page.url),
            media_type=page.media_type,
            http_charset=page.http_charset,
            url=page.url,
            retrieved=page.retrieved,
        )


def _fetched(url: str) -> Source:
    from onrecord.intake.fetch import fetch

    page = fetch(url, redirected=lambda one, other: print(f"{one} redirects to {other}", file=sys.stderr))
    return Source(
        name=url,
        body=page.body,
        hints=Hints(url=page.url),
        media_type=page.media_type,
        http_charset=page.http_charset,
        url=page.url,
        retrieved=page.retrieved,
    )


def json_lines(lines: Iterable[bytes], name: str) -> Iterator[Source | Failure]:
    """Yield the page on each line of JSON Lines; a line that is none is a `Failure` called `name` and its number."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _page_of_line(json.loads(line), f"{name} {number}")
        except (ValueError, RecursionError) as error:
            why = str(error) if isinstance(error, InputError) else f"{name} {number}: not JSON ({error})"
            yield Failure(name=f"{name} {number}", error=why)


def _page_of_line(row: object, name: str) -> Source:
    """Return the page that a JSON object holds; `InputError` where it holds none."""
    if not isinstance(row, dict):
        raise InputError(f'{name}: expected an object with "text" or "html", but got {type(row).__name__}')
    kinds = [kind for kind in ("text", "html") if isinstance(row.get(kind), str)]
    if len(kinds) != 1:
        came = "both" if kinds else "neither"
        raise InputError(f'{name}: expected a string "text" or a string "html", but got {came}')
    wrong = [key for key in ("id", "url", "site", "date", "title") if not isinstance(row.get(key), str | None)]
    if wrong:
        raise InputError(f'{name}: expected "{wrong[0]}" to be a string or null, but got {row[wrong[0]]!r}')
    known = {key: row.get(key) for key in ("id", "url", "site", "date", "title")}
    media_type = "text/html" if kinds == ["html"] else "text/plain"
    return Source(name=name, body=row[kinds[0]], hints=Hints(**known), media_type=media_type, url=row.get("url"))

"""Bytes → Snapshot → Page: the one way in, whatever the page is made of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from onrecord.errors import InputError
from onrecord.intake import decoding
from onrecord.intake.language import guess_language
from onrecord.terms import Page, Published, Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What whoever sends the page knows of it. Each wins over what the page says of itself.

    `date` is the day the page was published (ISO 8601), `site` the outlet's name.
    """

    id: str | None = None
    url: str | None = None
    site: str | None = None
    date: str | None = None
    title: str | None = None


def take_snapshot(
    body: bytes,
    *,
    name: str = "<bytes>",
    media_type: str | None = None,
    url: str | None = None,
    retrieved: str | None = None,
    http_charset: str | None = None,
) -> Snapshot:
    """Return the snapshot of `body`, its media type sniffed where `media_type` does not say, its encoding found.

    Raises `UnsupportedMedia` for a PDF, an image, an archive and the like, `InputError` for nothing at all; both name
    `name` and say what to do.
    """
    kind = decoding.sniff(body, name=name, media_type=media_type)
    encoding, told_by = decoding.find_encoding(body, html=kind != "text/plain", http_charset=http_charset)
    return Snapshot(
        sha256=hashlib.sha256(body).hexdigest(),
        media_type=kind,
        url=url,
        retrieved=retrieved,
        encoding=encoding,
        encoding_from=told_by,
        body=body,
    )


def snapshot_of_string(
    text: str, *, media_type: str, url: str | None = None, retrieved: str | None = None, name: str = "<text>"
) -> Snapshot:
    """Return the snapshot of a page that came as decoded text, as in a JSON line: its body is the UTF-8 encoding.

    A `<meta charset>` in it is ignored. A lone surrogate, which JSON can write and no encoding can, is an `InputError`.
    """
    try:
        body = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            f"{name}: expected Unicode text, but a lone surrogate (U+{ord(text[error.start]):04X}) stands at "
            f"position {error.start}; replace it, for example by U+FFFD"
        ) from None
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise InputError(f"{name}: expected a page, but it is empty")
    return Snapshot(
        sha256=hashlib.sha256(body).hexdigest(),
        media_type=media_type,
        url=url,
        retrieved=retrieved,
        encoding="utf-8",
        encoding_from="given",
        body=body,
    )


def read_page(snapshot: Snapshot, hints: Hints | None = None) -> Page:
    """Return the page that `snapshot` holds: its text, blocks, comments and metadata."""
    hints = hints or Hints()
    markup = decoding.decoded(snapshot)
    url = hints.url or snapshot.url
    if snapshot.media_type == "text/plain":
        from onrecord.intake.text import read_text

        reading: Any = read_text(markup)
        text = markup
        told = {"title": "text", "authors": "text", "published": "text", "site": "text"}
    else:
        from onrecord.intake.html import read_html

        reading = read_html(markup, url=url, title=hints.title)
        text = reading.text
        told = dict(reading.origins)
    found = {
        "title": reading.title,
        "site": reading.site,
        "authors": tuple(reading.authors),
        "published": reading.published,
    }
    origins = {name: told[name] for name, value in found.items() if value and name in told}
    if "modified" in told:
        origins["modified"] = told["modified"]
    for name, value in (("title", hints.title), ("site", hints.site), ("published", hints.date)):
        if value:
            origins[name] = "input"
            found[name] = Published(value=value) if name == "published" else value
    language = getattr(reading, "language", None) or guess_language(text)
    return Page(
        id=hints.id or f"sha256:{snapshot.sha256}",
        snapshot=snapshot if url == snapshot.url or snapshot.url else _with_url(snapshot, url),
        text=text,
        blocks=tuple(reading.blocks),
        comments=tuple(reading.comments),
        language=language,
        modified=getattr(reading, "modified", None),
        origins=origins,
        **found,
    )


def _with_url(snapshot: Snapshot, url: str | None) -> Snapshot:
    from dataclasses import replace

    return replace(snapshot, url=url)

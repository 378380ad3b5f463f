"""What kind of file some bytes are, and which characters they stand for."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath

from onrecord.errors import InputError, UnsupportedMedia
from onrecord.terms import Snapshot

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "convert it to text first, for example with `pdftotext FILE.pdf FILE.txt`"),
    (b"\x89PNG", "an image (PNG)", "give the page that shows it"),
    (b"\xff\xd8\xff", "an image (JPEG)", "give the page that shows it"),
    (b"GIF8", "an image (GIF)", "give the page that shows it"),
    (b"\x1f\x8b", "a gzip file", "unpack it first, or give it under a name that ends in .gz"),
    (b"BZh", "a bzip2 file", "unpack it first"),
    (b"\xfd7zXZ\x00", "an xz file", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file", "unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (doc, xls, ppt)", "save it as HTML or as plain text"),
    (b"{\\rtf", "a rich-text file", "save it as HTML or as plain text"),
    (b"SQLite format 3\x00", "an SQLite database", "read a record with `onrecord show`"),
    (b"\x7fELF", "a program", "give a page as HTML or plain text"),
    (b"ID3", "a sound file", "give a transcript"),
    (b"OggS", "a sound or video file", "give a transcript"),
    (b"\x1aE\xdf\xa3", "a video", "give a transcript"),
)
_OFFICE = (
    (b"word/", "a Word file (docx)"),
    (b"xl/", "an Excel file (xlsx)"),
    (b"ppt/", "a PowerPoint file (pptx)"),
    (b"mimetypeapplication/vnd.oasis", "an OpenDocument file"),
    (b"mimetypeapplication/epub", "an e-book (EPUB)"),
)
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,4000}?-->\s*)*<(?:!doctype|html|head|body|title|meta|link|script|style|div"
    rb"|article|main|section|p|h[1-6]|table|a|span|br|ul|ol|font|center|base|iframe|b|i|img|header|nav)[\s/>]",
    re.IGNORECASE | re.DOTALL,
)
_INSIDE = re.compile(rb"<(?:p|div|body|html|article|h1|li|td|br)(?:\s[^<>]*)?/?>", re.IGNORECASE)

# What the Encoding Standard reads under a label where Python's codec of that name is narrower.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-16-le",
    "utf-7": "cp1252",
}
_ALIASES = {
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "windows-949": "cp949",
    "x-x-big5": "big5hkscs",
    "windows-874": "cp874",
    "unicode": "utf-8",
    "utf8": "utf-8",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "iso-8859-8-i": "iso8859-8",
    "macintosh": "mac_roman",
    "x-mac-roman": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
}
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF16_LE, "utf-16-le"))
_META = re.compile(rb"<meta[^>]{0,1000}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_HIGH = re.compile("[^\x00-\x7f]")
_PRESCAN = 8192
"""Bytes searched for a declaration. The standard says 1,024; browsers wait longer, and pages count on it."""


def sniff(body: bytes, *, name: str = "<bytes>", media_type: str | None = None) -> str:
    """Return "text/html" or "text/plain".

    The bytes themselves are asked first, then `media_type`, then the ending of `name`. Raises `UnsupportedMedia` for
    what is neither, `InputError` for nothing.
    """
    if not body.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\f\v\x00"):
        raise InputError(f"{name}: expected a page, but it is empty")
    _refuse(body, name)
    told = (media_type or "").partition(";")[0].strip().lower()
    if told in HTML_TYPES:
        return "text/html"
    ending = PurePath(name).suffix.lower()
    if told == "text/plain" or (not told and ending in (".txt", ".text")):
        return "text/plain"
    if told.startswith(("image/", "audio/", "video/", "font/")) or told in ("application/pdf", "application/zip"):
        raise UnsupportedMedia(f"{name}: expected HTML or plain text, but it is {told}; give a page")
    head = _utf8_head(body)
    if _MARKUP.match(head) or ending in (".html", ".htm", ".xhtml"):
        return "text/html"
    # Two tags early on: text about markup names one now and then, a page without a head still has several.
    return "text/html" if len(_INSIDE.findall(head[:20_000])) >= 3 else "text/plain"


def _utf8_head(body: bytes) -> bytes:
    """Return the beginning of `body` with ASCII as single bytes, whatever Unicode encoding it is in."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) : 40_000].decode(encoding, "replace").encode("utf-8", "replace")
    return body[:40_000]


def _refuse(body: bytes, name: str) -> None:
    """Raise `UnsupportedMedia` where `body` is of a kind that holds no page to read."""
    wanted = f"{name}: expected HTML or plain text, but it is "
    for magic, kind, advice in _MAGIC:
        if body.startswith(magic):
            raise UnsupportedMedia(f"{wanted}{kind}; {advice}")
    if body.startswith(b"RIFF") and body[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        raise UnsupportedMedia(f"{wanted}an image, sound or video file; give the page that shows it")
    if body[4:8] == b"ftyp":
        raise UnsupportedMedia(f"{wanted}a video or image (MP4 family); give a transcript")
    if body.startswith(b"PK\x03\x04"):
        for mark, kind in _OFFICE:
            if mark in body[:4096]:
                raise UnsupportedMedia(f"{wanted}{kind}; save it as HTML or as plain text")
        raise UnsupportedMedia(f"{wanted}a zip archive; unpack it first (a web archive is read as NAME.wacz)")
    head = body[:4096]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return
    controls = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head)
    if controls > 0.05 * len(head) + 1 and head.count(0) not in range(len(head) * 2 // 5, len(head) * 3 // 5):
        raise UnsupportedMedia(f"{wanted}binary data; give a page as HTML or plain text")


def known_encoding(label: str | None) -> str | None:
    """Return the Python codec that reads what the web means by `label`, None for a label that means nothing."""
    if not label:
        return None
    label = label.strip().strip("\"'").lower()
    label = _ALIASES.get(label, label)
    try:
        info = codecs.lookup(label)
        "".encode(info.name)
        b"".decode(info.name)
    except (LookupError, UnicodeError, ValueError):
        return None
    return _WIDER.get(info.name, info.name) if info._is_text_encoding else None


def find_encoding(body: bytes, *, html: bool = True, http_charset: str | None = None) -> tuple[str, str]:
    """Return the encoding of `body` and what told: "bom", "http", "meta" or "detected", asked in this order."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return encoding, "bom"
    told = known_encoding(http_charset)
    if told:
        return told, "http"
    if html:
        head = _COMMENT.sub(b"", body[:_PRESCAN])
        for pattern in (_XML, _META):
            found = pattern.search(head)
            told = known_encoding(found[1].decode("ascii")) if found else None
            if told:
                return ("utf-8" if told.startswith("utf-16") else told), "meta"
    return _detected(body), "detected"


def _detected(body: bytes) -> str:
    """Return the likeliest encoding of bytes that nothing declares: UTF-8 where they are UTF-8."""
    try:
        body.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError as error:
        cut = error.start > len(body) - 4 and error.reason == "unexpected end of data"
        if cut and not body[: error.start].isascii():
            return "utf-8"
    head = body[:200_000]
    read = _HIGH.findall(head.decode("utf-8", "replace"))
    if len(read) > 10 and read.count("\ufffd") < 0.05 * len(read):
        return "utf-8"  # a page cut or mended by hand: a few bytes that are not UTF-8 among many that are
    zeros = head.count(0)
    if zeros > len(head) // 4:
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    from onrecord.intake.detector import detect

    return detect(head)


def decoded(snapshot: Snapshot) -> str:
    """Return the characters of a snapshot.

    Bytes that its encoding has no meaning for become U+FFFD; a byte order mark is dropped from HTML, kept in text.
    """
    text = snapshot.body.decode(snapshot.encoding, "replace")
    if snapshot.media_type != "text/plain" and text.startswith("\ufeff"):
        return text[1:]
    return text

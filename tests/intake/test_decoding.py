"""Bytes → what kind of file they are and which characters they stand for."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError, UnsupportedMedia
from onrecord.intake.decoding import find_encoding, sniff
from onrecord.intake.pages import Hints, read_page, snapshot_of_string, take_snapshot

HTML = b"<!doctype html><title>x</title><p>y"


@pytest.mark.parametrize(
    ("body", "name", "says"),
    [
        pytest.param(b"%PDF-1.7\n...", "a.pdf", "PDF; convert it to text first", id="PDF"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "a.png", "an image (PNG)", id="PNG"),
        pytest.param(b"\xff\xd8\xff\xe0", "a", "an image (JPEG)", id="JPEG"),
        pytest.param(b"PK\x03\x04....word/document.xml", "a.docx", "a Word file (docx)", id="Word"),
        pytest.param(b"PK\x03\x04....", "a.zip", "a zip archive; unpack it", id="zip"),
        pytest.param(b"SQLite format 3\x00", "a.onrecord", "onrecord show", id="a record"),
        pytest.param(bytes(range(32)) * 40, "a", "binary data", id="bytes of no kind"),
        pytest.param(b"RIFF\x00\x00\x00\x00WEBP", "a", "an image", id="WebP"),
    ],
)
def test_what_is_no_page_is_refused_by_name_with_what_to_do(body: bytes, name: str, says: str) -> None:
    with pytest.raises(UnsupportedMedia, match=r"expected HTML or plain text, but it is") as caught:
        sniff(body, name=name)
    assert says in str(caught.value)
    assert str(caught.value).startswith(name)


@pytest.mark.parametrize("body", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_nothing_at_all_is_said_to_be_nothing(body: bytes) -> None:
    with pytest.raises(InputError, match="it is empty"):
        take_snapshot(body, name="nothing.html")


@pytest.mark.parametrize(
    ("body", "name", "media_type", "kind"),
    [
        pytest.param(HTML, "page", None, "text/html", id="by its beginning"),
        pytest.param(b"\n<!-- saved -->\n<html>", "page", None, "text/html", id="after a comment"),
        pytest.param(b"\xef\xbb\xbf<HTML>", "page", None, "text/html", id="after a byte order mark"),
        pytest.param("<html>".encode("utf-16"), "page", None, "text/html", id="in UTF-16"),
        pytest.param(b"words", "page.html", None, "text/html", id="by its name"),
        pytest.param(HTML, "page.txt", None, "text/plain", id="text about markup, by its name"),
        pytest.param(b"words", "page", "text/html; charset=x", "text/html", id="by what the server said"),
        pytest.param(b"if 3 < 4 then <b>bold</b>", "page", None, "text/plain", id="a tag in a text"),
        pytest.param(b"words\n", "-", None, "text/plain", id="text"),
    ],
)
def test_html_is_told_from_text(body: bytes, name: str, media_type: str | None, kind: str) -> None:
    assert sniff(body, name=name, media_type=media_type) == kind


META = b'<meta charset="windows-1251"><p>\xef\xf0\xe8\xe2\xe5\xf2'


@pytest.mark.parametrize(
    ("body", "http", "found"),
    [
        pytest.param(codecs.BOM_UTF8 + META, "koi8-r", ("utf-8", "bom"), id="a byte order mark before all"),
        pytest.param(META, "koi8-r", ("koi8-r", "http"), id="then the server"),
        pytest.param(META, "no such thing", ("cp1251", "meta"), id="a name that means nothing is passed over"),
        pytest.param(META, None, ("cp1251", "meta"), id="then the page"),
        pytest.param(b"<!-- <meta charset=koi8-r> --><p>caf\xe9", None, ("cp1252", "detected"), id="not in a comment"),
        pytest.param(
            b'<meta charset="iso-8859-1">', None, ("cp1252", "meta"), id="Latin 1 is Windows-1252, as the web has it"
        ),
        pytest.param(b'<meta charset="utf-16">caf\xc3\xa9', None, ("utf-8", "meta"), id="UTF-16 in ASCII is a lie"),
        pytest.param("café".encode(), None, ("utf-8", "detected"), id="UTF-8 by itself"),
        pytest.param("„Grüße“ aus Köln".encode("cp1252"), None, ("cp1252", "detected"), id="Windows-1252 else"),
    ],
)
def test_the_encoding_is_asked_for_in_the_standards_order(
    body: bytes, http: str | None, found: tuple[str, str]
) -> None:
    assert find_encoding(body, http_charset=http) == found


_FILE = Path(__file__).parents[1] / "pages" / "languages.txt"
LINES = dict(line.split(": ", 1) for line in _FILE.read_text("utf-8").splitlines())


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("ru", "cp1251"),
        ("ru", "koi8_r"),
        ("ja", "cp932"),
        ("ja", "euc_jp"),
        ("ko", "cp949"),
        ("zh", "gb18030"),
        *((language, "cp1252") for language in ("de", "fr", "is", "pt", "fi", "et")),
        *(
            (language, encoding)
            for language in ("pl", "cs", "sk", "hu", "ro", "hr", "sl")
            for encoding in ("cp1250", "iso8859-2")
        ),
        ("tr", "cp1254"),
        ("lt", "cp1257"),
        ("lv", "cp1257"),
        ("et", "cp1257"),
        ("el", "cp1253"),
        ("el", "iso8859-7"),
    ]
    + [(language, "utf-8") for language in LINES],
)
def test_undeclared_bytes_are_read_as_they_were_written(language: str, encoding: str) -> None:
    body = (LINES[language] * 3).encode(encoding)
    found, told_by = find_encoding(body, html=False)
    assert told_by == "detected"
    assert body.decode(found) == LINES[language] * 3


def test_a_few_bytes_that_are_not_utf_8_do_not_undo_the_rest() -> None:
    body = (LINES["fr"] * 9).encode() + b"\xe9" + LINES["fr"].encode()
    assert find_encoding(body, html=False) == ("utf-8", "detected")


def test_a_western_page_with_much_code_keeps_its_signs() -> None:
    code = "<script>" + "var a={i:1,je:2,u:3,na:4,se:5};za(od,su,s);" * 300
    body = ("<p>The bridge will close for a year, the council said. \xa9 2019 \xae \u2022" + code).encode("cp1252")
    assert find_encoding(body) == ("cp1252", "detected")


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_page_or_a_clear_error(body: bytes) -> None:
    try:
        page = read_page(take_snapshot(body, name="bytes"))
    except InputError as error:
        assert str(error).startswith("bytes: expected")
    else:
        assert page.id == f"sha256:{page.snapshot.sha256}"


def test_a_lone_surrogate_in_a_json_line_is_a_clear_error() -> None:
    with pytest.raises(
        InputError, match=r"line 7: expected Unicode text, but a lone surrogate \(U\+D800\) stands at position 3"
    ):
        snapshot_of_string("abc\ud800", media_type="text/plain", name="line 7")


def test_a_decoded_page_does_not_ask_its_meta_element() -> None:
    snapshot = snapshot_of_string('<meta charset="koi8-r"><h1>Größe</h1>', media_type="text/html")
    assert (snapshot.encoding, snapshot.encoding_from) == ("utf-8", "given")
    assert "Größe" in read_page(snapshot).text


def test_a_text_is_kept_as_it_came() -> None:
    text = "\ufeffOne\u00a0two\tthree\r\n\r\nfour \u00ad five  \n"
    assert read_page(snapshot_of_string(text, media_type="text/plain")).text == text


def test_what_the_sender_knows_wins_over_the_page() -> None:
    page = read_page(
        snapshot_of_string("<title>A - B</title><h1>A</h1><p>Words.", media_type="text/html"),
        Hints(id="x", url="https://example.org/a", site="The Site", date="2019-03-08", title="Its title"),
    )
    assert (page.id, page.site, page.title) == ("x", "The Site", "Its title")
    assert page.published is not None and page.published.value == "2019-03-08"
    assert page.origins["site"] == page.origins["title"] == page.origins["published"] == "input"
    assert page.snapshot.url == "https://example.org/a"


def test_fifty_megabytes_of_text_are_looked_at_in_no_time() -> None:
    body = b"A line of words, said Ann Lee.\n" * 1_700_000
    assert sniff(body, name="long") == "text/plain"
    assert find_encoding(body, html=False) == ("utf-8", "detected")

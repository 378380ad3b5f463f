"""Pages that are not an article with its readers below: each is read for what it has, or refused with what to do."""

import pytest

from onrecord.errors import InputError
from onrecord.intake.pages import read_page, take_snapshot
from onrecord.terms import Page

SENTENCE = "The council said on Thursday that the bridge would close for a year. "


def read(markup: str) -> Page:
    return read_page(take_snapshot(markup.encode(), name="page.html"))


def kinds(page: Page) -> list[str]:
    return [block.kind for block in page.blocks]


def test_a_page_that_is_only_comments() -> None:
    rows = "".join(
        f"<div><b>Ann{n}</b> <i>2 May 2020 at 10:1{n}</i><p>{SENTENCE}{n}</p><a>Reply</a></div>" for n in range(3)
    )
    page = read(f"<h2>3 comments</h2>{rows}")
    assert [comment.author for comment in page.comments] == ["Ann0", "Ann1", "Ann2"]
    assert kinds(page) == ["author", "comment"] * 3


def test_a_page_without_an_article() -> None:
    page = read("<nav><ul>" + "".join(f"<li><a href=/{n}>Part {n} of the town</a></li>" for n in range(30)) + "</ul>")
    assert (page.text, page.blocks, page.comments) == ("", (), ())


def test_a_page_that_a_script_fills_in_the_browser() -> None:
    page = read("<head><title>The bridge | Echo</title></head><div id=app></div><script>load('/x')</script>")
    assert page.text == ""
    assert page.title and page.title.startswith("The bridge")


def test_a_login_wall_keeps_its_headline_and_no_button() -> None:
    page = read(
        "<head><meta property='og:title' content='The bridge closes'></head><h1>The bridge closes</h1><p>Subscribe to"
        " read on</p><form><input name=u><input type=password><button>Log in</button></form><p>Already a subscriber?"
        " <a href=/l>Log in</a></p>"
    )
    assert page.title == "The bridge closes"
    assert kinds(page) == ["headline"]


def test_another_language_has_its_blocks_and_comments() -> None:
    rows = "".join(
        f"<li><p>Bo{n} sagt:</p><p>3. Mai 2020 um 10:1{n} Uhr</p><p>Das war ja klar, wie immer, Nummer {n}.</p>"
        "<a>Antworten</a></li>"
        for n in range(2)
    )
    article = "<p>Die Brücke wird für ein Jahr gesperrt, sagte der Rat am Donnerstag der Zeitung.</p>"
    page = read(f"<h1>Brücke gesperrt</h1><p>Von Anna Lee</p>{article}<h3>2 Kommentare</h3><ol>{rows}</ol>")
    assert page.language == "de"
    assert kinds(page) == ["headline", "byline", "paragraph", "author", "comment", "author", "comment"]
    assert [comment.author for comment in page.comments] == ["Bo0", "Bo1"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        pytest.param(b"", "it is empty", id="nothing"),
        pytest.param(b" \r\n\t\x00", "it is empty", id="nothing but white space"),
        pytest.param(b"%PDF-1.7\n1 0 obj", "PDF; convert it to text first", id="a PDF"),
        pytest.param(bytes(range(256)) * 9, "binary data; give a page", id="binary data"),
    ],
)
def test_what_is_no_page_is_refused_with_what_to_do(body: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        take_snapshot(body, name="x")

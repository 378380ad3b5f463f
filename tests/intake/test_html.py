"""Markup → blocks: what a reader of the page would call each piece of it, and the way back into the markup."""

import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.intake.html import read_html
from onrecord.intake.pages import read_page, snapshot_of_string, take_snapshot
from onrecord.intake.selectors import Follower, follow
from onrecord.terms import Page


def page_of(markup: str) -> Page:
    return read_page(snapshot_of_string(markup, media_type="text/html"))


def told(page: Page) -> list[str]:
    return [f"{block.kind} | {page.text_at(block.span).replace(chr(10), ' / ')}" for block in page.blocks]


@pytest.mark.parametrize("name", ["harbour", "deich", "talk", "wall"])
def test_a_page_is_read_as_written_beside_it(pages: Path, name: str) -> None:
    body = (pages / f"{name}.html").read_bytes()
    if name == "deich":
        body = body.decode("utf-8").encode("windows-1252")
    expected = (pages / f"{name}.blocks").read_text("utf-8").splitlines()
    assert told(read_page(take_snapshot(body, name=name))) == expected


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        pytest.param("<p>one<br>two</p>", "one two", id="a break is a space"),
        pytest.param("<p>Hel<script>x()</script>lo</p>", "Hello", id="a script leaves nothing behind"),
        pytest.param("<p>one<script>x()</script><br>two</p>", "one two", id="a script and a break"),
        pytest.param("<p> a \n\t b&nbsp;c </p>", "a b c", id="white space is folded"),
        pytest.param("<p>5 &lt; 6 &amp; &eacute;</p>", "5 < 6 & é", id="characters are unescaped"),
        pytest.param("<p>a <b>bold</b>, b</p>", "a bold, b", id="inline elements do not part words"),
        pytest.param("<p>nul\x00 and &#xD800;</p>", "nul\ufffd and \ufffd", id="odd characters"),
        pytest.param("<p>a<!-- not said --> b</p>", "a b", id="comments of the markup are not said"),
        pytest.param("<O:P>odd <x:y>names</x:y></O:P>", "odd names", id="elements that XPath cannot name"),
        pytest.param("<p>a<noscript>b</noscript> c<template>d</template></p>", "a c", id="what is not shown"),
    ],
)
def test_a_line_reads_as_on_the_screen_and_leads_back(markup: str, words: str) -> None:
    from onrecord.intake.markup import read_tree
    from onrecord.intake.selectors import selectors_of

    [line] = read_tree(markup).lines
    assert line.text == words
    snapshot = snapshot_of_string(markup, media_type="text/html")
    assert follow(snapshot, selectors_of([line])) == words


def test_two_breaks_make_two_lines() -> None:
    from onrecord.intake.markup import read_tree

    assert [line.text for line in read_tree("<div>one<br><br>two<p>three</p>four</div>").lines] == [
        "one",
        "two",
        "three",
        "four",
    ]


def test_the_short_cells_of_a_row_are_one_line() -> None:
    from onrecord.intake.markup import read_tree

    tree = read_tree("<table><tr><td>Ferry</td><td>10 min</td></tr><tr><td>Bus</td><td>20 min</td></tr></table>")
    assert [line.text for line in tree.lines] == ["Ferry 10 min", "Bus 20 min"]


@pytest.mark.parametrize(
    ("markup", "blocks"),
    [
        pytest.param(
            "<p>The war is over, said Ann Lee.</p>", ["paragraph | The war is over, said Ann Lee."], id="a paragraph"
        ),
        pytest.param("The war is over, said Ann Lee.", ["paragraph | The war is over, said Ann Lee."], id="only text"),
        pytest.param(
            "<h1>War over</h1><ul><li>One thing, said Ann.</li><li>Two things, said Bo.</li></ul>",
            ["headline | War over", "list | One thing, said Ann. / Two things, said Bo."],
            id="a list",
        ),
        pytest.param("<nav><p>Sign in to read on.</p></nav><a href=x>Read all of it here.</a>", [], id="no article"),
    ],
)
def test_a_scrap_of_markup_is_read_too(markup: str, blocks: list[str]) -> None:
    assert told(page_of(markup)) == blocks


PIECES = st.sampled_from(
    "<p> </p> <div_class=comment_id=c12> </div> <br> <br/> <b> </b> <ul> <li> </ul> <a_href=x> </a> <script>x</script>"
    " <blockquote> </blockquote> <table><tr><td> </td><td> </table> <h1> </h1> <figure><figcaption>"
    " </figcaption></figure> <time_datetime=2019-03-08> </time> <article> </article> <span_class=author> </span>"
    " <!--_c_--> <style> </style> <![CDATA[ <svg> </svg> <dl><dt> <dd> &amp; &#0; \x00 \ufeff <o:p> <form> </form>"
    " <template> <title> </title> <?pi_x?>".replace("_", "\t").split(" ")
)
WORDS = st.text(alphabet=string.ascii_letters + " .,\n\t\u00a0\u200b“é漢", max_size=60)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, WORDS, st.just("A sentence of some length, said Ann Lee. " * 4)), max_size=40))
def test_any_markup_survives_and_every_block_leads_back(pieces: list[str]) -> None:
    markup = "x" + "".join(pieces)
    page = page_of(markup)
    follower = Follower(page.snapshot)
    end = 0
    for block in page.blocks:
        assert end <= block.span.start < block.span.end <= len(page.text)
        end = block.span.end
        words = page.text_at(block.span)
        assert words == words.strip()
        assert follower.words(block.selectors).split() == words.split()
    ids = {comment.id for comment in page.comments}
    for comment in page.comments:
        assert comment.parent is None or (comment.parent in ids and comment.parent != comment.id)
        assert comment.span is None or comment.span.end <= len(page.text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_survives_as_markup(text: str) -> None:
    read_html(text)


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("<div>" * 100_000 + "deep down" + "</div>" * 100_000, id="100,000 elements in each other"),
        pytest.param("<b>x " * 50_000, id="50,000 inline elements never closed"),
        pytest.param("<p>One sentence, said Ann Lee.<br>" * 30_000, id="30,000 paragraphs"),
        pytest.param("<li class=comment id=c1>" * 20_000 + "word", id="20,000 comments in each other"),
        pytest.param("a" * 5_000_000, id="one word of 5 million letters"),
        pytest.param("<p " + "a=1 " * 200_000 + ">x</p>", id="200,000 attributes"),
        pytest.param("<", id="a lone bracket"),
        pytest.param("<html></html>", id="nothing in it"),
    ],
)
def test_no_page_is_too_much(markup: str) -> None:
    read_html(markup)


def test_a_book_in_one_file_is_read() -> None:
    page = page_of("<h1>A book</h1>" + "<p>It was the best of times, said Ann Lee.</p>" * 25_000)
    assert len(page.blocks_of({"paragraph"})) == 25_000


def test_what_lies_under_a_hundred_thousand_elements_is_still_read() -> None:
    from onrecord.intake.markup import read_tree

    tree = read_tree("<div>" * 100_000 + "deep down" + "</div>" * 100_000 + "<p>after")
    assert [line.text for line in tree.lines] == ["deep down", "after"]


def test_the_public_articles_are_read_and_every_block_leads_back(shared: Path) -> None:
    import gzip
    import json

    folder = shared / "corpora" / "articles"
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    captions = kept = 0
    for name, page in list(gold.items()):
        snapshot = take_snapshot(gzip.decompress((folder / page["html_file"]).read_bytes()), name=name)
        read = read_page(snapshot)
        follower = Follower(snapshot)
        for block in read.blocks:
            assert follower.words(block.selectors).split() == read.text_at(block.span).split()
        shown = {read.text_at(block.span) for block in read.blocks_of({"caption", "credit"})}
        for caption in follower.all_words("figcaption"):
            captions += 1
            kept += any(words and words in caption for words in shown)
    assert kept >= 0.9 * captions


def test_every_element_of_a_name_can_be_asked_for() -> None:
    snapshot = snapshot_of_string("<p>a</p><p> b <b>c</b></p>", media_type="text/html")
    assert Follower(snapshot).all_words("p") == ["a", "b c"]

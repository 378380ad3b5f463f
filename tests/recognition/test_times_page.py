"""The day a page was published, and the times in its blocks."""

from datetime import date

import pytest

from onrecord.recognition.times import infer_published, read_times
from onrecord.terms import Block, Comment, Page, Published, Snapshot, Span


def page(*blocks, url=None, published=None, comments=()):
    """Return a page of (kind, words) blocks, one a line."""
    text, found = "", []
    for kind, words in blocks:
        found.append(Block(kind=kind, span=Span(len(text), len(text) + len(words))))
        text += words + "\n\n"
    snapshot = Snapshot(sha256="0" * 64, media_type="text/plain", url=url)
    return Page(id="p", snapshot=snapshot, text=text, blocks=tuple(found), published=published, comments=comments)


@pytest.mark.parametrize(
    ("blocks", "value", "inferred"),
    [
        pytest.param([("timestamp", "Published: July 24, 2012")], "2012-07-24", False, id="a timestamp line tells"),
        pytest.param([("dateline", "Friday, July 21, 2017")], "2017-07-21", False, id="a date line tells"),
        pytest.param([("byline", "By Ann Lee, 14 Aug 2020 2:30 pm")], "2020-08-14T14:30", False, id="a byline tells"),
        pytest.param(
            [
                ("caption", "Ministers meet in Lisbon, Portugal March 2, 2014. © Ann Lee"),
                ("paragraph", "The plan was dropped, a paper reported on March 5. Earlier today, he slammed it."),
            ],
            "2014-03-05",
            True,
            id="a caption gives the year, the text the day",
        ),
        pytest.param(
            [
                ("caption", "Ministers meet in Lisbon on March 2, 2014."),
                ("paragraph", "It is due on March 9."),
            ],
            "2014-03-02",
            True,
            id="a day ahead is not the page's",
        ),
        pytest.param(
            [
                ("caption", "File photo: ministers meet on March 2, 2011."),
                ("paragraph", "He said so on Tuesday."),
            ],
            None,
            True,
            id="a file photo tells nothing",
        ),
        pytest.param([("paragraph", "He said so on Tuesday, as in 1998.")], None, True, id="nothing tells"),
    ],
)
def test_published_is_read_or_worked_out(blocks, value, inferred):
    found = infer_published(page(*blocks))
    if value is None:
        assert found is None
    else:
        assert (found.value, found.inferred) == (value, inferred)
        assert found.reason


def test_what_is_told_is_not_worked_out_again():
    told = Published(value="2016-12-05")
    assert infer_published(page(("timestamp", "July 24, 2012"), published=told)) is told


def test_an_address_tells_the_day():
    found = infer_published(page(("paragraph", "He said so."), url="https://news.example/2012/07/24/story.html"))
    assert (found.value, found.inferred, found.reason) == ("2012-07-24", True, "address")


def test_times_count_from_the_page_and_in_comments_from_their_day():
    text = "It closed yesterday.\n\nI was there yesterday."
    made = Page(
        id="p",
        snapshot=Snapshot(sha256="0" * 64, media_type="text/plain"),
        text=text,
        blocks=(Block(kind="paragraph", span=Span(0, 20)), Block(kind="comment", span=Span(22, 44))),
        comments=(Comment(id="c1", span=Span(22, 44), posted="2016-12-20T10:00"),),
        published=Published(value="2016-12-05"),
    )
    published, times = read_times(made)
    assert published.value == "2016-12-05"
    assert [time.value for time in times] == ["2016-12-04", "2016-12-19"]


def test_furniture_is_not_read():
    made = page(
        ("furniture", "Yesterday's most read"), ("paragraph", "It closed."), published=Published(value="2016-12-05")
    )
    assert read_times(made)[1] == ()


def test_a_page_without_a_day_keeps_what_is_known():
    _, times = read_times(page(("paragraph", "It closed on Friday.")))
    assert [time.value for time in times] == ["XXXX-WXX-5"]


def test_the_day_of_the_seed_page_is_worked_out(shared):
    text = (shared / "seed" / "page.txt").read_text(encoding="utf-8")
    marks = [("headline", 0, 69), ("caption", 71, 244), ("paragraph", 246, 437), ("paragraph", 1023, 1215)]
    blocks = tuple(Block(kind=kind, span=Span(start, end)) for kind, start, end in marks)
    made = Page(id="s", snapshot=Snapshot(sha256="0" * 64, media_type="text/plain"), text=text, blocks=blocks)
    found = infer_published(made)
    assert (found.value, found.inferred) == ("2016-12-05", True)
    assert date.fromisoformat(found.value).year == 2016

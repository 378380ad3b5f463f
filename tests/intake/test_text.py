"""Flattened text to blocks and comments: small pages that we wrote, with what a reader would say stands on them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.intake.text import read_text

ARTICLE = """\
Harbour bridge to close for repairs

By Ann Lee

Published: March 3, 2019

The mayor of Portvale, Tom Reed, stands on the old bridge, March 2, 2019. © Ida Moor / Wirenews

PORTVALE, March 3 (Wirenews) - The harbour bridge will close for ten days from Monday while its cables are replaced, \
the city council said on Sunday after a long debate about the cost.

"We cannot wait another winter," said Tom Reed, the mayor, who had promised the repairs before he was elected last year.

Daily Post, Marhc 4:

Shopkeepers on the north side fear that customers will stay away for good, their association told the Daily Post.
"""


def kinds_and_words(text):
    return [(block.kind, text[block.span.start : block.span.end][:30]) for block in read_text(text).blocks]


def test_an_article_is_read_into_its_kinds():
    assert kinds_and_words(ARTICLE) == [
        ("headline", "Harbour bridge to close for re"),
        ("byline", "By Ann Lee"),
        ("timestamp", "Published: March 3, 2019"),
        ("caption", "The mayor of Portvale, Tom Ree"),
        ("credit", "© Ida Moor / Wirenews"),
        ("dateline", "PORTVALE, March 3 (Wirenews) -"),
        ("paragraph", "The harbour bridge will close "),
        ("paragraph", '"We cannot wait another winter'),
        ("dateline", "Daily Post, Marhc 4:"),
        ("quotation", "Shopkeepers on the north side "),
    ]


def test_title_author_and_day_come_from_their_lines():
    reading = read_text(ARTICLE)
    assert (reading.title, reading.authors) == ("Harbour bridge to close for repairs", ("Ann Lee",))
    assert reading.published is not None
    assert (reading.published.value, reading.published.inferred) == ("2019-03-03", False)


def test_an_article_alone_has_no_comments():
    assert read_text(ARTICLE).comments == ()


def test_runs_of_blank_lines_inside_an_article_open_no_comment():
    parts = [
        "The last repairs were made in 1998, according to the council, and cost 3 million euros.",
        "Police said that two lorries had been stopped on Saturday because they were too heavy for the bridge.",
        "A driver from Eastvale, 51, was told to unload, according to a statement by the harbour police.",
    ]
    closing = (
        "Despite the repairs, ferries carried 4,000 people over the river last week, according to the harbour company."
    )
    text = "\n\n".join([ARTICLE.rstrip(), "\n" + parts[0], *parts[1:], "\n" + closing]) + "\n"
    assert text.count("\n\n\n") == 2
    assert read_text(text).comments == ()


def comments_of(text):
    return [(c.author, c.span and text[c.span.start : c.span.end]) for c in read_text(text).comments]


NAMED = (
    ARTICLE
    + """
Hanna Berg

Finally! I drive over it every day and it is scary :)

ferryman77

@Hanna Berg what will you do for ten days?

You could take my ferry, lol.

Hanna Berg

I will walk, thanks.
"""
)


def test_author_lines_open_comments_of_one_paragraph_or_more():
    assert comments_of(NAMED) == [
        ("Hanna Berg", "Finally! I drive over it every day and it is scary :)"),
        ("ferryman77", "@Hanna Berg what will you do for ten days?\n\nYou could take my ferry, lol."),
        ("Hanna Berg", "I will walk, thanks."),
    ]


LOST = (
    ARTICLE
    + """

Good. I hope they paint it too, it looks awful!!


lol, about time


Why ten days? You can do that in a weekend.

Here is my list:

1) close it on Friday

2) open it on Monday

Hanna Berg

2) is a dream, you know that.


I agree Hanna.

Karl Ude


That picture is great...


And who pays for all this? You and me, as always.
"""
)


def test_a_longer_run_of_blank_lines_opens_a_comment_whose_author_was_lost():
    assert comments_of(LOST) == [
        (None, "Good. I hope they paint it too, it looks awful!!"),
        (None, "lol, about time"),
        (
            None,
            "Why ten days? You can do that in a weekend.\n\nHere is my list:\n\n1) close it on Friday\n\n2) "
            "open it on Monday",
        ),
        ("Hanna Berg", "2) is a dream, you know that."),
        (None, "I agree Hanna."),
        ("Karl Ude", None),
        (None, "That picture is great..."),
        (None, "And who pays for all this? You and me, as always."),
    ]


DRESSED = (
    ARTICLE
    + """
3 Comments
Hanna Berg says:
March 4, 2019 at 9:35 am
Finally! I drive over it every day.
Reply
ferryman77 says:
March 4, 2019 at 10:02 am
You could take my ferry.
Reply
Hanna Berg says:
March 5, 2019 at 7:00 pm
I will walk, thanks.
Reply
"""
)


def test_what_the_site_prints_between_comments_is_furniture_and_not_their_words():
    assert comments_of(DRESSED) == [
        ("Hanna Berg", "Finally! I drive over it every day."),
        ("ferryman77", "You could take my ferry."),
        ("Hanna Berg", "I will walk, thanks."),
    ]
    assert [c.posted for c in read_text(DRESSED).comments] == [
        "2019-03-04T09:35",
        "2019-03-04T10:02",
        "2019-03-05T19:00",
    ]
    furniture = [words for kind, words in kinds_and_words(DRESSED) if kind == "furniture"]
    assert furniture == ["3 Comments", "Reply", "Reply", "Reply"]


def test_a_page_may_be_only_comments():
    text = NAMED[len(ARTICLE) :].strip()
    assert [author for author, _ in comments_of(text)] == ["Hanna Berg", "ferryman77", "Hanna Berg"]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(NAMED.replace("\n", "\r\n"), id="carriage returns"),
        pytest.param("\ufeff" + NAMED, id="byte order mark"),
        pytest.param(NAMED.replace("every day", "every\u00a0d\u00aday"), id="no-break space and soft hyphen"),
        pytest.param("\t" + NAMED, id="tab"),
    ],
)
def test_signs_that_one_does_not_see_move_no_offset(changed):
    reading = read_text(changed)
    assert [c.author for c in reading.comments] == ["Hanna Berg", "ferryman77", "Hanna Berg"]
    assert reading.title == "Harbour bridge to close for repairs"
    first = reading.comments[0].span
    assert first is not None
    assert changed[first.start : first.end].startswith("Finally!")


def assert_sound(text):
    reading = read_text(text)
    at = 0
    for block in reading.blocks:
        assert at <= block.span.start < block.span.end <= len(text)
        assert not text[at : block.span.start].strip()
        assert text[block.span.start : block.span.end].strip()
        at = block.span.end
    assert not text[at:].strip()
    assert [c.id for c in reading.comments] == [f"c{n + 1}" for n in range(len(reading.comments))]
    for comment in reading.comments:
        assert comment.author is None or text[comment.author_span.start : comment.author_span.end] == comment.author
        assert comment.span is None or text[comment.span.start : comment.span.end].strip()


@settings(max_examples=150, deadline=None)
@given(st.text())
def test_any_text_survives(text):
    assert_sound(text)


PIECES = st.sampled_from(
    [
        *ARTICLE.split("\n"),
        *NAMED.split("\n"),
        *DRESSED.split("\n"),
        "",
        "",
        "\u2028",
        "Reply",
        "5 h",
        "\ufeff",
        "Karl",
        "…",
        "By ",
        ":",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40), st.sampled_from(["\n", "\n\n", "\r\n", "\n\n\n"]))
def test_any_page_of_such_lines_is_covered_in_order(lines, ends):
    assert_sound(ends.join(lines))


def test_the_seed_page(shared):
    text = (shared / "seed" / "page.txt").read_bytes().decode("utf-8")
    reading = read_text(text)
    assert [block.kind for block in reading.blocks][:3] == ["headline", "caption", "credit"]
    assert len(reading.comments) == 34
    assert [c.author for c in reading.comments if c.span is None] == ["Brad Isherwood"]


def test_news_articles_have_no_comments(shared):
    import gzip
    import json

    with gzip.open(shared / "corpora" / "polnear" / "dev.jsonl.gz", "rt", encoding="utf8") as rows:
        found = [bool(read_text(json.loads(row)["text"]).comments) for row in rows]
    assert sum(found) <= 0.05 * len(found)


@pytest.mark.parametrize(("form", "floor"), [("flattened", 0.93), ("flattened_seed", 0.95), ("flattened_hard", 0.97)])
def test_comments_of_the_public_threads_are_told_apart(shared, form, floor):
    import json

    right = told = true = 0
    for path in sorted((shared / "corpora" / "threads").glob("*.json")):
        page = json.loads(path.read_text("utf8"))
        text = page[form]
        found = [re.sub(r"\s+", "", text[c.span.start : c.span.end]) for c in read_text(text).comments if c.span]
        wanted = [re.sub(r"\s+", "", c["text"]) for c in page["comments"]]
        told, true = told + len(found), true + len(wanted)
        right += sum(min(found.count(words), wanted.count(words)) for words in set(wanted))
    assert 2 * right / (told + true) >= floor - 0.03  # stricter than threads.py: every word must be right


def test_a_sentence_at_the_end_of_a_comment_is_no_author_where_a_name_stands_below_it():
    text = (
        "Bridge to open\n\nThe bridge will open in May, the town said, after two years of repairs and delay.\n\n"
        "It will carry lorries again.\n\n\nAbout time. My father crossed it every day for forty years.\n\n\n"
        "They should have built a tunnel instead, nobody asked the people who live here.\n\n"
        "both is fine with me\n\nSome guy\n\nAnd to think that it all started with one loose bolt, eight years ago.\n\n"
        "Vera Holm\n\nIt was two bolts. I saw them lying there myself on the morning of the flood.\n"
    )
    found = [(comment.author, comment.span.of(text)[-12:]) for comment in read_text(text).comments]
    assert ("Some guy", "t years ago.") in found
    assert (None, "fine with me") in found


LETTERS = (
    ("Vera Holm", "I posted a question about the lorries last week, but nobody has answered it so far."),
    (
        "Tom Reed",
        "Hi Vera,\n\nThank you for asking. Lorries up to three tons may cross from May on.\n\nRegards,\n\nTom Reed",
    ),
    ("Sanjay Rao", "Thanks.\nVery helpful."),
    ("Tom Reed", "You are welcome, Sanjay! :)"),
)


def test_a_signature_below_a_farewell_opens_no_comment():
    text = ARTICLE + "\n" + "\n\n".join(f"{author}\n\n{words}" for author, words in LETTERS) + "\n"
    assert comments_of(text) == list(LETTERS)


def test_a_name_that_only_ever_signs_is_no_author():
    said = [
        "The cables were painted in 1998 and never again since, I have the photographs.\n\nBerta Holm",
        "Then show us these photographs, or at least tell us who took them and when.",
        "I will not put them here, come to my shop and look at them yourself.\n\nBerta Holm",
        "I saw them, they are real, and so is the rust that one can see on them.",
        "Rust is only paint that wants to be left alone, as my uncle used to say.",
    ]
    text = ARTICLE + "\n\n" + "\n\n\n".join(said) + "\n"
    assert comments_of(text) == [(None, words) for words in said]


def test_what_a_writer_asks_of_the_readers_is_not_a_comment():
    text = (
        "How we spent ten days without a bridge\n\n"
        "On Monday I took the ferry for the first time in my life, and I was late for work by an hour, of course.\n\n"
        "By Friday I knew the captain, his dog and the price of coffee on board, which is too high if you ask me.\n\n"
        "Getting Home\n\n"
        "I shall miss the ferry a little now that the bridge is open. What did you do in those days? Let me know in "
        "the comments!\n\nThank you all for reading.\n"
    )
    assert comments_of(text) == []
    told = [
        ("Hanna Berg", "We walked, my son and I, and saw two herons on the way."),
        ("ferryman77", "You all came to me :) I hope you come back one day!"),
    ]
    below = text + "\n" + "\n\n".join(f"{author}\n\n{words}" for author, words in told) + "\n"
    assert comments_of(below) == told


NAMELESS = (
    "I tend to take the ferry anyway, and nobody shouts into a phone there.",
    "also, the ferry is cheaper.",
    "The bridge should have been closed years ago.\n\nNobody wanted to pay for it, that is the whole story.",
    "Nothing new. They said the same in 1998.",
    "Where can I read when the night bus runs?",
    "On the board at the fish market.",
)


@pytest.mark.parametrize(
    ("over", "under"),
    [
        pytest.param("", "\n\nReply", id="a button below"),
        pytest.param("", "\n\nReply\n\nShare", id="two buttons below"),
        pytest.param("", "\n\npermalink save report reply", id="a row of buttons below"),
        pytest.param("", "\n\nLike 3", id="a count below"),
        pytest.param("", "\n\n3 years ago", id="a time below"),
        pytest.param("3 years ago\n\n", "", id="a time above"),
        pytest.param("12 points\n\n", "", id="points above"),
        pytest.param("12 points 3 years ago\n\n", "", id="points and a time above"),
        pytest.param("5 points · 3 hours ago\n\n", "\n\nreply", id="points and a time above and a button below"),
        pytest.param("May 4, 2019 at 9:35 am\n\n", "\n\nReply", id="a time above and a button below"),
    ],
)
def test_comments_without_names_are_told_apart_by_what_the_site_prints(over, under):
    text = ARTICLE + "\n" + "\n\n".join(over + words + under for words in NAMELESS) + "\n"
    assert comments_of(text) == [(None, words) for words in NAMELESS]


def test_a_time_above_a_comment_without_a_name_is_its_time():
    days = [f"May {day}, 2019 at 9:35 am" for day in range(4, 10)]
    text = ARTICLE + "\n" + "\n\n".join(f"{day}\n\n{words}" for day, words in zip(days, NAMELESS, strict=True)) + "\n"
    assert [c.posted for c in read_text(text).comments] == [f"2019-05-0{day}T09:35" for day in range(4, 10)]


@pytest.mark.parametrize("button", ["Advertisement", "Share", "Story continues below", "10:35 am", "3 hours ago"])
def test_what_stands_between_the_paragraphs_of_an_article_opens_no_comment(button):
    paragraphs = [
        "The first lorries were stopped at the north end on Saturday because they were too heavy, police said.",
        "The council met for an hour and decided to send the bill for the new cables to the region.",
        "A spokesman for the region said that it had not seen any bill and would not comment on it.",
        "The ferry carried 4,000 people over the river by the evening, according to the harbour company.",
        "The bridge will be opened again by the mayor on March 14, the council said in a statement.",
    ]
    text = ARTICLE + "\n" + "\n\n".join(f"{button}\n\n{words}" for words in paragraphs) + "\n"
    assert comments_of(text) == []

"""Comments that stand only in JSON-LD: read as comments, each word with its way back into the script."""

import json
from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.intake import embedded
from onrecord.intake.pages import read_page, snapshot_of_string
from onrecord.intake.selectors import Follower, follow
from onrecord.terms import Page, Selector

ARTICLE = """<h1>Bridge to close</h1>
<p>The bridge will close to all traffic for a year, the city council said on Thursday, after engineers found cracks.</p>
<p>Two ferries are to take its place, every ten minutes in the rush hour and twice an hour at night, it said.</p>
<p>Shopkeepers at the harbour fear for their trade, and wrote so in an open letter to the mayor on Friday.</p>"""


def page_of(data: Any, below: str = "") -> Page:
    script = data if isinstance(data, str) else json.dumps(data)
    markup = f'<head><script type="application/ld+json">{script}</script></head><body>{ARTICLE}{below}</body>'
    return read_page(snapshot_of_string(markup, media_type="text/html"))


def told(page: Page) -> list[tuple[str | None, str, str | None]]:
    return [(c.author, page.text_at(c.span) if c.span else "", c.parent) for c in page.comments]


def comment(words: str, author: Any = None, **more: Any) -> dict[str, Any]:
    return {"@type": "Comment", "text": words, "author": author, "dateCreated": "2019-05-30T13:06:00Z", **more}


ADA, BO = {"@type": "Person", "name": "Ada Holm"}, {"@type": "Person", "name": "Bo & Söhne"}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(
            {"@type": "NewsArticle", "headline": "Bridge to close", "comment": [comment("Who pays?", ADA)]},
            [("Ada Holm", "Who pays?", None)],
            id="in an article",
        ),
        pytest.param([comment("Who pays?", "Ada Holm"), comment("We do.", [BO])],
                     [("Ada Holm", "Who pays?", None), ("Bo & Söhne", "We do.", None)], id="alone, a name, a list"),
        pytest.param(
            comment("Who pays?", ADA, comment=[comment("We do.", BO), comment("As ever.")]),
            [("Ada Holm", "Who pays?", None), ("Bo & Söhne", "We do.", "c1"), (None, "As ever.", "c1")],
            id="one in another",
        ),
        pytest.param(
            {"@graph": [comment("We do.", BO, parentItem={"@id": "#1"}), comment("Who pays?", ADA, **{"@id": "#1"})]},
            [("Bo & Söhne", "We do.", "c2"), ("Ada Holm", "Who pays?", None)],
            id="a parent that is named",
        ),
        pytest.param(
            {
                "@type": "QAPage",
                "mainEntity": {
                    "@type": "Question",
                    "text": "Is the bridge closed?",
                    "acceptedAnswer": {"@type": "Answer", "text": "It is.", "author": ADA,
                                       "comment": comment("Still?")},
                    "suggestedAnswer": [{"@type": "Answer", "text": "Not for bicycles.", "author": BO}],
                },
            },
            [("Ada Holm", "It is.", None), (None, "Still?", "c1"), ("Bo & Söhne", "Not for bicycles.", None)],
            id="answers",
        ),
        pytest.param(
            {
                "@type": "https://schema.org/DiscussionForumPosting",
                "text": "The bridge will close.",
                "comment": [{"@type": "DiscussionForumPosting", "articleBody": "Who pays?", "author": ADA}],
            },
            [("Ada Holm", "Who pays?", None)],
            id="a posting that is the page's, one below it that is a reader's",
        ),
        pytest.param(
            comment("<p>Who pays?<br>We <b>do</b>.</p><p>As&nbsp;ever &amp; always.</p>", ADA),
            [("Ada Holm", "Who pays?\nWe do.\nAs ever & always.", None)],
            id="markup in the string",
        ),
        pytest.param(comment("If x<y and\ny > z.\n\n 5 &amp; 6"), [(None, "If x<y and\ny > z.\n5 & 6", None)],
                     id="no markup"),
        pytest.param([comment("Who pays?", ADA), comment("Who pays?", ADA)], [("Ada Holm", "Who pays?", None)],
                     id="twice"),
        pytest.param({"@type": "NewsArticle", "comment": [comment(""), comment("<br>"), {"@type": "Comment"}]}, [],
                     id="no words"),
        pytest.param({"@type": "FAQPage", "mainEntity": [{"@type": "Question", "name": "Who pays?", "acceptedAnswer":
                      {"@type": "Answer", "text": "We do.", "author": ADA}}]}, [], id="what the page asks itself"),
        pytest.param({"@graph": [{"@type": "Question", "acceptedAnswer": {"@type": "Answer", "text": "We do."}}]}, [],
                     id="an answer that is nobody's"),
        pytest.param('{"@type": "Comment", "text": "Who pays?",}', [(None, "Who pays?", None)], id="a comma too many"),
        pytest.param('{"@type": "Comment", "text": "Who pays?"', [], id="broken off"),
        pytest.param({"@type": "Review", "text": "A fine bridge."}, [], id="no comment"),
    ],
)  # fmt: skip
def test_comments_that_stand_only_in_json_ld_are_read(data: Any, expected: list[object]) -> None:
    page = page_of(data)
    assert told(page) == expected
    assert len(page.blocks_of({"paragraph"})) == 3
    follower = Follower(page.snapshot)
    for block in page.blocks:
        assert follower.words(block.selectors).split() == page.text_at(block.span).split()
    pointed = [block for block in page.blocks if block.kind in ("author", "comment")]
    assert all(selector.pointer is not None for block in pointed for selector in block.selectors)


def test_a_comment_that_the_page_shows_too_comes_once() -> None:
    shown = "".join(
        f"<li class=comment id=comment-{n}><b class=author>{name}</b> <i class=date>2 days ago</i><p>{words}</p></li>"
        for n, (name, words) in enumerate([("Ada Holm", "Who pays?"), ("Cy", "The ferries were here before.")])
    )
    data = {"comment": [comment("Who pays?", ADA, comment=[comment("We <i>do</i>, as ever.", BO)])]}
    page = page_of(data, f"<ol class=comments>{shown}</ol>")
    assert told(page) == [
        ("Ada Holm", "Who pays?", None),
        ("Cy", "The ferries were here before.", None),
        ("Bo & Söhne", "We do, as ever.", "c1"),
    ]
    assert page.comments[0].posted == "2019-05-30T13:06:00+00:00"
    assert page.text.count("Who pays?") == 1


def test_what_json_ld_calls_a_comment_is_not_the_articles() -> None:
    words = "The mayor has promised this bridge three times now, and three times the money went to the harbour."
    page = page_of({"comment": [comment(words, ADA)]}, f"<p>{words}</p>")
    assert told(page) == [("Ada Holm", words, None)]
    assert page.text.count(words) == 1


def test_a_comment_that_quotes_the_article_leaves_it_its_words() -> None:
    quoted = (
        "Two ferries are to take its place, every ten minutes in the rush hour and twice an hour at night, it said."
    )
    page = page_of({"comment": [comment(f"{quoted}\nAnd who is to pay for that, if I may ask the council?", ADA)]})
    assert len(page.comments) == 1
    assert len(page.blocks_of({"paragraph"})) == 3


@pytest.mark.parametrize(
    ("pointer", "start", "end", "says"),
    [
        pytest.param("/text", 0, 99, "has 9 characters", id="too long"),
        pytest.param("/nothing", 0, 1, "has no string at /nothing", id="leads nowhere"),
        pytest.param("/list/7", 0, 1, "has no string", id="past the list"),
        pytest.param("/list", 0, 1, "has no string", id="no string"),
        pytest.param("/text/0", 0, 1, "has no string", id="on into a string"),
    ],
)
def test_a_way_into_json_that_is_lost_says_so(pointer: str, start: int, end: int, says: str) -> None:
    markup = '<script type="application/ld+json">{"text": "Who pays?", "list": [1]}</script>'
    snapshot = snapshot_of_string(markup, media_type="text/html")
    lost = Selector(xpath="/html/head[1]/script[1]", pointer=pointer, start=start, end=end)
    with pytest.raises(InputError, match=says):
        follow(snapshot, [lost])


def test_a_pointer_is_read_as_the_standard_has_it() -> None:
    data = {"a/b": {"m~n": ["x", {"": "here"}]}}
    assert embedded.at(data, "/a~1b/m~0n/1/") == "here"
    assert embedded.at(data, "") is data


def test_thousands_of_comments_one_in_another_survive() -> None:
    deep = comment("The last.", ADA)
    for nth in range(300):
        deep = comment(f"Number {nth}.", BO, comment=[deep])
    assert len(page_of(deep).comments) == 301
    many = page_of([comment(f"Number {nth}.", ADA) for nth in range(6000)])
    assert len(many.comments) == 5000
